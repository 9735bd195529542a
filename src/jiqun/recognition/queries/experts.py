"""What is read of a round's experts and their draw: plain values, a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
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
from jiqun.review.draw import REASONS, CaseTies, Terms, faults
from jiqun.review.fields import field_key
from jiqun.review.models import Panel, Sheet
from jiqun.review.pool.seen import SERVING

AGENCY_FIELDS = ("agency_name", "agency_uscc")
UNDER_WAY = ("drafting", "correcting", "submitted", "preliminary")
OVER = ("announced", "closed")
"""States of a round in which its panel has no more to decide: draw and diagnostics may be read."""
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
    """What bars experts from the applications under review, by case id (four queries).

    A case's units: the authority that applies, the cluster itself, the operating agency, every firm of its roster by
    name and code. Barred are also those who stepped aside from the cluster for an interest, in whichever round.
    """
    rows = Application.objects.filter(round=round_pk, case__state="review")
    if cases is not None:
        rows = rows.filter(case__in=list(cases))
    found = list(rows.select_related("case__authority", "cluster"))
    units: dict[UUID, set[str]] = {a.case_id: {a.case.authority.body, a.cluster.name} for a in found}
    by_roster = {a.roster_id: a.case_id for a in found if a.roster_id is not None}
    firms = FirmYearRow.objects.filter(roster__in=by_roster).values_list("roster_id", "enterprise_id", "name")
    for roster, uscc, name in firms.distinct():
        units[by_roster[roster]] |= {uscc, name}
    agencies = Answer.objects.filter(case__in=units, field__in=AGENCY_FIELDS).values_list("case_id", "value")
    for pk, value in agencies:
        if value and isinstance(value, str):
            units[pk].add(value)
    recused: dict[UUID, set[str]] = defaultdict(set)
    aside = Sheet.objects.filter(conflict=True, case__cluster__in={a.cluster_id for a in found})
    for cluster, code in aside.values_list("case__cluster_id", "expert__code"):
        if cluster is not None:
            recused[cluster].add(code)
    return {
        a.case_id: CaseTies(
            a.case.number,
            a.case.path,
            frozenset(units[a.case_id]),
            frozenset(recused[a.cluster_id]),
            frozenset(filter(None, [field_key(a.cluster.strategic)])),
        )
        for a in found
    }


def load(panel: Panel) -> dict[str, int]:
    """By code, on how many clusters each expert sits now (one query)."""
    return Counter(Sheet.objects.filter(panel=panel, state__in=SERVING).values_list("expert__code", flat=True))


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
    """One case of the draw as its page shows it: experts with the number of their seat's condition (0: none)."""

    number: str
    cluster: str
    experts: tuple[tuple[str, int], ...]
    barred: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A substitute: who left which case, who came, and whom the order passed over, with reasons."""

    number: str
    out: str
    came: str
    passed: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class DrawFacts:
    """A draw with what was recomputed of it; `faults` is empty when all agrees. `seats` are its conditions by number,
    `load` the fewest and most clusters of those who could be drawn."""

    cases: tuple[Drawn, ...]
    faults: tuple[str, ...]
    changes: tuple[Change, ...]
    algorithm: str
    seats: tuple[tuple[int, Text], ...]
    load: tuple[int, int]


def drawn(panel: Panel) -> DrawFacts:
    """The stored draw, recomputed (one query). Experts appear as codes."""
    record: Mapping[str, Any] = panel.draw
    titles = dict(Case.objects.filter(number__in=record["panels"]).values_list("number", "title"))
    titled = Terms.from_plain(record, record["per_case"]).titles()
    numbers = {key: number for number, key in enumerate(titled, 1)}
    cases = tuple(
        Drawn(
            number,
            titles.get(number, ""),
            tuple((code, numbers.get(record.get("seated", {}).get(number, {}).get(code), 0)) for code in experts),
            tuple((code, REASONS[why]) for code, why in sorted(record["excluded"][number].items())),
        )
        for number, experts in sorted(record["panels"].items())
    )
    changes = tuple(
        Change(c["case"], c["out"], c["in"], tuple((code, REASONS[why]) for code, why in c.get("passed", {}).items()))
        for c in record.get("substitutions", ())
    )
    seated = Counter(dict.fromkeys(record["experts"], 0))
    seated.update(code for experts in record["panels"].values() for code in experts)
    free = [n for code, n in seated.items() if any(code not in barred for barred in record["excluded"].values())]
    return DrawFacts(
        cases,
        tuple(faults(record)),
        changes,
        record["algorithm"],
        tuple((numbers[key], title) for key, title in titled.items()),
        (min(free, default=0), max(free, default=0)),
    )


def conditions(terms: Terms) -> list[Text]:
    """What a draw is made under, line by line."""
    lines = [
        Text(f"{each.title.zh}：{each.seats} 席", f"{each.title.en}: {each.seats} seats") for each in terms.conditions
    ]
    if terms.most:
        lines.append(Text(f"每名专家最多评审 {terms.most} 个集群", f"nobody reviews more than {terms.most} clusters"))
    if terms.most_rounds:
        lines.append(
            Text(
                f"近 {terms.last_rounds} 批中参加过 {terms.most_rounds} 批的不抽取",
                f"not drawn who served in {terms.most_rounds} of the {terms.last_rounds} latest rounds",
            )
        )
    if terms.days:
        first, last = terms.days
        lines.append(Text(f"{first} 至 {last} 可以参加", f"free from {first} to {last}"))
    if terms.prefer_lead:
        lines.append(Text("同等条件下主导产业对口者优先", "among equals, experts of the lead industry first"))
    return lines


def public_record(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record as anybody may recompute it: who was left out by code, without why."""
    kept = {**record, "excluded": {case: sorted(codes) for case, codes in record["excluded"].items()}}
    kept["substitutions"] = [
        {**change, "passed": sorted(change["passed"])} if "passed" in change else change
        for change in record.get("substitutions", ())
    ]
    return kept
