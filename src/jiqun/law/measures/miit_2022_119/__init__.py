"""促进中小企业特色产业集群发展暂行办法 (工信部企业〔2022〕119号), as far as its text is at hand."""
