"""Article 14(二): a prefecture's decision against an applicant is not sent before its remedy was chosen by another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.documents.official import Para, from_plain
from jiqun.outgoing.models import Paper
from jiqun.outgoing.remedies import BLANK
from jiqun.recognition.papers.letters.about import REMEDIES
from tests.office import HUIZHOU, account, approver, at, officer
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db
NOW = at("2025-04-15 10:00")
SECRECY = {"secrecy": "可以发出"}
SHEET = {"openness": "依申请公开", "openness_reason": ""}


@pytest.fixture
def paper(office: Office, case: Case) -> Paper:
    """The refusal as it is drafted with the signed decision."""
    office.act(case, "decline", officer(HUIZHOU), {"reason": "不在范围"})
    office.sign(case, HUIZHOU)
    return Paper.objects.get(kind_slug="refusal")


def do(paper: Paper, act: str, by: Any, **payload: str) -> None:
    paper.refresh_from_db()
    perform("paper", paper.pk, act, by=by, version=paper.version, payload=payload, key=f"{act}{paper.version}", now=NOW)


def said(paper: Paper) -> list[str]:
    paper.refresh_from_db()
    return [block.text for block in from_plain(paper.content).body if isinstance(block, Para)]


def test_refusal_goes_no_further_without_a_remedy(paper: Paper) -> None:
    assert said(paper)[-1] == BLANK
    for act, by, payload in (("review_secrecy", approver(HUIZHOU), SECRECY), ("issue", officer(HUIZHOU), SHEET)):
        with pytest.raises(Refusal, match="选定救济途径"):
            do(paper, act, by, **payload)


def test_drafter_does_not_choose_the_remedy(paper: Paper) -> None:
    with pytest.raises(Refusal, match="拟稿人以外"):
        do(paper, "choose_remedy", officer(HUIZHOU), appeal="complaint")


@pytest.mark.parametrize("remedy", REMEDIES, ids=lambda each: each.slug)
def test_legal_officer_writes_the_remedy_into_the_text(paper: Paper, remedy: Any) -> None:
    legal = account("officer", HUIZHOU, name="officer-legal")
    do(paper, "choose_remedy", legal, appeal=remedy.slug)
    assert (said(paper)[-1], BLANK in said(paper)) == (remedy.says, False)
    do(paper, "redraft", officer(HUIZHOU))
    assert said(paper)[-1] == remedy.says


def test_approver_chooses_where_there_is_no_legal_officer_and_still_reviews(paper: Paper) -> None:
    do(paper, "choose_remedy_as_approver", approver(HUIZHOU), appeal="complaint")
    do(paper, "choose_remedy_as_approver", approver(HUIZHOU), appeal="review_or_suit")
    assert said(paper)[-1] == REMEDIES[1].says
    assert [text for text in said(paper) if text == REMEDIES[0].says] == []
    do(paper, "review_secrecy", approver(HUIZHOU), **SECRECY)
    do(paper, "issue", officer(HUIZHOU), **SHEET)
    paper.refresh_from_db()
    assert paper.pending is True


def test_remedy_must_be_one_of_the_texts(paper: Paper) -> None:
    with pytest.raises(Invalid):
        do(paper, "choose_remedy_as_approver", approver(HUIZHOU), appeal="none")


def test_other_papers_have_no_remedy_to_choose(office: Office, case: Case, client: Client) -> None:
    office.act(case, "accept", officer(HUIZHOU), {})
    letter = Paper.objects.get(kind_slug="acceptance")
    with pytest.raises(Invalid):
        do(letter, "choose_remedy_as_approver", approver(HUIZHOU), appeal="complaint")
    client.force_login(approver(HUIZHOU))
    assert "选定救济途径" not in client.get(f"/papers/{letter.pk}/").content.decode()
