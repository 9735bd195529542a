"""Article 16: 每年3月31日前填报集群上一年度有关工作开展情况: filled in, checked, received by the province."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.forms.answers import values
from jiqun.register.models import ClusterYear
from jiqun.supervision.models import AnnualReport, GoalProgress
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, officer
from tests.supervision.reports.yearly import WAN, Way, planned, roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def way() -> Way:
    return Way(planned())


def test_report_begins_with_the_frozen_goals_and_the_year_s_targets(way: Way) -> None:
    case = way.begin()
    assert values(case) == {"goal_progress": [["集群总产值", "", "55", ""]]}
    assert (case.number, case.state) == ("NB-2025-0001", "drafting")


def test_received_report_keeps_its_figures_and_the_results_of_its_goals(way: Way) -> None:
    case = way.received()
    assert case.state == "received"
    kept = ClusterYear.objects.get()
    assert (kept.year, kept.firms, kept.output, kept.employees) == (2025, 3, 3000 * WAN, 300)
    assert kept.source == f"年度报告 {case.number}"
    assert list(GoalProgress.objects.values_list("goal__indicator", "actual")) == [("集群总产值", "60")]


def test_figures_are_frozen_when_it_is_handed_in(way: Way) -> None:
    way.forwarded()
    roster(way.recognition.cluster, output=9)
    way.act("receive", officer(PROVINCE))
    assert ClusterYear.objects.get().output == 3000 * WAN
    assert AnnualReport.objects.get().roster_id is not None


def test_report_on_a_year_that_has_not_ended_is_refused(way: Way) -> None:
    with pytest.raises(Invalid, match="2026 年尚未结束") as said:
        way.begin(year="2026")
    assert list(said.value.faults) == ["year"]


def test_report_on_a_year_without_recognition_is_refused(way: Way) -> None:
    with pytest.raises(Invalid, match="2023 年不在认定有效期内"):
        way.begin(year="2023")


def test_second_report_names_the_first(way: Way) -> None:
    way.begin()
    with pytest.raises(Conflict, match="已在办（NB-2025-0001）"):
        way.begin()


def test_another_county_begins_no_report_of_a_cluster_that_is_not_its_own(way: Way) -> None:
    with pytest.raises(Invalid):
        way.begin(HUICHENG)


def test_everything_that_lacks_is_said_at_once(way: Way) -> None:
    way.begin()
    way.fill(experience="", goal_progress=[["集群总产值", "五十", "55", ""]])
    with pytest.raises(Refusal) as said:
        way.act("hand_in", officer(HUIDONG))
    assert "“工作经验”未填" in str(said.value)
    assert "目标“集群总产值”的当年实际“五十”不是数字" in str(said.value)


def test_goal_that_falls_short_needs_a_reason(way: Way) -> None:
    way.begin()
    way.fill(goal_progress=[["集群总产值", "54.9", "55", ""]])
    with pytest.raises(Refusal, match="未达当年目标 55，请写明偏差原因"):
        way.act("hand_in", officer(HUIDONG))
    way.fill(goal_progress=[["集群总产值", "54.9", "55", "外需下降"]])
    way.signed("hand_in", HUIDONG)
    assert way.state().state == "submitted"


def test_figure_lower_by_nine_tenths_asks_for_an_explanation(way: Way) -> None:
    way.received()
    later = Way(way.recognition, 2026)
    later.now = way.now.replace(year=2027)
    roster(way.recognition.cluster, years=(2025, 2026), output=100)
    later.begin()
    later.fill(goal_progress=[["集群总产值", "60", "60", ""]])
    with pytest.raises(Refusal, match="比上年下降 90% 以上"):
        later.act("hand_in", officer(HUIDONG))
    later.fill(goal_progress=[["集群总产值", "60", "60", ""]], figure_reasons="整体搬迁，停产九个月。")
    later.signed("hand_in", HUIDONG)
    assert later.state().state == "submitted"


def test_roster_without_the_year_is_refused(way: Way) -> None:
    roster(way.recognition.cluster, years=(2023, 2024))
    way.begin()
    way.fill()
    with pytest.raises(Refusal, match="没有 2025 年的企业数据"):
        way.act("hand_in", officer(HUIDONG))


def test_each_level_returns_it_once_and_what_was_written_stays(way: Way) -> None:
    way.handed_in()
    way.act("return_to_county", officer(HUIZHOU), {"notes": "补充工作经验。"})
    assert way.state().state == "correcting"
    assert values(way.state())["experience"] == "以龙头带配套。"
    way.signed("hand_in", HUIDONG)
    with pytest.raises(Refusal, match="本级已退回过一次"):
        way.act("return_to_county", officer(HUIZHOU), {"notes": "再改。"})
    way.signed("forward", HUIZHOU, {"opinion": "已核对。"})
    way.act("return_for_mending", officer(PROVINCE), {"notes": "核对研发经费。"})
    way.signed("hand_in", HUIDONG)
    way.signed("forward", HUIZHOU, {"opinion": "已核对。"})
    with pytest.raises(Refusal, match="本级已退回过一次"):
        way.act("return_for_mending", officer(PROVINCE), {"notes": "再改。"})


def test_draft_is_the_county_s_alone(way: Way, client: Client) -> None:
    case = way.begin()
    for code, status in ((HUIDONG, 200), (HUIZHOU, 404), (PROVINCE, 404), (HUICHENG, 404)):
        client.force_login(officer(code))
        assert client.get(f"/supervision/reports/{case.pk}/").status_code == status, code
    with pytest.raises(NotHere):
        way.act("receive", officer(PROVINCE))


def test_one_who_fills_in_is_not_the_one_who_signs(way: Way) -> None:
    way.begin()
    way.fill()
    way.act("hand_in", officer(HUIDONG))
    with pytest.raises(Refusal):
        way.act("sign", officer(HUIDONG), {"affirmed": "on"})
    way.act("sign", approver(HUIDONG), {"affirmed": "on"})
    assert way.state().state == "submitted"


def test_section_is_filled_in_on_the_common_desk(way: Way, client: Client) -> None:
    case = way.begin()
    client.force_login(officer(HUIDONG))
    page = client.get(f"/fill/{case.pk}/1/").content.decode()
    assert "总产值 0.30 亿元" in page
    answer = client.post(f"/fill/{case.pk}/1/save/", {"account": officer(HUIDONG).pk, "experience": "先行一步"})
    assert answer.status_code == 200
    assert values(case)["experience"] == "先行一步"
    assert "先行一步" in client.get(f"/fill/{case.pk}/history/experience/").content.decode()
    client.force_login(officer(HUICHENG))
    assert client.get(f"/fill/{case.pk}/1/").status_code == 404


def test_page_costs_few_queries(way: Way, client: Client, django_assert_max_num_queries: Any) -> None:
    case = way.received()
    client.force_login(officer(PROVINCE))
    client.get(f"/supervision/reports/{case.pk}/")
    with django_assert_max_num_queries(12):
        assert "达到当年目标" in client.get(f"/supervision/reports/{case.pk}/").content.decode()
