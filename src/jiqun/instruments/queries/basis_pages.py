"""What pages show of bases: plain values, a fixed number of queries."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.instruments.models import RegisteredBasis
from jiqun.instruments.queries import targets
from jiqun.instruments.queries.measures import PROVINCIAL, as_entered, measure, pure
from jiqun.law.basis import KINDS, Basis

IN_FORCE = Text("适用中", "In effect")
TO_COME = Text("未到起始日", "To come")
RUN_OUT = Text("已届满", "Run out")
ENDED = Text("已终止", "Ended")

_SET_ASIDE = Text("{norm}：停止适用", "{norm}: set aside")
_LIMIT = Text("{norm}：标准调整为 {limit}", "{norm}: the limit is {limit}")
_SAME_NUMBER = Text(
    "{document} 已用于 {number}（{state}）。同一文件作出几项规定的，分别登记；重复录入的，请办理“不予登记”。",
    "{document} stands already at {number} ({state}). One document may do several things, each entered by itself; "
    "discard what was entered twice.",
)
_GAP = Text(
    "办法有效期至 {last}，本依据自 {start} 起：{first} 至 {until} 之间办法不在有效期内，请核对起始日。",
    "The measure is in force to {last} and this begins on {start}: from {first} to {until} nothing is in force; check "
    "the first day.",
)


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


def published() -> list[RegisteredBasis]:
    """The registered bases marked 主动公开, in the order of registration; one query."""
    rows = RegisteredBasis.objects.filter(position__isnull=False, public=True)
    return list(rows.select_related("case", "ending").order_by("position"))


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
    if basis.kind == "extension":
        return Text("办法延续有效", "The measure stays in force")
    if basis.kind == "decision":
        return Text("办法失效后仍可按其办理新事项", "New matters may be opened under the lapsed measure")
    if basis.kind == "successor":
        title = law.load(basis.successor).title
        return Text(f"由《{title}》替代", f"《{title}》 takes its place")
    named = targets.known(basis.measure)
    own = max((key for key in named if f"{basis.norm}.".startswith(f"{key}.")), key=len)
    if basis.limit is None:
        return _SET_ASIDE.format(norm=named[own])
    return _LIMIT.format(norm=named[own], limit=targets.amount(basis.limit, basis.unit))


def remarks(row: RegisteredBasis) -> tuple[Text, ...]:
    """What to look at once more before a draft is registered; none of it forbids that. Two queries."""
    return (*_used(row), *_gap(row))


def _used(row: RegisteredBasis) -> Iterator[Text]:
    rows = RegisteredBasis.objects.exclude(pk=row.pk).exclude(case__state="discarded").select_related("case")
    for other in rows.order_by("case__opened_at", "pk"):
        if _bare(other.document) == _bare(row.document):
            state = procedure("basis").by_state[other.case.state].title
            yield _SAME_NUMBER.format(document=row.document, number=other.case.number, state=state)


def _bare(number: str) -> str:
    """A document number without brackets and blanks, which are written in many ways."""
    return re.sub(r"\W", "", unicodedata.normalize("NFKC", number)).casefold()


def _gap(row: RegisteredBasis) -> Iterator[Text]:
    if row.kind != "extension":
        return
    day = timedelta(days=1)
    ended = [last for _, last in measure(row.case.measure).periods if last < row.start]
    if ended and max(ended) + day < row.start:
        yield _GAP.format(last=max(ended), start=row.start, first=max(ended) + day, until=row.start - day)


def standings(found: Iterable[Basis], on: date) -> list[Standing]:
    """How the measures of the provincial scheme stand on a day under registered bases; no query."""
    by_measure: dict[str, list[Basis]] = defaultdict(list)
    for basis in found:
        by_measure[basis.measure].append(basis)
    scheme = law.load(PROVINCIAL).scheme
    return [standing(name, by_measure[name], on) for name in law.library() if law.load(name).scheme == scheme]


def standing(measure_id: str, given: Iterable[Basis], on: date) -> Standing:
    """How one measure stands on a day."""
    found = law.load(measure_id).under(given)
    in_force = found.in_force(on)
    return Standing(
        found.id,
        found.title,
        found.number,
        in_force,
        found.periods,
        found.bases_on(on),
        None if in_force else found.not_in_force(on).text,
    )
