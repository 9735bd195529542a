"""What the acts on inquiries, hits and lists do."""
