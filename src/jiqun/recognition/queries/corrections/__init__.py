"""Corrections: the places they point at, what changed since a hand-in, what was asked and what came of it."""
