"""Energy and water efficiency against a sector's benchmark, line by line."""

from __future__ import annotations

from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.facts.records import EfficiencyRecord
from jiqun.law.given import Given
from jiqun.law.values import Kind, Leaf, Value, pair

_KINDS = {"能效": Text("能效水平", "energy efficiency"), "水效": Text("水效水平", "water efficiency")}
_NO_LINE = Text(
    "缺 {year} 年{title}数据，请在“能效水效”表中填报单耗和行业基准值",
    "No {title} of {year}; enter unit consumption and benchmark in the sheet 能效水效",
)
_ZERO = Text("{product} 的单耗为零，请核对", "The unit consumption of {product} is zero; please check")


class Level(Value):
    """Benchmark ÷ unit consumption: above 1 is better than the benchmark, as less is used."""

    __slots__ = ("record",)

    def __init__(self, record: EfficiencyRecord) -> None:
        self.record = record
        used, benchmark = Fraction(record.used), Fraction(record.benchmark)
        self.void = used == 0
        level = Fraction(0) if self.void else benchmark / used
        self.ln, self.ld = self.hn, self.hd = pair(level)

    @property
    def year(self) -> int | None:
        return self.record.year

    def why_void(self) -> Text | None:
        return _ZERO.format(product=self.record.product) if self.void else None

    def formula(self, zh: bool) -> str:
        r = self.record
        if zh:
            return f"{r.year} 年 {r.uscc} {r.product}：基准值 {r.benchmark} ÷ 单耗 {r.used}（{r.unit}）"
        return f"{r.product} of {r.uscc} in {r.year}: benchmark {r.benchmark} ÷ used {r.used} ({r.unit})"


def levels(given: Given, kind: str) -> list[Value]:
    """All lines of a kind (能效 or 水效) of the base year; without any, one value of which nothing is known."""
    year = given.base_year
    lines = [line for line in given.facts.efficiency if line.kind == kind and line.year == year]
    if not lines:
        title = _KINDS[kind]
        return [Leaf(Kind(title, "倍"), None, None, year, gaps=(_NO_LINE.format(year=year, title=title),))]
    return [Level(line) for line in lines]
