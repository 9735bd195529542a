"""A review on paper in one room: drawn under a supervisor's eyes, entered by two persons apart (Article 14(三))."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.perform import Done, perform
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.journal.models import Payload
from jiqun.recognition.queries import scoring as queries
from jiqun.review.computed import pinned
from jiqun.review.models import PaperEntry, PaperSheet, Sheet
from jiqun.review.rubrics import read
from jiqun.review.sheets import scored_by_expert
from tests.evidence.samples import PDF
from tests.office import HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.panel_round import STATEMENTS, Stage, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """Drawn for a review on paper; nobody has come yet."""
    found = make_round(2, 6)
    found.act("commit_seed", officer(PROVINCE), {"per_case": "3", "mode": "offline"})
    found.act("draw_panel", officer(PROVINCE), {"witness": "丙某"})
    found.act("sign", approver(PROVINCE))
    return found


def second() -> Account:
    """Another officer of the province."""
    return account(Role.OFFICER, PROVINCE, name="second-officer")


def scan(name: str = "扫描件.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF)


def session(stage: Stage, **changes: Any) -> dict[str, Any]:
    codes = sorted({sheet.expert.code for sheet in stage.sheets()})
    return {
        "held_on": stage.now.date().isoformat(),
        "place": "评审中心",
        "supervisor": "丙某",
        "experts": codes,
        "attendance": scan("签到表.pdf"),
        "statements": scan("承诺书.pdf"),
        **changes,
    }


def held(stage: Stage) -> Stage:
    stage.act("record_session", officer(PROVINCE), session(stage))
    return stage


def points_of(paper: PaperSheet, **changes: str) -> dict[str, Any]:
    """Full marks for every item the expert scores, unless changed."""
    found = pinned(paper.sheet)
    form: dict[str, Any] = {}
    for item in read(paper.sheet.panel.rubric.definition).items:
        if most := scored_by_expert(item, found):
            form[f"score_{item.id}"] = str(most // 100)
    return {**form, **changes}


def entered(stage: Stage, paper: PaperSheet, by: Account, **changes: Any) -> Done:
    """One entry, with the scan if it is the first."""
    now = PaperSheet.objects.get(pk=paper.pk)
    form = points_of(paper, **changes)
    if not now.scan_sha256:
        form = {"scan": scan(), **form}
    return perform(
        "paper_sheet", paper.pk, "enter", by=by, version=now.version, payload=form, key=stage.key(), now=stage.now
    )


def one(stage: Stage) -> PaperSheet:
    return PaperSheet.objects.select_related("sheet__panel__rubric", "sheet__expert").order_by("pk")[0]


# ── the draw and the sessions ────────────────────────────────────────────────────────────────────────────


def test_draw_for_paper_names_the_supervisor_who_was_there() -> None:
    stage = make_round(1, 4)
    stage.act("commit_seed", officer(PROVINCE), {"per_case": "3", "mode": "offline"})
    with pytest.raises(Invalid, match="请填写抽取监督人姓名"):
        stage.act("draw_panel", officer(PROVINCE))
    stage.act("draw_panel", officer(PROVINCE), {"witness": "丙某"})
    done = stage.act("sign", approver(PROVINCE))
    kept = json.loads(bytes(Payload.objects.get(pk=done.record.seq).canonical or b""))["told"]
    assert (stage.panel.witness, kept["witness"]) == ("丙某", "丙某")


def test_sheets_of_a_review_on_paper_are_not_filled_in_on_screen(stage: Stage) -> None:
    stage.accepted()
    with pytest.raises(Refusal, match="请在评审现场填写纸质评审表"):
        stage.on_sheet(stage.sheets()[0], "declare", STATEMENTS)


def test_session_is_recorded_with_both_scans_or_told_all_that_is_wrong(stage: Stage) -> None:
    wrong = session(stage, held_on="2025-05-07", experts=["E99"], supervisor="", attendance="", statements="")
    with pytest.raises(Invalid) as said:
        stage.act("record_session", officer(PROVINCE), wrong)
    assert said.value.faults == {
        "held_on": ["评审日期应在抽取专家（2025-05-06）之后、今天（2025-05-06）之前（均含当日）。"],
        "experts": ["所选专家不在本批次待评名单内，请刷新。"],
        "supervisor": ["请填写现场监督人。"],
        "attendance": ["请上传签到表扫描件。"],
        "statements": ["请上传回避声明和保密承诺书扫描件。"],
    }
    assert not PaperSheet.objects.exists()
    held(stage)
    assert PaperSheet.objects.filter(state="awaited").count() == 6


def test_session_of_a_round_reviewed_online_is_refused() -> None:
    stage = make_round(1, 4).drawn()
    with pytest.raises(Refusal, match="本批次为在线评审"):
        stage.act("record_session", officer(PROVINCE), session(stage))
    client = Client()
    client.force_login(officer(PROVINCE))
    assert client.get(reverse("recognition:offline", args=[stage.round.pk])).status_code == 404


# ── two entries ──────────────────────────────────────────────────────────────────────────────────────────


def test_two_equal_entries_seal_the_sheet(stage: Stage) -> None:
    paper = one(held(stage))
    entered(stage, paper, officer(PROVINCE))
    assert PaperSheet.objects.get(pk=paper.pk).state == "once"
    assert Sheet.objects.get(pk=paper.pk).state == "invited"
    entered(stage, paper, second())
    sheet = Sheet.objects.get(pk=paper.pk)
    assert (PaperSheet.objects.get(pk=paper.pk).state, sheet.state, sheet.version) == ("entered", "submitted", 2)
    assert sheet.total == sum(given["score"] for given in sheet.scores.values())
    assert len(sheet.sha256) == 64


def test_the_same_person_does_not_enter_twice(stage: Stage) -> None:
    """Separation: not with another account either."""
    paper = one(held(stage))
    clerk = officer(PROVINCE)
    entered(stage, paper, clerk)
    for by in (clerk, account(Role.OFFICER, PROVINCE, name="same-person", person=clerk.person)):
        with pytest.raises(Refusal, match="第二遍须由另一人"):
            entered(stage, paper, by)
    assert PaperEntry.objects.count() == 1
    entered(stage, paper, second())
    assert PaperEntry.objects.count() == 2


def test_entries_that_differ_name_the_items_and_never_the_values(stage: Stage) -> None:
    """Both go back to the paper; the next attempt is again two entries by two persons."""
    paper = one(held(stage))
    entered(stage, paper, officer(PROVINCE), **{"score_13-2-3": "4.5"})
    entered(stage, paper, second(), **{"score_13-2-3": "3.5"})
    now = PaperSheet.objects.get(pk=paper.pk)
    assert (now.state, now.attempt, now.differs) == ("differing", 2, ["13-2-3"])
    assert Sheet.objects.get(pk=paper.pk).total is None
    for by in (officer(PROVINCE), second()):
        client = Client()
        client.force_login(by)
        for name in ("paper", "enter-paper"):
            page = client.get(reverse(f"review:{name}", args=[paper.pk])).content.decode()
            page = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)  # a drawing's lines are figures too
            assert "细分领域全省地位" in page
            assert not re.search(r"(?<![\d.])[34]\.5(?!\d)", page)
    entered(stage, paper, second(), **{"score_13-2-3": "4.5"})
    assert PaperSheet.objects.get(pk=paper.pk).state == "once"
    entered(stage, paper, officer(PROVINCE), **{"score_13-2-3": "4.5"})
    assert PaperSheet.objects.get(pk=paper.pk).state == "entered"
    assert Sheet.objects.get(pk=paper.pk).scores["13-2-3"]["score"] == 450


def test_entry_outside_the_scale_or_for_a_computed_item_is_refused(stage: Stage) -> None:
    paper = one(held(stage))
    whole = [
        item.id
        for item in read(paper.sheet.panel.rubric.definition).items
        if not scored_by_expert(item, pinned(paper.sheet))
    ]
    with pytest.raises(Invalid) as wrong:
        entered(stage, paper, officer(PROVINCE), **{"score_13-2-3": "5.5", "score_13-2-4": ""})
    assert wrong.value.faults == {
        "score_13-2-3": ["“细分领域全省地位”应在 0 至 5 分之间，以 0.5 分为一档；填写的是“5.5”。"],
        "score_13-2-4": ["“品牌知名度”未评分。"],
    }
    for computed in whole[:1]:
        with pytest.raises(Invalid, match="由系统测算，不能改分"):
            entered(stage, paper, officer(PROVINCE), **{f"score_{computed}": "1"})
    assert not PaperEntry.objects.exists()
    with pytest.raises(Invalid, match="请上传纸质评审表扫描件"):
        entered(stage, paper, officer(PROVINCE), scan="")
    entered(stage, paper, officer(PROVINCE))


def test_entry_waits_for_attendance_and_statements_of_the_expert(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    stage.act("record_session", officer(PROVINCE), session(stage, experts=[sheet.expert.code]))
    assert {paper.sheet.expert for paper in PaperSheet.objects.all()} == {sheet.expert}
    paper = PaperSheet.objects.select_related("sheet__panel__rubric", "sheet__expert").get(pk=sheet.pk)
    PaperSheet.objects.filter(pk=sheet.pk).update(state="awaited")
    stage.panel.sessions.update(experts=[])
    with pytest.raises(Refusal, match=f"专家 {sheet.expert.code} 的签到和保密承诺书尚未登记"):
        entered(stage, paper, officer(PROVINCE))
    stage.panel.sessions.update(experts=[sheet.expert.code])
    entered(stage, paper, officer(PROVINCE))


def test_two_who_enter_at_once_do_not_both_come_first(stage: Stage) -> None:
    """Races: the second of two first entries is told to reload."""
    paper = one(held(stage))
    seen = paper.version
    entered(stage, paper, officer(PROVINCE))
    with pytest.raises(Conflict, match="已于"):
        perform(
            "paper_sheet",
            paper.pk,
            "enter",
            by=second(),
            version=seen,
            payload=points_of(paper),
            key="late",
            now=stage.now,
        )


def test_paper_sheet_is_absent_outside_the_provinces_office(stage: Stage) -> None:
    paper = one(held(stage))
    for by in (officer(HUIZHOU), account(Role.SUPERVISOR, PROVINCE), paper.sheet.expert.account):
        with pytest.raises(NotHere):
            entered(stage, paper, by)
        client = Client()
        client.force_login(by)
        for name in ("paper", "enter-paper"):
            assert client.get(reverse(f"review:{name}", args=[paper.pk])).status_code == 404
        prints = [reverse(f"recognition:offline-{name}", args=[stage.round.pk]) for name in ("attendance", "sheets")]
        assert {client.get(url).status_code for url in prints} == {404}


def test_sheet_that_was_taken_back_is_nobodys_task_any_more(stage: Stage) -> None:
    held(stage)
    assert PaperSheet.objects.visible_to(officer(PROVINCE)).for_tasks().count() == 6
    first = stage.sheets(case=stage.cases[0].pk)[0]
    Sheet.objects.filter(pk=first.pk).update(state="recused")
    Case.objects.filter(pk=stage.cases[1].pk).update(state="withdrawn")
    assert PaperSheet.objects.visible_to(officer(PROVINCE)).for_tasks().count() == 2


def test_expert_who_steps_aside_in_the_room_is_replaced(stage: Stage) -> None:
    paper = one(held(stage))
    perform(
        "paper_sheet",
        paper.pk,
        "step_aside",
        by=officer(PROVINCE),
        version=1,
        payload={"reason": "近两年曾为集群企业提供咨询", "interest": "on"},
        key="aside",
        now=stage.now,
    )
    sheet = Sheet.objects.get(pk=paper.pk)
    assert (sheet.state, sheet.conflict, PaperSheet.objects.get(pk=paper.pk).state) == ("recused", True, "aside")
    stage.act("substitute", officer(PROVINCE), {"sheet": str(paper.pk)})
    [new] = [each for each in stage.sheets(case=sheet.case_id, state="invited") if not hasattr(each, "paper")]
    stage.act("record_session", officer(PROVINCE), session(stage, experts=[new.expert.code]))
    assert PaperSheet.objects.filter(pk=new.pk, state="awaited").exists()


def test_sealed_until_the_opening_then_ranked_like_any_other(stage: Stage) -> None:
    held(stage)
    papers = list(PaperSheet.objects.select_related("sheet__panel__rubric", "sheet__expert"))
    first_case = stage.cases[0].pk
    for paper in papers:
        low = {} if paper.sheet.case_id == first_case else {"score_13-2-3": "1.5"}
        entered(stage, paper, officer(PROVINCE), **low)
        entered(stage, paper, second(), **low)
    client = Client()
    client.force_login(officer(PROVINCE))
    page = client.get(reverse("recognition:offline", args=[stage.round.pk])).content.decode()
    assert "共 6 份，待录入 0 份" in page
    notes = " ".join(str(note) for note in ActRecord.objects.values_list("note", flat=True))
    assert not re.search(r"(?<![\d.])1\.5(?!\d)", page + notes)
    stage.signed("open_scores")
    lines = queries.ranking(Case.objects.get(pk=stage.round.pk))
    assert [(line.rank, line.number, line.sheets) for line in lines] == [(1, "2025-A000", 3), (2, "2025-A001", 3)]


def test_printed_sheets_hold_the_computed_part_and_the_codes_alone(stage: Stage) -> None:
    client = Client()
    client.force_login(officer(PROVINCE))
    page = client.get(reverse("recognition:offline-sheets", args=[stage.round.pk])).content.decode()
    assert page.count("专家签名") == 6
    code = stage.sheets()[0].expert.code
    only = client.get(reverse("recognition:offline-sheets", args=[stage.round.pk]), {"expert": code}).content.decode()
    assert only.count("专家签名") == len(stage.sheets(expert__code=code))
    listed = client.get(reverse("recognition:offline-attendance", args=[stage.round.pk])).content.decode()
    assert "保密承诺" in listed
    assert "张专家" not in page + listed
