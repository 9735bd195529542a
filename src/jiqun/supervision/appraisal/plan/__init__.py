"""The province's yearly plan of supervision and its checks (Article 16)."""
