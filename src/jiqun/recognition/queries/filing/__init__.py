"""What pages and guards read of applications (Article 14(一))."""
