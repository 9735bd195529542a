"""Figures that look as if typed in 元 instead of 万元, or in 亿元: about 10,000 times too large or too small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median_low

from jiqun.bilingual import Text
from jiqun.facts.plausible.remark import TITLES, Entry, Remark, bounds, of_firm, wan

MONEY = ("revenue", "assets", "output", "rd", "exports")
_MILLION = 10**6
_PARTNER = {"output": "revenue", "revenue": "output"}
Doubted = set[tuple[int, str]]
"""Places (row, field) that look like a wrong unit, so that no other check speaks of them again."""


def remarks(by_firm: Mapping[str, list[Entry]], doubted: Doubted) -> Iterator[Remark]:
    """Every figure of money that is off by about 10,000; their places are added to `doubted`."""
    usual = {field: _per_head(by_firm, field) for field in MONEY}
    for lines in by_firm.values():
        for field in MONEY:
            given = [line for line in lines if line.values.get(field)]
            for line in given:
                others = [other.values[field] for other in given if other is not line]
                said = _said(line, field, others, usual[field])
                if said is not None:
                    doubted.add((line.row, field))
                    yield of_firm(line, field, said)


def _per_head(by_firm: Mapping[str, list[Entry]], field: str) -> int | None:
    """Median of a figure per employee over all firm-years, in millionths; `None` when there are too few firms."""
    found = [
        line.values[field] * _MILLION // line.values["employees"]
        for lines in by_firm.values()
        for line in lines
        if line.values.get(field) and line.values.get("employees")
    ]
    return median_low(found) or None if len(by_firm) >= bounds()["peers_least"] and found else None


def _said(line: Entry, field: str, others: list[int], usual: int | None) -> Text | None:
    value: int = line.values[field]
    heads = line.values.get("employees")
    peers = (value * _MILLION, heads * usual) if heads and usual else None
    if others:
        middle = median_low(others)
        if _off(value, middle) and (len(others) > 1 or (peers is not None and _leaps(peers, value > middle))):
            against = Text("本企业其他年度的中位数", "the median of the firm's other years")
            return _text(field, value, middle, against)
    partner = _PARTNER.get(field)
    beside = line.values.get(partner) if partner else None
    if partner and beside and _off(value, beside) and peers is not None and _leaps(peers, value > beside):
        return _text(field, value, beside, Text(f"同年{TITLES[partner].zh}", f"its {TITLES[partner].en}"))
    if peers is not None and _off(*peers):
        against = Text("同集群企业按人均折算的一般水平", "what is usual a head in the cluster")
        return _text(field, value, max(1, peers[1] // _MILLION), against)
    return None


def _off(value: int, other: int) -> bool:
    """Whether two amounts are so many times apart that a wrong unit explains it."""
    large, small, limits = max(value, other), min(value, other), bounds()
    return limits["unit_least"] * small <= large <= limits["unit_most"] * small


def _leaps(peers: tuple[int, int], above: bool) -> bool:
    """Whether the peers agree that this one is the odd one, and in the same direction."""
    mine, theirs = peers if above else peers[::-1]
    return mine >= bounds()["unit_leap"] * theirs


def _text(field: str, value: int, other: int, against: Text) -> Text:
    title, shown, beside = TITLES[field], wan(value), wan(other)
    times = f"{(max(value, other) * 2 + min(value, other)) // (min(value, other) * 2):,}"
    if value > other:
        return Text(
            f"{title.zh} {shown} 万元，约为{against.zh}（{beside} 万元）的 {times} 倍，疑似按“元”填写。"
            "表头单位是万元，如属填错请除以 10,000；确属实际请保留。",
            f"{title.en} of {shown} (10,000 yuan) is about {times} times {against.en} ({beside}); it looks typed "
            "in yuan. The column is in 10,000 yuan: divide by 10,000 if so, or leave it if it is true.",
        )
    return Text(
        f"{title.zh} {shown} 万元，约为{against.zh}（{beside} 万元）的 {times} 分之一，疑似按“亿元”填写。"
        "表头单位是万元，如属填错请乘以 10,000；确属实际请保留。",
        f"{title.en} of {shown} (10,000 yuan) is about 1/{times} of {against.en} ({beside}); it looks typed "
        "in 100 million yuan. The column is in 10,000 yuan: multiply by 10,000 if so, or leave it if it is true.",
    )
