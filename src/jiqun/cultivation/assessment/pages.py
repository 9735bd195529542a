"""What the pages of self-assessments show: plain values of pinned rows, a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.cultivation.assessment.computing import judged
from jiqun.cultivation.models import SelfAssessment
from jiqun.law import load


@dataclass(frozen=True, slots=True)
class NormLine:
    """One computed norm as it was pinned, beside the year before."""

    clause: str
    title: Text
    verdict: str
    value: Text
    asks: Text
    gap: Text
    before: Text | None
    before_verdict: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One norm a person judges, with the county's words and tick."""

    clause: str
    title: Text
    quote: str
    said: str
    met: bool


def norm_lines(row: SelfAssessment, before: SelfAssessment | None) -> list[NormLine]:
    """The computed norms, in the order of the law."""
    last: Mapping[str, Any] = {} if before is None else {each["id"]: each for each in before.norms}
    return [
        NormLine(
            each["clause"],
            Text(*each["title"]),
            each["verdict"],
            Text(*each["shown"]),
            Text(*each["asks"]),
            Text(*each["gap"]),
            Text(*last[each["id"]]["shown"]) if each["id"] in last else None,
            last[each["id"]]["verdict"] if each["id"] in last else "",
        )
        for each in row.norms
    ]


def answers(row: SelfAssessment) -> list[Judged]:
    """The norms a person judges, answered or not."""
    return [
        Judged(clause, title, quote, given.get("said", ""), given.get("met", False))
        for norm, clause, title, quote in judged(load(row.measure))
        for given in (row.judged.get(norm, {}),)
    ]


def before(row: SelfAssessment) -> SelfAssessment | None:
    """The one handed in before it, of the latest earlier year; one query."""
    rows = SelfAssessment.objects.handed_in().filter(cluster=row.cluster_id, year__lt=row.year, dropped=False)
    return rows.order_by("-year").first()


def listed(user: Account, year: int | None) -> QuerySet[SelfAssessment]:
    """The self-assessments an account sees, the latest year first, by place."""
    rows = SelfAssessment.objects.visible_to(user).filter(dropped=False)
    if year is not None:
        rows = rows.filter(year=year)
    return rows.select_related("case", "cluster__authority").order_by("-year", "cluster__path", "cluster__name")


def years(user: Account) -> list[int]:
    """The years there are any of; one query."""
    rows = SelfAssessment.objects.visible_to(user).filter(dropped=False).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def with_states(rows: Iterable[SelfAssessment]) -> list[tuple[SelfAssessment, Text]]:
    """Each with the title of its state."""
    states = procedure("self_assessment").by_state
    return [(row, states[row.case.state].title) for row in rows]
