"""历史补录: goals frozen on paper (Article 13(九)), renewals and revocations decided on paper (Articles 15, 17)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from jiqun.register.models import Goal, RecognitionChange
from jiqun.register.terms import Standing
from tests.office import HUIDONG, PROVINCE, officer
from tests.supervision.backfill.paper import Desk
from tests.supervision.recognised import cluster, recognised

pytestmark = pytest.mark.django_db
GOALS = "集群名称\t所在地\t指标\t计量单位\t基值\t第一年目标\t第二年目标\t第三年目标\t责任单位\n"
DECIDED = (
    "集群名称\t所在地\t决定\t决定日期\t生效日期\t续期至\t理由\t事实和证据材料\t事先告知书文号\t陈述申辩情况\t法制审核意见"
    "\t决定文号\t送达情况\n"
)
WHICH = "惠东县女鞋产业集群\t惠东县\t"
PAPERS = "虚假申报\t核查报告\t告知〔2024〕1号\t未陈述申辩\t同意\t粤工信函〔2024〕9号\t2024-06-03 直接送达\n"


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_goals_from_paper_are_frozen_with_their_recognition(desk: Desk) -> None:
    held = recognised()
    desk.confirmed(
        "goals", GOALS + WHICH + "总产值\t亿元\t120\t130\t\t160\t县工信局\n" + WHICH + "专利\t件\t90\t\t\t120\t\n"
    )
    first, second = Goal.objects.filter(recognition=held).order_by("number")
    assert (first.number, first.indicator, first.base, first.targets) == (
        1,
        "总产值",
        "120",
        {"2023": "130", "2025": "160"},
    )
    assert (first.backfilled, first.case_id == second.case_id, second.number) == (True, True, 2)
    again = desk.faults("goals", GOALS + WHICH + "就业\t人\t90\t\t\t120\t\n")
    assert again == ["第 2 行“集群名称”：该认定已有 2 项规划目标，不再补录。"]


def test_a_goal_without_base_is_refused_in_words(desk: Desk) -> None:
    """A15: what has no base cannot be judged at renewal."""
    recognised()
    said = desk.faults("goals", GOALS + WHICH + "总产值\t亿元\t\t\t\t一百六\t\n")
    assert said == [
        "第 2 行“基值”：缺少基值：没有基值的目标无法考核，请按规划文件填写。",
        "第 2 行“第三年目标”：应为数字，不带单位和百分号。",
    ]


def test_a_renewal_on_paper_adds_three_years_from_the_day_after(desk: Desk) -> None:
    """A15: 有效期延长三年."""
    held = recognised(start=date(2023, 7, 10))
    case = desk.confirmed("decisions", DECIDED + WHICH + "复核通过\t2026-07-01\t\t\t\t\t\t\t\t粤工信函〔2026〕3号\t\n")
    held.refresh_from_db()
    change = held.changes.get()
    assert (held.valid_to, change.valid_from, change.kind) == (date(2029, 7, 9), date(2026, 7, 10), "renewed")
    assert (change.backfilled, change.document, change.case_number) == (True, "粤工信函〔2026〕3号", case.number)


def test_a_renewal_with_another_end_needs_its_reason(desk: Desk) -> None:
    recognised(start=date(2023, 7, 10))
    said = desk.faults("decisions", DECIDED + WHICH + "复核通过\t2026-07-01\t\t2028-07-09\n")
    assert said == [
        "第 2 行“续期至”：续期应自 2026-07-10 至 2029-07-09（第十五条：延长三年）；文件另有规定的，请核对后填写说明。"
    ]


def test_a_revocation_on_paper_names_everything_it_rests_on(desk: Desk) -> None:
    """A17: without evidence, notice, defence, legal check, decision and service it is not entered as one."""
    held = recognised()
    said = desk.faults("decisions", DECIDED + WHICH + "撤销\t2024-06-01\t2024-06-10\n")
    assert [one.split("：")[0] for one in said] == [
        "第 2 行“事实和证据材料”", "第 2 行“事先告知书文号”", "第 2 行“陈述申辩情况”", "第 2 行“法制审核意见”",
        "第 2 行“决定文号”", "第 2 行“送达情况”", "第 2 行“理由”",
    ]  # fmt: skip
    desk.confirmed("decisions", DECIDED + WHICH + "撤销\t2024-06-01\t2024-06-10\t\t" + PAPERS)
    held.refresh_from_db()
    assert held.standing(date(2024, 6, 10)) == Standing.REVOKED
    assert (held.changes.get().reason, held.changes.get().backfilled) == ("虚假申报", True)


def test_not_renewed_on_paper_ends_nothing_by_itself(desk: Desk) -> None:
    held = recognised()
    desk.confirmed("decisions", DECIDED + WHICH + "复核未通过\t2026-07-01\t\t\t目标未完成\n")
    held.refresh_from_db()
    assert (held.revoked_from, RecognitionChange.objects.get().kind) == (None, "not_renewed")


def test_which_of_several_recognitions_is_meant_has_to_be_said(desk: Desk) -> None:
    of = cluster()
    recognised(of)
    recognised(of, date(2026, 7, 10), "2026年")
    assert desk.faults("decisions", DECIDED + WHICH + "复核未通过\t2026-07-01\n") == [
        "第 2 行“认定批次”：有几个批次的省级认定（2023年、2026年），请写明认定批次。"
    ]


def test_pages_show_every_line_and_its_faults(desk: Desk, client: Client, django_assert_num_queries: Any) -> None:
    recognised()
    case = desk.begin("decisions", DECIDED + WHICH + "复核未通过\t2026-07-01\t\t\t目标未完成\n")
    client.force_login(officer(PROVINCE))
    client.get("/supervision/past/")
    with django_assert_num_queries(3):
        assert case.number in client.get("/supervision/past/").content.decode()
    assert "目标未完成" in client.get(f"/supervision/past/{case.pk}/").content.decode()
    told = {
        "kind": "goals",
        "source": "规划",
        "dated_on": "2024-01-01",
        "lines": GOALS + WHICH + "总产值\t亿元\t\t\t\t1\t\n",
        "key": "a",
    }
    page = client.post("/supervision/past/new/", told)
    assert page.status_code == 422
    assert 'class="wrong"' in page.content.decode()
    assert client.get("/supervision/past/templates/years.xlsx").status_code == 200
    client.force_login(officer(HUIDONG))
    for address in ("", "new/", f"{case.pk}/", "templates/years.xlsx"):
        assert client.get(f"/supervision/past/{address}").status_code == 404
