"""Renewal after three years (Article 15)."""
