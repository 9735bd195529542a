"""What is read of a round's experts and their draw: plain values, a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.forms.models import Answer
from jiqun.recognition.models import Application
from jiqun.register.models import FirmYearRow
from jiqun.review.draw import REASONS, CaseTies, verify
from jiqun.review.models import Panel, Sheet

AGENCY_FIELDS = ("agency_name", "agency_uscc")
OPEN_SHEETS = ("assigned", "declared")
UNDER_WAY = ("drafting", "correcting", "submitted", "preliminary")
QUORUM = 3
"""Fewest experts a case is scored by (三名以上专家)."""


def panel_of(case: Case) -> Panel | None:
    """The panel of a round; `None` before its seed was committed."""
    found: Panel | None = getattr(case, "panel", None)
    return found


class Candidates(NamedTuple):
    """How many applications are under expert review, wait for the qualification check, or can still be put forward."""

    review: int
    recommended: int
    coming: int


def candidates(round_pk: UUID, deadline: datetime, now: datetime) -> Candidates:
    """Counts of a round's applications (one query). After the prefectures' deadline only those come that the
    province returned and whose own date has not passed."""
    rows = Application.objects.filter(round=round_pk, case__state__in=("review", "recommended", *UNDER_WAY))
    states: Counter[str] = Counter()
    coming = 0
    for state, until in rows.values_list("case__state", "returned_until"):
        states[state] += 1
        coming += state in UNDER_WAY and (now < deadline or (until is not None and now < until))
    return Candidates(states["review"], states["recommended"], coming)


def case_ties(round_pk: UUID, cases: Iterable[UUID] | None = None) -> dict[UUID, CaseTies]:
    """What bars experts from the applications under review, by case id (three queries).

    A case's units: the authority that applies, the operating agency, every firm of its roster by name and code.
    """
    rows = Application.objects.filter(round=round_pk, case__state="review")
    if cases is not None:
        rows = rows.filter(case__in=list(cases))
    found = list(rows.values_list("case_id", "case__number", "case__path", "case__authority__body", "roster_id"))
    units: dict[UUID, set[str]] = {pk: {body} for pk, _, _, body, _ in found}
    by_roster = {roster: pk for pk, _, _, _, roster in found if roster is not None}
    firms = FirmYearRow.objects.filter(roster__in=by_roster).values_list("roster_id", "enterprise_id", "name")
    for roster, uscc, name in firms.distinct():
        units[by_roster[roster]] |= {uscc, name}
    agencies = Answer.objects.filter(case__in=units, field__in=AGENCY_FIELDS).values_list("case_id", "value")
    for pk, value in agencies:
        if value and isinstance(value, str):
            units[pk].add(value)
    return {pk: CaseTies(number, path, frozenset(units[pk])) for pk, number, path, _, _ in found}


def to_replace(panel: Panel) -> list[tuple[str, str, str, str]]:
    """Sheets whose expert stepped aside: id, case number, cluster, expert's code (one query)."""
    rows = (
        Sheet.objects.filter(panel=panel, state="recused", case__state="review")
        .order_by("case__number", "expert__code")
        .values_list("pk", "case__number", "case__title", "expert__code")
    )
    return [(str(pk), number, title, code) for pk, number, title, code in rows]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One case of the draw as its page shows it."""

    number: str
    cluster: str
    experts: tuple[str, ...]
    barred: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class DrawFacts:
    """A draw with what was recomputed of it. `changes` are substitutions since: case number, out, in."""

    cases: tuple[Drawn, ...]
    holds: bool
    changes: tuple[tuple[str, str, str], ...]


def drawn(panel: Panel) -> DrawFacts:
    """The stored draw, recomputed (one query). Experts appear as codes."""
    record: Mapping[str, Any] = panel.draw
    titles = dict(Case.objects.filter(number__in=record["panels"]).values_list("number", "title"))
    cases = tuple(
        Drawn(
            number,
            titles.get(number, ""),
            tuple(experts),
            tuple((code, REASONS[why]) for code, why in sorted(record["excluded"][number].items())),
        )
        for number, experts in sorted(record["panels"].items())
    )
    changes = tuple((c["case"], c["out"], c["in"]) for c in record.get("substitutions", ()))
    return DrawFacts(cases, verify(record), changes)
