"""Checks that find a firm's slips while it types: wrong unit, jumps, parts greater than their whole, missing years.

They ask for a second look and forbid nothing. The bounds are those of the roster desk (`jiqun.facts.plausible`), so
that what passes here is not asked again there; the words are for a firm that sees one question, not a sheet of rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.collection.asked import COLUMNS, title
from jiqun.facts.plausible.remark import FEN_A_WAN, bounds
from jiqun.facts.workbook.figures import Figure

Values = Mapping[int, Mapping[str, Any]]
MONEY = tuple(
    name for name, column in COLUMNS.items() if isinstance(column.kind, Figure) and column.kind.scale == FEN_A_WAN
)
PARTS = (
    ("rd", "output", Text("研发经费大于产值", "R&D spending is above output")),
    ("rd", "revenue", Text("研发经费大于营业收入", "R&D spending is above revenue")),
    ("value_added", "output", Text("增加值大于产值", "value added is above output")),
    ("exports", "revenue", Text("出口额大于营业收入", "exports are above revenue")),
)
CHECK_UNIT = Text("请核对单位：本表金额以万元填写。", "Check the unit: amounts are in 10,000 yuan.")
RIGHT_IF = Text("确实如此的可以保留。", "Leave it if it is right.")


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at again, at one question (`output-2024`)."""

    name: str
    text: Text


def bound(name: str) -> Fraction:
    """One of the desk's bounds, exactly as it is written."""
    return bounds()[name]


def remarks(values: Values, known: Values) -> list[Remark]:
    """What to look at again in `values` (year → figure → whole number), `known` being what was known beforehand."""
    found: list[Remark] = []
    for year, given in sorted(values.items()):
        said = {each.name: each for each in parts(year, given)}
        for figure, value in given.items():
            if isinstance(value, bool) or value is None:
                continue
            text = in_other_unit(figure, year, value, values, known) or jump(figure, year, value, values)
            if text is not None:
                said[f"{figure}-{year}"] = Remark(f"{figure}-{year}", text)
        found += said.values()
    return found


def parts(year: int, given: Mapping[str, Any]) -> list[Remark]:
    """Parts that are greater than their whole, and output that nobody made."""
    found = []
    for part, whole, said in PARTS:
        one, all_of_it = given.get(part), given.get(whole)
        if one is not None and all_of_it is not None and one > all_of_it:
            text = Text(
                f"{year} 年{said.zh}，请核对两项数据和单位。{RIGHT_IF.zh}",
                f"{year}: {said.en}; check both figures and the unit. {RIGHT_IF.en}",
            )
            found.append(Remark(f"{part}-{year}", text))
    if given.get("employees") == 0 and given.get("output"):
        text = Text(
            f"{year} 年从业人员为 0 却有产值，请核对；未掌握的请留空，不要填 0。",
            f"{year}: no employees, yet output; check it, and leave blank what you do not know.",
        )
        found.append(Remark(f"employees-{year}", text))
    return found


def in_other_unit(figure: str, year: int, value: int, values: Values, known: Values) -> Text | None:
    """An amount about 10,000 times, or a ten-thousandth of, what was known of that year or given for the one before."""
    if figure not in MONEY:
        return None
    others = (
        (known.get(year, {}).get(figure), Text("此前掌握的数据", "what was known")),
        (values.get(year - 1, {}).get(figure), Text(f" {year - 1} 年", str(year - 1))),
    )
    for other, against in others:
        low, high = sorted((value, other or 0))
        if low > 0 and low * bound("unit_least") <= high <= low * bound("unit_most"):
            return Text(
                f"{year} 年{title(COLUMNS[figure])}与{against.zh}相差约一万倍。{CHECK_UNIT.zh}",
                f"{year}: differs about ten-thousandfold from {against.en}. {CHECK_UNIT.en}",
            )
    return None


def jump(figure: str, year: int, value: int, values: Values) -> Text | None:
    """A figure far from the same firm's of the year before, where either is of some size."""
    before = values.get(year - 1, {}).get(figure)
    if not before or isinstance(before, bool):
        return None
    floor = bound("floor_money_wan") * FEN_A_WAN if figure in MONEY else bound("floor_people")
    if max(value, before) < floor or bound("jump_down") * before <= value <= bound("jump_up") * before:
        return None
    percent = round(abs(Fraction(value, before) - 1) * 100)
    rose = value > before
    return Text(
        f"{year} 年{title(COLUMNS[figure])}比 {year - 1} 年{'增加' if rose else '减少'} {percent:,}%，"
        f"变动较大，请核对。{RIGHT_IF.zh}",
        f"{year}: {'rose' if rose else 'fell'} by {percent:,}% against {year - 1}; check it. {RIGHT_IF.en}",
    )


def gaps(values: Values) -> list[Remark]:
    """Years left blank of a figure that is given for other years; asked when the firm is done, not while it types."""
    found = []
    for figure in sorted({name for given in values.values() for name in given}, key=list(COLUMNS).index):
        blank = [year for year, given in sorted(values.items()) if given.get(figure) is None]
        if blank and len(blank) < len(values):
            text = Text("其他年度已填，此年未填；未掌握的可以留空。", "Other years are given, this one is blank.")
            found += [Remark(f"{figure}-{year}", text) for year in blank]
    return found
