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

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.recognition.queries import scoring as queries
from jiqun.review.draw import verify
from jiqun.review.models import Panel, Sheet
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.panel_round import STATEMENTS, Stage, make_round

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
    assert counted(statements) == 6
