"""An expert's way with a sheet (Article 14(三)): statements, scores with reasons, sealing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from jiqun.casework.models import Case, Participant
from jiqun.casework.perform import perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.journal.canonical import canonical, digests
from jiqun.review import drafts
from jiqun.review.models import Sheet
from jiqun.review.rubrics.revisions import shipped
from tests.office import PROVINCE, approver, officer
from tests.recognition.panel_round import STATEMENTS, Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return make_round().drawn()


def test_declare_opens_the_case_to_the_expert(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    assert not Case.objects.visible_to(sheet.expert.account).exists()
    stage.on_sheet(sheet, "declare", STATEMENTS)
    assert list(Case.objects.visible_to(sheet.expert.account)) == [sheet.case]
    assert Sheet.objects.get(pk=sheet.pk).state == "declared"


def test_declare_without_both_statements_is_refused(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    with pytest.raises(Invalid) as wrong:
        stage.on_sheet(sheet, "declare", {})
    assert sorted(wrong.value.faults) == ["confidential", "no_conflict"]
    assert not Participant.objects.exists()


def test_recuse_closes_the_case_to_the_expert_and_drops_the_draft(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    with pytest.raises(Invalid) as wrong:
        stage.on_sheet(sheet, "recuse", {"reason": " "})
    assert "reason" in wrong.value.faults
    stage.on_sheet(sheet, "declare", STATEMENTS)
    Sheet.objects.filter(pk=sheet.pk).update(draft={"score_13-2-1": {"value": "5", "version": 1}})
    stage.on_sheet(sheet, "recuse", {"reason": "发现与成员企业有合作"})
    found = Sheet.objects.get(pk=sheet.pk)
    assert (found.state, found.reason, found.draft) == ("recused", "发现与成员企业有合作", {})
    assert not Case.objects.visible_to(sheet.expert.account).exists()


def test_submit_seals_total_and_digest(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    stage.score(sheet, **{"score_13-2-1": "4.5", "score_13-9-3": "０"})
    found = Sheet.objects.select_related("panel__rubric", "case", "expert").get(pk=sheet.pk)
    assert found.state == "submitted"
    assert found.total == 10000 - 150 - 300
    assert found.scores["13-2-1"] == {"score": 450, "reason": "佐证充分"}
    assert found.submitted_at == stage.now
    body = {
        "case": found.case.number,
        "expert": found.expert.code,
        "rubric_sha256": found.panel.rubric.sha256,
        "scores": found.scores,
        "comment": found.comment,
        "total": found.total,
    }
    assert found.sha256 == digests(canonical(body)).sha256


def test_submit_before_the_statements_is_refused(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    with pytest.raises(Refusal, match="现处于“待声明”，不能办理“提交评审表”"):
        stage.on_sheet(sheet, "submit", full_sheet())
    stage.on_sheet(sheet, "declare", STATEMENTS)
    stage.on_sheet(sheet, "submit", full_sheet())


@pytest.mark.parametrize("typed", ["6.5", "-1", "5.25", "4.7", "abc", "1e1", "NaN", "0x1", "６．５", "4,5", "006.0001"])
def test_submit_with_a_score_outside_the_scale_is_refused(stage: Stage, typed: str) -> None:
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    with pytest.raises(Invalid) as wrong:
        stage.on_sheet(sheet, "submit", full_sheet(**{"score_13-2-1": typed}))
    assert list(wrong.value.faults) == ["score_13-2-1"]
    assert wrong.value.faults["score_13-2-1"][0].startswith("“产值规模与增速”应在 0 至 6 分之间，以 0.5 分为一档")
    stage.on_sheet(sheet, "submit", full_sheet(**{"score_13-2-1": "5.50"}))


def test_submit_names_every_gap_at_once(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    with pytest.raises(Invalid) as wrong:
        stage.on_sheet(sheet, "submit", {"score_13-2-1": "6"})
    asked = [item for item in shipped().items if item.reason == "always"]
    assert len(wrong.value.faults) == 24 + len(asked) + 1 + 1
    assert wrong.value.faults["reason_13-2-1"] == ["“产值规模与增速”评了满分或零分，请写明理由。"]
    assert wrong.value.faults["reason_13-2-3"] == ["“细分领域全省地位”未写理由。"]
    assert wrong.value.faults["score_13-2-2"] == ["“中小企业与主导产业集中度”未评分。"]


def test_submit_twice_and_with_an_old_version_is_refused(stage: Stage) -> None:
    """Bad input: an act twice, with an old version; the same key gets the same answer."""
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    with pytest.raises(Conflict, match="已于"):
        stage.on_sheet(sheet, "submit", full_sheet(), version=1)
    first = stage.on_sheet(sheet, "submit", full_sheet(), key="once")
    again = stage.on_sheet(sheet, "submit", full_sheet(), key="once")
    assert again.repeated
    assert again.record == first.record
    with pytest.raises(Refusal, match="防重复编号已用于另一次提交"):
        stage.on_sheet(sheet, "submit", full_sheet(**{"score_13-2-1": "5"}), key="once")
    with pytest.raises(Refusal, match="现处于“已提交”"):
        stage.on_sheet(sheet, "submit", full_sheet(**{"score_13-2-1": "5"}))
    assert Sheet.objects.get(pk=sheet.pk).total == 10000


def test_sheet_handed_in_twice_says_so_and_gives_back_what_was_typed(stage: Stage, client: Client) -> None:
    """Bad input: from a second window, after the seal; a sentence, and the words are not lost."""
    sheet = stage.sheets()[0]
    stage.score(sheet)
    client.force_login(sheet.expert.account)
    typed = {**full_sheet(comment="另一个窗口的意见"), "version": sheet.version, "key": "late"}
    page = client.post(f"/sheets/{sheet.pk}/", typed)
    assert page.status_code == 409
    said = page.content.decode()
    assert "现处于“已提交”" in said
    assert "另一个窗口的意见" in said
    assert "未提交的内容" not in client.get(f"/sheets/{sheet.pk}/").content.decode()
    assert Sheet.objects.get(pk=sheet.pk).comment != "另一个窗口的意见"


def test_sheet_of_a_withdrawn_cluster_asks_for_nothing_more(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    Case.objects.filter(pk=sheet.case_id).update(state="withdrawn")
    with pytest.raises(Refusal, match="已不在专家评审环节"):
        stage.on_sheet(sheet, "submit", full_sheet())


def test_sheet_of_a_withdrawn_cluster_is_no_task_and_said_to_be_over(stage: Stage, client: Client) -> None:
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    own = Sheet.objects.visible_to(sheet.expert.account)
    before = len(own.for_tasks())
    Case.objects.filter(pk=sheet.case_id).update(state="withdrawn")
    assert len(own.for_tasks()) == before - 1
    client.force_login(sheet.expert.account)
    assert "该集群已退出评审" in client.get("/reviews/").content.decode()


def test_withdrawing_closes_the_application_to_its_experts(stage: Stage, client: Client) -> None:
    """Visibility: what an application under review becomes is not its experts' to see; their sheets stay readable."""
    sheet, other = stage.sheets(case=stage.cases[0].pk)[:2]
    stage.score(sheet)
    stage.on_sheet(other, "declare", STATEMENTS)
    elsewhere = stage.sheets(case=stage.cases[1].pk)[0]
    stage.on_sheet(elsewhere, "declare", STATEMENTS)
    withdraw(stage, sheet.case)
    assert set(Participant.objects.filter(case=sheet.case_id).values_list("until", flat=True)) == {stage.now}
    assert Participant.objects.get(case=elsewhere.case_id).until is None
    client.force_login(sheet.expert.account)
    assert "佐证充分" in client.get(f"/sheets/{sheet.pk}/").content.decode()
    client.force_login(other.expert.account)
    page = client.get(f"/sheets/{other.pk}/")
    assert page.status_code == 200
    assert "beside" not in page.context
    assert "您已不承担本集群的评审" in page.content.decode()
    saved = client.post(f"/reviews/{other.pk}/save/", {"comment": "草稿", "account": other.expert.account.pk})
    assert saved.status_code == 409
    assert Sheet.objects.get(pk=other.pk).draft == {}


def test_declare_while_the_cluster_is_withdrawn_gives_no_sight_of_it(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Races: the withdrawal is seen even when it came after the guard had looked."""
    sheet = stage.sheets()[0]
    table = procedure("sheet").by_act["declare"]
    monkeypatch.setitem(procedure("sheet").by_act, "declare", replace(table, guards=()))
    Case.objects.filter(pk=sheet.case_id).update(state="withdrawn")
    with pytest.raises(Refusal, match="已不在专家评审环节"):
        stage.on_sheet(sheet, "declare", STATEMENTS)
    assert not Participant.objects.exists()


def withdraw(stage: Stage, case: Case) -> None:
    """The county withdraws and signs."""
    for name, by in (("withdraw", officer(case.authority_id)), ("sign", approver(case.authority_id))):
        perform(
            "application",
            case.pk,
            name,
            by=by,
            version=Case.objects.get(pk=case.pk).version,
            payload={"reason": "数据需重新核实"} if name == "withdraw" else {},
            key=stage.key(),
            now=stage.now,
            chance=stage.chance,
        )


def test_draft_keeps_no_nul_character(stage: Stage) -> None:
    """Bad input: PostgreSQL stores none."""
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    drafts.save(own(sheet), {"comment": "总\0体", "reason_13-2-1": "\0"}, stage.now)
    assert {name: kept["value"] for name, kept in own(sheet).draft.items()} == {"comment": "总体"}


def own(sheet: Sheet) -> Sheet:
    """The sheet as its page loads it."""
    return Sheet.objects.visible_to(sheet.expert.account).get(pk=sheet.pk)


def test_sheet_of_another_is_absent(stage: Stage) -> None:
    sheet, other = stage.sheets(case=stage.cases[0].pk)[:2]
    for account in (other.expert.account, officer(PROVINCE), approver(PROVINCE)):
        with pytest.raises(NotHere):
            stage.on_sheet(sheet, "declare", STATEMENTS, by=account)
    stage.on_sheet(sheet, "declare", STATEMENTS)
