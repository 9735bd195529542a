"""What pages show of rounds: plain values, a fixed number of queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from jiqun import law
from jiqun.authorities.hours import deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.casework.todo import days_left
from jiqun.instruments.queries.question_pages import Fixed, in_words
from jiqun.law.basis import Basis
from jiqun.law.interpretations import Interpretation
from jiqun.law.measure import Measure
from jiqun.recognition.models import Application, Quota, Round
from jiqun.recognition.queries.filing.precheck import legal_date, measure_of

DATE_TITLES = {
    "county_deadline": Text("县级申报截止", "Counties apply by"),
    "prefecture_deadline": Text("市级推荐截止", "Prefectures recommend by"),
    "review_deadline": Text("评审完成", "Review finished by"),
}
STAGES = (
    (Text("填报中", "Filling in"), ("drafting", "correcting")),
    (Text("待受理", "To be accepted"), ("submitted",)),
    (Text("市级初审", "Prefecture review"), ("preliminary",)),
    (Text("已推荐", "Recommended"), ("recommended", "review", "listed", "reserve", "recognised", "not_selected")),
    (
        Text("已退出", "Closed before"),
        ("withdrawn", "declined", "not_recommended", "unqualified", "removed"),
    ),
)
SCOPE_TITLES = {
    "prefecture": Text("同一地级以上市范围内", "within one prefecture"),
    "province": Text("全省范围内", "in the whole province"),
}


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round of the list."""

    pk: UUID
    number: str
    title: str
    state: Text
    document: str
    county_deadline: datetime
    prefecture_deadline: datetime
    applications: int
    recommended: int


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date of a round; `days` are the working days left, negative when past, `None` without a calendar."""

    title: Text
    at: datetime
    days: int | None

    @property
    def phrase(self) -> Text:
        """As the call says it: 2025年4月18日（星期五）17:30前."""
        return deadline_phrase(self.at)


@dataclass(frozen=True, slots=True)
class PrefectureLine:
    """A prefecture in a round: its applications by stage, counts only, and its quota."""

    code: str
    name: str
    stages: tuple[int, ...]
    used: int
    ceiling: int

    @property
    def left(self) -> int:
        """Places left."""
        return self.ceiling - self.used


@dataclass(frozen=True, slots=True)
class FixedReading:
    """A reading the round fixes. `source` is the interpretation that had fixed it; `departs`: the round reads it
    otherwise."""

    phrase: Text
    value: Text
    default: bool
    source: Fixed | None
    departs: bool


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """Everything a round pins, as its page shows it."""

    row: Round
    deadlines: tuple[Deadline, ...]
    niche: Text
    measure: Measure
    bases: tuple[Basis, ...]
    readings: tuple[FixedReading, ...]
    prefectures: tuple[PrefectureLine, ...]
    states: tuple[tuple[Text, int], ...]

    @property
    def totals(self) -> tuple[int, ...]:
        """The stages summed over the prefectures."""
        return tuple(sum(column) for column in zip(*(line.stages for line in self.prefectures), strict=True))

    @property
    def used(self) -> int:
        """Places taken in the province."""
        return sum(line.used for line in self.prefectures)

    @property
    def ceiling(self) -> int:
        """Places in the province."""
        return sum(line.ceiling for line in self.prefectures)


def rounds(user: Any) -> list[RoundLine]:
    """The rounds this account sees, the newest first."""
    past = STAGES[3][1]
    cases = (
        Case.objects.visible_to(user)
        .filter(procedure_name="round")
        .annotate(
            handed_in=Count("round__applications", filter=~Q(round__applications__case__state="drafting")),
            put_forward=Count("round__applications", filter=Q(round__applications__case__state__in=past)),
        )
        .order_by("-opened_at")
        .values_list(
            "pk",
            "number",
            "title",
            "state",
            "round__document",
            "round__county_deadline",
            "round__prefecture_deadline",
            "handed_in",
            "put_forward",
        )
    )
    states = procedure("round").by_state
    return [
        RoundLine(pk, number, name, states[state].title, document, county, prefecture, handed_in, put_forward)
        for pk, number, name, state, document, county, prefecture, handed_in, put_forward in cases
    ]


def facts(case: Case, now: datetime) -> RoundFacts:
    """What a round pins and how far its applications are (three queries)."""
    row = Round.objects.select_related("form", "rubric", "case__authority").get(pk=case.pk)
    counted = list(
        Application.objects.filter(round=row)
        .values_list("prefecture_id", "case__state")
        .annotate(n=Count("pk"))
        .order_by()
    )
    return RoundFacts(
        row,
        deadlines(row, now),
        niche_rule(row),
        measure_of(row),
        rests_on(row),
        fixed_readings(row),
        prefecture_lines(row, counted),
        by_state(counted),
    )


def deadlines(row: Round, now: datetime) -> tuple[Deadline, ...]:
    """The dates of a round with the working days left."""
    moments = ((title, getattr(row, name)) for name, title in DATE_TITLES.items())
    return tuple(Deadline(title, at, days_left(at, now)) for title, at in moments if at is not None)


def niche_rule(row: Round) -> Text:
    """The sub-sector rule in words."""
    if not row.niche_digits:
        return Text("不限制同一细分领域的推荐数量", "no limit to clusters of one sub-sector")
    scope = SCOPE_TITLES[row.niche_scope]
    return Text(
        f"{scope.zh}，主导产业代码前 {row.niche_digits} 位相同的，原则上推荐 1 个；另行推荐的须说明理由",
        f"{scope.en}, one cluster of the same first {row.niche_digits} digits of the lead code; "
        "another one needs a reason",
    )


def rests_on(row: Round) -> tuple[Basis, ...]:
    """The registered bases that the round's day rests on, and those that change one norm on it."""
    on, measure = legal_date(row), measure_of(row)
    return tuple(basis for basis in measure.bases if basis.covers(on))


def fixed_readings(row: Round) -> tuple[FixedReading, ...]:
    """The readings in words, with the interpretations they follow or do not."""
    measure = row.case.measure
    known = law.load(measure).readings
    before = {each.reading: each for each in map(Interpretation.from_plain, row.interpretations)}
    return tuple(
        FixedReading(
            known[key].phrase,
            known[key].values[value],
            known[key].default == value,
            in_words(measure, before[key]) if key in before else None,
            key in before and before[key].value != value,
        )
        for key, value in row.readings.items()
    )


def prefecture_lines(row: Round, counted: Iterable[tuple[str, str, int]]) -> tuple[PrefectureLine, ...]:
    """Quotas and stages by prefecture."""
    tally: Counter[tuple[str, int]] = Counter()
    for code, state, n in counted:
        for position, (_, states) in enumerate(STAGES):
            if state in states:
                tally[code, position] += n
    quotas = (
        Quota.objects.filter(round=row)
        .order_by("prefecture__code")
        .values_list("prefecture_id", "prefecture__name", "used", "ceiling")
    )
    return tuple(
        PrefectureLine(code, name, tuple(tally[code, n] for n in range(len(STAGES))), used, ceiling)
        for code, name, used, ceiling in quotas
    )


def by_state(counted: Iterable[tuple[str, str, int]]) -> tuple[tuple[Text, int], ...]:
    """How many applications stand in each state, in the order of the procedure; empty states left out."""
    tally: Counter[str] = Counter()
    for _, state, n in counted:
        tally[state] += n
    return tuple((state.title, tally[state.name]) for state in procedure("application").states if tally[state.name])
