"""Continuous tracking: series, goals, problems, leads (Article 16)."""
