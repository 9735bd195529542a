"""Two measures on the same clusters: who passes under the one and not under the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jiqun import law
from jiqun.bilingual import Text
from jiqun.facts import Facts
from jiqun.instruments.queries import amended, day_in_force
from jiqun.instruments.queries.amounts import SIGNS, written
from jiqun.law import Verdict, verdicts
from jiqun.law.conditions import Compare, Falling, Several
from jiqun.law.limits import in_force
from jiqun.law.measure import Measure
from jiqun.law.norms import Norm
from jiqun.recognition.models import Round
from jiqun.recognition.queries import past
from jiqun.recognition.queries.filing.precheck import legal_date, measure_of
from jiqun.web import figures

ORDER = (Verdict.MET, Verdict.UNDETERMINED, Verdict.NOT_MET)
COUNTED = (Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED, Verdict.NOT_APPLICABLE)
AND, OR = Text(" 且 ", " and "), Text(" 或 ", " or ")


@dataclass(frozen=True, slots=True)
class Side:
    """One measure as it is applied here: on a day in force, under readings. `moved`: that day is not the round's."""

    measure: Measure
    on: date
    readings: Mapping[str, str]
    moved: bool


@dataclass(frozen=True, slots=True)
class NormBeside:
    """What both measures ask about one topic: the limits and how many clusters have which verdict; None where there is
    no such norm."""

    topic: str
    title: Text
    limits: tuple[str | None, str | None]
    counts: tuple[tuple[int, ...] | None, tuple[int, ...] | None]

    @property
    def sides(self) -> tuple[tuple[str | None, tuple[int, ...] | None], ...]:
        """Limit and counts of each side."""
        return tuple(zip(self.limits, self.counts, strict=True))


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster with its verdicts under both, and the norms of which it fails only one side's."""

    application: UUID
    number: str
    name: str
    place: str
    verdicts: tuple[Verdict, Verdict]
    differing: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page. `matrix` counts clusters by the verdict under the first (rows) and the second (columns)."""

    sides: tuple[Side, Side]
    matrix: tuple[tuple[Verdict, tuple[tuple[Verdict, int], ...]], ...]
    norms: tuple[NormBeside, ...]
    clusters: tuple[Cluster, ...]

    @property
    def cells(self) -> dict[str, list[Cluster]]:
        """The clusters of each cell of the matrix, by `met-not_met`."""
        found: dict[str, list[Cluster]] = {f"{a.value}-{b.value}": [] for a in ORDER for b in ORDER}
        for each in self.clusters:
            found["-".join(verdict.value for verdict in each.verdicts)].append(each)
        return found

    @property
    def differing(self) -> list[Cluster]:
        """The clusters that fail something under one measure only."""
        return [each for each in self.clusters if each.differing]


def side(measure_id: str, row: Round) -> Side:
    """A measure for the clusters of a round: the round's own with the bases and demands it pinned, another on its own
    nearest day."""
    measure = measure_of(row) if measure_id == row.case.measure else amended(measure_id, [])
    wanted = legal_date(row)
    on = day_in_force(measure, wanted)
    readings = {k: v for k, v in row.readings.items() if k in measure.readings and v in measure.readings[k].values}
    return Side(measure, on, readings, on != wanted)


def comparison(first: str, second: str, row: Round, user: Any) -> Comparison:
    """Two measures on the applications of a round that the account sees; one query. Raises `law.UnknownMeasure`."""
    for name in (first, second):
        law.load(name)
    sides = (side(first, row), side(second, row))
    known = past.of_round(row, user)
    norms = [topics(s.measure) for s in sides]
    judged = [[by_topic(s, of, k.facts) for k in known] for s, of in zip(sides, norms, strict=True)]
    shared = list(dict.fromkeys([*norms[0], *norms[1]]))
    whole = [[verdicts.all_of(v[n] for n in of) for v in found] for of, found in zip(norms, judged, strict=True)]
    counted = Counter(zip(*whole, strict=True))
    titles = {name: of[name][0].title for of in reversed(norms) for name in of}
    return Comparison(
        sides,
        tuple((a, tuple((b, counted[a, b]) for b in ORDER)) for a in ORDER),
        tuple(beside(name, titles[name], sides, norms, judged) for name in shared),
        tuple(
            Cluster(
                k.application,
                k.number,
                k.cluster,
                k.place,
                (whole[0][n], whole[1][n]),
                tuple(titles[i] for i in shared if differs(i, judged[0][n], judged[1][n])),
            )
            for n, k in enumerate(known)
        ),
    )


def topics(measure: Measure) -> dict[str, list[Norm]]:
    """The computed norms of a measure by what it declares them to be about (`Norm.topic`)."""
    found: dict[str, list[Norm]] = {}
    for norm in measure.norms:
        if norm.computed:
            found.setdefault(norm.topic, []).append(norm)
    return found


def by_topic(of: Side, norms: Mapping[str, Sequence[Norm]], facts: Facts) -> dict[str, Verdict]:
    """The verdicts of one cluster under one side; norms of one topic count together."""
    found = of.measure.verdicts(facts, on=of.on, readings=of.readings)
    return {name: verdicts.all_of(found[norm.id] for norm in about) for name, about in norms.items()}


def differs(name: str, first: Mapping[str, Verdict], second: Mapping[str, Verdict]) -> bool:
    """Whether a topic is failed on exactly one side, be it that the other side does not have it."""
    return (first.get(name) is Verdict.NOT_MET) != (second.get(name) is Verdict.NOT_MET)


def beside(
    name: str,
    title: Text,
    sides: Sequence[Side],
    norms: Sequence[Mapping[str, Sequence[Norm]]],
    judged: Sequence[Sequence[Mapping[str, Verdict]]],
) -> NormBeside:
    """One topic on both sides."""
    limits: list[str | None] = []
    counts: list[tuple[int, ...] | None] = []
    for s, of, found in zip(sides, norms, judged, strict=True):
        if name not in of:
            limits.append(None)
            counts.append(None)
            continue
        tally = Counter(v[name] for v in found)
        limits.append(str(AND).join(limit(norm, s) for norm in of[name]))
        counts.append(tuple(tally[v] for v in COUNTED))
    return NormBeside(name, title, (limits[0], limits[1]), (counts[0], counts[1]))


def limit(norm: Norm, of: Side) -> str:
    """What a norm asks for on a side's day, in words; branches joined."""
    return limits_of(norm.condition, of)


def limits_of(condition: Any, of: Side) -> str:
    """The limits of a condition."""
    if isinstance(condition, Compare | Falling) and "{limit}" not in condition.word.text.zh:
        return str(condition.word.text)
    if isinstance(condition, Compare):
        number = in_force(condition.limits, of.on)
        op = condition.word.operator(lambda key: {**of.measure.defaults(), **of.readings}[key])
        return f"{SIGNS[op]} {written(number.exact, number.unit.json)}"
    if isinstance(condition, Several):
        return str(OR if condition.any else AND).join(limits_of(branch.condition, of) for branch in condition.branches)
    return figures.NOTHING
