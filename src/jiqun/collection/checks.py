"""Checks that find a firm's slips while it types: wrong unit, jumps, parts greater than their whole.

They ask for a second look and forbid nothing. Pure: whole numbers in, sentences out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.collection.asked import COLUMNS, title

Values = Mapping[int, Mapping[str, Any]]

JUMP = 5
"""A figure this many times the year before's, or less than this part of it, is asked about."""
UNIT_LOW, UNIT_HIGH = 2_000, 50_000
"""A ratio around 10,000 means 元 were written for 万元, or the other way round."""
SMALL = {"employees": 50, "patents": 20}
"""Below this a count may well jump; nothing is asked."""
PARTS = (
    ("rd", "output", Text("研发经费大于产值", "R&D spending is above output")),
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


def remarks(values: Values, known: Values) -> list[Remark]:
    """What a firm should look at again in `values` (year → figure → whole number), `known` being what was known."""
    found: list[Remark] = []
    for year, given in sorted(values.items()):
        found += parts(year, given)
        for figure, value in given.items():
            if isinstance(value, bool) or value is None:
                continue
            remark = against_known(figure, year, value, known) or against_last_year(figure, year, value, values)
            if remark is not None:
                found.append(Remark(f"{figure}-{year}", remark))
    return found


def parts(year: int, given: Mapping[str, Any]) -> list[Remark]:
    """Parts that are greater than their whole."""
    found = []
    for part, whole, said in PARTS:
        one, all_of_it = given.get(part), given.get(whole)
        if one is not None and all_of_it is not None and one > all_of_it:
            text = Text(
                f"{year} 年{said.zh}，请核对两项数据和单位。{RIGHT_IF.zh}",
                f"{year}: {said.en}; check both figures and the unit. {RIGHT_IF.en}",
            )
            found.append(Remark(f"{part}-{year}", text))
    return found


def against_known(figure: str, year: int, value: int, known: Values) -> Text | None:
    """A figure about 10,000 times, or a ten-thousandth of, what was known of the same year."""
    before = known.get(year, {}).get(figure)
    if not before or isinstance(before, bool) or not in_other_unit(value, before):
        return None
    name = title(COLUMNS[figure])
    return Text(
        f"{year} 年{name}与此前掌握的数据相差约一万倍。{CHECK_UNIT.zh}",
        f"{year}: differs about ten-thousandfold from what was known. {CHECK_UNIT.en}",
    )


def against_last_year(figure: str, year: int, value: int, values: Values) -> Text | None:
    """A figure far from the same firm's of the year before."""
    before = values.get(year - 1, {}).get(figure)
    if not before or isinstance(before, bool):
        return None
    name = title(COLUMNS[figure])
    if in_other_unit(value, before):
        return Text(
            f"{year} 年{name}与 {year - 1} 年相差约一万倍。{CHECK_UNIT.zh}",
            f"{year}: differs about ten-thousandfold from {year - 1}. {CHECK_UNIT.en}",
        )
    if max(value, before) < SMALL.get(figure, 0):
        return None
    if value >= before * JUMP:
        times = value // before
        return Text(
            f"{year} 年{name}约为 {year - 1} 年的 {times} 倍，请核对。{RIGHT_IF.zh}",
            f"{year}: about {times} times {year - 1}; check it. {RIGHT_IF.en}",
        )
    if value * JUMP <= before:
        return Text(
            f"{year} 年{name}不到 {year - 1} 年的五分之一，请核对。{RIGHT_IF.zh}",
            f"{year}: less than a fifth of {year - 1}; check it. {RIGHT_IF.en}",
        )
    return None


def in_other_unit(one: int, other: int) -> bool:
    """Whether two figures lie about 10,000 times apart."""
    low, high = sorted((one, other))
    return low > 0 and low * UNIT_LOW <= high <= low * UNIT_HIGH
