"""Tables of a small rubric, and ways to bend them."""

from __future__ import annotations

from jiqun.review.rubrics.tables import ITEM_COLUMNS, RULE_COLUMNS, Line

ITEMS = [
    {
        "dimension": "甲", "dimension_en": "A", "clause": "A13.2", "dimension_weight": "60", "id": "1",
        "item": "一", "item_en": "one", "item_weight": "60", "step": "0.5", "expert": "0", "reason": "满分零分必填",
        "norms": "13.2.growth 13.2.brand", "fields": "brands",
    },
    {
        "dimension": "乙", "dimension_en": "B", "clause": "A13.3", "dimension_weight": "40", "id": "2",
        "item": "二", "item_en": "two", "item_weight": "40", "step": "1", "expert": "30", "reason": "必填",
        "guidance": "看佐证", "guidance_en": "look at the proof",
    },
]  # fmt: skip
RULES = [
    {"id": "1", "source": "13.2.growth", "way": "线性", "weight": "60", "from": "10%", "to": "30%", "points": "20"},
    {"id": "2", "source": "13.3.firms.1", "way": "分档", "weight": "10", "from": "", "to": "1", "points": "0"},
    {"id": "2", "source": "13.3.firms.1", "way": "分档", "weight": "10", "from": "1", "to": "3", "points": "5"},
    {"id": "2", "source": "13.3.firms.1", "way": "分档", "weight": "10", "from": "3", "to": "", "points": "10"},
]


def items(*changes: dict[str, str]) -> list[Line]:
    """The two items, the nth changed by the nth argument; numbered as in the sheet, from line 2."""
    changed = [{**row, **(changes[n] if n < len(changes) else {})} for n, row in enumerate(ITEMS)]
    return [Line(n, {**dict.fromkeys(ITEM_COLUMNS, ""), **row}) for n, row in enumerate(changed, 2)]


def rules(*changes: dict[str, str]) -> list[Line]:
    """The four lines of rules, changed likewise."""
    changed = [{**row, **(changes[n] if n < len(changes) else {})} for n, row in enumerate(RULES)]
    return [Line(n, {**dict.fromkeys(RULE_COLUMNS, ""), **row}) for n, row in enumerate(changed, 2)]
