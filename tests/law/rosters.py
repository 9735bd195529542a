"""A cluster that meets every computed norm, and ways to bend one figure of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from jiqun import facts, law
from jiqun.facts.rows import (
    INCIDENT_KINDS,
    BelowSize,
    ClusterSheet,
    Efficiency,
    FirmYear,
    Honour,
    Incident,
    RegisterSearch,
    Roster,
)
from jiqun.law import Assessment, Finding

ON = date(2025, 3, 20)
BASE = 2024
YEARS = (2021, 2022, 2023, 2024)
YI = 10**10  # 亿元 in 分
WAN = 10**6  # 万元 in 分
SMALL, LARGE = "small", "large"


def firm(uscc: str, year: int, **figures: Any) -> FirmYear:
    """A firm of the lead industry 33 with 200 people: an SME by any figures of revenue."""
    plain: dict[str, Any] = {
        "industry": "3311",
        "employees": 200,
        "revenue": 3_000 * WAN,
        "output": 0,
        "rd": 0,
        "patents": 0,
        "co2": 0,
        "platform": False,
        "software": False,
        "value_added": 0,
    }
    return FirmYear(uscc=uscc, name=uscc, year=year, **{**plain, **figures})


def large(uscc: str, year: int, **figures: Any) -> FirmYear:
    """A large firm: 2,000 people and 10 亿元 of revenue."""
    return firm(uscc, year, **{"employees": 2_000, "revenue": 10 * YI, **figures})


OUTPUT = {2021: 50 * YI, 2022: 56 * YI, 2023: 62 * YI, 2024: 68 * YI}
RD = {2021: 100 * WAN, 2022: 112 * WAN, 2023: 125 * WAN, 2024: 140 * WAN}
PATENTS = {2021: 100, 2022: 120, 2023: 140, 2024: 160}
CO2 = {2021: 10**9, 2022: 10**9, 2023: 10**9, 2024: 10**9}


def roster(**changes: Any) -> Roster:
    """One SME with all of the output, four firms of other kinds that carry only their answers."""
    firms = []
    for year in YEARS:
        firms.append(
            firm(
                "A",
                year,
                output=OUTPUT[year],
                rd=RD[year],
                patents=PATENTS[year],
                co2=CO2[year],
                value_added=OUTPUT[year] // 4,
                platform=True,
                software=True,
            )
        )
        firms.extend(firm(code, year) for code in "BCD")
    base = Roster(
        cluster=ClusterSheet("云溪五金", "云溪区", ("33",), 58_600_000, 100_000, BASE),
        firm_years=tuple(firms),
        honours=(title("A", "专精特新“小巨人”企业"),),
        searches=(RegisterSearch("应急事故库", date(2025, 3, 1), frozenset(INCIDENT_KINDS)),),
    )
    return replace(base, **changes)


def title(uscc: str, name: str, **more: Any) -> Honour:
    """A title valid from 2023 on, with issuer and level."""
    plain: dict[str, Any] = {
        "level": "国家级",
        "issuer": "工业和信息化部",
        "batch": "1",
        "valid_from": date(2023, 1, 1),
        "valid_to": None,
    }
    return Honour(uscc=uscc, title=name, **{**plain, **more})


def incident(kind: str, grade: str | None, on: date = date(2024, 5, 1), uscc: str = "A") -> Incident:
    """An incident of a firm on the roster."""
    return Incident(uscc, kind, grade, on, "应急管理局", "〔2024〕1号")


def with_cluster(**changes: Any) -> Roster:
    """The roster with figures of the cluster itself changed."""
    base = roster()
    return replace(base, cluster=replace(base.cluster, **changes))


def bent(change: Callable[[FirmYear], FirmYear | None]) -> Roster:
    """The roster with every firm-year passed through `change`; None drops the line."""
    base = roster()
    changed = (change(line) for line in base.firm_years)
    return replace(base, firm_years=tuple(line for line in changed if line is not None))


def of_year(column: str, values: dict[int, int | None], uscc: str = "A") -> Roster:
    """The roster with a column of one firm set by year."""

    def change(line: FirmYear) -> FirmYear:
        if line.uscc == uscc and line.year in values:
            return replace(line, **{column: values[line.year]})
        return line

    return bent(change)


def without_year(year: int) -> Roster:
    """The roster with a whole year missing."""
    return bent(lambda line: None if line.year == year else line)


def assess(found: Roster, **readings: str) -> Assessment:
    """The assessment of a roster on 2025-03-20."""
    return law.load("gd_2023_4").assess(facts.build(found, on=ON), on=ON, readings=readings)


def finding(found: Roster, norm: str, **readings: str) -> Finding:
    """One finding of a roster."""
    return assess(found, **readings).finding(norm)


def verdict(found: Roster, norm: str, **readings: str) -> str:
    """One verdict of a roster, by name."""
    return finding(found, norm, **readings).verdict.value


def energy(used: str, benchmark: str, kind: str = "能效", year: int = BASE) -> Efficiency:
    """One line of 能效水效."""
    return Efficiency("A", "钢材", year, kind, Fraction(used), Fraction(benchmark), "千克标准煤/吨", "GB")


def below(year: int, **figures: Any) -> BelowSize:
    """One line of firms below size, of the lead industry."""
    plain: dict[str, Any] = {"size": "小型", "lead": True, "firms": 10, "output": 0, "rd": 0, "employees": 100}
    return BelowSize(year=year, **{**plain, **figures})
