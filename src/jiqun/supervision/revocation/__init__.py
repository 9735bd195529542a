"""Revocation on the five grounds, and its withdrawal (Article 17)."""
