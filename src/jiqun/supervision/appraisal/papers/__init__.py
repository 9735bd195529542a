"""Letters of the yearly appraisal (Article 16)."""
