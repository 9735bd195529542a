"""Hearings before an adverse decision: notice, statement and defence, legal check, decision (听取陈述申辩)."""
