"""The goals a recognition is held to in its present term (Article 15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from jiqun.register.models import Goal, Recognition, RecognitionChange


def current(recognition: Recognition) -> list[Goal]:
    """Those frozen with the last renewal that brought any, else those of the recognition itself; one query until it
    was renewed, then two."""
    return current_of([recognition]).get(recognition.pk, [])


def current_of(recognitions: Iterable[Recognition]) -> dict[UUID, list[Goal]]:
    """The same of many by recognition, none left out that has any; two queries at most, whatever their number."""
    frozen: dict[UUID, list[Goal]] = defaultdict(list)
    wanted = [recognition.pk for recognition in recognitions]
    for goal in Goal.objects.filter(recognition__in=wanted).order_by("number", "pk"):
        assert goal.recognition_id is not None
        frozen[goal.recognition_id].append(goal)
    several = [pk for pk, rows in frozen.items() if len({goal.case_id for goal in rows}) > 1]
    renewals: dict[UUID, list[UUID | None]] = defaultdict(list)
    if several:
        renewed = RecognitionChange.objects.filter(
            recognition__in=several, kind=RecognitionChange.Kind.RENEWED, case_id__isnull=False
        )
        for pk, case in renewed.order_by("-effective_on").values_list("recognition_id", "case_id"):
            renewals[pk].append(case)
    return {pk: _latest(rows, renewals[pk]) for pk, rows in frozen.items()}


def _latest(rows: list[Goal], renewals: list[UUID | None]) -> list[Goal]:
    """Those of the first of these renewals, the latest first, that brought any, else those no renewal brought."""
    for case in renewals:
        if found := [goal for goal in rows if goal.case_id == case]:
            return found
    return [goal for goal in rows if goal.case_id not in renewals]
