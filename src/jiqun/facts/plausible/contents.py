"""Figures of one line that contradict each other, jumps from year to year, and rows that are no firm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from jiqun.bilingual import Text
from jiqun.facts.plausible.remark import FEN_A_WAN, TITLES, Entry, Remark, bounds, of_firm, wan
from jiqun.facts.plausible.units import Doubted

TOTALS = ("合计", "总计", "小计", "汇总", "平均")
_ABOVE = (("rd", "output"), ("rd", "revenue"), ("exports", "revenue"))
"""Figures that cannot well be above the other."""
_WATCHED = ("employees", "revenue", "output", "rd")


def contradictions(entries: list[Entry], doubted: Doubted) -> Iterator[Remark]:
    """R&D above output or revenue, exports above revenue, output without employees, rows of totals."""
    for entry in entries:
        values = entry.values
        name = values.get("name")
        if name and "".join(name.split()).rstrip("：:").endswith(TOTALS):
            yield of_firm(
                entry,
                "name",
                Text(
                    f"“{name}”看起来是合计行，不是企业。合计由系统计算，请删除这一行。",
                    f"“{name}” looks like a row of totals. The system adds up; delete the row.",
                ),
            )
        for small, large in _ABOVE:
            less, more = values.get(small), values.get(large)
            if less is None or more is None or less <= more:
                continue
            if (entry.row, small) in doubted or (entry.row, large) in doubted:
                continue
            yield of_firm(entry, small, _above(small, less, large, more))
            break
        if values.get("employees") == 0 and values.get("output"):
            yield of_firm(
                entry,
                "employees",
                Text(
                    f"从业人员为 0，产值却有 {wan(values['output'])} 万元。请核对人数；未掌握的请留空，不要填 0。",
                    f"No employees, yet an output of {wan(values['output'])} (10,000 yuan). Check the number; leave it "
                    "blank if it is not known.",
                ),
            )


def _above(small: str, less: int, large: str, more: int) -> Text:
    a, b = TITLES[small], TITLES[large]
    return Text(
        f"{a.zh} {wan(less)} 万元，高于{b.zh} {wan(more)} 万元。请核对两个数和单位（万元），确属实际请保留。",
        f"{a.en} of {wan(less)} is above {b.en} of {wan(more)} (10,000 yuan). Check both and their unit, or leave them "
        "if they are true.",
    )


def jumps(by_firm: Mapping[str, list[Entry]], doubted: Doubted) -> Iterator[Remark]:
    """Figures that rose above or fell below the set share from one year to the next."""
    limits = bounds()
    up, down = limits["jump_up"], limits["jump_down"]
    floors = dict.fromkeys(_WATCHED, limits["floor_money_wan"] * FEN_A_WAN) | {"employees": limits["floor_people"]}
    for lines in by_firm.values():
        for before, after in pairwise(lines):
            if after.values["year"] != before.values["year"] + 1:
                continue
            for field in _WATCHED:
                then, now = before.values.get(field), after.values.get(field)
                if not then or now is None or max(then, now) < floors[field]:
                    continue
                if (before.row, field) in doubted or (after.row, field) in doubted:
                    continue
                if now * up.denominator > then * up.numerator or now * down.denominator < then * down.numerator:
                    yield of_firm(after, field, _jump(field, before, after, then, now))


def _jump(field: str, before: Entry, after: Entry, was: int, now: int) -> Text:
    title = TITLES[field]
    year, percent = before.values["year"], (abs(now - was) * 200 + was) // (was * 2)
    then = wan(before.values[field]) + " 万元" if field != "employees" else f"{before.values[field]:,} 人"
    old = wan(before.values[field]) if field != "employees" else f"{before.values[field]:,}"
    rose = now > was
    return Text(
        f"{title.zh}比 {year} 年（第 {before.row} 行，{then}）{'增加' if rose else '减少'} {percent:,}%，变动过大。"
        "请核对两年的数；确属实际的，请准备情况说明。",
        f"{title.en} {'rose' if rose else 'fell'} by {percent:,}% against {year} (row {before.row}, {old}). Check "
        "both years, and be ready to give the reason if it is true.",
    )
