"""The measures the public can read and be held against, as they stand on a day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from jiqun import law
from jiqun.bilingual import Text
from jiqun.instruments.models import Interpretation, RegisteredBasis
from jiqun.instruments.queries.measures import PROVINCIAL, pure, pure_interpretation, under
from jiqun.law import Measure, Norm
from jiqun.law.basis import Basis
from jiqun.law.clauses import Clause
from jiqun.law.demand_text import demand
from jiqun.law.sources import Source
from jiqun.portal.quotes import Piece, pieces
from jiqun.web.absent import NO_MEASURE, Absent

NATIONAL = "cn"
"""The scheme of the nation's measure."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A measure of the library, with whether it is in force on the day asked for, and its last day.

    The last day is `date.max` for a measure whose text names none.
    """

    measure: Measure
    in_force: bool
    last: date

    @property
    def open_ended(self) -> bool:
        """Whether no last day is named."""
        return self.last == date.max


@dataclass(frozen=True, slots=True)
class Line:
    """One clause of the text as the page prints it, cut where norms quote it; `source` where it is not official.

    `norms` are those that rest on it, each with what it demands in the words of the law; for a judged one that is it.
    """

    clause: Clause
    source: Source | None
    pieces: tuple[Piece, ...]
    norms: tuple[tuple[Norm, Text], ...]


def library(on: date, rows: Iterable[RegisteredBasis]) -> list[Offered]:
    """Every measure with its published bases, the rows of which are `basis_pages.published`; the province's own first.

    A basis that is not public binds the office and is applied there; here nobody could read it.
    """
    by_measure: dict[str, list[Basis]] = defaultdict(list)
    for basis in filter(None, map(pure, rows)):
        by_measure[basis.measure].append(basis)
    found = [_published(name, tuple(by_measure[name])) for name in law.library() if _offered(law.load(name))]
    found.sort(key=lambda m: (m.id != PROVINCIAL, m.id))
    return [Offered(m, m.in_force(on), m.periods[-1][1]) for m in found]


def _offered(measure: Measure) -> bool:
    """Another province's measure is only borrowed from; its own, the nation's and the examples are for reading."""
    return measure.scheme in (law.provincial().scheme, NATIONAL) or measure.status == "example"


def chosen(offered: Iterable[Offered], measure_id: str) -> Measure:
    """One measure of the library. Raises `Absent` for one that is not in it."""
    found = next((each.measure for each in offered if each.measure.id == measure_id), None)
    if found is None:
        raise Absent(NO_MEASURE)
    return found


def interpreted(measure: Measure) -> Measure:
    """The measure with the interpretations of it that are public (one query)."""
    rows = published(measure.id).exclude(reading="").order_by("signed_at", "pk")
    try:
        return measure.interpreted([pure_interpretation(row) for row in rows])
    except law.LawError:  # two that differ: the office has to settle it, until then the text stands as it is
        return measure


def published(measure_id: str) -> QuerySet[Interpretation]:
    """The interpretations of a measure that are public."""
    return Interpretation.objects.public().filter(question__case__measure=measure_id)


def _published(measure_id: str, given: tuple[Basis, ...]) -> Measure:
    plain = law.load(measure_id)
    try:
        return under(measure_id, given) if given else plain
    except law.LawError:  # one of them rests on another that is not public
        return plain


def lines(measure: Measure, on: date) -> list[Line]:
    """The whole text with what its norms demand on a day."""
    found = []
    for clause in (each for top in measure.clauses for each in top.walk()):
        norms = tuple(norm for norm in measure.norms if norm.clause == clause.anchor)
        source = measure.source(clause.anchor)
        found.append(
            Line(
                clause,
                None if source.kind == "official" else source,
                pieces(clause.text, norms),
                tuple((norm, demand(norm, on)) for norm in norms),
            )
        )
    return found
