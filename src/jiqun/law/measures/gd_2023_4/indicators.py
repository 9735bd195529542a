"""The formulas of Article 13, one function each; `measure.yaml` names them and says what they are held against.

Each takes what is given and returns the values to compare: one, or one for each year where the law (or a reading of
it) asks for every year.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from jiqun.bilingual import Text
from jiqun.facts.grades import LARGER, MAJOR
from jiqun.law.arithmetic import AtMost, Change, Mean, Ratio, Share, total
from jiqun.law.benchmark import levels
from jiqun.law.conditions import indicator
from jiqun.law.given import Given
from jiqun.law.growth import average_growth
from jiqun.law.occurrences import months_before, occurrences
from jiqun.law.values import Value

_GRAVE_FROM = {
    "安全事故": LARGER,
    "质量事故": LARGER,
    "环境污染事故": LARGER,
    "网络安全事件": MAJOR,
    "数据安全事件": MAJOR,
    "税收违法": MAJOR,
    "严重失信": MAJOR,
    "其他重大问题": MAJOR,
}
"""A13.1: 较大及以上 accidents, 重大及以上 network and data incidents; of tax matters the listed cases and 偷税."""


@indicator("起")
def serious_incidents(given: Given) -> Sequence[Value]:
    """A13.1 近三年未发生…: incidents of the grades named."""
    grave = dict(_GRAVE_FROM)
    if given.reading("税收违法") == "any":
        del grave["税收违法"]
    if given.reading("事项窗口") == "rolling_36":
        until = given.facts.on
        return [occurrences(given, months_before(until, 36), until, grave)]
    first, _, last = given.three_years
    return [occurrences(given, date(first, 1, 1), date(last, 12, 31), grave)]


@indicator("平方米")
def area(given: Given) -> Sequence[Value]:
    """A13.2 占地面积."""
    return [given.figure(given.facts.area_m2, "平方米", Text("占地面积", "area"))]


@indicator("分")
def output(given: Given) -> Sequence[Value]:
    """A13.2 近三年产值: each year, or their mean."""
    years = [given.fact("output", year) for year in given.three_years]
    return years if given.reading("均在") == "each" else [Mean(tuple(years))]


@indicator("")
def sme_share(given: Given) -> Sequence[Value]:
    """A13.2 中小企业产值占集群总产值: firms without a class may be on either side."""
    part, rest, either = ("output" + suffix for suffix in _size_suffixes(given))
    return _shares(given, part, rest, either)


@indicator("")
def lead_share(given: Given) -> Sequence[Value]:
    """A13.2 主导产业占集群总产值比例."""
    return _shares(given, "output_lead", "output_other")


@indicator("")
def output_growth(given: Given) -> Sequence[Value]:
    """A13.2 产值年均增速."""
    return average_growth(given, lambda year: given.fact("output", year))


@indicator("家")
def top_firms(given: Given) -> Sequence[Value]:
    """A13.3, first branch: national champions and little giants of the lead industry."""
    return [given.fact(f"top_{given.reading('家数')}", given.base_year)]


@indicator("家")
def listed_firms(given: Given) -> Sequence[Value]:
    """A13.3, second branch: the five kinds pooled."""
    name = "_".join((given.reading("家数"), given.reading("称号范围"), given.reading("单项冠军")))
    return [given.fact(f"listed_{name}", given.base_year)]


@indicator("")
def rd_growth(given: Given) -> Sequence[Value]:
    """A13.5 近三年中小企业研发经费年均增长."""
    sme, _, unsized = ("rd" + suffix for suffix in _size_suffixes(given))

    def at(year: int) -> Value:
        sure, unknown = given.fact(sme, year), given.fact(unsized, year)
        return AtMost(sure, unknown) if unknown.known or unknown.missing else sure

    return average_growth(given, at)


@indicator("")
def patent_growth(given: Given) -> Sequence[Value]:
    """A13.5 有效发明专利年均增长率."""
    return average_growth(given, lambda year: given.fact("patents", year))


@indicator("件/人")
def patent_density(given: Given) -> Sequence[Value]:
    """A13.5 每万人有效发明专利拥有量: by the cluster's employees, or by the county's residents."""
    patents = given.fact("patents", given.base_year)
    if given.reading("每万人") == "employees":
        return [Ratio(patents, given.fact("employees", given.base_year))]
    return [Ratio(patents, given.figure(given.facts.population, "人", Text("常住人口", "resident population")))]


@indicator("")
def platform_use(given: Given) -> Sequence[Value]:
    """A13.6 工业互联网平台应用普及率: of the firms that answered, or of all, where the silent ones may be users."""
    users, answered, unused, silent = (
        given.fact(f"platform_{name}", given.base_year) for name in ("users", "answered", "unused", "silent")
    )
    return [Ratio(users, answered) if given.reading("普及率分母") == "answered" else Share(users, unused, silent)]


@indicator("")
def software_steps(given: Given) -> Sequence[Value]:
    """A13.6 工业软件应用率稳步提升: the change from year to year, or from the first year to the last."""
    rates = [
        Ratio(given.fact("software_users", year), given.fact("software_answered", year)) for year in given.three_years
    ]
    if given.reading("稳步提升") == "ends":
        return [Change(rates[0], rates[-1])]
    return [Change(earlier, later) for earlier, later in pairwise(rates)]


@indicator("千克/分")
def co2_intensity(given: Given) -> Sequence[Value]:
    """A13.7 二氧化碳排放量强度, of the firms on the roster, as small firms' stamped lines have no emissions."""
    below = {"output": "output_roster", "value_added": "value_added"}[given.reading("强度分母")]
    first, _, last = given.three_years
    years = {"two_falls": given.three_years, "three_falls": (first - 1, *given.three_years), "ends": (first, last)}
    return [Ratio(given.fact("co2", year), given.fact(below, year)) for year in years[given.reading("持续下降")]]


@indicator("倍")
def energy_level(given: Given) -> Sequence[Value]:
    """A13.7 能效水平高于行业基准值: benchmark ÷ unit consumption of every product."""
    return levels(given, "能效")


@indicator("倍")
def water_level(given: Given) -> Sequence[Value]:
    """A13.7 水效水平高于行业基准值: benchmark ÷ unit consumption of every product."""
    return levels(given, "水效")


def _size_suffixes(given: Given) -> tuple[str, str, str]:
    """Names of the facts of SMEs, large firms and those without a class, by the class of each year or of the last."""
    cohort = "_last" if given.reading("中小企业") == "last_year" else ""
    return (f"_sme{cohort}", f"_large{cohort}", f"_unsized{cohort}")


def _shares(given: Given, part: str, rest: str, either: str | None = None) -> Sequence[Value]:
    """A share of output by the reading 占比基准: the latest year, three years pooled, or each of them."""

    def share(years: Sequence[int]) -> Share:
        unknown = [leaf for year in years if (leaf := given.fact(either, year)).known or leaf.missing] if either else []
        parts, rests = [given.fact(part, year) for year in years], [given.fact(rest, year) for year in years]
        return Share(total(parts), total(rests), total(unknown) if unknown else None)

    basis = given.reading("占比基准")
    if basis == "each_year":
        return [share((year,)) for year in given.three_years]
    return [share(given.three_years if basis == "pooled" else (given.base_year,))]
