"""Breaking a long title: lines of like length, no number or term broken, a bracket kept whole if it can be (7.3.1)."""

from __future__ import annotations

import re
from math import ceil

from jiqun.standards import province

LONGEST = 20
"""Characters of 二号 in a line of 156 mm."""
_REACH = 5
_NEVER_BEFORE = "的》）〕”、，。：；"
_NEVER_AFTER = "《（〔“"
_GOOD_AFTER = "、，》）"
_TERMS = (
    province.here().name.zh, "特色产业集群", "产业集群", "中小企业", "申报材料", "资格初审", "专家评审", "认定", "推荐",
    "批次", "结果", "名单", "通知", "通告", "公示", "公布", "补正", "材料", "异议", "答复", "决定", "邀请",
)  # fmt: skip
"""Words of these papers that a line never ends in."""
_WORD = re.compile(rf"[0-9A-Za-z.]+(?:年度|年)?|{'|'.join(_TERMS)}|.", re.DOTALL)


def broken(title: str) -> str:
    """The title with its line breaks; those an author set stand. Joined without them it is the title as it was."""
    return "\n".join(line for said in title.split("\n") for line in _lines(said))


def _lines(said: str) -> list[str]:
    words = _WORD.findall(said)
    wide = sum(map(_width, words))
    count = ceil(wide / (LONGEST - 1)) if wide > LONGEST else 1
    found: list[str] = []
    while count > 1:
        ideal = sum(map(_width, words)) / count
        at = min(range(1, len(words)), key=lambda n: _cost(words, n, ideal))
        found.append("".join(words[:at]))
        words, count = words[at:], count - 1
    return [*found, "".join(words)]


def _cost(words: list[str], at: int, ideal: float) -> float:
    """How bad a break before word `at` is: far from the middle, at a wrong place, within a bracket."""
    before, after = words[at - 1], words[at]
    cost = abs(sum(map(_width, words[:at])) - ideal)
    if after[0] in _NEVER_BEFORE or before[-1] in _NEVER_AFTER:
        cost += 4 * _REACH
    lead = "".join(words[:at])
    if lead.count("《") > lead.count("》") or lead.count("（") > lead.count("）"):
        cost += _REACH
    if before[-1] in _GOOD_AFTER or before == "的":
        cost -= _REACH / 2
    return cost


def _width(word: str) -> float:
    return sum(0.55 if sign.isascii() else 1 for sign in word)
