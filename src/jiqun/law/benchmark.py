"""Energy and water efficiency against a sector's benchmark, line by line."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.facts.records import EfficiencyRecord
from jiqun.law.given import Given
from jiqun.law.units import decimal
from jiqun.law.values import Kind, Leaf, Value, pair

_KINDS = {"能效": Text("能效水平", "energy efficiency"), "水效": Text("水效水平", "water efficiency")}
_NO_LINE = Text(
    "缺 {year} 年{title}数据，请在“能效水效”表中填报单耗和行业基准值",
    "No {title} of {year}; enter unit consumption and benchmark in the sheet 能效水效",
)
_ZERO = Text("{product} 的单耗为零，请核对", "The unit consumption of “{product}” is zero; please check")
_TITLE = Text("{year} 年{product}（{uscc}）", "“{product}” of {uscc} in {year}")
_USED = Text("{product}单耗（{uscc}）", "unit consumption of “{product}” ({uscc})")
_BENCHMARK = Text("{product}行业基准值（{basis}）", "benchmark of “{product}” ({basis})")
_BENCHMARK_ALONE = Text("{product}行业基准值", "benchmark of “{product}”")
_UNITS_EN = {
    "千克标准煤": "kgce",
    "吨标准煤": "tce",
    "千瓦时": "kWh",
    "千克": "kg",
    "吨": "t",
    "立方米": "m³",
    "平方米": "m²",
    "升": "L",
    "件": "piece",
    "万元": "10,000 yuan",
}


class Written(Leaf):
    """A figure of one line, as it was written, in the unit the line gives: no whole number of anything added up."""

    __slots__ = ("_written",)

    def __init__(self, label: Text, written: str, record: EfficiencyRecord) -> None:
        super().__init__(Kind(label, record.unit), 0, None, record.year)
        self._written = written

    @property
    def given(self) -> str:
        return self._written


class Level(Value):
    """Benchmark ÷ unit consumption: above 1 is better than the benchmark, as less is used."""

    __slots__ = ("_leaves", "record")

    def __init__(self, record: EfficiencyRecord) -> None:
        self.record = record
        self._leaves: tuple[Leaf, ...] = ()
        used, benchmark = Fraction(record.used), Fraction(record.benchmark)
        self.void = used == 0
        level = Fraction(0) if self.void else benchmark / used
        self.ln, self.ld = self.hn, self.hd = pair(level)

    @property
    def year(self) -> int | None:
        return self.record.year

    @property
    def title(self) -> Text:
        """Product, firm and year, as several lines of one year cannot be told apart by it."""
        r = self.record
        return _TITLE.format(year=r.year, product=r.product, uscc=r.uscc)

    def leaves(self) -> Iterable[Leaf]:
        if not self._leaves:
            r = self.record
            benchmark = _BENCHMARK if r.basis else _BENCHMARK_ALONE
            self._leaves = (
                Written(_USED.format(product=r.product, uscc=r.uscc), _plain(r.used), r),
                Written(benchmark.format(product=r.product, basis=r.basis), _plain(r.benchmark), r),
            )
        return self._leaves

    def why_void(self) -> Text | None:
        return _ZERO.format(product=self.record.product) if self.void else None

    def formula(self, zh: bool) -> str:
        r = self.record
        used, benchmark = _plain(r.used), _plain(r.benchmark)
        if zh:
            return f"{r.year} 年 {r.uscc} {r.product}：基准值 {benchmark} ÷ 单耗 {used}（{r.unit}）"
        return f"{self.title.en}: benchmark {benchmark} ÷ used {used} ({unit_in_english(r.unit)})"


def levels(given: Given, kind: str) -> list[Value]:
    """All lines of a kind (能效 or 水效) of the base year; without any, one value of which nothing is known."""
    year = given.base_year
    lines = [line for line in given.facts.efficiency if line.kind == kind and line.year == year]
    if not lines:
        title = _KINDS[kind]
        return [Leaf(Kind(title, "倍"), None, None, year, gaps=(_NO_LINE.format(year=year, title=title),))]
    return [Level(line) for line in lines]


def unit_in_english(unit: str) -> str:
    """A unit a line gives, such as 千克标准煤/吨: kgce/t; what has no English name stays as it was written."""
    return "/".join(_UNITS_EN.get(part, part) for part in unit.split("/"))


def _plain(number: str) -> str:
    """A number of a line as decimal text; as a fraction where it does not end."""
    try:
        return decimal(Fraction(number))
    except ValueError:
        return number
