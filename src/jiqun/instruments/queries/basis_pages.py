"""What pages show of bases: plain values, a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.instruments.models import RegisteredBasis
from jiqun.instruments.queries.measures import PROVINCIAL, as_entered, pure
from jiqun.law.basis import KINDS, Basis

IN_FORCE = Text("适用中", "In effect")
TO_COME = Text("未到起始日", "To come")
RUN_OUT = Text("已届满", "Run out")
ENDED = Text("已终止", "Ended")


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One basis of the list. `last` is the last day it holds as it stands (`None`: open), `standing` says whether it
    holds today; a draft has its state there."""

    pk: UUID
    number: str
    kind: Text
    measure: str
    document: str
    issuer: str
    dated_on: date
    start: date
    last: date | None
    effect: Text
    reason: str
    public: bool
    registered: bool
    in_effect: bool
    standing: Text


@dataclass(frozen=True, slots=True)
class Standing:
    """How a measure stands on a day: in force or not, by which periods, resting on which registered bases."""

    id: str
    title: str
    number: str
    in_force: bool
    periods: tuple[tuple[date, date], ...]
    resting_on: tuple[Basis, ...]
    refusal: Text | None


def lines(user: Any, on: date) -> list[BasisLine]:
    """The bases an account sees, the last registered first, drafts before them; one query."""
    cases = Case.objects.visible_to(user).filter(procedure_name="basis").exclude(state="discarded")
    rows = RegisteredBasis.objects.filter(case__in=cases).select_related("case", "ending")
    found = [line(row, on) for row in rows.order_by("-position", "-case__opened_at")]
    return sorted(found, key=lambda each: each.registered)


def public(on: date) -> list[BasisLine]:
    """The registered bases marked 主动公开, the last registered first; one query."""
    rows = RegisteredBasis.objects.filter(position__isnull=False, public=True).select_related("case", "ending")
    return [line(row, on) for row in rows.order_by("-position")]


def line(row: RegisteredBasis, on: date) -> BasisLine:
    """One row in words."""
    basis, held = as_entered(row), pure(row)
    registered = row.position is not None
    in_effect = registered and held is not None and held.covers(on)
    return BasisLine(
        pk=row.pk,
        number=row.case.number,
        kind=KINDS[basis.kind],
        measure=law.load(basis.measure).number,
        document=row.document,
        issuer=row.issuer,
        dated_on=row.dated_on,
        start=row.start,
        last=row.start if held is None else held.until,
        effect=effect(basis),
        reason=row.reason,
        public=row.public,
        registered=registered,
        in_effect=in_effect,
        standing=standing_of(row, held, on) if registered else procedure("basis").by_state[row.case.state].title,
    )


def standing_of(row: RegisteredBasis, held: Basis | None, on: date) -> Text:
    """Whether a registered basis holds on a day."""
    if held is None:
        return ENDED
    if held.covers(on):
        return IN_FORCE
    if on < held.start:
        return TO_COME
    return ENDED if held.until != row.until else RUN_OUT


def effect(basis: Basis) -> Text:
    """What a basis does, with the norm or the measure by its name."""
    measure = law.load(basis.measure)
    if basis.kind == "extension":
        return Text("办法延续有效", "The measure stays in force")
    if basis.kind == "decision":
        return Text("办法失效后仍可按其办理新事项", "New matters may be opened under the lapsed measure")
    if basis.kind == "successor":
        title = law.load(basis.successor).title
        return Text(f"由《{title}》替代", f"《{title}》 takes its place")
    named = {norm.id: norm.title for norm in measure.norms} | {p.id: p.title for p in measure.all_parameters}
    own = max((key for key in named if f"{basis.norm}.".startswith(f"{key}.")), key=len)
    if basis.limit is None:
        return Text(f"“{named[own].zh}”（{basis.norm}）停止适用", f"{named[own].en} ({basis.norm}) is set aside")
    return Text(
        f"“{named[own].zh}”（{basis.norm}）的标准调整为 {basis.limit} {basis.unit}",
        f"The limit of {named[own].en} ({basis.norm}) is {basis.limit} {basis.unit}",
    )


def standings(found: Iterable[Basis], on: date) -> list[Standing]:
    """How the measures of the provincial scheme stand on a day under registered bases; no query."""
    by_measure: dict[str, list[Basis]] = defaultdict(list)
    for basis in found:
        by_measure[basis.measure].append(basis)
    scheme = law.load(PROVINCIAL).scheme
    return [standing(name, by_measure[name], on) for name in law.library() if law.load(name).scheme == scheme]


def standing(measure_id: str, given: Iterable[Basis], on: date) -> Standing:
    """How one measure stands on a day."""
    measure = law.load(measure_id).under(given)
    in_force = measure.in_force(on)
    return Standing(
        measure.id,
        measure.title,
        measure.number,
        in_force,
        measure.periods,
        measure.bases_on(on),
        None if in_force else measure.not_in_force(on).text,
    )
