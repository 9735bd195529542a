"""How grave an incident is, as a rank read from the words of the authority that decided it.

Accidents (生产安全事故报告和调查处理条例, 2007, Article 3), environmental events (国家突发环境事件应急预案, 2014),
network and data incidents (国家网络安全事件应急预案, 2017; GB/T 20986-2023) share four grades; the response levels
Ⅳ to Ⅰ stand for the same four. Tax and credit matters have no such scale: there the list or the decision counts.
A word that is not here, and a blank, is `None`: the grade is not known, and nothing is concluded from it.
"""

from __future__ import annotations

import re

ORDINARY, LARGER, MAJOR, EXTREME = 1, 2, 3, 4

_FOUR = {
    "一般": ORDINARY,
    "较大": LARGER,
    "重大": MAJOR,
    "特别重大": EXTREME,
    "特大": EXTREME,
    "Ⅳ": ORDINARY,
    "Ⅲ": LARGER,
    "Ⅱ": MAJOR,
    "Ⅰ": EXTREME,
    "IV": ORDINARY,
    "III": LARGER,
    "II": MAJOR,
    "I": EXTREME,
    "四": ORDINARY,
    "三": LARGER,
    "二": MAJOR,
    "一": EXTREME,
}
_TAX = {
    "重大税收违法失信主体": MAJOR,
    "重大税收违法失信案件": MAJOR,
    "重大税收违法案件": MAJOR,
    "重大税收违法": MAJOR,
    "重大": MAJOR,
    "偷税": MAJOR,
    "偷税漏税": MAJOR,
    "逃避缴纳税款": MAJOR,
    "一般": ORDINARY,
    "漏税": ORDINARY,
    "一般税收违法": ORDINARY,
    "行政处罚": ORDINARY,
    "罚款": ORDINARY,
}
_CREDIT = {
    "严重失信主体名单": MAJOR,
    "严重失信主体": MAJOR,
    "严重失信": MAJOR,
    "严重": MAJOR,
    "重大": MAJOR,
    "失信被执行人": MAJOR,
    "一般失信": ORDINARY,
    "一般": ORDINARY,
    "轻微": ORDINARY,
}
_BARE = re.compile(r"(生产)?(安全|质量|环境污染|突发环境|环境|网络安全|数据安全)?(事故|事件|问题)?级?$")


def rank(kind: str, grade: str | None) -> int | None:
    """The rank 1 to 4 of a grade as written, for one of `INCIDENT_KINDS`; None when blank or not a known word."""
    word = (grade or "").strip()
    if kind == "税收违法":
        return _TAX.get(word.removesuffix("决定"))
    if kind == "严重失信":
        return _CREDIT.get(word)
    return _FOUR.get(_BARE.sub("", word))
