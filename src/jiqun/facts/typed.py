"""Facts from totals that somebody typed, instead of from the rows of a roster: for a first look at a cluster.

What is left blank is not given, and is left out of the facts (`Facts.partial`); it is never taken for zero. Given the
totals of a roster, the findings are those of that roster, as far as totals can tell: a reading that needs the firms
one by one (the class of the last year, titles added up) stays undetermined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from types import MappingProxyType

from jiqun.bilingual import Text
from jiqun.facts import grades
from jiqun.facts.amounts import read
from jiqun.facts.declarations import BY_NAME, Sum
from jiqun.facts.errors import FactError
from jiqun.facts.facts import Facts, assemble
from jiqun.facts.prepare import LARGEST
from jiqun.facts.records import IncidentRecord, SearchRecord
from jiqun.facts.rollup import YearSums
from jiqun.facts.rows import INCIDENT_KINDS, ClusterSheet

YEARS = 4
"""Years a total is asked for: the base year and the three before it (年均 has three intervals)."""

ANY_INDUSTRY = ("",)
"""The lead industry when none is given: every code starts with this one, so nothing is on or off a list for certain."""

_ALL_REGISTERS = "各登记库"
_NO_CODE = "—"

_NOT_WHOLE = Text(
    "{title}的数值 {found} 不是非负整数；请按最小单位（分、千克、平方米、件）给出整数",
    "{title} is {found}, not a whole number of at least 0; give it in whole units (fen, kg, m², pieces)",
)
_TOO_LARGE = Text(
    "{title}达到 2^63，超出整数范围；请检查单位是否填错",
    "{title} is 2^63 or more, which no integer column holds; check its unit",
)
_MORE = Text("{part}（{a}）大于{whole}（{b}），请核对", "{part} ({a}) is more than {whole} ({b}); check them")


@dataclass(frozen=True, slots=True)
class YearTotals:
    """Totals of a cluster in one year, firms below the statistical size included where they report. Money in 分, mass
    in kilograms, firms and patents in pieces; None is not given.

    `output_reported` is the output of the firms whose emissions are in `co2`.
    """

    output: int | None = None
    output_sme: int | None = None
    output_lead: int | None = None
    rd_sme: int | None = None
    patents: int | None = None
    software_users: int | None = None
    software_answered: int | None = None
    co2: int | None = None
    output_reported: int | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """What can be typed about a cluster. `years` are those up to `base_year`; the other figures are of the base year.

    `searched_on`: the day every register was searched for incidents. `incident`: kind, grade and day of the gravest.
    """

    base_year: int
    name: str = ""
    lead_codes: tuple[str, ...] = ()
    area_m2: int | None = None
    population: int | None = None
    firms: int | None = None
    employees: int | None = None
    platform_users: int | None = None
    platform_answered: int | None = None
    top_firms: int | None = None
    listed_firms: int | None = None
    years: Mapping[int, YearTotals] = field(default_factory=dict)
    searched_on: date | None = None
    incident: tuple[str, str, date] | None = None


Place = tuple[str, int | None]
"""Where a typed figure stands: its field, and its year for a field of `YearTotals`."""

TITLES: Mapping[str, Text] = MappingProxyType(
    {
        "base_year": Text("基准年", "base year"),
        "area_m2": Text("占地面积", "area"),
        "population": Text("常住人口", "population"),
        "firms": Text("企业总数", "all firms"),
        "employees": Text("从业人员", "employees"),
        "platform_users": Text("应用工业互联网平台的企业", "firms using a platform"),
        "platform_answered": Text("答复平台情况的企业", "firms that answered about a platform"),
        "top_firms": BY_NAME["top_firms"].title,
        "listed_firms": BY_NAME["listed_firms_all_any_level"].title,
        "output": Text("产值", "output"),
        "output_sme": Text("中小企业产值", "SMEs' output"),
        "output_lead": Text("主导产业产值", "output of the lead industry"),
        "rd_sme": Text("中小企业研发经费", "SMEs' R&D spending"),
        "patents": Text("有效发明专利", "valid invention patents"),
        "software_users": Text("应用工业软件的企业", "firms using industrial software"),
        "software_answered": Text("答复工业软件情况的企业", "firms that answered about industrial software"),
        "co2": Text("二氧化碳排放量", "carbon dioxide emitted"),
        "output_reported": Text("填报排放量企业的产值", "output of the firms whose emissions are given"),
    }
)
"""Every figure that can be typed, by its field."""


def typed(totals: Totals, *, on: date) -> Facts:
    """The facts of typed totals, as known for the day `on`.

    Raises `FactError` with everything `contradictions` finds.
    """
    if wrong := list(contradictions(totals)):
        raise FactError(Text("；".join(w.zh for _, w in wrong) + "。", "; ".join(w.en for _, w in wrong) + "."))
    cluster = ClusterSheet(
        totals.name, "", totals.lead_codes or ANY_INDUSTRY, totals.area_m2, totals.population, totals.base_year
    )
    return assemble(
        cluster,
        _sums(totals),
        on=on,
        incidents=_incidents(totals),
        searches=() if totals.searched_on is None else _searched(totals.searched_on),
        partial=True,
    )


def contradictions(totals: Totals) -> Iterator[tuple[Place, Text]]:
    """Figures that cannot stand, each with its place: one that is no whole number of at least 0 or reaches 2^63; where
    every figure is right in itself, a part that is more than its whole.
    """
    if wrong := tuple(_no_figures(totals)):
        yield from wrong
        return
    for year, given in sorted(totals.years.items()):
        outputs = (("output_sme", "output"), ("output_lead", "output"), ("output_reported", "output"))
        yield from _parts(given, year, (*outputs, ("software_users", "software_answered")))
    yield from _parts(totals, None, (("platform_users", "platform_answered"), ("platform_answered", "firms")))


def _no_figures(totals: Totals) -> Iterator[tuple[Place, Text]]:
    asked: list[tuple[Totals | YearTotals, int | None]] = [(totals, None)]
    asked.extend((each, year) for year, each in sorted(totals.years.items()))
    for given, year in asked:
        for name in (each.name for each in fields(given) if each.name in TITLES):
            found, title = getattr(given, name), _titled(name, year)
            if found is not None and (type(found) is not int or found < 0):
                yield (name, year), _NOT_WHOLE.format(title=title, found=repr(found))
            elif found is not None and found >= LARGEST:
                yield (name, year), _TOO_LARGE.format(title=title)


def _parts(
    given: YearTotals | Totals, year: int | None, pairs: tuple[tuple[str, str], ...]
) -> Iterator[tuple[Place, Text]]:
    for part, whole in pairs:
        a, b = getattr(given, part), getattr(given, whole)
        if a is not None and b is not None and a > b:
            unit = "分" if part.startswith("output") else "家"
            said = _MORE.format(part=_titled(part, year), whole=TITLES[whole], a=read(a, unit), b=read(b, unit))
            yield (part, year), said


def _titled(name: str, year: int | None) -> Text:
    title = TITLES[name]
    return title if year is None else Text(f"{year} 年{title.zh}", f"{title.en} of {year}")


def _sums(totals: Totals) -> Iterator[YearSums]:
    """The years of which anything was given, each with the facts that follow from it."""
    for year in range(totals.base_year - YEARS + 1, totals.base_year + 1):
        given = totals.years.get(year, YearTotals())
        known = dict(_of_year(given))
        if year == totals.base_year:
            known.update(_of_base_year(totals))
        if known:
            yield YearSums("", year, MappingProxyType(_complete(known)))


def _of_year(given: YearTotals) -> Iterator[tuple[str, int]]:
    same = {each.name: getattr(given, each.name) for each in fields(given)}
    same["output_roster"] = same.pop("output_reported")
    yield from ((name, value) for name, value in same.items() if value is not None)
    if given.output is not None and given.output_sme is not None:
        yield "output_large", given.output - given.output_sme
        yield "output_unsized", 0
    if given.output is not None and given.output_lead is not None:
        yield "output_other", given.output - given.output_lead
    if given.rd_sme is not None:
        yield "rd_unsized", 0


def _of_base_year(totals: Totals) -> Iterator[tuple[str, int]]:
    listed = {"listed_firms_all_any_level": totals.listed_firms}
    same = ("firms", "employees", "platform_users", "platform_answered", "top_firms")
    given = {name: getattr(totals, name) for name in same} | listed
    yield from ((name, value) for name, value in given.items() if value is not None)
    if totals.platform_users is not None and totals.platform_answered is not None:
        yield "platform_unused", totals.platform_answered - totals.platform_users
        if totals.firms is not None:
            yield "platform_silent", totals.firms - totals.platform_answered


def _complete(known: dict[str, int]) -> dict[str, int]:
    """The sums of a year: a total that was given has no row missing, and it covers the firms below size."""
    sums = {"lines": 1, "below_lines": 1, **known}
    for name in known:
        fact = BY_NAME[name]
        if isinstance(fact, Sum) or fact.unsure:
            sums[f"{name}__na"] = 0
    return sums


def _incidents(totals: Totals) -> tuple[IncidentRecord, ...]:
    if totals.incident is None:
        return ()
    kind, grade, on = totals.incident
    return (IncidentRecord(on, _NO_CODE, kind, grade, grades.rank(kind, grade), "", "", member=True),)


def _searched(on: date) -> tuple[SearchRecord, ...]:
    return (SearchRecord(on, _ALL_REGISTERS, tuple(sorted(INCIDENT_KINDS))),)
