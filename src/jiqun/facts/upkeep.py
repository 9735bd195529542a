"""Facts are additive, so they are kept: a change of some rows adds and takes away, and nothing else is counted again.

A change to one firm touches all its rows: the class in the last year (`sme_last`) and the titles stand on each of
them. `Firms` therefore holds all lines and all titles of the firms that change, before and after.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from jiqun.bilingual import Text
from jiqun.facts import rollup
from jiqun.facts.columns import FlatRow
from jiqun.facts.declarations import keys
from jiqun.facts.errors import FactError
from jiqun.facts.facts import Facts, assemble
from jiqun.facts.prepare import LARGEST, flat_rows, is_valid
from jiqun.facts.records import IncidentRecord
from jiqun.facts.rollup import YearSums
from jiqun.facts.rows import ClusterSheet, FirmYear, Honour, Roster

_UNCOUNTED = Text(
    "集群“{cluster}”{year} 年的汇总不含要减去的行（{fact} 将为 {found}）；保留的汇总与名册不一致，请重新汇总。",
    "The sums of cluster “{cluster}” in {year} never held the rows to be taken away ({fact} would be {found}); the "
    "kept sums differ from the roster: count them again.",
)
_TOO_LARGE = Text(
    "集群“{cluster}”{year} 年的 {fact} 将达到 2^63，超出整数范围；请检查单位是否填错（是否把元当成了万元）。",
    "{fact} of cluster “{cluster}” in {year} would reach 2^63, which no integer column holds; check the unit.",
)

Key = tuple[str, int]
"""Cluster and year."""


@dataclass(frozen=True, slots=True)
class Firms:
    """Some firms of a roster with all their lines and all their titles."""

    lines: tuple[FirmYear, ...] = ()
    honours: tuple[Honour, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """Their credit codes."""
        return frozenset([line.uscc for line in self.lines] + [held.uscc for held in self.honours])

    def report(self, year: int) -> bool:
        """Whether one of them has a line in a year."""
        return any(line.year == year for line in self.lines)


def changed(sums: Iterable[YearSums], removed: Iterable[FlatRow], added: Iterable[FlatRow]) -> list[YearSums]:
    """The sums after some flat rows went and others came, sorted; equal to counting all rows again.

    A cluster-year whose last row went is no longer there. Raises `FactError` when rows are taken away that were never
    counted, or a sum would reach 2^63.
    """
    now = {(line.cluster, line.year): line for line in sums}
    for key, more in differences(removed, added).items():
        before = now[key].sums if key in now else dict.fromkeys(keys(), 0)
        after = checked(key, {name: number + more[name] for name, number in before.items()})
        if after is None:
            now.pop(key, None)
        else:
            now[key] = YearSums(*key, after)
    return [now[key] for key in sorted(now)]


def differences(removed: Iterable[FlatRow], added: Iterable[FlatRow]) -> dict[Key, dict[str, int]]:
    """What a change adds to each number of each cluster-year it touches; negative where it takes away."""
    found = {(line.cluster, line.year): dict(line.sums) for line in rollup.in_memory(added)}
    for line in rollup.in_memory(removed):
        into = found.setdefault((line.cluster, line.year), dict.fromkeys(keys(), 0))
        for name, number in line.sums.items():
            into[name] -= number
    return found


def checked(key: Key, sums: Mapping[str, int | float]) -> MappingProxyType[str, int] | None:
    """Sums after a change if they can be true, `None` when no row is left. Raises `FactError` (see `changed`)."""
    sound: dict[str, int] = {}
    left = sums["lines"] + sums["below_lines"]
    for name, number in sums.items():
        if not isinstance(number, int) or number >= LARGEST:  # SQLite gives a float for what no integer holds
            raise FactError(_TOO_LARGE.format(cluster=key[0], year=key[1], fact=name))
        if number < 0 or (number and not left):
            raise FactError(_UNCOUNTED.format(cluster=key[0], year=key[1], fact=name, found=number))
        sound[name] = number
    return MappingProxyType(sound) if left else None


def corrected(facts: Facts, before: Firms, after: Firms, *, others_report: bool) -> Facts | None:
    """The facts of a cluster after some of its firms changed, equal to building them from the whole roster again.

    `others_report`: whether any other firm has a line in the base year. Where none has, a first line in the base year,
    or the last one gone, decides every firm's last class: the answer is then `None`, count again. Raises `FactError`
    as `build` and `changed` do.
    """
    reported, still = (others_report or firms.report(facts.base_year) for firms in (before, after))
    if reported != still:
        return None
    codes = before.codes | after.codes
    titled = {honour.uscc for honour in after.honours if is_valid(honour, facts.on)}
    present = {line.uscc for line in after.lines if line.year == facts.base_year}
    kept = (YearSums("", year, MappingProxyType(dict(sums))) for year, sums in facts.years.items())
    sheet = ClusterSheet(facts.name, facts.place, facts.lead_codes, facts.area_m2, facts.population, facts.base_year)
    rows = [
        flat_rows(Roster(sheet, firms.lines, honours=firms.honours), on=facts.on, reported=reported)
        for firms in (before, after)
    ]
    return assemble(
        sheet,
        changed(kept, *rows),
        on=facts.on,
        incidents=tuple(_seen(record, codes, after, facts.base_year) for record in facts.incidents),
        searches=facts.searches,
        efficiency=facts.efficiency,
        strays=tuple(sorted((set(facts.strays) - codes) | (titled - present))),
    )


def _seen(record: IncidentRecord, codes: frozenset[str], after: Firms, base: int) -> IncidentRecord:
    """An incident with its firm's membership as it is after the change."""
    if record.uscc not in codes:
        return record
    years = {line.year for line in after.lines if line.uscc == record.uscc}
    return replace(record, member=base in years or record.on.year in years)
