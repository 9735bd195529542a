"""Figures that look as if typed in 元 instead of 万元, or in 亿元: about 10,000 times too large or too small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from statistics import median

from jiqun.bilingual import Text
from jiqun.facts.plausible.remark import TITLES, Entry, Remark, bounds, of_firm, wan

MONEY = ("revenue", "assets", "output", "rd", "exports")
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


def _per_head(by_firm: Mapping[str, list[Entry]], field: str) -> float | None:
    """Median of a figure per employee over all firm-years; `None` when there are too few firms."""
    found = [
        line.values[field] / line.values["employees"]
        for lines in by_firm.values()
        for line in lines
        if line.values.get(field) and line.values.get("employees")
    ]
    return median(found) if len(by_firm) >= bounds()["peers_least"] and found else None


def _said(line: Entry, field: str, others: list[int], usual: float | None) -> Text | None:
    value: int = line.values[field]
    heads = line.values.get("employees")
    among_peers = value / heads / usual if heads and usual else None
    if others:
        middle = median(others)
        factor = value / middle
        if _off(factor) and (len(others) > 1 or (among_peers is not None and _leaps(among_peers, factor))):
            return _text(
                field, value, factor, Text("本企业其他年度的中位数", "the median of the firm's other years"), middle
            )
    partner = _PARTNER.get(field)
    beside = line.values.get(partner) if partner else None
    if partner and beside:
        factor = value / beside
        if _off(factor) and among_peers is not None and _leaps(among_peers, factor):
            return _text(field, value, factor, Text(f"同年{TITLES[partner].zh}", f"its {TITLES[partner].en}"), beside)
    if among_peers is not None and heads and usual and _off(among_peers):
        peers = Text("同集群企业按人均折算的一般水平", "what is usual a head in the cluster")
        return _text(field, value, among_peers, peers, usual * heads)
    return None


def _off(factor: float) -> bool:
    high = factor if factor > 1 else 1 / factor
    return bounds()["unit_least"] <= high <= bounds()["unit_most"]


def _leaps(among_peers: float, factor: float) -> bool:
    """Whether the peers agree that this one is the odd one, and in the same direction."""
    leap = bounds()["unit_leap"]
    return among_peers >= leap if factor > 1 else among_peers <= 1 / leap


def _text(field: str, value: int, factor: float, against: Text, other: float) -> Text:
    title, shown, beside = TITLES[field], wan(value), wan(round(other))
    if factor > 1:
        return Text(
            f"{title.zh} {shown} 万元，约为{against.zh}（{beside} 万元）的 {factor:,.0f} 倍，疑似按“元”填写。"
            "表头单位是万元，如属填错请除以 10,000；确属实际请保留。",
            f"{title.en} of {shown} (10,000 yuan) is about {factor:,.0f} times {against.en} ({beside}); it looks typed "
            "in yuan. The column is in 10,000 yuan: divide by 10,000 if so, or leave it if it is true.",
        )
    return Text(
        f"{title.zh} {shown} 万元，约为{against.zh}（{beside} 万元）的 {1 / factor:,.0f} 分之一，疑似按“亿元”填写。"
        "表头单位是万元，如属填错请乘以 10,000；确属实际请保留。",
        f"{title.en} of {shown} (10,000 yuan) is about 1/{1 / factor:,.0f} of {against.en} ({beside}); it looks typed "
        "in 100 million yuan. The column is in 10,000 yuan: multiply by 10,000 if so, or leave it if it is true.",
    )
