"""What was done in a round before its list was drawn up, from the records of its acts (Article 14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Min, Q

from jiqun.authorities.hours import day_of
from jiqun.casework.models import ActRecord, Case
from jiqun.recognition.models import Application
from jiqun.review.models import Panel

SITE_VISIT = "site_visit"
BEFORE = (("县级申报", "submitted"), ("市级初审和推荐", "recommended"), ("资格初审", "review"))
"""A list is drawn up only from what went through these states; the records say when."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step and the days it was done on; without a record of it, when is not said."""

    title: str
    first: date | None = None
    last: date | None = None

    def __str__(self) -> str:
        if self.first is None or self.last is None:
            return self.title
        begun = f"{self.first.month}月{self.first.day}日"
        if self.first == self.last:
            return f"{self.title}（{begun}）"
        same = self.first.month == self.last.month
        return f"{self.title}（{begun}至{'' if same else f'{self.last.month}月'}{self.last.day}日）"


def steps_done(case: Case) -> list[StepDone]:
    """The steps of a round as they really happened, in their order; three queries."""
    ids = [str(pk) for pk in Application.objects.filter(round=case.pk).values_list("pk", flat=True)]
    reached = {
        to: (first, last)
        for to, first, last in ActRecord.objects.filter(
            ~Q(from_state="correcting"), subject_id__in=ids, to_state__in=[state for _, state in BEFORE]
        )
        .exclude(act__startswith="propose.")
        .values_list("to_state")
        .annotate(first=Min("at"), last=Max("at"))
    }
    return [*_before(reached), *_reviewed(case), *_visited(case)]


def _before(reached: dict[str, tuple[object, object]]) -> Iterator[StepDone]:
    for title, state in BEFORE:
        first, last = reached.get(state, (None, None))
        yield StepDone(title, _day(first), _day(last))


def _reviewed(case: Case) -> Iterator[StepDone]:
    opened = Panel.objects.filter(pk=case.pk).values_list("opened_at", flat=True).first()
    if opened is not None:
        yield StepDone("专家评审")


def _visited(case: Case) -> Iterator[StepDone]:
    clusters = Application.objects.filter(round=case.pk).values("cluster")
    held = Case.objects.filter(
        procedure_name=SITE_VISIT, state="concluded", cluster__in=clusters, opened_at__gte=case.opened_at
    )
    if held.exists():
        yield StepDone("现场考察")


def _day(at: object) -> date | None:
    return day_of(at) if isinstance(at, datetime) else None
