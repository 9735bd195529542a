"""Typical cases (典型案例): Article 11."""
