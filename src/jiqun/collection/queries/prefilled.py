"""What was known of a firm, read back as figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.collection.asked import COLUMNS, as_value
from jiqun.facts.workbook.cells import Unreadable


def values_of(texts: Mapping[str, str]) -> dict[int, dict[str, Any]]:
    """Texts by question as figures by year; what cannot be read is left out."""
    found: dict[int, dict[str, Any]] = {}
    for name, text in texts.items():
        figure, _, year = name.partition("-")
        if figure in COLUMNS and year.isdecimal():
            try:
                found.setdefault(int(year), {})[figure] = as_value(figure, text)
            except Unreadable:
                continue
    return found
