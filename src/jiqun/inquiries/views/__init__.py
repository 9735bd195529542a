"""Pages of inquiries, hits and lists."""
