"""The facts of one cluster: all that the law room looks at, immutable, and exact as JSON.

Facts can be pinned in a snapshot and read back years later; the same facts have the same SHA-256.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.facts import records, rollup
from jiqun.facts.declarations import keys
from jiqun.facts.errors import FactError
from jiqun.facts.prepare import LARGEST, flat_rows
from jiqun.facts.records import EfficiencyRecord, IncidentRecord, SearchRecord
from jiqun.facts.rows import ClusterSheet, Roster

FORMAT = "jiqun-facts-1"

_OTHER_FORMAT = Text(
    "事实数据格式为 {found}，本版本只能读取 {expected}；请用生成它的版本重放，或重新汇总名册。",
    "The facts are written as {found}, this version reads {expected}; replay them with the version that wrote them, "
    "or add up the roster again.",
)
_OTHER_KEYS = Text(
    "{year} 年的事实数据项与本版本不符：{names}；请重新汇总名册。",
    "The facts of {year} do not have this version's names: {names}; add up the roster again.",
)

_NO_FIGURE = Text(
    "事实数据 {name} 的数值 {found} 不是小于 2^63 的非负整数；请按最小单位（分、千克、件）给出整数，或重新汇总名册。",
    "The fact {name} is {found}, not a whole number of at least 0 and below 2^63; give it in whole units (fen, kg, "
    "pieces), or add up the roster again.",
)


@dataclass(frozen=True)
class Facts:
    """Facts of a cluster as known for the day `on` (titles valid then, incidents counted back from then).

    `years` maps a year to its sums by name (see `declarations`); a year without rows is not in it. Facts that are
    `partial` were given as totals, not counted over rows: a name that is not in a year was not given.
    """

    name: str
    place: str
    lead_codes: tuple[str, ...]
    area_m2: int | None
    population: int | None
    base_year: int
    on: date
    years: Mapping[int, Mapping[str, int]]
    incidents: tuple[IncidentRecord, ...] = ()
    searches: tuple[SearchRecord, ...] = ()
    efficiency: tuple[EfficiencyRecord, ...] = ()
    strays: tuple[str, ...] = ()
    partial: bool = False

    def to_json(self) -> str:
        """Canonical JSON: sorted keys, no spaces, integers and text only."""
        values = {field: getattr(self, field) for field in self.__dataclass_fields__}
        values["on"] = self.on.isoformat()
        values["years"] = {str(year): dict(sums) for year, sums in self.years.items()}
        for field in ("incidents", "searches", "efficiency"):
            values[field] = [_plain(record) for record in values[field]]
        values["format"] = FORMAT
        if not self.partial:
            del values["partial"]
        return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Facts:
        """The facts `to_json` wrote; `FactError` when another version wrote them, or a figure is no figure."""
        values: dict[str, Any] = json.loads(text)
        if (found := values.pop("format", None)) != FORMAT:
            raise FactError(_OTHER_FORMAT.format(found=found, expected=FORMAT))
        values["on"] = date.fromisoformat(values["on"])
        values["lead_codes"] = tuple(values["lead_codes"])
        values["strays"] = tuple(values["strays"])
        partial = values.get("partial", False)
        values["years"] = _frozen({int(year): sums for year, sums in values["years"].items()}, partial)
        values["incidents"] = tuple(IncidentRecord(**_dated(r)) for r in values["incidents"])
        values["searches"] = tuple(
            SearchRecord(**{**_dated(r), "kinds": tuple(r["kinds"])}) for r in values["searches"]
        )
        values["efficiency"] = tuple(EfficiencyRecord(**r) for r in values["efficiency"])
        _check_cluster(values["area_m2"], values["population"], values["base_year"])
        return cls(**values)

    @cached_property
    def sha256(self) -> str:
        """SHA-256 of the canonical JSON."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()


def build(roster: Roster, *, on: date) -> Facts:
    """The facts of a roster for the day `on`, added up by SQLite in memory. Raises `FactError` (see `flat_rows`)."""
    return assemble(
        roster.cluster,
        rollup.in_memory(flat_rows(roster, on=on)),
        on=on,
        incidents=records.incidents(roster),
        searches=records.searches(roster),
        efficiency=records.efficiency(roster),
        strays=records.strays(roster, on),
    )


def assemble(
    cluster: ClusterSheet,
    sums: Iterable[rollup.YearSums],
    *,
    on: date,
    incidents: tuple[IncidentRecord, ...] = (),
    searches: tuple[SearchRecord, ...] = (),
    efficiency: tuple[EfficiencyRecord, ...] = (),
    strays: tuple[str, ...] = (),
    partial: bool = False,
) -> Facts:
    """Facts from sums that a database added up in place (`rollup.run`) and the records beside them.

    Raises `FactError` for names that are not declared, for missing ones unless the facts are `partial`, and for a
    figure that is not a whole number from 0 to below 2^63.
    """
    _check_cluster(cluster.area_m2, cluster.population, cluster.base_year)
    return Facts(
        name=cluster.name,
        place=cluster.place,
        lead_codes=cluster.lead_codes,
        area_m2=cluster.area_m2,
        population=cluster.population,
        base_year=cluster.base_year,
        on=on,
        years=_frozen({line.year: line.sums for line in sums}, partial),
        incidents=incidents,
        searches=searches,
        efficiency=efficiency,
        strays=strays,
        partial=partial,
    )


def _frozen(years: Mapping[int, Mapping[str, int]], partial: bool) -> Mapping[int, Mapping[str, int]]:
    expected = set(keys())
    for year, sums in years.items():
        if odd := (set(sums) - expected if partial else expected.symmetric_difference(sums)):
            raise FactError(_OTHER_KEYS.format(year=year, names=listing(sorted(odd))))
        numbers = sums.values()
        if set(map(type, numbers)) - {int} or (numbers and not 0 <= min(numbers) <= max(numbers) < LARGEST):
            _check({f"{name} ({year})": number for name, number in sums.items()})
    return MappingProxyType({year: MappingProxyType(dict(years[year])) for year in sorted(years)})


def _check_cluster(area_m2: object, population: object, base_year: object) -> None:
    given = {"area_m2": area_m2, "population": population, "base_year": base_year}
    _check({name: found for name, found in given.items() if found is not None or name == "base_year"})


def _check(values: Mapping[str, object]) -> None:
    for name, found in values.items():
        if type(found) is not int or not 0 <= found < LARGEST:
            raise FactError(_NO_FIGURE.format(name=name, found=repr(found)))


def _plain(record: IncidentRecord | SearchRecord | EfficiencyRecord) -> dict[str, object]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in asdict(record).items()}


def _dated(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "on": date.fromisoformat(record["on"])}
