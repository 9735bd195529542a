"""What pages show of a prefecture's review: the candidates of a round side by side, and one review as it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F

from jiqun import law
from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.recognition.models import Application, Conclusion, Quota, Round
from jiqun.recognition.queries import conditions, readiness
from jiqun.recognition.queries.amounts import Finding, value_of
from jiqun.recognition.visiting.readiness import SITE_CHECK
from jiqun.visits.queries.standing import standings

KEY_NORMS = ("13.2.output", "13.2.growth", "13.2.sme_share", "13.2.lead_share", "13.5.rd_growth", "13.3.firms")
"""The conditions whose figures the comparison shows."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the comparison with its verdict."""

    value: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """One application of the comparison. `open` counts conditions without a conclusion that stands."""

    pk: UUID
    measure: str
    number: str
    cluster: str
    place: str
    state: Text
    figures: tuple[Figure, ...]
    computed_not_met: int
    concluded: int
    conditions: int
    not_met: int
    site_check: Text
    rank: int | None

    @property
    def beside(self) -> list[tuple[Figure, Text]]:
        """Each figure with the name of its column."""
        measure = law.load(self.measure)
        return [(figure, measure.norm(norm).title) for figure, norm in zip(self.figures, KEY_NORMS, strict=True)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The candidates of one prefecture in a round, and its quota."""

    prefecture: Authority
    columns: tuple[tuple[str, Text], ...]
    candidates: tuple[Candidate, ...]
    used: int
    ceiling: int

    @property
    def left(self) -> int:
        """Places left."""
        return self.ceiling - self.used


def comparison(row: Round, prefecture: Authority, user: Any) -> Comparison:
    """Every application of a prefecture that this account sees, by rank and number.

    Five queries, six where one was never checked on site.
    """
    found = list(
        Application.objects.filter(round=row.pk, prefecture=prefecture.pk, case__in=Case.objects.visible_to(user))
        .exclude(case__state="drafting")
        .select_related("case__authority", "cluster", "round__case", "built_facts", "forwarded")
        .defer("round__call")
        .order_by(F("rank").asc(nulls_last=True), "case__number")
    )
    made: dict[UUID, list[Conclusion]] = defaultdict(list)
    for each in Conclusion.objects.filter(application__in=[a.pk for a in found]):
        made[each.application_id].append(each)
    findings = conditions.computed(found)
    checks = standings(SITE_CHECK, [each.pk for each in found])
    quota = Quota.objects.filter(round=row.pk, prefecture=prefecture.pk).values_list("used", "ceiling").first()
    measure = law.load(row.case.measure)
    used, ceiling = quota or (0, 0)
    return Comparison(
        prefecture,
        tuple((norm, measure.norm(norm).title) for norm in KEY_NORMS),
        tuple(candidate(a, made[a.pk], findings[a.pk], checks[a.pk].title) for a in found),
        used,
        ceiling,
    )


def candidate(
    application: Application, made: list[Conclusion], findings: Mapping[str, Finding], check: Text
) -> Candidate:
    """One line of the comparison; no query."""
    wanted = readiness.conditions_of(application)
    standing = readiness.standing(application, made)
    tally = Counter(standing[norm].verdict for norm in wanted if norm in standing)
    return Candidate(
        pk=application.pk,
        measure=application.round.case.measure,
        number=application.case.number,
        cluster=application.cluster.name,
        place=application.case.authority.name,
        state=procedure("application").by_state[application.case.state].title,
        figures=tuple(
            Figure(value_of(findings.get(norm)), findings[norm]["verdict"] if norm in findings else "undetermined")
            for norm in KEY_NORMS
        ),
        computed_not_met=sum(f["verdict"] == "not_met" for f in findings.values()),
        concluded=sum(tally.values()),
        conditions=len(wanted),
        not_met=tally["not_met"],
        site_check=check,
        rank=application.rank,
    )
