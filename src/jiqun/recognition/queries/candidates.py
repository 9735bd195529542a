"""The candidates of a prefecture side by side: every computed figure of Article 13, margins, best and weakest.

Shown to those who choose; nothing is chosen here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Count, F

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text, listing
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.instruments.queries.amounts import Finding, deciding, margin_of, value_of
from jiqun.law.measure import Measure
from jiqun.recognition.models import Application, Conclusion, Quota, Round
from jiqun.recognition.queries import conditions, readiness
from jiqun.recognition.queries.filing.precheck import measure_of
from jiqun.recognition.visiting.readiness import SITE_CHECK
from jiqun.register.models import HonourRow
from jiqun.visits.queries.standing import standings

BEST, WORST = Text("最优", "best"), Text("最弱", "weakest")
PLAIN_ORDERS = ("rank", "cluster", "not_met", "concluded", "differing", "prior", "honours")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: as people read it, how far from its limit, its verdict. `number` orders; `said` marks the ends."""

    value: str
    margin: str
    verdict: str
    number: Fraction | None
    said: Text | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """One application. `differing` counts conclusions other than computed; `prior` says how earlier rounds ended."""

    pk: UUID
    number: str
    cluster: str
    place: str
    state: Text
    rank: int | None
    figures: tuple[Figure, ...]
    not_met: int
    concluded: int
    conditions: int
    concluded_not_met: int
    differing: int
    site_check: Text
    prior: tuple[Text, ...]
    honours: tuple[tuple[str, int], ...]

    @property
    def told(self) -> Text:
        """The titles its firms hold, in words."""
        return honours_in_words(self.honours)

    @property
    def honoured(self) -> int:
        """How many titles its firms hold."""
        return sum(n for _, n in self.honours)


@dataclass(frozen=True, slots=True)
class SideBySide:
    """The candidates of one prefecture in a round, their columns, and its quota."""

    prefecture: Authority
    columns: tuple[tuple[str, Text], ...]
    candidates: tuple[Candidate, ...]
    used: int
    ceiling: int

    @property
    def left(self) -> int:
        """Places left."""
        return self.ceiling - self.used

    @property
    def rows(self) -> list[tuple[Candidate, list[tuple[Figure, Text]]]]:
        """Each candidate with its figures and the names of their columns."""
        titles = [title for _, title in self.columns]
        return [(each, list(zip(each.figures, titles, strict=True))) for each in self.candidates]

    def ordered(self, by: str, backwards: bool) -> SideBySide:
        """The same in the order of a column; what has no value there comes last either way."""
        norms = [norm for norm, _ in self.columns]

        def key(each: Candidate) -> Any:
            if by in norms:
                return each.figures[norms.index(by)].number
            return {
                "cluster": each.cluster,
                "not_met": each.not_met,
                "concluded": each.concluded,
                "differing": each.differing,
                "prior": len(each.prior),
                "honours": each.honoured,
            }.get(by, each.rank)

        found = sorted((each for each in self.candidates if key(each) is not None), key=key, reverse=backwards)
        return replace(self, candidates=(*found, *(each for each in self.candidates if key(each) is None)))


def columns_of(measure: Measure) -> list[tuple[str, Text]]:
    """The computed conditions of the measure and of the call's demands, in the order of the articles."""
    return [(norm.id, norm.title) for norm in measure.norms if norm.computed]


def side_by_side(row: Round, prefecture: Authority, user: Any) -> SideBySide:
    """Every application of a prefecture that this account sees, by rank and number.

    Seven queries, eight where one was never checked on site, whatever the number of candidates.
    """
    found = list(
        Application.objects.filter(round=row.pk, prefecture=prefecture.pk, case__in=Case.objects.visible_to(user))
        .exclude(case__state="drafting")
        .select_related("case__authority", "cluster", "round__case", "built_facts", "forwarded")
        .defer("round__call")
        .order_by(F("rank").asc(nulls_last=True), "case__number")
    )
    keys = [each.pk for each in found]
    made: dict[UUID, list[Conclusion]] = defaultdict(list)
    for each in Conclusion.objects.filter(application__in=keys):
        made[each.application_id].append(each)
    findings, checks = conditions.computed(found), standings(SITE_CHECK, keys)
    earlier, titles = prior(found), honours(found)
    quota = Quota.objects.filter(round=row.pk, prefecture=prefecture.pk).values_list("used", "ceiling").first()
    columns = columns_of(measure_of(row))
    figures = marked([[figure(findings[a.pk].get(norm)) for norm, _ in columns] for a in found], findings, columns)
    candidates = tuple(
        candidate(
            a,
            made[a.pk],
            tuple(line),
            sum(f["verdict"] == "not_met" for f in findings[a.pk].values()),
            checks[a.pk].title,
            tuple(earlier.get(a.cluster_id, ())),
            tuple(titles.get(a.roster_id, ())),
        )
        for a, line in zip(found, figures, strict=True)
    )
    return SideBySide(prefecture, tuple(columns), candidates, *(quota or (0, 0)))


def figure(finding: Finding | None) -> Figure:
    """One figure of the table."""
    if finding is None:
        return Figure(value_of(None), "", "undetermined", None)
    value = deciding(finding)["value"]
    return Figure(value_of(finding), margin_of(finding), finding["verdict"], None if value is None else Fraction(value))


def marked(
    table: list[list[Figure]], findings: Mapping[UUID, Mapping[str, Finding]], columns: list[tuple[str, Text]]
) -> list[list[Figure]]:
    """The table with the ends of each column marked in words, where there is something to compare.

    Which end is the better one is the limit's word: above it for 不低于, below it for 不超过.
    """
    for at, (norm, _) in enumerate(columns):
        numbers = [line[at].number for line in table if line[at].number is not None]
        sign = next((deciding(each[norm])["op"] for each in findings.values() if norm in each), None)
        if len(set(numbers)) < 2 or sign is None:
            continue
        high, low = (BEST, WORST) if sign in (">", ">=") else (WORST, BEST)
        ends = {max(numbers): high, min(numbers): low}  # type: ignore[type-var]
        for line in table:
            line[at] = replace(line[at], said=ends.get(line[at].number))
    return table


def candidate(
    application: Application,
    made: list[Conclusion],
    figures: tuple[Figure, ...],
    not_met: int,
    check: Text,
    earlier: tuple[Text, ...],
    titles: tuple[tuple[str, int], ...],
) -> Candidate:
    """One line of the table; no query."""
    wanted = readiness.conditions_of(application)
    standing = readiness.standing(application, made)
    tally = Counter(standing[norm].verdict for norm in wanted if norm in standing)
    return Candidate(
        application.pk,
        application.case.number,
        application.cluster.name,
        application.case.authority.name,
        procedure("application").by_state[application.case.state].title,
        application.rank,
        figures,
        not_met,
        sum(tally.values()),
        len(wanted),
        tally["not_met"],
        sum(each.computed in readiness.DECIDED and each.verdict != each.computed for each in standing.values()),
        check,
        earlier,
        titles,
    )


def prior(applications: Iterable[Application]) -> dict[UUID, list[Text]]:
    """How earlier rounds ended for the clusters of these applications, the latest first; one query."""
    rows = list(applications)
    states = procedure("application").by_state
    found: dict[UUID, list[Text]] = defaultdict(list)
    earlier = (
        Application.objects.filter(cluster__in=[each.cluster_id for each in rows], submitted_at__isnull=False)
        .exclude(pk__in=[each.pk for each in rows])
        .order_by("-submitted_at")
    )
    for cluster, title, state in earlier.values_list("cluster", "round__case__title", "case__state"):
        found[cluster].append(Text(f"{title}：{states[state].title.zh}", f"{title}: {states[state].title.en}"))
    return found


def honours(applications: Iterable[Application]) -> dict[UUID | None, list[tuple[str, int]]]:
    """How many firms on each roster hold which title, the most frequent first; one query."""
    found: dict[UUID | None, list[tuple[str, int]]] = defaultdict(list)
    rows = (
        HonourRow.objects.filter(roster__in=[each.roster_id for each in applications if each.roster_id])
        .values_list("roster", "title")
        .annotate(n=Count("uscc", distinct=True))
        .order_by("-n", "title")
    )
    for roster, title, n in rows:
        found[roster].append((title, n))
    return found


def honours_in_words(held: Iterable[tuple[str, int]]) -> Text:
    """The titles with their numbers, the most frequent first."""
    return listing([Text(f"{title} {n}", f"{title} {n}") for title, n in held])
