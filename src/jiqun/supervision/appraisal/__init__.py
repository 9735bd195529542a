"""Supervision and yearly appraisal by the province (Article 16)."""
