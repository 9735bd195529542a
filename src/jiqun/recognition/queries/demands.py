"""Demands of a call (Article 5) as the officer writes them, one a line: those that can be computed are.

A line that is nothing but a computed condition of the measure with another limit (近三年产值不低于50亿元) is computed
by that condition's formula; any other line is judged by people on evidence.
"""

from __future__ import annotations

import re

from jiqun.law.conditions import Compare
from jiqun.law.measure import Measure
from jiqun.law.norms import Norm

NUMBER = r"(?P<limit>\d+(?:\.\d+)?)"
BEFORE = ("不低于", "不少于", "不超过", "高于")
AFTER = "以上"


def listed(lines: str, measure: Measure) -> list[dict[str, str]]:
    """The demands of a call numbered D1, D2 …; a computed one with formula, word, limit and unit."""
    return [
        {"id": f"D{number}", "text": line, **computed(line, measure)}
        for number, line in enumerate(lines.splitlines(), start=1)
    ]


def computed(line: str, measure: Measure) -> dict[str, str]:
    """How a line is computed; nothing for one that people judge."""
    for norm in measure.norms:
        if isinstance(norm.condition, Compare) and (found := read(line, norm, norm.condition)):
            return found
    return {}


def read(line: str, norm: Norm, condition: Compare) -> dict[str, str] | None:
    """A line as this condition with a limit of its own; `None` when it is not."""
    unit = condition.limits[0].unit.name
    title, written = re.escape(norm.title.zh), re.escape(unit)
    before = rf"{title}\s*(?P<word>{'|'.join(BEFORE)})\s*{NUMBER}\s*{written}[。；;]?"
    after = rf"{title}\s*(?:均?在)?\s*{NUMBER}\s*{written}(?P<word>{AFTER})[。；;]?"
    match = re.fullmatch(before, line, re.ASCII) or re.fullmatch(after, line, re.ASCII)
    if match is None:
        return None
    return {"formula": condition.indicator.name, "word": match["word"], "limit": match["limit"], "unit": unit}
