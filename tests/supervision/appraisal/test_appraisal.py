"""A year's appraisal (Article 16): computed and pinned, judged with reasons, graded by people, told, objected to."""

from __future__ import annotations

from datetime import date

import pytest

from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.outgoing.models import Paper
from jiqun.register.models import Cluster, Recognition
from jiqun.supervision.appraisal.grading import rubric_of, scored
from jiqun.supervision.appraisal.leads import look
from jiqun.supervision.appraisal.sheet import last_day
from jiqun.supervision.models import Appraisal, Appraised, Problem
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, at, officer
from tests.supervision.appraisal.province import JUDGED, Year
from tests.supervision.evaluation.reported import YI, figures

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Year:
    return Year()


def test_a_year_that_has_not_ended_is_refused(year: Year) -> None:
    with pytest.raises(Invalid, match="2025年尚未结束，年度结束后才能考核"):
        year.begin(2025)
    assert year.begin(2024).state == "marking"


def test_a_year_is_appraised_once_unless_the_draft_was_discarded(year: Year) -> None:
    year.begin()
    with pytest.raises(Invalid, match="2024年度考核已经开展"):
        year.begin()
    year.do(year.case, "discard_appraisal", reason="评分标准更换（虚构）")
    assert (year.begin().state, Appraisal.objects.count()) == ("marking", 2)


def test_it_covers_every_cluster_whose_recognition_stood_in_the_year(year: Year) -> None:
    """The one recognised in 2024 is left out of 2023; a revocation within the year takes its cluster out."""
    year.begin(2023)
    assert [row.cluster for row in Appraised.objects.all()] == [year.shoes]
    Recognition.objects.filter(cluster=year.chips).update(revoked_from=date(2024, 12, 31))
    year.begin(2024)
    assert [row.cluster for row in Appraised.objects.filter(appraisal=year.case.pk)] == [year.shoes]


def test_a_year_without_a_recognition_is_refused(year: Year) -> None:
    Recognition.objects.all().delete()
    with pytest.raises(Refusal, match="2024年没有有效的省级认定"):
        year.begin()


@pytest.mark.parametrize("code", [HUIZHOU, HUIDONG])
def test_only_the_province_appraises(year: Year, code: str) -> None:
    with pytest.raises(Refusal, match="省级经办"):
        year.begin(by=officer(code))


def test_computed_items_are_pinned_with_what_they_rest_on(year: Year) -> None:
    """120 亿 after 100 亿 is 20 %: full. Five of 17 figures. No report: nothing."""
    year.begin()
    found = year.sheet().computed
    assert {key: each["points"] for key, each in found.items()} == {
        "in_time": 0, "complete": 294, "goals": None, "growth": 1000, "rd": None, "problems": 1000,
    }  # fmt: skip
    assert found["growth"]["rows"] == [
        ["上年（亿元）", "Year before (100 m yuan)", "100.00", "100.00"],
        ["当年（亿元）", "The year (100 m yuan)", "120.00", "120.00"],
    ]
    assert found["in_time"]["zh"] == "县级未报送。"


def test_new_figures_change_nothing_until_somebody_computes_anew_with_a_reason(year: Year) -> None:
    year.begin()
    confirmed = year.confirmed()
    figures(year.shoes, 2024, firms=50, output=100 * YI, employees=22_000, rd=3 * YI, patents=700)
    assert year.sheet().computed["growth"]["points"] == 1000
    with pytest.raises(Invalid, match="请填写"):
        year.do(year.case, "recompute", reason="")
    year.do(year.case, "recompute", reason="年度数据更正（虚构）")
    sheet = year.sheet()
    assert (sheet.computed["growth"]["points"], sheet.state) == (0, "marking")
    assert (sheet.total or 0) == (confirmed.total or 0) - 1000


def test_computing_anew_leaves_alone_what_did_not_change(year: Year) -> None:
    year.begin()
    before = year.confirmed()
    year.do(year.case, "recompute", reason="例行核对（虚构）")
    assert (year.sheet().state, year.sheet().version) == ("confirmed", before.version)


def test_points_and_reason_go_together_and_within_the_weight(year: Year) -> None:
    year.begin()
    with pytest.raises(Invalid) as said:
        year.do(year.sheet(), "mark", points_innovation="11", reason_digital_green="有", points_governance="5")
    assert said.value.faults.keys() == {
        "points_innovation", "points_digital_green", "reason_governance"
    }  # fmt: skip
    with pytest.raises(Invalid, match="请至少为一项评分"):
        year.do(year.sheet(), "mark")
    year.do(year.sheet(), "mark", points_innovation="8.5", reason_innovation="共享平台已运行（虚构）")
    assert year.sheet().marks == {"innovation": {"points": 850, "reason": "共享平台已运行（虚构）"}}


def test_an_item_the_data_do_not_tell_is_judged_by_a_person_and_says_why(year: Year) -> None:
    year.begin()
    sheet = year.marked()
    found = {line.item.key: (line.by_person, line.gap and line.gap.zh) for line in scored(sheet, rubric_of(sheet))}
    assert found["rd"] == (True, "缺少上年或当年数据，无法计算增速。")
    assert (found["growth"], found["governance"]) == ((False, None), (True, None))


def test_no_grade_before_every_item_has_points(year: Year) -> None:
    year.begin()
    payload = {"grade": "good", "grade_reason": "", "summary": "总体平稳（虚构）", "measures": ""}
    with pytest.raises(
        Refusal, match="还有 5 项没有评分：规划目标完成情况、中小企业研发经费增长、产业链协作与协同创新等 5 项"
    ):
        year.do(year.sheet(), "confirm_grade", **payload)
    sheet = year.marked()
    assert sheet.total == sum(
        each["points"]
        for each in (*(c for c in sheet.computed.values() if c["points"] is not None), *sheet.marks.values())
    )
    assert set(JUDGED) <= set(sheet.marks)


def test_a_grade_other_than_proposed_needs_its_reason(year: Year) -> None:
    year.begin()
    with pytest.raises(Invalid, match="等次与建议不同，请写明理由"):
        year.confirmed(grade="failed")
    sheet = year.confirmed(grade="failed", grade_reason="发生安全事故，正在调查（虚构）")
    assert (sheet.state, sheet.grade) == ("confirmed", "failed")


def test_measures_are_read_line_by_line_and_all_faults_are_named(year: Year) -> None:
    year.begin()
    wrong = "只有问题\n甲 | 乙 | 丙 | 某日\n甲 | 乙 | 丙 | 2025-01-01\n甲｜乙｜丙｜2025-12-31"
    with pytest.raises(Invalid) as said:
        year.confirmed(measures=wrong)
    assert said.value.faults["measures"] == [
        "第 1 行：请写全“问题 | 措施 | 责任单位 | 期限”四部分。",
        "第 2 行：期限“某日”请写成 2025-12-31。",
        "第 3 行：期限 2025-01-01 已过。",
    ]


def test_grades_are_settled_once_all_are_confirmed_and_signed_by_another(year: Year) -> None:
    year.begin()
    year.confirmed(year.shoes)
    with pytest.raises(Refusal, match="还有 1 个集群没有确认等次：惠城区电子产业集群"):
        year.do(year.case, "settle")
    year.confirmed(year.chips)
    year.do(year.case, "settle")
    assert {row.state for row in Appraised.objects.all()} == {"confirmed"}
    with pytest.raises(Refusal, match="考核表不能再改"):
        year.do(year.sheet(), "take_back", reason="再看（虚构）")
    year.do(year.case, "sign", year.chief, affirmed="on")
    assert {row.state for row in Appraised.objects.all()} == {"settled"}


def test_nothing_follows_from_a_grade_by_itself(year: Year) -> None:
    """The worst grade leaves recognition, problems and leads as they were; it is a lead once somebody looks."""
    year.begin()
    for each in (year.shoes, year.chips):
        year.confirmed(each, grade="failed", grade_reason="虚构")
    year.do(year.case, "settle")
    year.do(year.case, "sign", year.chief, affirmed="on")
    assert not Recognition.objects.exclude(revoked_from=None).exists()
    assert not Problem.objects.exists()
    clusters = list(Cluster.objects.all())
    assert list(look(clusters, date(2025, 6, 11))) == []
    year.do(year.case, "draft_feedback", objection_days="10")
    year.delivered()
    [found] = look(clusters, date(2025, 6, 11))
    assert (found.cluster_id, found.ground, found.kind) == (year.shoes.pk, "", "appraisal")


def test_letters_go_to_the_county_through_its_prefecture(year: Year) -> None:
    sheet = year.drafted()
    letter = Paper.objects.get(pk=sheet.letter_id)
    assert (letter.kind_slug, letter.addressee_id, letter.through_id, letter.batch is not None) == (
        "appraisal_feedback", HUIDONG, HUIZHOU, True,
    )  # fmt: skip
    said = "".join(block.get("text", "") for block in letter.content["body"])
    assert "自收到本函次日起10个工作日内" in said
    assert Paper.objects.filter(kind_slug="appraisal_feedback").count() == 2
    with pytest.raises(Refusal, match="反馈函都已拟稿"):
        year.do(year.case, "draft_feedback", objection_days="10")


def test_a_letter_that_was_dropped_is_drafted_again(year: Year) -> None:
    sheet = year.drafted()
    Paper.objects.filter(pk=sheet.letter_id).update(state="dropped")
    year.do(year.case, "draft_feedback", objection_days="15")
    again = year.sheet()
    assert (again.letter_id != sheet.letter_id, again.objection_days) == (True, 15)
    assert year.sheet(year.chips).objection_days == 10


def test_grade_is_seen_by_each_once_the_letter_has_come_to_it(year: Year) -> None:
    sheet = year.drafted()

    def readers() -> list[str]:
        codes = (PROVINCE, HUIZHOU, HUIDONG, HUICHENG)
        return [code for code in codes if Appraised.objects.visible_to(officer(code)).filter(pk=sheet.pk).exists()]

    assert readers() == [PROVINCE]
    year.passing()
    assert readers() == [PROVINCE, HUIZHOU]
    year.delivered()
    assert readers() == [PROVINCE, HUIZHOU, HUIDONG]


def test_measures_stand_among_the_problems_only_after_the_letter_arrived(year: Year) -> None:
    year.drafted()
    with pytest.raises(Refusal, match="没有可登记的整改事项"):
        year.do(year.case, "follow_measures")
    year.delivered()
    year.do(year.case, "follow_measures")
    [problem] = Problem.objects.all()
    assert (problem.cluster, problem.text, problem.owner, problem.due_on) == (
        year.shoes, "平台应用普及率偏低", "县工业和信息化局", date(2025, 12, 31),
    )  # fmt: skip
    assert year.sheet().followed


def test_county_objects_once_within_the_working_days_of_the_letter(year: Year) -> None:
    """Delivered on Tuesday 2025-06-10: ten working days end on Tuesday 2025-06-24."""
    sheet = year.told()
    assert last_day(sheet) == date(2025, 6, 24)
    year.now = at("2025-06-25 09:00")
    with pytest.raises(Refusal, match="提出复核意见的期限（2025-06-24）已过"):
        year.do(sheet, "object_to_grade", officer(HUIDONG), objection="有漏计（虚构）")
    year.now = at("2025-06-24 17:00")
    year.do(sheet, "object_to_grade", officer(HUIDONG), objection="有漏计（虚构）")
    year.do(sheet, "sign", approver(HUIDONG), affirmed="on")
    assert year.sheet().state == "objected"
    with pytest.raises(Refusal, match="不能办理"):
        year.do(sheet, "object_to_grade", officer(HUIDONG), objection="再提一次（虚构）")


@pytest.mark.parametrize("code", [HUICHENG])
def test_another_county_finds_no_grade(year: Year, code: str) -> None:
    sheet = year.told()
    with pytest.raises(NotHere):
        year.do(sheet, "object_to_grade", officer(code), objection="（虚构）")


def test_province_answers_with_reasons_signed_and_a_letter(year: Year) -> None:
    sheet = year.objected()
    before = sheet.grade
    year.do(sheet, "answer_objection", grade="excellent", answer="补充材料属实，予以采纳（虚构）")
    assert year.sheet().state == "objected"
    year.do(sheet, "sign", year.chief, affirmed="on")
    sheet = year.sheet()
    assert (sheet.state, sheet.grade, sheet.regrade, sheet.standing) == ("answered", before, "excellent", "excellent")
    letter = Paper.objects.get(kind_slug="appraisal_answer")
    assert (letter.addressee_id, letter.through_id) == (HUIDONG, HUIZHOU)
    assert "考核等次更改为“优秀”" in letter.content["body"][0]["text"]


def test_grade_kept_after_the_objection_says_so(year: Year) -> None:
    sheet = year.objected()
    year.do(sheet, "answer_objection", grade=sheet.grade, answer="材料不属于考核年度（虚构）")
    year.do(sheet, "sign", year.chief, affirmed="on")
    assert year.sheet().regrade == ""
    assert "维持考核等次" in Paper.objects.get(kind_slug="appraisal_answer").content["body"][0]["text"]


def test_it_closes_once_everybody_was_told_and_answered(year: Year) -> None:
    year.told()
    with pytest.raises(Refusal, match="1 份反馈函未送达，1 个集群的整改事项未登记，不能办结"):
        year.do(year.case, "close_appraisal")
    year.delivered(year.chips)
    year.do(year.case, "follow_measures")
    year.do(year.case, "close_appraisal")
    year.case.refresh_from_db()
    assert year.case.state == "closed"
