"""The scoring room: case, evidence and sheet side by side; what is typed is kept, and never overwritten silently."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun import facts
from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments, store
from jiqun.forms.models import Answer
from jiqun.recognition.models import Application, BuiltFacts
from jiqun.register.models import Goal
from jiqun.review import drafts
from jiqun.review.models import Sheet, SheetChange
from tests.evidence.samples import PDF
from tests.law import rosters
from tests.office import HUIZHOU, PROVINCE, officer
from tests.recognition.panel_round import STATEMENTS, Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return make_round(applications=2, experts=4).drawn()


def signed_in(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


def body(response: Any) -> str:
    text: str = response.content.decode()
    return text


def counted(statements: CaptureQueriesContext) -> int:
    """SELECT and DML, without transaction control."""
    return sum(q["sql"].split()[0] in ("SELECT", "INSERT", "UPDATE", "DELETE") for q in statements.captured_queries)


def declared(stage: Stage, place: int = 0) -> tuple[Sheet, Client]:
    """The nth sheet with both statements made, in its expert's window."""
    sheet = stage.sheets()[place]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    client = signed_in(sheet.expert.account)
    client.get(reverse("review:mine"))  # the session's last-seen is written once a minute
    return sheet, client


def page_of(sheet: Sheet) -> str:
    return reverse("recognition:sheet", args=[sheet.pk])


def sent(client: Client, sheet: Sheet, **typed: str) -> dict[str, Any]:
    """What the page's script sends, and what it is told."""
    data = {"account": str(sheet.expert.account.pk), **typed}
    answer: dict[str, Any] = client.post(reverse("review:save", args=[sheet.pk]), data).json()
    return answer


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────


def test_room_shows_case_and_sheet_side_by_side_in_few_queries(stage: Stage) -> None:
    """Bench goal: a scoring page takes at most 15 SQL."""
    sheet, client = declared(stage)
    with CaptureQueriesContext(connection) as statements:
        page = body(client.get(page_of(sheet)))
    assert counted(statements) == 7
    assert reverse("recognition:application", args=[sheet.case_id]) in page
    assert page.count(' name="score_') == page.count(' name="reason_') == 25
    assert "示例，本产品自拟" in page
    assert "已评 0/26，还剩 26 项" in page
    assert "市级推荐意见金丝雀" not in page


def test_room_takes_a_posted_sheet_in_few_statements(stage: Stage) -> None:
    """Bench goal: one score sheet posted takes at most 16 SQL."""
    sheet, client = declared(stage)
    with CaptureQueriesContext(connection) as statements:
        response = client.post(page_of(sheet), {**full_sheet(), "version": "2", "key": "posted"})
    assert (response.status_code, response["Location"]) == (302, page_of(sheet))
    assert counted(statements) <= 16
    page = body(client.get(page_of(sheet)))
    assert "100" in page
    assert Sheet.objects.get(pk=sheet.pk).sha256 in page


def test_room_keeps_what_was_entered_when_it_is_refused(stage: Stage) -> None:
    sheet, client = declared(stage)
    form = full_sheet(**{"score_13-2-1": "7", "reason_13-2-3": ""})
    version = str(Sheet.objects.get(pk=sheet.pk).version)
    response = client.post(page_of(sheet), {**form, "version": version, "key": "posted"})
    page = body(response)
    assert response.status_code == 422
    assert "有 2 处需要更正" in page
    assert "以 0.5 分为一档；填写的是“7”" in page
    assert page.count("佐证充分") == 24
    stale = client.post(page_of(sheet), {**full_sheet(), "version": "1", "key": "posted"})
    assert stale.status_code == 409
    assert body(stale).count("佐证充分") == 25


@pytest.mark.parametrize("version", ["", "²", "x", "9" * 5000])
def test_sheet_posted_with_a_version_that_never_was_is_a_conflict(stage: Stage, version: str) -> None:
    sheet, client = declared(stage)
    assert client.post(page_of(sheet), {**full_sheet(), "version": version, "key": "first"}).status_code == 409
    seen = str(Sheet.objects.get(pk=sheet.pk).version)
    assert client.post(page_of(sheet), {**full_sheet(), "version": seen, "key": "second"}).status_code == 302


def test_room_shows_key_figures_findings_and_goals(stage: Stage) -> None:
    """The findings are headed as computed by the system, never as a conclusion."""
    sheet, client = declared(stage)
    built = facts.build(rosters.roster(), on=rosters.ON)
    Application.objects.filter(pk=sheet.case_id).update(facts_sha256=built.sha256)
    BuiltFacts.objects.create(application_id=sheet.case_id, facts=json.loads(built.to_json()))
    Goal.objects.create(
        cluster=sheet.case.cluster,
        case_id=sheet.case_id,
        number=1,
        indicator="集群产值",
        unit="亿元",
        base="68",
        targets={"2025": "75", "2026": "82", "2027": "90"},
        owner="惠城区工业和信息化局",
    )
    url = reverse("recognition:sheet", args=[sheet.pk])
    client.get(url)
    with CaptureQueriesContext(connection) as statements:
        page = body(client.get(url))
    assert counted(statements) == 7
    assert "系统测算，不作为审核结论" in page
    assert page.index('id="f-A13.2"') < page.index('id="f-A13.9"')
    assert '<td class="num">68.00</td>' in page
    assert "2026：82" in page


# ── the draft ────────────────────────────────────────────────────────────────────────────────────────────


def test_draft_is_kept_field_by_field_with_its_history(stage: Stage) -> None:
    sheet, client = declared(stage)
    told = sent(client, sheet, **{"score_13-2-1": "5", "reason_13-2-1": "待补", "unknown": "x", "total": "99"})
    assert {name: each["version"] for name, each in told["saved"].items()} == {"score_13-2-1": 1, "reason_13-2-1": 1}
    sent(client, sheet, **{"score_13-2-1": "5.5", "shown-score_13-2-1": "1"})
    found = Sheet.objects.get(pk=sheet.pk)
    assert {name: (kept["value"], kept["version"]) for name, kept in found.draft.items()} == {
        "score_13-2-1": ("5.5", 2),
        "reason_13-2-1": ("待补", 1),
    }
    assert (found.state, found.scores, found.total) == ("declared", {}, None)
    assert found.saved_at is not None
    typed = SheetChange.objects.filter(sheet=sheet, field="score_13-2-1").values_list("version", "value")
    assert sorted(typed) == [(1, "5"), (2, "5.5")]
    page = body(client.get(page_of(sheet)))
    assert 'value="5.5"' in page
    assert "待补" in page
    assert client.get(reverse("review:save", args=[sheet.pk])).status_code == 405


def test_score_off_the_scale_is_told_beside_its_field_and_the_rest_is_kept(stage: Stage) -> None:
    sheet, client = declared(stage)
    told = sent(client, sheet, **{"score_13-2-1": "半", "comment": "未完", "reason_13-2-1": "长" * 501})
    assert list(told["saved"]) == ["comment"]
    assert told["faults"]["score_13-2-1"] == ["“产值规模与增速”应在 0 至 6 分之间，以 0.5 分为一档；填写的是“半”。"]
    assert told["faults"]["reason_13-2-1"] == ["“产值规模与增速”的理由超过 500 字，请精简。"]


def test_two_windows_of_one_expert_do_not_overwrite_each_other(stage: Stage) -> None:
    sheet, client = declared(stage)
    sent(client, sheet, comment="第一个窗口", **{"shown-comment": "0"})
    told = sent(client, sheet, comment="第二个窗口", **{"shown-comment": "0", "shown-score_13-2-1": "0"})
    assert told["saved"] == {}
    clash = told["clashes"]["comment"]
    assert (clash["theirs"], clash["mine"], clash["version"]) == (["第一个窗口"], ["第二个窗口"], 1)
    assert Sheet.objects.get(pk=sheet.pk).draft["comment"]["value"] == "第一个窗口"
    told = sent(client, sheet, comment="第二个窗口", **{"shown-comment": "1"})
    assert told["saved"]["comment"]["version"] == 2


def test_window_hears_what_another_window_typed(stage: Stage) -> None:
    sheet, client = declared(stage)
    sent(client, sheet, comment="已写")
    watch = reverse("review:watch", args=[sheet.pk])
    data = {"account": str(sheet.expert.account.pk), "shown-comment": "0", "shown-score_13-2-1": "0"}
    told = client.post(watch, data).json()
    assert {name: (each["version"], each["inputs"]) for name, each in told["others"].items()} == {
        "comment": (1, {"comment": "已写"})
    }
    assert client.post(watch, {**data, "shown-comment": "1"}).json()["others"] == {}


def test_sheet_handed_in_from_an_old_window_does_not_overwrite_a_newer_draft(stage: Stage) -> None:
    sheet, client = declared(stage)
    sent(client, sheet, comment="新的意见")
    seen = str(Sheet.objects.get(pk=sheet.pk).version)
    form = {**full_sheet(comment="旧的意见"), "version": seen, "shown-comment": "0"}
    refused = client.post(page_of(sheet), {**form, "key": "old"})
    assert refused.status_code == 422
    assert "“总体评审意见”已在您的另一个窗口改为“新的意见”" in body(refused)
    taken = client.post(page_of(sheet), {**form, "shown-comment": "1", "key": "new"})
    assert taken.status_code == 302
    assert Sheet.objects.get(pk=sheet.pk).comment == "旧的意见"


def test_saving_twice_at_once_loses_nothing(stage: Stage) -> None:
    """Races: a draft read before another window wrote is sorted anew against what stands."""
    sheet, _ = declared(stage)
    mine = Sheet.objects.visible_to(sheet.expert.account).get(pk=sheet.pk)
    theirs = Sheet.objects.visible_to(sheet.expert.account).get(pk=sheet.pk)
    drafts.save(theirs, {"score_13-2-1": "5"}, stage.now)
    drafts.save(mine, {"score_13-2-2": "4"}, stage.now)
    found = Sheet.objects.get(pk=sheet.pk)
    assert {name: kept["value"] for name, kept in found.draft.items()} == {"score_13-2-1": "5", "score_13-2-2": "4"}
    assert found.drafted == 2


def test_standing_counts_what_is_left_and_sums_on_the_server(stage: Stage) -> None:
    sheet, client = declared(stage)
    sent(client, sheet, **{"score_13-2-1": "4.5", "score_13-2-3": "5", "comment": "好"})
    page = body(client.get(reverse("review:standing", args=[sheet.pk])))
    assert "<b>9.5</b>" in page
    assert "（测算 0，专家 9.5）" in page
    assert "已评 2/26，还剩 24 项" in page
    assert 'href="#id_score_13-2-2"' in page
    sent(client, sheet, **{"score_13-2-1": "6"})
    page = body(client.get(reverse("review:standing", args=[sheet.pk])))
    assert 'href="#id_reason_13-2-1"' in page, "full marks want a reason"


def test_draft_is_kept_without_script(stage: Stage) -> None:
    sheet, client = declared(stage)
    response = client.post(page_of(sheet), {"keep": "1", "score_13-2-1": "5", "comment": "未完"})
    assert response.status_code == 302
    assert set(Sheet.objects.get(pk=sheet.pk).draft) == {"score_13-2-1", "comment"}


def test_draft_goes_with_the_submission(stage: Stage) -> None:
    sheet, client = declared(stage)
    sent(client, sheet, comment="未完")
    stage.on_sheet(sheet, "submit", full_sheet())
    assert Sheet.objects.get(pk=sheet.pk).draft == {}
    assert not SheetChange.objects.exists()
    told = client.post(reverse("review:save", args=[sheet.pk]), {"comment": "改", "account": sheet.expert.account.pk})
    assert (told.status_code, told.json()) == (409, {"refusal": "这份评审表已不能修改。"})
    with pytest.raises(Refusal, match="已不能修改"):
        drafts.save(Sheet.objects.visible_to(sheet.expert.account).get(pk=sheet.pk), {"comment": "改"}, stage.now)


def test_draft_is_saved_for_its_author_alone(stage: Stage) -> None:
    sheet, _ = declared(stage)
    save = reverse("review:save", args=[sheet.pk])
    other = next(s for s in stage.sheets(case=sheet.case_id) if s.pk != sheet.pk).expert.account
    for by in (other, officer(PROVINCE)):
        assert signed_in(by).post(save, {"comment": "改", "account": by.pk}).status_code == 404
    assert signed_in(other).post(save, {"comment": "改", "account": sheet.expert.account.pk}).status_code == 403
    assert Client().post(save, {"comment": "改"}).status_code == 401


# ── the evidence beside an item ──────────────────────────────────────────────────────────────────────────


def attached(case: Case, requirement: str) -> Any:
    """A file of the application."""
    file = store.put(PDF, "证明.pdf", case.opened_at)
    stored = {"sha256": file.sha256, "name": "证明.pdf"}
    return attachments.attach(case, requirement, stored, id=uuid4(), by=officer(PROVINCE), now=case.opened_at)


def test_evidence_of_an_item_opens_beside_it(stage: Stage) -> None:
    sheet, client = declared(stage)
    by = sheet.expert.account
    file = attached(sheet.case, "13.2.leading")
    elsewhere = attached(stage.cases[1], "13.2.leading")
    for field, value in (("province_position", "全省前三"), ("gradient_work", "不属于本项")):
        Answer.objects.update_or_create(
            case=sheet.case, field=field, defaults={"value": value, "by": by, "at": stage.now}
        )
    sent(client, sheet, **{"reason_13-2-3": "先前写的理由"})
    url = reverse("recognition:sheet-item", args=[sheet.pk, "13-2-3"])
    with CaptureQueriesContext(connection) as statements:
        part = body(client.get(url, headers={"HX-Request": "true"}))
    assert counted(statements) <= 15
    assert "全省前三" in part
    assert "发展水平位居细分领域全省前列" in part
    assert "先前写的理由" in part
    assert "不属于本项" not in part
    assert "<html" not in part
    assert "<html" in body(client.get(url)), "without script it is a page of its own"
    there = reverse("recognition:sheet-file", args=[sheet.pk, "13-2-3", file.pk])
    assert there in part
    assert "证明.pdf" in body(client.get(there, headers={"HX-Request": "true"}))
    assert client.get(reverse("recognition:sheet-file", args=[sheet.pk, "13-2-3", elsewhere.pk])).status_code == 404


def test_evidence_is_absent_for_another_item_expert_or_state(stage: Stage) -> None:
    sheet, client = declared(stage)
    url = reverse("recognition:sheet-item", args=[sheet.pk, "13-2-3"])
    assert client.get(reverse("recognition:sheet-item", args=[sheet.pk, "nothing"])).status_code == 404
    assert signed_in(officer(HUIZHOU)).get(url).status_code == 404
    before = stage.sheets(state="assigned")[0]
    early = reverse("recognition:sheet-item", args=[before.pk, "13-2-3"])
    assert signed_in(before.expert.account).get(early).status_code == 404
    stage.on_sheet(sheet, "submit", full_sheet())
    assert client.get(url).status_code == 404
