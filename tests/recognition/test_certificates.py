"""Certificates: off by default, drawn up once, verified by anybody (Article 15); how far the letters are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.documents.official.pdf import filled
from jiqun.outgoing.models import Paper, PaperBatch
from jiqun.outgoing.printing import shown
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries.outcome import Outcome, outcome
from jiqun.register.models import Recognition
from tests.office import PROVINCE, at, officer
from tests.recognition.listed_round import ANNOUNCEMENT, published, ranked_round
from tests.recognition.panel_round import Stage
from tests.recognition.test_letters import chosen, legal

SITE = {"site": "https://jq.example.gov.cn/"}


@pytest.fixture
def stage(db: None) -> Stage:
    """Announced, three recognised, with certificates."""
    found = published(ranked_round())
    Round.objects.filter(pk=found.round.pk).update(certificates=True)
    found.now = at("2025-07-01 09:00")
    found.signed("announce", ANNOUNCEMENT)
    return found


def certificates() -> list[Paper]:
    return list(Paper.objects.filter(kind_slug="certificate").order_by("place"))


def test_certificates_are_drafted_in_one_batch_with_proposed_numbers(stage: Stage) -> None:
    stage.act("draft_certificates", officer(PROVINCE), SITE)
    assert [paper.number for paper in certificates()] == ["2025-001", "2025-002", "2025-003"]
    assert PaperBatch.objects.get().title.endswith("认定证书（3 份）")
    said = "".join(block["text"] for block in certificates()[0].content["body"])
    assert "2025年7月10日至2028年7月9日" in said


def test_certificate_leads_to_the_page_that_verifies_it_and_draws_no_seal(stage: Stage) -> None:
    stage.act("draft_certificates", officer(PROVINCE), SITE)
    paper = certificates()[0]
    recognition = Recognition.objects.get(case_id=paper.case_id)
    address = f"https://jq.example.gov.cn/verify/recognition/{recognition.pk}/"
    assert paper.content["extra"] == {"verify": address}
    told = filled(shown(paper), stage.now, None)
    assert (told["qr"].startswith("<svg"), told["mark"]) == (True, None)


def test_certificates_are_refused_where_the_round_has_none(stage: Stage) -> None:
    Round.objects.filter(pk=stage.round.pk).update(certificates=False)
    with pytest.raises(Refusal, match="未设定制发证书"):
        stage.act("draft_certificates", officer(PROVINCE), SITE)


def test_certificates_are_not_drafted_twice(stage: Stage) -> None:
    stage.act("draft_certificates", officer(PROVINCE), SITE)
    with pytest.raises(Refusal, match="证书都已拟稿"):
        stage.act("draft_certificates", officer(PROVINCE), SITE)
    assert len(certificates()) == 3


def test_certificate_dropped_is_drafted_anew_with_the_next_number(stage: Stage) -> None:
    stage.act("draft_certificates", officer(PROVINCE), SITE)
    Paper.objects.filter(pk=certificates()[0].pk).update(state="dropped")
    stage.act("draft_certificates", officer(PROVINCE), SITE)
    assert sorted(paper.number for paper in certificates() if paper.state == "drafted")[-1] == "2025-004"


def test_certificates_of_a_second_round_go_on_with_the_numbers_of_the_year(stage: Stage) -> None:
    """Article 12: a year may have a supplementary round; no number is proposed twice."""
    stage.act("draft_certificates", officer(PROVINCE), SITE)
    first, second, _ = certificates()
    other, row = Case.objects.get(pk=stage.round.pk), Round.objects.get(pk=stage.round.pk)
    other.pk, other.number = uuid7(stage.now, stage.chance), "2025-R2"
    other.save(force_insert=True)
    row.pk = other.pk
    row.save(force_insert=True)
    Application.objects.filter(pk=first.case_id).update(round=row)
    Paper.objects.filter(pk=second.pk).update(state="dropped")
    stage.act("draft_certificates", officer(PROVINCE), SITE)
    assert sorted(paper.number for paper in certificates()) == ["2025-001", "2025-002", "2025-003", "2025-004"]


def test_certificates_before_the_announcement_are_refused(db: None) -> None:
    found = published(ranked_round())
    Round.objects.filter(pk=found.round.pk).update(certificates=True)
    with pytest.raises(Refusal, match="不能办理"):
        found.act("draft_certificates", officer(PROVINCE), SITE)


def test_certificates_need_the_public_address(stage: Stage) -> None:
    with pytest.raises(Invalid) as said:
        stage.act("draft_certificates", officer(PROVINCE), {"site": "某某网"})
    assert said.value.faults == {"site": ["网址应写作 https://jq.example.gov.cn。"]}


@pytest.mark.parametrize(
    ("on", "said"), [("2025-07-09", "尚未生效"), ("2025-07-10", "有效"), ("2028-07-10", "有效期满，待复核")]
)
def test_anybody_reads_whether_a_recognition_stands_on_a_day(stage: Stage, on: str, said: str) -> None:
    """A15: both days of the term count."""
    recognition = Recognition.objects.get(case_id=stage.cases[0].pk)
    page = Client().get(reverse("portal:recognition", args=[recognition.pk]), {"on": on})
    assert f"{on}：{said}</h2>" in page.content.decode()


def test_unknown_recognition_is_not_found(stage: Stage) -> None:
    assert Client().get(reverse("portal:recognition", args=[stage.round.pk])).status_code == 404


# ── how far the letters are ──────────────────────────────────────────────────────────────────────────────


def test_list_page_says_how_far_the_letters_are(stage: Stage, django_assert_num_queries: Callable[..., Any]) -> None:
    chosen(stage, legal())
    stage.act("draft_letters", officer(PROVINCE))
    Paper.objects.filter(case=stage.cases[0].pk, kind_slug="recognised").update(state="delivered")
    Paper.objects.filter(case=stage.cases[4].pk, kind_slug="not_recognised").update(state="received")
    stage.round.refresh_from_db()
    by = officer(PROVINCE)
    with django_assert_num_queries(8):
        found = outcome(stage.round, by)
    [announcement], [batch] = Paper.objects.filter(kind_slug="announcement"), PaperBatch.objects.all()
    assert found == Outcome(2, 2, 0, 5, 2, 1, 0, (announcement,), (batch,), ())
    desk = Client()
    desk.force_login(by)
    page = desk.get(reverse("recognition:list", args=[stage.round.pk])).content.decode()
    assert ("已送达 2 / 5 份，其中已签收 1 份" in page, "未认定 2 个，已选定 2 个" in page) == (True, True)


def test_announce_and_letters_cost_a_bounded_number_of_queries(
    stage: Stage, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    """Some for the act, at most eight a letter: paper, wording, its number, step of the batch."""
    chosen(stage, legal())
    by = officer(PROVINCE)
    with django_assert_max_num_queries(40 + 8 * 5):
        stage.act("draft_letters", by)
