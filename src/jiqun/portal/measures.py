"""The measures the public can read and be held against, as they stand on a day."""

from __future__ import annotations

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


def measure(measure_id: str) -> Measure:
    """A measure with the bases published for it (one query). Raises `law.UnknownMeasure`.

    A basis that is not public binds the office and is applied there; here nobody could read it.
    """
    return _published(measure_id, _bases().get(measure_id, ()))


def library(on: date) -> list[Offered]:
    """Every measure with its published bases, the province's own first (one query)."""
    published = _bases()
    found = [_published(name, published.get(name, ())) for name in law.library()]
    found.sort(key=lambda m: (m.id != PROVINCIAL, m.id))
    return [Offered(m, m.in_force(on), m.periods[-1][1]) for m in found]


def fixed_readings(measure: Measure, on: date) -> dict[str, str]:
    """Every reading on a day: the measure's default, or what a published interpretation fixed (one query)."""
    rows = published(measure.id).exclude(reading="").order_by("signed_at", "pk")
    try:
        return measure.defaults(on, [pure_interpretation(row) for row in rows])
    except law.LawError:  # two that differ: the office has to settle it, until then the text stands as it is
        return measure.defaults()


def published(measure_id: str) -> QuerySet[Interpretation]:
    """The interpretations of a measure that are public."""
    return Interpretation.objects.public().filter(question__case__measure=measure_id)


def _bases() -> dict[str, tuple[Basis, ...]]:
    """The public bases as they hold now, by measure, in the order of registration."""
    rows = RegisteredBasis.objects.filter(position__isnull=False, public=True).select_related("case", "ending")
    found: dict[str, tuple[Basis, ...]] = {}
    for row in rows.order_by("position"):
        if basis := pure(row):
            found[basis.measure] = (*found.get(basis.measure, ()), basis)
    return found


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
