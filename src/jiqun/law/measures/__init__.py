"""The measures as code: one folder an instrument, with its text, its norms and its formulas."""
