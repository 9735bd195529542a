"""What interpretations mean for rounds that are under way: nothing changes, but it is said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.instruments import queries as instruments
from jiqun.instruments.queries.question_pages import Fixed, in_words
from jiqun.instruments.touched import Touched, TouchedCase
from jiqun.recognition.models import Application, PreCheck, Round
from jiqun.recognition.queries.filing.application import DRAFT_STATES

OVER = ("announced", "cancelled")
"""Rounds in these states read nothing any more."""


def later(row: Round) -> list[Fixed]:
    """Interpretations signed after a round's call that read a phrase otherwise than the round does. One query.

    The round goes on as it was called; its pages say so.
    """
    measure, known = row.case.measure, {each["number"] for each in row.interpretations}
    return [
        in_words(measure, each)
        for each in instruments.interpretations(measure)
        if each.number not in known and row.readings.get(each.reading, each.value) != each.value
    ]


def unheeded(row: Round, on: date) -> list[Fixed]:
    """Interpretations in effect on a day that a draft read otherwise than they do without knowing them. One query.

    A draft knows those it pinned when it was drafted or amended last. Raises `law.LawError`.
    """
    measure = row.case.measure
    return [
        in_words(measure, each)
        for key, each in instruments.readings(measure, on).items()
        if each.plain() not in row.interpretations and row.readings.get(key, each.value) != each.value
    ]


def touched(measure: str, reading: str, value: str, by: Any) -> Touched:
    """Applications in rounds under way that read a phrase otherwise (five queries): counted all, named as far as the
    account sees them, each with the conditions whose finding would come out differently."""
    rounds = [
        pk
        for pk, readings in Round.objects.filter(case__measure=measure)
        .exclude(case__state__in=OVER)
        .values_list("pk", "readings")
        if readings.get(reading, value) != value
    ]
    final = [state.name for state in procedure("application").states if state.final]
    there = Application.objects.filter(round__in=rounds).exclude(case__state__in=final)
    counted = dict(there.values_list("case__state").annotate(n=Count("pk")).order_by())
    drafts = sum(n for state, n in counted.items() if state in DRAFT_STATES)
    flips = flipping(there.values_list("pk", flat=True), reading, value)
    states = procedure("application").by_state
    seen = (
        there.filter(case__in=Case.objects.visible_to(by))
        .order_by("case__number")
        .values_list("pk", "case__title", "case__number", "case__state", "round__case__title")
    )
    cases = tuple(
        TouchedCase(
            title,
            number,
            reverse("recognition:application-findings", args=[pk]),
            states[state].title,
            round_,
            tuple(flips.get(pk, ())),
        )
        for pk, title, number, state, round_ in seen
    )
    return Touched(drafts, sum(counted.values()) - drafts, len(flips), cases)


def flipping(applications: Iterable[UUID], reading: str, value: str) -> dict[UUID, list[str]]:
    """The conditions whose kept finding says that it would change under another value of a reading, by application."""
    found: dict[UUID, list[str]] = defaultdict(list)
    rows = PreCheck.objects.filter(application__in=applications).values_list("application_id", "zh__findings")
    for pk, findings in rows:
        for finding in findings or ():
            if any(flip["reading"] == reading and flip["value"] == value for flip in finding["flips_under"]):
                found[pk].append(finding["id"])
    return dict(found)
