"""The numbers of findings as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.bilingual import language
from jiqun.law.explanation import changed
from jiqun.law.units import UNITS, shifted
from jiqun.web import figures

SIGNS = {">": "＞", ">=": "≥", "<": "＜", "<=": "≤"}
Finding = Mapping[str, Any]
"""A finding as plain values in the language in force (see `law.Finding.plain`)."""


def amount(number: str | None, unit: str, beside: str | None = None) -> str:
    """A finding's number as people read it: a plain ratio as a percentage, anything else with its unit."""
    if number is None:
        return figures.NOTHING
    if not unit:
        return figures.percent_beside(number, beside) if beside else figures.percent(number)
    kept = UNITS[unit]
    return f"{figures.figure(shifted(number, kept.shift[language() == 'en']))}{kept.text}"


def written(number: str, unit: str) -> str:
    """A limit with the digits it has."""
    return amount(number, unit) if unit else figures.percent(number, "exact")


def deciding(finding: Finding) -> Finding:
    """The finding, or where it has no value of its own the first branch that decides it."""
    if finding["value"] is None:
        for part in finding["parts"]:
            if part["verdict"] == finding["verdict"] and part["value"]:
                found: Finding = part
                return found
    return finding


def value_of(finding: Finding | None) -> str:
    """The value of a finding, or of the branch that decides it; an open one is a dash.

    One that is a change says from what, as the number under the norm's title would read as the rate itself.
    """
    if finding is None:
        return figures.NOTHING
    finding = deciding(finding)
    if (since := finding.get("change")) and finding["value"] is not None:
        return changed(since, finding["value"], UNITS[finding["unit"] or "%"], language() == "zh")
    return amount(finding["value"], finding["unit"], finding["limit"])


def limit_of(finding: Finding | None) -> str:
    """The limit of a finding, or of the branch that decides it, with its sign; a dash where there is none."""
    if finding is None:
        return figures.NOTHING
    finding = deciding(finding)
    if finding["limit"] is None:
        return figures.NOTHING
    if finding.get("change"):
        return f"{SIGNS[finding['op']]} {UNITS[finding['unit'] or '%'].distance(finding['limit'], language() == 'zh')}"
    return f"{SIGNS[finding['op']]} {written(finding['limit'], finding['unit'])}"


def margin_of(finding: Finding) -> str:
    """How far a finding lies from its limit, in the limit's unit, negative where it falls short; "" where open."""
    finding = deciding(finding)
    if finding["margin"] is None:
        return ""
    unit = finding["unit"]
    return UNITS[unit or "%"].distance(finding["margin"], language() == "zh")
