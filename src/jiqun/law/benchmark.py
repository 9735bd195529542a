"""Energy and water efficiency against a sector's benchmark, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.facts.records import EfficiencyRecord
from jiqun.law.given import Given
from jiqun.law.values import Leaf, Value

_KINDS = {"能效": Text("能效水平", "energy efficiency"), "水效": Text("水效水平", "water efficiency")}
_NO_LINE = Text(
    "缺 {year} 年{title}数据，请在“能效水效”表中填报单耗和行业基准值",
    "No {title} of {year}; enter unit consumption and benchmark in the sheet 能效水效",
)
_ZERO = Text("{product} 的单耗为零，请核对", "The unit consumption of {product} is zero; please check")


@dataclass(frozen=True, slots=True)
class Level(Value):
    """Benchmark ÷ unit consumption: above 1 is better than the benchmark, as less is used."""

    record: EfficiencyRecord
    low: Fraction
    high: Fraction
    undefined: Text | None
    year: int | None

    def formula(self) -> Text:
        r = self.record
        return Text(
            f"{r.year} 年 {r.uscc} {r.product}：基准值 {r.benchmark} ÷ 单耗 {r.used}（{r.unit}）",
            f"{r.product} of {r.uscc} in {r.year}: benchmark {r.benchmark} ÷ used {r.used} ({r.unit})",
        )


def levels(given: Given, kind: str) -> list[Value]:
    """All lines of a kind (能效 or 水效) of the base year; without any, one value of which nothing is known."""
    year = given.base_year
    lines = [line for line in given.facts.efficiency if line.kind == kind and line.year == year]
    if not lines:
        title = _KINDS[kind]
        return [Leaf(title, year, "倍", None, 0, 0, None, (_NO_LINE.format(year=year, title=title),))]
    return [_level(line) for line in lines]


def _level(line: EfficiencyRecord) -> Level:
    used, benchmark = Fraction(line.used), Fraction(line.benchmark)
    if used == 0:
        return Level(line, Fraction(0), Fraction(0), _ZERO.format(product=line.product), line.year)
    return Level(line, benchmark / used, benchmark / used, None, line.year)
