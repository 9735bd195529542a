"""The evaluation report of the year (Article 16)."""
