"""Invented rosters of the shape that public figures have.

76 clusters in the figures of 2023: 5,806 firms, output 9,973.18 亿元 (+12.87 %), R&D 503.84 亿元 (+12.99 %),
28,930 valid invention patents, 89.2 万 jobs: per cluster about 76 firms and 131 亿元. Whole numbers throughout.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from random import Random

from jiqun.demo import firms
from jiqun.facts.rows import (
    INCIDENT_KINDS,
    BelowSize,
    ClusterSheet,
    Efficiency,
    FirmYear,
    Honour,
    RegisterSearch,
    Roster,
)
from jiqun.standards import intensive

WAN = 1_000_000  # 分 in 万元
YI = 10_000 * WAN


@dataclass(frozen=True, slots=True)
class Character:
    """What is special about a cluster's figures. `growth` in thousandths a year; `blank`: firms without a figure."""

    firms: int = 72
    output_yi: int = 120
    growth: int = 128
    lead_share: int = 820
    rd_growth: int = 130
    patent_growth: int = 170
    blank: int = 0
    area_km2: int = 55
    large: int = 1


STRONG = Character()
SHAPES: tuple[Character, ...] = (
    STRONG,
    Character(firms=88, output_yi=165, growth=139),
    Character(firms=64, output_yi=96, growth=121, lead_share=780),
    Character(firms=54, output_yi=74, growth=116, area_km2=82),
    Character(firms=97, output_yi=210, growth=133, large=2),
    Character(firms=60, output_yi=88, growth=97),  # grows too slowly
    Character(firms=70, output_yi=110, growth=125, blank=6),  # figures missing
    Character(firms=48, output_yi=52, growth=118, patent_growth=60),  # patents grow too slowly
)


def roster(
    chance: Random, *, name: str, place: str, short: str, leads: tuple[str, ...], base_year: int, shape: Character
) -> Roster:
    """A roster for the four years up to `base_year`; `place` is what the workbook names, `short` starts firm names."""
    years = range(base_year - 3, base_year + 1)
    lead_codes = firms.lead_industries(leads)
    made: list[FirmYear] = []
    honours: list[Honour] = []
    weights = [chance.randint(20, 100) for _ in range(shape.firms)]
    for number in range(min(shape.large, shape.firms)):
        weights[number] = 420
    total = sum(weights)
    for number, weight in enumerate(weights):
        industry = chance.choice(lead_codes) if chance.randint(1, 1000) <= shape.lead_share + 60 else "2926"
        uscc, firm = firms.code(chance), firms.name(chance, short, industry)
        base = shape.output_yi * YI * weight // total
        for value in one_firm(chance, uscc, firm, industry, base, years, shape, large=number < shape.large):
            made.append(value)
        honours += titles(chance, uscc, number)
    for line in range(shape.blank):
        at = len(made) - 1 - 4 * line - line % 4
        made[at] = without_figures(made[at])
    return Roster(
        cluster=ClusterSheet(
            name, place, leads, shape.area_km2 * 1_000_000, chance.randint(30, 120) * 10_000, base_year
        ),
        firm_years=tuple(made),
        below_size=tuple(below_size(shape, year, base_year) for year in years),
        honours=tuple(honours),
        searches=(
            RegisterSearch("信用中国", date(base_year + 1, 3, 10), frozenset(INCIDENT_KINDS)),
            RegisterSearch("省应急管理厅事故查询", date(base_year + 1, 3, 12), frozenset({"安全事故"})),
        ),
        efficiency=efficiency(chance, made, leads, base_year),
    )


def grown(value: int, growth: int, steps: int) -> int:
    """A value carried back `steps` years at `growth` thousandths a year."""
    for _ in range(steps):
        value = value * 1000 // (1000 + growth)
    return value


def one_firm(
    chance: Random, uscc: str, name: str, industry: str, base: int, years: range, shape: Character, *, large: bool
) -> list[FirmYear]:
    """One firm's years; its growth scatters around the cluster's."""
    growth = shape.growth + chance.randint(-40, 40)
    rd_growth = shape.rd_growth + chance.randint(-20, 20)
    employees = chance.randint(1100, 2400) if large else chance.randint(40, 190)
    patents = chance.randint(2, 9)
    software_since = chance.choice([years[0], years[1], years[2], years[3], years[3] + 1])
    platform = chance.randint(1, 10) <= 4
    rows = []
    for year in years:
        back = years[-1] - year
        output = grown(base, growth, back) // WAN * WAN
        rows.append(
            FirmYear(
                uscc=uscc,
                name=name,
                industry=industry,
                year=year,
                employees=employees - back * chance.randint(0, 3),
                revenue=output * 97 // 100 // WAN * WAN,
                assets=output * 82 // 100 // WAN * WAN,
                output=output,
                rd=grown(base * 51 // 1000, rd_growth, back) // WAN * WAN,
                patents=max(1, grown(patents * 1000, shape.patent_growth, back) // 1000),
                energy=output // YI * 9_000_000 // 10 + 40_000,
                co2=(output // WAN) * (230 + 12 * back) // 10,
                platform=platform,
                software=year >= software_since,
                exports=output * 21 // 100 // WAN * WAN,
            )
        )
    return rows


def without_figures(row: FirmYear) -> FirmYear:
    """The same line of a firm that has not answered."""
    return FirmYear(uscc=row.uscc, name=row.name, industry=row.industry, year=row.year)


def titles(chance: Random, uscc: str, number: int) -> list[Honour]:
    """Titles of about the published frequency: one firm in twenty a little giant, a third 专精特新, a third 创新型."""
    found = []

    def give(title: str, level: str, issuer: str, batch: str, start: date, end: date) -> None:
        found.append(Honour(uscc, title, level, issuer, batch, start, end))

    if number % 20 == 3:
        give("专精特新“小巨人”企业", "国家级", "工业和信息化部", "第五批", date(2023, 7, 1), date(2026, 6, 30))
    if chance.randint(1, 3) == 1:
        give("省级专精特新中小企业", "省级", "广东省工业和信息化厅", "2023年", date(2023, 1, 1), date(2025, 12, 31))
    if chance.randint(1, 3) == 1:
        give("创新型中小企业", "省级", "广东省工业和信息化厅", "2023年", date(2023, 3, 1), date(2026, 2, 28))
    if chance.randint(1, 4) == 1:
        give("国家级高新技术企业", "国家级", "广东省科学技术厅", "2023年", date(2023, 12, 28), date(2026, 12, 27))
    return found


def below_size(shape: Character, year: int, base_year: int) -> BelowSize:
    """The stamped aggregate of the small firms that have no line of their own."""
    output = grown(shape.output_yi * YI // 12, shape.growth, base_year - year) // WAN * WAN
    return BelowSize(
        year=year,
        size="小型",
        lead=True,
        firms=120 + (year - base_year) * 6,
        output=output,
        rd=output * 3 // 100 // WAN * WAN,
        employees=1500 + (year - base_year) * 40,
        authority="县（市、区）统计局（虚构）",
        document=f"统汇〔{year + 1}〕12号（虚构）",
    )


def efficiency(chance: Random, made: list[FirmYear], leads: tuple[str, ...], base_year: int) -> tuple[Efficiency, ...]:
    """Unit consumption of some firms, where the lead industry is on a list of intensive industries."""
    on = date(base_year + 1, 3, 1)
    kinds = [
        kind
        for kind, listed in (("能效", intensive.is_high_energy), ("水效", intensive.is_high_water))
        if any(listed(code, on) is not False for code in leads)
    ]
    firms_now = [row for row in made if row.year == base_year][:6]
    return tuple(
        Efficiency(
            row.uscc,
            "主要产品",
            base_year,
            kind,
            Fraction(chance.randint(70, 92)),
            Fraction(100),
            "千克标准煤/吨" if kind == "能效" else "立方米/吨",
            "行业基准水平（虚构）",
        )
        for kind in kinds
        for row in firms_now
    )
