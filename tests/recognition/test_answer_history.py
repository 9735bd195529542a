"""The history of answers (Article 14(一): the applicant answers for what it states) never hides that it is cut."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.forms.history import MOST, answer_history
from jiqun.forms.models import AnswerChange
from jiqun.recognition.queries.filing.application import application_of, form_for
from tests.office import HUICHENG, officer
from tests.recognition.applicant import NOW, open_round, start

pytestmark = pytest.mark.django_db


def changed(case: Case, count: int, first: int = 1) -> None:
    """Saves of one field, an hour apart."""
    AnswerChange.objects.bulk_create(
        AnswerChange(
            case=case, field="extent", version=n, after=f"第 {n} 稿", by=officer(HUICHENG), at=NOW + timedelta(hours=n)
        )
        for n in range(first, first + count)
    )


@pytest.mark.parametrize(("count", "cut"), [(2, False), (3, False), (4, True)])
def test_history_says_whether_earlier_saves_are_left_out(count: int, cut: bool) -> None:
    case = start(open_round())
    changed(case, count)
    rows, left_out = answer_history(case, form_for(application_of(case)), "extent", most=3)
    assert ([each.version for each in rows], left_out) == (list(range(count, max(count - 3, 0), -1)), cut)


def test_pages_say_that_earlier_saves_are_not_listed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    case = start(open_round())
    client.force_login(officer(HUICHENG))
    pages = (
        reverse("recognition:draft-history", args=[case.pk]),
        reverse("recognition:answer-history", args=[case.pk, "extent"]),
    )
    said = ("只列出最近 1,000 次保存", "只列出本项最近 1,000 次保存")
    changed(case, MOST - AnswerChange.objects.filter(case=case).count())
    assert [words in client.get(page).content.decode() for page, words in zip(pages, said, strict=True)] == [False] * 2
    changed(case, MOST, first=MOST + 1)
    assert [words in client.get(page).content.decode() for page, words in zip(pages, said, strict=True)] == [True] * 2
