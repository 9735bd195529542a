"""Numbers and sentences of a finding as the documents say them, in the language in force."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from jiqun import law
from jiqun.bilingual import Text, language
from jiqun.law import explanation
from jiqun.law.conditions import Condition, Several
from jiqun.law.findings import Input, in_words
from jiqun.law.sources import KINDS
from jiqun.law.units import Unit
from jiqun.standards import industries

NONE = "—"
_HYPHEN = re.compile(r"(?<![\w-])-(?=\d)")
"""Before a number, and not within a date."""
_ANY = Text("任一项成立", "any one of these")
_ALL = Text("各项均成立", "all of these")
_ON_THE_LIMIT = Text("恰为门槛值", "exactly the limit")


def verdict(found: law.Verdict) -> dict[str, str]:
    """The verdict as the name of its sign, and its word."""
    return {"verdict": found.value, "word": str(found.text)}


def comparison(finding: law.Finding, condition: Condition) -> dict[str, str]:
    """Value, demand and margin with their units; a dash for what there is not."""
    zh, check = language() == "zh", finding.result.check
    if check is None:
        standard = NONE
        if isinstance(condition, Several) and finding.parts:
            standard = str(_ANY if condition.any else _ALL)
        return {"value": NONE, "standard": standard, "margin": NONE}
    unit = check.limit.unit
    return {
        "value": _value(finding, unit, zh),
        "standard": str(check.word.text).format(limit=str(unit.amount(check.limit.text))),
        "margin": _margin(finding.margin, unit, zh),
    }


def _value(finding: law.Finding, unit: Unit, zh: bool) -> str:
    """The value; one that is a change says from what."""
    if finding.value is None:
        return NONE
    if finding.change is None:
        return _minus(unit.said(finding.value, zh))
    return explanation.changed(str(finding.change), finding.value, unit, zh)


def _margin(margin: str | None, unit: Unit, zh: bool) -> str:
    if margin is None or unit.base == "起":
        return NONE
    return str(_ON_THE_LIMIT) if margin == "0" else _minus(unit.distance(margin, zh))


def story(finding: law.Finding) -> str:
    """How a finding without parts came about, without what other readings would give."""
    zh = language() == "zh"
    return typeset(explanation.part_story(finding.result, zh) if finding.result.check else finding.said(zh))


def typeset(sentence: str) -> str:
    """A sentence of the law room with true minus signs, and no line break between = and the number."""
    return _HYPHEN.sub("−", sentence).replace(" = ", " =\u00a0")


def inputs(found: Sequence[Input]) -> dict[str, Any]:
    """The figures as a table: a line for each, a column for each year; blank rows are counted in brackets."""
    years = sorted({i.year for i in found if i.year is not None})
    lines: dict[tuple[str, str], dict[int | None, str]] = {}
    for i in found:
        number, unit = _figure(i)
        lines.setdefault((str(i.label), unit), {})[i.year] = number
    columns: list[int | None] = list(years)
    if any(i.year is None for i in found):
        columns.append(None)
    return {
        "years": ["" if year is None else str(year) for year in columns],
        "rows": [
            {"label": label, "unit": unit, "cells": [cells.get(year, "") for year in columns]}
            for (label, unit), cells in lines.items()
        ],
    }


def source(measure: law.Measure, clause: str) -> str:
    """What kind of text a clause is, where it is not official; empty where it is."""
    kind = measure.source(clause).kind
    return "" if kind == "official" else str(KINDS[kind])


def industry(code: str) -> str:
    """A lead code with its name where the classification has one."""
    known = industries.find(code)
    return f"{code} {known.name}" if known and language() == "zh" else code


def _figure(given: Input) -> tuple[str, str]:
    """Number and unit; a figure nobody gave is a dash, and rows left blank stand in brackets."""
    zh = language() == "zh"
    said = in_words(given.value or 0, given.unit)
    number, _, unit = (said.zh if zh else said.en).partition(" ")
    if given.value is None:
        return NONE, unit
    if not given.missing:
        return number, unit
    return (f"{number}（{given.missing} 行未填）" if zh else f"{number} ({given.missing} blank)"), unit


def _minus(number: str) -> str:
    return "−" + number[1:] if number.startswith("-") else number
