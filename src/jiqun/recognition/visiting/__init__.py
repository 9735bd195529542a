"""The chapter's two kinds of visits: the prefecture's 实地抽查 (Article 14(二)) and the province's 现场考察."""
