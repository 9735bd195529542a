"""What leaves the product as a spreadsheet."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")


def cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula (full-width signs too: WPS reads them)."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
