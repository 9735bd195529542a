"""Invitations (Article 14(三)): accepted or declined before the case is known; then the statements; then the case."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import Case, Participant
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.journal import chain
from jiqun.recognition.queries.experts import case_ties
from jiqun.review import statements
from jiqun.review.models import Sheet
from tests.office import PROVINCE, approver, at, officer
from tests.recognition.panel_round import REVIEW_ENDS, STATEMENTS, Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db
REASON = {"reason": "评审期间出差"}


@pytest.fixture
def stage() -> Stage:
    """Drawn on 6 May 2025, invitations to be answered by 12 May, nobody has answered."""
    made = make_round()
    made.commit()
    made.signed("draw_panel", {"answer_on": "2025-05-12"})
    return made


def signed_in(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


def page(sheet: Sheet, name: str = "recognition:sheet", of: Any = None) -> tuple[int, str]:
    answer = signed_in(sheet.expert.account).get(reverse(name, args=[of or sheet.pk]))
    return answer.status_code, answer.content.decode()


def test_invitation_names_industry_and_dates_and_nothing_else_of_the_case(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    status, body = page(sheet)
    hidden = (sheet.case.title, sheet.case.authority.name, sheet.case.number)
    assert status == 200
    assert "金属制品业" in body
    assert "2025-05-12" in body
    assert "2025-05-30" in body
    client = signed_in(sheet.expert.account)
    listed = client.get(reverse("review:mine")).content.decode()
    desk = client.get(reverse("casework:workbench")).content.decode()
    asked = client.get(reverse("casework:act", args=["sheet", sheet.pk, "accept"])).content.decode()
    assert [word for word in hidden for text in (body, listed, desk, asked) if word in text] == []
    assert "专家评审邀请：金属制品业" in desk
    assert "待答复的邀请" in listed


def test_accept_names_the_cluster_and_the_statements_open_the_case(stage: Stage) -> None:
    """A14.3: the case is not seen before the statements, whichever way it is tried."""
    sheet = stage.sheets()[0]
    assert page(sheet, "recognition:application", sheet.case_id)[0] == 404
    stage.on_sheet(sheet, "accept")
    sheet.refresh_from_db()
    assert (sheet.state, sheet.accepted_at, sheet.due_at) == ("assigned", stage.now, REVIEW_ENDS)
    status, body = page(sheet)
    assert (status, sheet.case.title in body, sheet.case.number in body) == (200, True, False)
    assert page(sheet, "recognition:application", sheet.case_id)[0] == 404
    with pytest.raises(Refusal, match="现处于“待声明”，不能办理“提交评审表”"):
        stage.on_sheet(sheet, "submit", full_sheet())
    stage.on_sheet(sheet, "declare", STATEMENTS)
    status, material = page(sheet, "recognition:application", sheet.case_id)
    elsewhere = (reverse("recognition:applications"), reverse("recognition:round", args=[sheet.panel_id]))
    assert (status, [url for url in elsewhere if f'href="{url}"' in material]) == (200, [])
    kept = Sheet.objects.get(pk=sheet.pk).statements
    assert [said.kind for said, _ in statements.stated(kept)] == ["conflict", "confidentiality"]


def test_statements_cannot_be_made_before_the_invitation_is_accepted(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    with pytest.raises(Refusal, match="现处于“待答复邀请”，不能办理“作回避和保密声明”"):
        stage.on_sheet(sheet, "declare", STATEMENTS)
    stage.on_sheet(sheet, "accept")
    with pytest.raises(Invalid) as wrong:
        stage.on_sheet(sheet, "declare", {"no_conflict": "on"})
    assert wrong.value.faults == {"confidential": ["须作保密承诺。"]}
    stage.on_sheet(sheet, "declare", STATEMENTS)


def test_accept_twice_is_refused(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "accept")
    with pytest.raises(Refusal, match="现处于“待声明”，不能办理“接受邀请”"):
        stage.on_sheet(sheet, "accept")


def test_accept_after_the_date_is_refused_to_the_second(stage: Stage) -> None:
    first, second = stage.sheets()[:2]
    stage.now = at("2025-05-12 17:30")
    stage.on_sheet(first, "accept")
    stage.now = at("2025-05-12 17:31")
    with pytest.raises(
        Refusal,
        match="答复期限（2025年5月12日（星期一）17:30前）已过，不能再接受邀请".replace("（", ".").replace("）", "."),
    ):
        stage.on_sheet(second, "accept")
    stage.on_sheet(second, "decline", REASON)


def test_accept_of_a_cluster_that_left_the_review_is_refused(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    Case.objects.filter(pk=sheet.case_id).update(state="withdrawn")
    with pytest.raises(Refusal, match="该集群已不在专家评审环节"):
        stage.on_sheet(sheet, "accept")


def test_decline_with_a_reason_leaves_a_place_for_a_substitute(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    with pytest.raises(Invalid, match="请填写"):
        stage.on_sheet(sheet, "decline")
    stage.on_sheet(sheet, "decline", REASON)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.conflict, sheet.known) == ("recused", False, False)
    assert sheet.case.title not in page(sheet)[1]
    stage.act("substitute", officer(PROVINCE), {"sheet": str(sheet.pk), "answer_on": "2025-05-20"})
    [new] = [s for s in stage.sheets(case=sheet.case_id) if s.due_at == at("2025-05-20 17:30")]
    assert (new.state, new.score_by) == ("invited", REVIEW_ENDS)


@pytest.mark.parametrize("day", ["2025-05-05", "2025-06-05"])
def test_date_to_answer_by_lies_between_now_and_the_date_the_scores_are_due(day: str) -> None:
    stage = make_round()
    stage.commit()
    stage.act("draw_panel", officer(PROVINCE), {"answer_on": day})
    with pytest.raises(Refusal, match="邀请答复期限应在今天之后、评审完成时间之前"):
        stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    assert not Sheet.objects.exists()


def test_unanswered_invitations_can_be_taken_back(stage: Stage) -> None:
    stage.on_sheet(stage.sheets()[0], "accept")
    stage.now = at("2025-05-13 09:00")
    done = stage.signed("relieve")
    assert done.record.note["zh"] == "8 份评审表逾期，另行补抽"
    assert {s.reason for s in stage.sheets(state="recused")} == {
        "逾期未答复邀请 · the invitation was not answered in time"
    }
    assert [s.state for s in stage.sheets()].count("assigned") == 1


def test_conflict_found_while_scoring_voids_the_sheet_and_bars_from_the_cluster_for_good(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "accept")
    stage.score(sheet)
    stage.on_sheet(sheet, "recuse", {"reason": "近亲属在集群内企业任职", "interest": "on"})
    sheet.refresh_from_db()
    assert (sheet.state, sheet.conflict) == ("recused", True)
    assert not Participant.objects.filter(account=sheet.expert_id, until__isnull=True).exists()
    assert page(sheet, "recognition:application", sheet.case_id)[0] == 404
    assert case_ties(stage.round.pk)[sheet.case_id].recused == {sheet.expert.code}


def test_recuse_after_the_scores_were_opened_is_refused() -> None:
    stage = make_round(applications=1, experts=3).drawn().all_scored()
    sheet = stage.sheets()[0]
    stage.signed("open_scores")
    with pytest.raises(Refusal, match="评分已经开启，不能再回避"):
        stage.on_sheet(sheet, "recuse", {"reason": "迟到的发现", "interest": "on"})


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_officers_fill_one_place_at_once_and_one_expert_comes() -> None:
    """Races: one wins, the other is told; nobody is seated twice."""
    stage = make_round(applications=1, experts=6)
    stage.commit()
    stage.signed("draw_panel")
    gone = stage.sheets()[0]
    stage.on_sheet(gone, "decline", REASON)
    version = Case.objects.get(pk=stage.round.pk).version
    by, together = officer(PROVINCE), Barrier(2)

    def fill(n: int) -> str:
        try:
            together.wait()
            perform(
                "round",
                stage.round.pk,
                "substitute",
                by=by,
                version=version,
                payload={"sheet": str(gone.pk)},
                key=f"fill-{n}",
                now=stage.now,
                chance=Random(n),
            )
        except Refusal as said:
            return str(said)
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(fill, range(2)))
    assert answers.count("done") == 1
    assert Sheet.objects.filter(panel=stage.round.pk).count() == 4
    assert Sheet.objects.filter(state="invited").count() == 3
    assert len(stage.panel.draw["substitutions"]) == 1
    assert chain.verify().whole
