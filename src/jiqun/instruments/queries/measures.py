"""A measure as the office applies it: its own text, with the bases registered for it and the readings fixed since.

`measure` rests on what is registered now; `amended` on what a round pinned, so that nothing registered later changes
what was decided under it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from jiqun import law
from jiqun.instruments import models
from jiqun.law.basis import Basis
from jiqun.law.interpretations import Interpretation, fixed
from jiqun.law.measure import Measure
from jiqun.standards import province

PROVINCIAL = province.here().measure
"""The measure of the provincial scheme; a registered successor takes its place from its day on."""


def bases(measure_id: str | None = None) -> tuple[Basis, ...]:
    """Every registered basis (of one measure), in the order of registration; one that was ended holds until the day
    before, and not at all when that was before it began. One query."""
    rows = models.RegisteredBasis.objects.filter(position__isnull=False).select_related("case", "ending")
    if measure_id is not None:
        rows = rows.filter(case__measure=measure_id)
    return tuple(found for row in rows.order_by("position") if (found := pure(row)) is not None)


def pure(row: models.RegisteredBasis) -> Basis | None:
    """A row as it holds now; `None` when it was ended before it began. Raises `law.LawError`."""
    ending: models.BasisEnding | None = getattr(row, "ending", None)
    return as_entered(row) if ending is None else until_ended(as_entered(row), ending.ends_on)


def as_entered(row: models.RegisteredBasis) -> Basis:
    """A row as it was entered, whether or not it was ended since. Raises `law.LawError`."""
    return Basis(
        kind=row.kind,  # type: ignore[arg-type]
        number=row.document,
        on=row.dated_on,
        issuer=row.issuer,
        start=row.start,
        until=row.until,
        reason=row.reason,
        measure=row.case.measure,
        successor=row.successor,
        norm=row.norm,
        limit=row.limit or None,
        unit=row.unit,
    )


def until_ended(basis: Basis, ends_on: date) -> Basis | None:
    """A basis that no longer holds on a day: it runs until the day before; `None` when it never began."""
    return replace(basis, until=ends_on - timedelta(days=1)) if ends_on > basis.start else None


def measure(measure_id: str = PROVINCIAL) -> Measure:
    """A measure with every basis registered for it by now. One query; the measure itself is kept by content."""
    return under(measure_id, bases(measure_id))


def amended(measure_id: str, pinned: Iterable[Mapping[str, Any]], answers: Iterable[Mapping[str, Any]] = ()) -> Measure:
    """A measure with the bases a round pinned, as `Basis.plain` wrote them, and the interpretations. No query."""
    return under(
        measure_id,
        tuple(Basis.from_plain(each) for each in pinned),
        tuple(Interpretation.from_plain(each) for each in answers),
    )


@lru_cache(maxsize=64)
def under(measure_id: str, given: tuple[Basis, ...], answers: tuple[Interpretation, ...] = ()) -> Measure:
    """A measure with some bases and interpretations, kept by content. No query. Raises `law.LawError`."""
    return law.load(measure_id).under(given).interpreted(answers)


def day_in_force(measure: Measure, wanted: date) -> date:
    """The day asked for, or the nearest before it on which the measure was in force, or else its first day."""
    if measure.in_force(wanted):
        return wanted
    ended = [until for _, until in measure.periods if until < wanted]
    return max(ended) if ended else min(start for start, _ in measure.periods)


def governing(on: date) -> Measure:
    """The measure of the provincial scheme on a day: its own, or the registered successor that took its place.

    Raises `law.LawError` when none is in force. One query.
    """
    return law.governing(bases(), on, law.provincial().scheme)


def interpretations(measure_id: str) -> tuple[Interpretation, ...]:
    """The signed interpretations that fix a reading of a measure, the first signed first. One query."""
    rows = models.Interpretation.objects.filter(question__case__measure=measure_id).exclude(reading="")
    return tuple(pure_interpretation(row) for row in rows.order_by("signed_at", "pk"))


def pure_interpretation(row: models.Interpretation) -> Interpretation:
    """A row that fixes a reading as the law engine knows it."""
    assert row.start is not None
    return Interpretation(row.document, row.dated_on, row.signatory, row.reading, row.value, row.start, row.text)


def readings(measure_id: str, on: date) -> dict[str, Interpretation]:
    """The interpretation in effect for each reading that one fixes on a day. One query; raises `law.LawError`."""
    return fixed(law.load(measure_id).readings, interpretations(measure_id), on)
