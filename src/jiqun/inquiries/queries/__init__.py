"""What pages and other rooms read of inquiries, hits and screenings."""
