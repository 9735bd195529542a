"""The pages of experts and of the panel: what they show, to whom, and at what cost (Article 14(三))."""

from __future__ import annotations

import csv
import io
import json
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun import facts
from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.recognition.models import Application, BuiltFacts
from jiqun.recognition.queries import scoring as queries
from jiqun.register.models import Goal
from jiqun.review.draw import verify
from jiqun.review.models import Panel, Sheet
from tests.law import rosters
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.panel_round import STATEMENTS, Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db
ABSENT = UUID(int=0)


@pytest.fixture
def stage() -> Stage:
    return make_round().drawn()


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


def declared(stage: Stage) -> tuple[Sheet, Client]:
    sheet = stage.sheets()[0]
    stage.on_sheet(sheet, "declare", STATEMENTS)
    return sheet, signed_in(sheet.expert.account)


# ── the expert ───────────────────────────────────────────────────────────────────────────────────────────


def test_sheet_before_the_statements_shows_name_and_place_only(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    client = signed_in(sheet.expert.account)
    page = body(client.get(reverse("recognition:sheet", args=[sheet.pk])))
    assert sheet.case.title in page
    assert sheet.case.authority.name in page
    assert sheet.case.number not in page
    assert reverse("recognition:application", args=[sheet.case_id]) not in page
    assert reverse("casework:act", args=["sheet", sheet.pk, "declare"]) in page
    assert reverse("casework:act", args=["sheet", sheet.pk, "recuse"]) in page


def test_score_page_shows_case_and_sheet_side_by_side_in_few_queries(stage: Stage) -> None:
    """Bench goal: a scoring page takes at most 15 SQL."""
    sheet, client = declared(stage)
    url = reverse("recognition:sheet", args=[sheet.pk])
    client.get(reverse("review:mine"))  # the session's last-seen is written once a minute
    with CaptureQueriesContext(
        connection,
    ) as statements:
        page = body(client.get(url))
    assert counted(statements) == 6
    assert reverse("recognition:application", args=[sheet.case_id]) in page
    assert page.count('name="score_') == page.count('name="reason_') == 25
    assert "示例，本产品自拟" in page
    assert "本阶段同样由专家评分" in page
    assert "市级推荐意见金丝雀" not in page


def test_score_page_posts_a_sheet_in_few_statements(stage: Stage) -> None:
    """Bench goal: one score sheet posted takes at most 16 SQL."""
    sheet, client = declared(stage)
    url = reverse("recognition:sheet", args=[sheet.pk])
    client.get(reverse("review:mine"))  # the session's last-seen is written once a minute
    with CaptureQueriesContext(connection) as statements:
        response = client.post(url, {**full_sheet(), "version": "2", "key": "posted"})
    assert (response.status_code, response["Location"]) == (302, url)
    assert counted(statements) == 12
    page = body(client.get(url))
    assert "100" in page
    assert Sheet.objects.get(pk=sheet.pk).sha256 in page


def test_score_page_keeps_what_was_entered_when_it_is_refused(stage: Stage) -> None:
    sheet, client = declared(stage)
    url = reverse("recognition:sheet", args=[sheet.pk])
    form = full_sheet(**{"score_13-2-1": "7", "reason_13-2-2": ""})
    response = client.post(url, {**form, "version": "2", "key": "posted"})
    page = body(response)
    assert response.status_code == 422
    assert "有 2 处需要更正" in page
    assert "以 0.5 分为一档；填写的是“7”" in page
    assert page.count("佐证充分") == 24
    stale = client.post(url, {**full_sheet(), "version": "1", "key": "posted"})
    assert stale.status_code == 409
    assert body(stale).count("佐证充分") == 25


@pytest.mark.parametrize("version", ["", "²", "x", "9" * 5000])
def test_sheet_posted_with_a_version_that_never_was_is_a_conflict(stage: Stage, version: str) -> None:
    sheet, client = declared(stage)
    url = reverse("recognition:sheet", args=[sheet.pk])
    assert client.post(url, {**full_sheet(), "version": version, "key": "first"}).status_code == 409
    assert client.post(url, {**full_sheet(), "version": "2", "key": "second"}).status_code == 302


def test_draft_is_kept_as_typed_and_shown_again(stage: Stage) -> None:
    sheet, client = declared(stage)
    save = reverse("review:save", args=[sheet.pk])
    typed = {"score_13-2-1": "半", "reason_13-2-1": "待补", "comment": "未完", "unknown": "x", "total": "99"}
    answer = client.post(save, typed, headers={"HX-Request": "true"})
    assert "草稿已保存" in body(answer)
    found = Sheet.objects.get(pk=sheet.pk)
    assert found.draft == {"score_13-2-1": "半", "reason_13-2-1": "待补", "comment": "未完"}
    assert (found.version, found.state, found.scores, found.total) == (2, "declared", {}, None)
    page = body(client.get(reverse("recognition:sheet", args=[sheet.pk])))
    assert 'value="半"' in page
    assert "待补" in page
    assert client.post(save, typed).status_code == 302
    assert client.get(save).status_code == 405


def test_draft_of_a_submitted_or_foreign_sheet_is_refused(stage: Stage) -> None:
    sheet, client = declared(stage)
    stage.on_sheet(sheet, "submit", full_sheet())
    save = reverse("review:save", args=[sheet.pk])
    assert client.post(save, {"comment": "改"}, headers={"HX-Request": "true"}).status_code == 409
    assert Sheet.objects.get(pk=sheet.pk).draft == {}
    other = next(s for s in stage.sheets(case=sheet.case_id) if s.pk != sheet.pk)
    assert signed_in(other.expert.account).post(save, {"comment": "改"}).status_code == 404


def test_sheet_of_another_gives_the_same_page_as_an_absent_one(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    other = next(s for s in stage.sheets(case=sheet.case_id) if s.pk != sheet.pk)
    for by in (other.expert.account, officer(PROVINCE), officer(HUIZHOU)):
        client = signed_in(by)
        foreign = client.get(reverse("recognition:sheet", args=[sheet.pk]))
        absent = client.get(reverse("recognition:sheet", args=[ABSENT]))
        assert foreign.status_code == absent.status_code == 404
        assert alike(foreign) == alike(absent)


def alike(response: Any) -> str:
    """A page without what differs in every answer."""
    trace = response.headers.get("X-Trace-Id", "")
    return body(response).replace(trace, "") if trace else body(response)


def test_mine_lists_ones_own_sheets(stage: Stage) -> None:
    sheet, client = declared(stage)
    own = stage.sheets(expert=sheet.expert_id)
    page = body(client.get(reverse("review:mine")))
    assert f"共 {len(own)} 份评审表" in page
    for mine in own:
        assert reverse("recognition:sheet", args=[mine.pk]) in page
    assert signed_in(officer(PROVINCE)).get(reverse("review:mine")).status_code == 404


def test_workbench_of_an_expert_lists_the_sheets_to_do(stage: Stage) -> None:
    sheet = stage.sheets()[0]
    page = body(signed_in(sheet.expert.account).get(reverse("casework:workbench")))
    assert reverse("recognition:sheet", args=[sheet.pk]) in page
    assert "作回避和保密声明" in page


# ── the province ─────────────────────────────────────────────────────────────────────────────────────────


def test_panel_page_shows_the_draw_by_code_and_recomputed(stage: Stage) -> None:
    client = signed_in(officer(PROVINCE))
    page = body(client.get(reverse("recognition:panel", args=[stage.round.pk])))
    assert stage.panel.seed in page
    assert "与记录一致" in page
    assert "应交评审表 9 份，已交 0 份" in page
    assert "张专家" not in page
    record = json.loads(client.get(reverse("recognition:draw-record", args=[stage.round.pk])).content)
    assert verify(record)
    Panel.objects.update(draw={**record, "seed": "00" * 32})
    assert "与记录不一致" in body(client.get(reverse("recognition:panel", args=[stage.round.pk])))


def test_panel_page_is_the_provinces_alone(stage: Stage) -> None:
    for name in ("panel", "draw-record"):
        url = reverse(f"recognition:{name}", args=[stage.round.pk])
        assert signed_in(account(Role.SUPERVISOR, PROVINCE)).get(url).status_code == 200
        for by in (officer(HUIZHOU), officer(HUICHENG), stage.sheets()[0].expert.account):
            assert signed_in(by).get(url).status_code == 404


def test_experts_are_listed_by_code_for_the_province_alone(stage: Stage) -> None:
    url = reverse("review:experts")
    page = body(signed_in(approver(PROVINCE)).get(url))
    assert "共 6 名" in page
    assert "某大学第3学院" in page
    assert "深圳市南山区" in page
    assert "张专家" not in page
    assert "共 1 名" in body(signed_in(officer(PROVINCE)).get(url, {"q": "e03"}))
    for by in (officer(HUIZHOU), stage.sheets()[0].expert.account):
        assert signed_in(by).get(url).status_code == 404


def test_ranking_is_absent_before_the_scores_are_opened(stage: Stage) -> None:
    stage.all_scored()
    client = signed_in(officer(PROVINCE))
    for name in ("ranking", "ranking-csv"):
        sealed = client.get(reverse(f"recognition:{name}", args=[stage.round.pk]))
        absent = client.get(reverse(f"recognition:{name}", args=[ABSENT]))
        assert sealed.status_code == absent.status_code == 404
        assert alike(sealed) == alike(absent)
    assert queries.ranking(Case.objects.get(pk=stage.round.pk)) == []


def test_ranking_after_the_opening_orders_by_the_mean(stage: Stage) -> None:
    stage.all_scored().signed("open_scores")
    lines = queries.ranking(Case.objects.get(pk=stage.round.pk))
    assert [(line.rank, line.number, line.mean, line.sheets) for line in lines] == [
        (1, "2025-A000", "100.00", 3),
        (2, "2025-A001", "99.00", 3),
        (3, "2025-A002", "98.00", 3),
    ]
    assert (lines[0].prefecture, lines[0].county, lines[0].cluster) == ("惠州市", "惠城区", "第0产业集群")
    page = body(signed_in(approver(PROVINCE)).get(reverse("recognition:ranking", args=[stage.round.pk])))
    assert page.index("第0产业集群") < page.index("第1产业集群") < page.index("第2产业集群")
    assert "张专家" not in page
    assert stage.sheets()[0].expert.code not in page, "no expert’s own scores during the panel"
    for by in (
        officer(HUIZHOU),
        officer(HUICHENG),
        account(Role.SUPERVISOR, PROVINCE),
        stage.sheets()[0].expert.account,
    ):
        assert signed_in(by).get(reverse("recognition:ranking", args=[stage.round.pk])).status_code == 404


def test_ranking_stays_that_of_the_opening(stage: Stage) -> None:
    stage.all_scored()
    Case.objects.filter(pk=stage.cases[0].pk).update(state="withdrawn")
    stage.signed("open_scores")
    Case.objects.filter(pk=stage.cases[1].pk).update(state="withdrawn")
    lines = queries.ranking(Case.objects.get(pk=stage.round.pk))
    assert [(line.rank, line.number) for line in lines] == [(1, "2025-A001"), (2, "2025-A002")]


def test_ranking_export_is_the_list_with_formulas_neutralised(stage: Stage) -> None:
    stage.all_scored().signed("open_scores")
    Case.objects.filter(pk=stage.cases[1].pk).update(title="=HYPERLINK(1)")
    answer = signed_in(officer(PROVINCE)).get(reverse("recognition:ranking-csv", args=[stage.round.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="ranking-2025-R1.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:3] == ["名次", "申报编号", "集群名称"]
    assert [row[:3] for row in rows[1:]] == [
        ["1", "2025-A000", "第0产业集群"],
        ["2", "2025-A001", "'=HYPERLINK(1)"],
        ["3", "2025-A002", "第2产业集群"],
    ]
    assert rows[1][5] == "100.00"


@pytest.mark.parametrize("applications", [1, 3])
def test_ranking_takes_three_queries_however_long_it_is(applications: int) -> None:
    """Bench goal: a ranking takes at most 8 SQL."""
    stage = make_round(applications).drawn().all_scored()
    stage.signed("open_scores")
    case = Case.objects.get(pk=stage.round.pk)
    with CaptureQueriesContext(connection) as statements:
        assert len(queries.ranking(case)) == applications
    assert counted(statements) == 3
    client = signed_in(officer(PROVINCE))
    client.get(reverse("review:experts"))
    with CaptureQueriesContext(connection) as statements:
        client.get(reverse("recognition:ranking", args=[stage.round.pk]))
    assert counted(statements) == 5


def test_score_page_shows_key_figures_findings_and_goals(stage: Stage) -> None:
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
    assert counted(statements) == 6
    assert "系统测算，不作为审核结论" in page
    assert page.index('id="f-A13.2"') < page.index('id="f-A13.9"')
    assert '<td class="num">68.00</td>' in page
    assert "2026：82" in page
