"""The same request sent twice, with the files it carries (trust: Races): one answer, not a refusal."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from jiqun.notices.models import Objection
from tests.office import at
from tests.recognition.listed_round import PDF, notice_of, objection_payload, published, ranked_round
from tests.recognition.panel_round import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    """On notice since 18 June; it is the 20th."""
    found = published(ranked_round())
    found.now = at("2025-06-20 10:00")
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def hand_in(stage: Stage, data: bytes) -> HttpResponse:
    sent = objection_payload(stage, stage.cases[0]) | {"key": "one-request"}
    file = SimpleUploadedFile("证据.pdf", data, "application/pdf")
    url = reverse("notices:object", args=[notice_of(stage).pk])
    return Client().post(url, sent | {"evidence": file})  # type: ignore[return-value]


def test_an_objection_with_a_file_sent_twice_is_one(stage: Stage) -> None:
    first, again = hand_in(stage, PDF), hand_in(stage, PDF)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.headers["Location"] == again.headers["Location"]
    assert Objection.objects.count() == 1


def test_an_objection_with_another_file_under_its_key_is_refused(stage: Stage) -> None:
    hand_in(stage, PDF)
    other = hand_in(stage, PDF + b"other")
    assert other.status_code == 409
    assert "已用于另一次提交" in other.content.decode()
    assert [len(each.files) for each in Objection.objects.all()] == [1]
