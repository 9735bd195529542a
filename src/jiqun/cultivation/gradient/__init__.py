"""优质中小企业梯度 (Article 7(一)): who stands on which step, who rose, who might be next; a person follows them up."""
