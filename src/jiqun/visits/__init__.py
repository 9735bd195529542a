"""Visits on the spot: planned, drawn, recorded on a phone, signed on paper, concluded (Article 14(二) 实地抽查)."""
