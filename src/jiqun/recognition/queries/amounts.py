"""The numbers of findings as people read them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.law.units import UNITS
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
    return f"{figures.figure(number)}{UNITS[unit].text}"


def value_of(finding: Finding | None) -> str:
    """The value of a finding, or of the first branch that decides it; an open one is a dash."""
    if finding is None:
        return figures.NOTHING
    if finding["value"] is None:
        deciding = (part for part in finding["parts"] if part["verdict"] == finding["verdict"] and part["value"])
        finding = next(deciding, finding)
    return amount(finding["value"], finding["unit"], finding["limit"])


def limit_of(finding: Finding | None) -> str:
    """The limit of a finding with its sign; a dash where there is none."""
    if finding is None or finding["limit"] is None:
        return figures.NOTHING
    return f"{SIGNS[finding['op']]} {amount(finding['limit'], finding['unit'])}"
