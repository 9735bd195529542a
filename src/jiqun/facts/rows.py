"""The rows a county collects about one cluster, typed and in whole units.

One dataclass a sheet of the roster workbook. Money is integer 分, mass kilograms, energy kilograms of coal
equivalent (kgce), area square metres, everything else pieces. `None` is "not given", never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from jiqun.bilingual import Text

TITLES = (
    "国家级制造业单项冠军企业",
    "专精特新“小巨人”企业",
    "国家级高新技术企业",
    "省级专精特新中小企业",
    "创新型中小企业",
    "链主企业",
    "省级制造业单项冠军企业",
)
INCIDENT_TITLES: Mapping[str, Text] = MappingProxyType(
    {
        zh: Text(zh, en)
        for zh, en in (
            ("安全事故", "safety accident"),
            ("质量事故", "quality accident"),
            ("环境污染事故", "pollution accident"),
            ("网络安全事件", "network incident"),
            ("数据安全事件", "data incident"),
            ("税收违法", "tax offence"),
            ("严重失信", "serious breach of trust"),
            ("其他重大问题", "other grave matter"),
        )
    }
)
INCIDENT_KINDS = tuple(INCIDENT_TITLES)


@dataclass(frozen=True, slots=True)
class ClusterSheet:
    """Sheet 集群. `place` is the name or code as typed; `lead_codes` are GB/T 4754-2017, 2 to 4 digits."""

    name: str
    place: str
    lead_codes: tuple[str, ...]
    area_m2: int | None
    population: int | None
    base_year: int


@dataclass(frozen=True, slots=True)
class FirmYear:
    """One line of 企业年度数据: a firm's own confirmed figures of one year."""

    uscc: str
    name: str
    industry: str
    year: int
    employees: int | None = None
    revenue: int | None = None
    assets: int | None = None
    output: int | None = None
    rd: int | None = None
    patents: int | None = None
    energy: int | None = None
    co2: int | None = None
    platform: bool | None = None
    software: bool | None = None
    exports: int | None = None
    value_added: int | None = None


@dataclass(frozen=True, slots=True)
class BelowSize:
    """One line of 规下汇总: a stamped aggregate of firms below the statistical size. `size`: 中型, 小型, 微型."""

    year: int
    size: str
    lead: bool
    firms: int | None
    output: int | None
    rd: int | None
    employees: int | None
    authority: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Honour:
    """One line of 荣誉资质. `title` is one of `TITLES`; no end means open."""

    uscc: str
    title: str
    level: str
    issuer: str
    batch: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Incident:
    """One line of 重大事项. `kind` is one of `INCIDENT_KINDS`; the grade is decided by others, `None` if unknown."""

    uscc: str
    kind: str
    grade: str | None
    on: date
    authority: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class RegisterSearch:
    """One line of 查询登记: a register searched on a day; `kinds` are the `INCIDENT_KINDS` it covers."""

    register: str
    on: date
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Efficiency:
    """One line of 能效水效: unit consumption of a product or process against the sector's benchmark.

    `kind` is 能效 or 水效; both numbers are in `unit`. Better than the benchmark means below it.
    """

    uscc: str
    product: str
    year: int
    kind: str
    used: Fraction
    benchmark: Fraction
    unit: str
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything one workbook holds."""

    cluster: ClusterSheet
    firm_years: tuple[FirmYear, ...]
    below_size: tuple[BelowSize, ...] = ()
    honours: tuple[Honour, ...] = ()
    incidents: tuple[Incident, ...] = ()
    searches: tuple[RegisterSearch, ...] = ()
    efficiency: tuple[Efficiency, ...] = ()
