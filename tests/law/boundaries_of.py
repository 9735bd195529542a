"""Facts at the boundary of each demand of a measure: exactly at the limit, one unit to either side, a year missing, a
component zero, rows blank. The limit comes from the words of the quote (`plain_law`), never from the measure's numbers.

Facts that have nothing to do with a demand are set so that a formula that took them by mistake would be found out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from jiqun.facts import Facts
from jiqun.facts.declarations import keys
from jiqun.facts.records import EfficiencyRecord, IncidentRecord, SearchRecord
from jiqun.facts.rows import INCIDENT_KINDS
from tests.law.plain_law import Demand, Key, demands

ON = date(2025, 3, 20)
LAST = 2024
THREE = (2022, 2023, 2024)
FOUR = (2021, *THREE)
ELSEWHERE = 1
"""What every figure is that a case does not speak of: a real number, but far from any limit of another figure."""

Figures = Mapping[Key, int]


@dataclass(frozen=True)
class Case:
    """Facts and what is particular about them."""

    name: str
    facts: Facts


def cases(quote: str) -> list[Case]:
    """Every boundary case of a norm, by the words of its quote. Raises `NotUnderstood`, or `KeyError` without cases."""
    return [case for demand in demands(quote) for case in CASES[demand.subject.name](demand)]


def facts_of(figures: Figures, *, gone: int | None = None, blank: Key | None = None, **more: object) -> Facts:
    """Facts with some figures set by name and year (no year: the cluster's own), a year gone, or one row blank."""
    names = keys()
    years = {
        year: {name: 0 if name.endswith("__na") else ELSEWHERE for name in names}
        for year in range(LAST - 5, LAST + 2)
        if year != gone
    }
    cluster: dict[str, int | None] = {"area_m2": ELSEWHERE, "population": ELSEWHERE}
    for (name, year), number in figures.items():
        if year is None:
            cluster[name] = number
        elif year != gone:
            years[year][name] = number
    if blank and blank[1] is None:
        cluster[blank[0]] = None
    elif blank:
        years[blank[1]][f"{blank[0]}__na"] += 1
    plain = Facts("云溪五金", "云溪区", ("33",), None, None, LAST, ON, years)
    return replace(plain, **{**cluster, **more})


def around(figures: Figures) -> Iterator[Case]:
    """The figures themselves, and with one thing changed; a missing year also with another figure a unit off."""
    yield from one_off(figures)
    known = (*keys(), "area_m2", "population")
    for key in figures:
        yield Case(f"{_said(key)} zero", facts_of({**figures, key: 0}))
        if key[1] is None or f"{key[0]}__na" in known:
            yield Case(f"{_said(key)} blank", facts_of(figures, blank=key))
    for year in {year for _, year in figures if year}:
        yield Case(f"{year} missing", facts_of(figures, gone=year))
        for key, step in product(figures, (-1, 1)):
            if key[1] not in (year, None) and figures[key]:
                changed = {**figures, key: figures[key] + step}
                yield Case(f"{year} missing, {_said(key)} {step:+}", facts_of(changed, gone=year))


def one_off(figures: Figures) -> Iterator[Case]:
    """The figures themselves, and with each of them one unit less and one more."""
    yield Case("at the limit", facts_of(figures))
    for key, step in product(figures, (-1, 1)):
        if figures[key] + step >= 0:
            yield Case(f"{_said(key)} {step:+}", facts_of({**figures, key: figures[key] + step}))


def _said(key: Key) -> str:
    return " ".join(str(part) for part in key if part is not None)


def _over(name: str, values: tuple[int, ...]) -> dict[Key, int]:
    """A figure over the last years, the last value for the base year."""
    return {(name, LAST - len(values) + 1 + n): value for n, value in enumerate(values)}


# ── by subject ──


def _area(demand: Demand) -> Iterator[Case]:
    return around({("area_m2", None): int(demand.limit)})


def _output(demand: Demand) -> Iterator[Case]:
    limit = int(demand.limit)
    yield from around(_over("output", (limit,) * 3))
    yield from around(_over("output", (limit // 2, limit, limit * 2 - limit // 2)))


def _shares(part: str, rest: str, *unsized: str) -> Callable[[Demand], Iterator[Case]]:
    def of(demand: Demand) -> Iterator[Case]:
        inside = 10**9 * demand.limit.numerator
        outside = 10**9 * (demand.limit.denominator - demand.limit.numerator)
        nobody = {(name, year): 0 for name in unsized for year in THREE}
        bent = one_off if part.endswith("_last") else around
        yield from bent({**_over(part, (inside,) * 3), **_over(rest, (outside,) * 3), **nobody})
        for first, second in ((inside - 1, inside + 1), (inside * 9, inside), (inside, inside // 2)):
            parts = (first, second, inside)
            yield from one_off({**_over(part, parts), **_over(rest, (outside,) * 3), **nobody})
        yield Case("nothing at all", facts_of({**_over(part, (0,) * 3), **_over(rest, (0,) * 3), **nobody}))

    return of


def _sme_share(demand: Demand) -> Iterator[Case]:
    for cohort in ("", "_last"):
        yield from _shares(*(f"output_{name}{cohort}" for name in ("sme", "large", "unsized")))(demand)


def _series(limit: Fraction) -> Iterator[tuple[int, ...]]:
    """Four years that grow by exactly the limit, and others that do so only in one way of reckoning it."""
    up, unit = limit.numerator + limit.denominator, limit.denominator
    even = tuple(unit ** (3 - n) * up**n * 1000 for n in range(4))
    yield even
    yield (even[0], even[0] * 2, even[2], even[3])
    yield (even[0] // 2, even[0], even[1], even[2])
    yield (even[0] * 2, even[1], even[1] * 2, even[3])
    yield (1000, 1300, 1040, 1259)


def _growths(*names: str) -> Callable[[Demand], Iterator[Case]]:
    """The first name grows; the others stay nothing, and a unit of them may belong or not."""

    def of(demand: Demand) -> Iterator[Case]:
        nobody = {(name, year): 0 for name in names[1:] for year in FOUR}
        even, *uneven = _series(demand.limit)
        bent = one_off if names[0].endswith("_last") else around
        yield from bent(_over(names[0], even) | nobody)
        for series in uneven:
            yield from one_off(_over(names[0], series) | nobody)
        yield Case("from zero", facts_of(_over(names[0], (0, 100, 200, 400))))

    return of


def _rd_growth(demand: Demand) -> Iterator[Case]:
    for cohort in ("", "_last"):
        yield from _growths(f"rd_sme{cohort}", f"rd_unsized{cohort}")(demand)


def _titles(prefix: str) -> Callable[[Demand], Iterator[Case]]:
    def of(demand: Demand) -> Iterator[Case]:
        names = [n for n in keys() if n.startswith(("top_", "core_", "listed_")) and not n.endswith("__na")]
        none = {(name, year): 0 for name in names for year in FOUR}
        for name in names:
            if name.startswith(prefix):
                other_years = {(name, year): int(demand.limit) * 2 for year in (2022, 2023, 2025)}
                for case in around({(name, LAST): int(demand.limit)}):
                    years = {y: {**s, **{n: 0 for n in names if n != name}} for y, s in case.facts.years.items()}
                    yield Case(f"{name}: {case.name}", replace(case.facts, years=years))
                yield Case(f"{name}: other years", facts_of({**none, **other_years}))

    return of


def _density(demand: Demand) -> Iterator[Case]:
    patents, people = demand.limit.numerator * 30, demand.limit.denominator * 30
    for key in (("employees", LAST), ("population", None)):
        yield from around({("patents", LAST): patents, key: people})


def _platform(demand: Demand) -> Iterator[Case]:
    users, all_firms = demand.limit.numerator * 50_000, demand.limit.denominator * 50_000
    names = {"users": users, "answered": all_firms, "unused": all_firms - users, "silent": 0}
    yield from around({(f"platform_{name}", LAST): number for name, number in names.items()})
    names |= {"unused": all_firms - users - 1, "silent": 1}
    yield from around({(f"platform_{name}", LAST): number for name, number in names.items()})


def _software(demand: Demand) -> Iterator[Case]:
    for steps in ((0, 0, 0), (0, 1, 2), (0, -1, 1), (0, 2, 0)):
        users = tuple(300_000 + step for step in steps)
        bent = one_off if any(steps) else around
        yield from bent(_over("software_users", users) | _over("software_answered", (10**6,) * 3))


def _carbon(demand: Demand) -> Iterator[Case]:
    for below, other in (("output_roster", "value_added"), ("value_added", "output_roster")):
        for co2 in ((103, 102, 101, 100), (100, 102, 101, 100), (102, 102, 103, 101), (103, 102, 102, 102)):
            bent = around if co2[0] == 103 else one_off
            for case in bent(_over("co2", co2) | _over(below, (10**6,) * 4)):
                # By the other denominator intensity would rise steeply.
                years = {y: {**s, other: 10 ** (2030 - y)} for y, s in case.facts.years.items()}
                yield Case(f"{below} {co2}: {case.name}", replace(case.facts, years=years))


def _level(kind: str) -> Callable[[Demand], Iterator[Case]]:
    def line(used: str, *, year: int = LAST, of: str = kind) -> EfficiencyRecord:
        return EfficiencyRecord(year, of, "A", "产品", used, "0.3", "千克标准煤/吨", "GB")

    other = {"能效": "水效", "水效": "能效"}[kind]
    lines = {
        "at the benchmark": (line("0.3"),),
        "a little less used": (line("0.2999999999999999999"),),
        "a little more used": (line("0.3000000000000000001"),),
        "nothing used": (line("0"),),
        "no line": (),
        "only another year": (line("0.1", year=LAST - 1), line("0.1", year=LAST + 1)),
        "only another kind": (line("0.1", of=other),),
        "another kind worse": (line("0.1"), line("9", of=other)),
        "another year worse": (line("0.1"), line("9", year=LAST - 1)),
        "one of two worse": (line("0.1"), line("0.3000000000000000001")),
        "one of two unknown": (line("0"), line("0.1")),
        "one unknown, one worse": (line("0"), line("9")),
    }

    def of(demand: Demand) -> Iterator[Case]:
        for codes in (("31",), ("32",), ("17",), ("33",), ("44",), ("33", "31"), ("33", "44")):
            for name, efficiency in lines.items():
                yield Case(f"{'+'.join(codes)}: {name}", facts_of({}, lead_codes=codes, efficiency=efficiency))

    return of


def _safety(demand: Demand) -> Iterator[Case]:
    search = SearchRecord(ON, "登记库", tuple(sorted(INCIDENT_KINDS)))
    since = {ON: date(2022, 3, 20), date(2024, 12, 31): date(2022, 1, 1)}
    days = {day + timedelta(n) for edges in since.items() for day in edges for n in (-1, 0, 1)}

    def incident(kind: str, rank: int | None, on: date = date(2024, 5, 1), member: bool = True) -> IncidentRecord:
        return IncidentRecord(on, "A", kind, "", rank, "", "", member)

    def case(name: str, *incidents: IncidentRecord, searches: tuple[SearchRecord, ...] = (search,)) -> Case:
        return Case(name, facts_of({}, incidents=incidents, searches=searches))

    yield case("at the limit: no incident")
    yield case("nobody looked", searches=())
    for kind in INCIDENT_KINDS:
        rest = replace(search, kinds=tuple(k for k in search.kinds if k != kind))
        yield case(f"nobody looked for {kind}", searches=(rest,))
        yield case(f"{kind} of rank 4, nobody looked", incident(kind, 4), searches=())
        for rank, member in product((None, 1, 2, 3, 4), (True, False)):
            yield case(f"{kind} of rank {rank}, member {member}", incident(kind, rank, member=member))
        yield case(f"{kind} known and unknown", incident(kind, None), incident(kind, 4))
    for day in sorted(days):
        yield case(f"accident on {day}", incident("安全事故", 2, day))
        yield case(f"search on {day}", searches=(replace(search, on=day),))


CASES: Mapping[str, Callable[[Demand], Iterator[Case]]] = {
    "safety": _safety,
    "area": _area,
    "output": _output,
    "sme_share": _sme_share,
    "lead_share": _shares("output_lead", "output_other"),
    "output_growth": _growths("output"),
    "top": _titles("top_"),
    "listed": _titles("listed_"),
    "core": _titles("core_"),
    "rd_growth": _rd_growth,
    "patent_growth": _growths("patents"),
    "density": _density,
    "platform": _platform,
    "software": _software,
    "carbon": _carbon,
    "energy": _level("能效"),
    "water": _level("水效"),
}
