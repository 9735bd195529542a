"""How many clusters of past data each open reading (口径) would decide, before a round fixes it.

Counts only, and a count below `FEW` is not told, nor one that gives it away, so that nobody can pick a reading for the
sake of one cluster. After the round is announced the discipline supervisor sees the names behind the counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiqun.bilingual import Text
from jiqun.law import Verdict, verdicts
from jiqun.law.measure import Measure
from jiqun.law.norms import Norm
from jiqun.law.readings import Reading
from jiqun.recognition.models import Round
from jiqun.recognition.queries import past
from jiqun.recognition.queries.filing.precheck import legal_date, measure_of
from jiqun.web import figures

FEW = 3
SETTLED = (Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED)
Verdicts = Mapping[str, Verdict]
_ALL_LIVE = Text("均尚在办理，未有定论", "all of them under way, none decided yet")
_SO_MANY_LIVE = Text("其中 {n} 个尚在办理，未有定论", "{n} of them under way, not decided yet")
_SOME_LIVE = Text("其中一部分尚在办理，未有定论", "some of them under way, not decided yet")


@dataclass(frozen=True, slots=True)
class Turns:
    """How many clusters a reading turns, by the verdict it turns them to, and which.

    `least`, where the counts would give away one that is withheld elsewhere: they are not told, only that much.
    """

    to: Mapping[Verdict, int]
    names: tuple[str, ...] = ()
    least: int | None = None

    @property
    def told(self) -> list[str]:
        """The counts as they may be told: to met, to not met, to undetermined."""
        if self.least is not None:
            return [figures.NOTHING for _ in SETTLED]
        return [few(self.to.get(verdict, 0)) for verdict in SETTLED]

    @property
    def total(self) -> str:
        """All of them; where a count beside it is withheld, only that there are at least so many."""
        return total(self.to) if self.least is None else f"≥{self.least}"

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
    """The page: on how many clusters it rests, the verdicts as the round reads the law now, the open readings.

    `known` is how many there are as it may be told beside `now`; `live` says how far they are under way still.
    """

    measure: Measure
    on: date
    clusters: int
    known: str
    live: Text | None
    now: tuple[tuple[str, str], ...]
    open: tuple[Open, ...]
    fixed: tuple[Text, ...]
    named: bool

    @property
    def enough(self) -> int:
        """So many decided clusters would stand for themselves."""
        return past.ENOUGH

    @property
    def turning(self) -> list[Open]:
        """Readings of which some other way turns something."""
        return [each for each in self.open if each.matters]

    @property
    def quiet(self) -> list[Open]:
        """Readings that turn nothing however they are read."""
        return [each for each in self.open if not each.matters]


@dataclass(frozen=True, slots=True)
class Tried:
    """One cluster: its computed verdicts as the round reads the law, alone and together, and those that change under
    other readings."""

    cluster: str
    now: Verdicts
    whole: Verdict
    flips: Mapping[tuple[str, str], Verdicts]


def sensitivity(row: Round, user: Any, *, named: bool = False) -> Sensitivity:
    """The open readings of a round tried on the clusters of earlier rounds that the account sees; one query.

    Raises `law.LawError` when the measure is not in force on the round's day.
    """
    measure, on = measure_of(row), legal_date(row)
    chosen = {**measure.defaults(), **row.readings}
    settled = {each["reading"] for each in row.interpretations if each["value"] == chosen[each["reading"]]}
    clusters = past.before(row, user)
    tried = [try_out(measure, known, on, chosen) for known in clusters]
    now = Counter(each.whole for each in tried)
    return Sensitivity(
        measure,
        on,
        len(tried),
        total(now),
        under_way(sum(each.live for each in clusters), len(clusters), exact=not withheld(now)),
        tuple((verdict.value, few(now[verdict])) for verdict in SETTLED),
        tuple(
            Open(
                reading,
                reading.values[chosen[key]],
                tuple(
                    way(measure, reading, value, tried, now, named=named)
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


def under_way(live: int, of: int, *, exact: bool) -> Text | None:
    """How many of the clusters are not decided yet, as far as that gives no count withheld away (`exact`: none is)."""
    if not live:
        return None
    if live == of:
        return _ALL_LIVE
    return _SO_MANY_LIVE.format(n=live) if exact and FEW <= live <= of - FEW else _SOME_LIVE


def try_out(measure: Measure, known: past.Known, on: date, readings: Mapping[str, str]) -> Tried:
    """One cluster under every reading, each changed alone: what the findings themselves say would flip them."""
    found = measure.assess(known.facts, on=on, readings=readings)
    flips: dict[tuple[str, str], dict[str, Verdict]] = defaultdict(dict)
    for finding in found.findings:
        for flip in finding.flips_under:
            flips[flip.reading, flip.value][finding.id] = flip.verdict
    now = found.verdicts()
    return Tried(known.cluster, {n.id: now[n.id] for n in measure.norms if n.computed}, found.verdict, flips)


def way(
    measure: Measure, reading: Reading, value: str, tried: Iterable[Tried], now: Mapping[Verdict, int], *, named: bool
) -> Way:
    """What one alternative would turn, told beside `now`, the verdicts without it."""
    overall: Counter[Verdict] = Counter()
    norms: dict[str, Counter[Verdict]] = {norm.id: Counter() for norm in measure.norms if norm.computed}
    names: dict[str, list[str]] = defaultdict(list)
    for each in tried:
        turned = each.flips.get((reading.key, value))
        if turned is None:
            continue
        if (whole := verdicts.all_of({**each.now, **turned}.values())) is not each.whole:
            overall[whole] += 1
            names[""].append(each.cluster)
        for name, verdict in turned.items():
            norms[name][verdict] += 1
            names[name].append(each.cluster)

    def shown(name: str) -> tuple[str, ...]:
        return tuple(names[name]) if named else ()

    return Way(
        value,
        reading.values[value],
        Turns(overall, shown(""), least_overall(overall, now)),
        tuple(
            (measure.norm(name), Turns(counted, shown(name), least_of_norm(counted, now)))
            for name, counted in norms.items()
            if counted
        ),
    )


def least_overall(turned: Mapping[Verdict, int], now: Mapping[Verdict, int]) -> int | None:
    """All that may be told of clusters decided otherwise; None where their counts may be told.

    They may while those whose verdict `now` tells could be all of them, whatever the counts withheld are. Else clusters
    of a withheld verdict are among them, or nearly all turn, and a count withheld could be worked out.
    """
    told = {verdict: now.get(verdict, 0) for verdict in SETTLED if now.get(verdict, 0) >= FEW}
    room = sum(told.values())
    most = {to: FEW - 1 if 0 < n < FEW else n for to, n in turned.items()}
    too_many = sum(most.values()) > room or any(n > room - told.get(to, 0) for to, n in most.items())
    return 1 if too_many and (withheld(now) or withheld(turned)) else None


def least_of_norm(turned: Mapping[Verdict, int], now: Mapping[Verdict, int]) -> int | None:
    """The same for one condition, whose own verdicts `now` does not tell."""
    room = sum(now.get(verdict, 0) for verdict in SETTLED if now.get(verdict, 0) >= FEW)
    return max(room, 1) if sum(turned.values()) > room and withheld(now) else None


def withheld(counts: Mapping[Verdict, int]) -> int:
    """How many of the counts are not told."""
    return sum(0 < counts.get(verdict, 0) < FEW for verdict in SETTLED)


def total(counts: Mapping[Verdict, int]) -> str:
    """The sum as it may be told beside its counts: exact, or at least so many where one of them is withheld."""
    whole, hidden = sum(counts.get(verdict, 0) for verdict in SETTLED), withheld(counts)
    if not hidden or (hidden == 1 and whole < FEW):
        return few(whole)
    return f"≥{sum(counts.get(v, 0) for v in SETTLED if counts.get(v, 0) >= FEW) + hidden}"


def few(count: int) -> str:
    """A count as it may be told."""
    return f"<{FEW}" if 0 < count < FEW else str(count)
