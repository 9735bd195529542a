"""Answers in words, as pages and papers show them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiqun.bilingual import Text
from jiqun.forms.answers import blank
from jiqun.forms.definitions import Field
from jiqun.standards import strategic


def answer_lines(field: Field, value: Any) -> Iterator[str]:
    """An answer as lines of text."""
    if blank(value):
        return
    if field.ask == "choice":
        found = strategic.find(value)
        yield str(found.name) if found else value
    elif field.ask == "figures":
        parts = value.items() if field.parts else [("", value)]
        for part, years in parts:
            told = "　".join(f"{year}：{figure}" for year, figure in sorted(years.items()))
            yield f"{part}　{told}" if part else told
    elif field.ask == "table":
        for line in value:
            yield " · ".join(cell or "—" for cell in line)
    elif field.ask == "register":
        if value.get("count") is not None:
            yield f"{value['count']} {counted_in(field.unit)}".rstrip()
        yield from str(value.get("text", "")).splitlines()
    else:
        yield from str(value).splitlines()


def counted_in(unit: Text) -> Text:
    """What the count of a register is in: the first of its units; the others are for the lines below it."""
    return Text(unit.zh.split("、")[0], unit.en.split(", ")[0])
