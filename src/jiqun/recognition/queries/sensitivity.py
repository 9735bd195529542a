"""How many clusters of past data each open reading (口径) would decide, before a round fixes it.

Counts only, and a count below `FEW` is not told, so that nobody can pick a reading for the sake of one cluster. After
the round is announced the discipline supervisor sees the names behind the counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts import Facts
from jiqun.law import Verdict, verdicts
from jiqun.law.measure import Measure
from jiqun.law.norms import Norm
from jiqun.law.readings import Reading
from jiqun.recognition.models import Round
from jiqun.recognition.queries import past
from jiqun.recognition.queries.filing.precheck import legal_date, measure_of

FEW = 3
SETTLED = (Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED)
Verdicts = Mapping[str, Verdict]


@dataclass(frozen=True, slots=True)
class Turns:
    """How many clusters a reading turns, by the verdict it turns them to, and which."""

    to: Mapping[Verdict, int]
    names: tuple[str, ...] = ()

    @property
    def told(self) -> list[str]:
        """The counts as they may be told: to met, to not met, to undetermined."""
        return [few(self.to.get(verdict, 0)) for verdict in SETTLED]

    @property
    def total(self) -> str:
        """All of them; where a count beside it is withheld, only that there are at least so many."""
        counts = [self.to.get(verdict, 0) for verdict in SETTLED]
        whole, withheld = sum(counts), sum(0 < n < FEW for n in counts)
        if whole < FEW or not withheld:
            return few(whole)
        return f"≥{sum(n for n in counts if n >= FEW) + withheld}"

    def __bool__(self) -> bool:
        return any(self.to.values())


@dataclass(frozen=True, slots=True)
class Way:
    """One alternative of a reading: what it would turn overall, and norm by norm."""

    value: str
    text: Text
    overall: Turns
    norms: tuple[tuple[Norm, Turns], ...]


@dataclass(frozen=True, slots=True)
class Open:
    """A reading that is still open, as the round reads it now, with its alternatives."""

    reading: Reading
    now: Text
    ways: tuple[Way, ...]

    @property
    def matters(self) -> bool:
        """Whether any alternative turns anything."""
        return any(way.norms for way in self.ways)


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The page: on how many clusters it rests, the verdicts as the round reads the law now, the open readings."""

    measure: Measure
    on: date
    clusters: int
    now: tuple[tuple[str, str], ...]
    open: tuple[Open, ...]
    fixed: tuple[Text, ...]
    named: bool

    @property
    def turning(self) -> list[Open]:
        """Readings of which some other way turns something."""
        return [each for each in self.open if each.matters]

    @property
    def quiet(self) -> list[Open]:
        """Readings that turn nothing however they are read."""
        return [each for each in self.open if not each.matters]


def sensitivity(row: Round, user: Any, *, named: bool = False) -> Sensitivity:
    """The open readings of a round tried on the clusters of earlier rounds that the account sees; one query.

    Raises `law.LawError` when the measure is not in force on the round's day.
    """
    measure, on = measure_of(row), legal_date(row)
    chosen = {**measure.defaults(), **row.readings}
    settled = {each["reading"] for each in row.interpretations}
    known = past.before(row, user)
    tried = [(each.cluster, each.facts, judged(measure, each.facts, on, chosen)) for each in known]
    overall = Counter(all_of(measure, now) for _, _, now in tried)
    return Sensitivity(
        measure,
        on,
        len(known),
        tuple((verdict.value, few(overall[verdict])) for verdict in SETTLED),
        tuple(
            Open(
                reading,
                reading.values[chosen[key]],
                tuple(
                    way(measure, on, chosen, reading, value, tried, named=named)
                    for value in reading.values
                    if value != chosen[key]
                ),
            )
            for key, reading in measure.readings.items()
            if key not in settled
        ),
        tuple(reading.phrase for key, reading in measure.readings.items() if key in settled),
        named,
    )


def way(
    measure: Measure,
    on: date,
    chosen: Mapping[str, str],
    reading: Reading,
    value: str,
    tried: Iterable[tuple[str, Facts, Verdicts]],
    *,
    named: bool,
) -> Way:
    """What one alternative would turn."""
    overall: Counter[Verdict] = Counter()
    norms: dict[str, Counter[Verdict]] = {norm.id: Counter() for norm in measure.norms if norm.computed}
    names: dict[str, list[str]] = {"": [], **{name: [] for name in norms}}
    for cluster, facts, now in tried:
        then = judged(measure, facts, on, {**chosen, reading.key: value})
        if (whole := all_of(measure, then)) is not all_of(measure, now):
            overall[whole] += 1
            names[""].append(cluster)
        for name, turned in norms.items():
            if then[name] is not now[name]:
                turned[then[name]] += 1
                names[name].append(cluster)

    def turns(name: str, counted: Counter[Verdict]) -> Turns:
        return Turns(counted, tuple(names[name]) if named else ())

    return Way(
        value,
        reading.values[value],
        turns("", overall),
        tuple((measure.norm(name), turns(name, counted)) for name, counted in norms.items() if counted),
    )


def judged(measure: Measure, facts: Facts, on: date, readings: Mapping[str, str]) -> Verdicts:
    """The verdicts of one cluster."""
    return measure.verdicts(facts, on=on, readings=readings)


def all_of(measure: Measure, found: Verdicts) -> Verdict:
    """The verdict over all computed norms."""
    return verdicts.all_of(found[norm.id] for norm in measure.norms if norm.computed)


def few(count: int) -> str:
    """A count as it may be told."""
    return f"<{FEW}" if 0 < count < FEW else str(count)
