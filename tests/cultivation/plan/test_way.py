"""A plan from its draft to its revisions, with progress (Articles 7, 13(九), 15, 16); each refusal by its success."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.casework.reminders import reminders
from jiqun.cultivation.models import Plan, PlanNote, PlanRevision, PlanTask
from jiqun.cultivation.plan import queries
from jiqun.cultivation.plan.content import from_plain
from jiqun.cultivation.plan.progress import Light
from jiqun.forms.answers import values
from jiqun.register.known import goals_of
from jiqun.register.models import ClusterYear
from tests.cultivation.plan.answers import whole
from tests.cultivation.plan.county import LATER, NOW, adopted, begin, do, fill, of, signed
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, officer
from tests.recognition.applicant import upload

pytestmark = pytest.mark.django_db


def year(number: int, **figures: int) -> None:
    """Figures of a year in the register."""
    ClusterYear.objects.create(cluster=of(), year=number, source=f"{number} 年度报告", kept_at=NOW, **figures)


def test_plan_begins_with_the_tasks_of_article_7_and_last_years_figures() -> None:
    year(2025, output=45 * 10**10, patents=120)
    given = values(begin())
    assert given["d5_tasks"][0][0] == "5.1 参与“一带一路”建设" and len(given["d5_tasks"]) == 4
    assert given["d1_goals"][0][:4] == ["集群总产值", "亿元", "45.00", ""]
    assert given["d2_goals"][1][:3] == ["有效发明专利", "件", "120"] and given["d5_goals"][0][2] == ""


def test_unfinished_plan_is_refused_with_everything_that_lacks_and_a_whole_one_is_adopted() -> None:
    case = begin()
    with pytest.raises(Refusal, match=r"1\.1 主导产业精准定位、1\.2 .*总体思路未填"):
        do(case, "adopt_plan", officer(HUICHENG))
    fill(case, whole())
    case = signed(case, "adopt_plan")
    kept = PlanRevision.objects.get(plan=case.pk)
    assert case.state == "adopted" and kept.number == 1 and len(from_plain(kept.content).tasks) == 49
    assert PlanTask.objects.filter(plan=case.pk, ended=False).count() == 49


def test_sums_a_thousand_times_the_others_are_adopted_only_once_looked_at() -> None:
    case = begin()
    answers = whole()
    answers["d3_tasks"][0][5] = "125000"
    fill(case, answers)
    with pytest.raises(Invalid, match="请核对资金单位后勾选"):
        do(case, "adopt_plan", officer(HUICHENG))
    assert signed(case, "adopt_plan", units="on").state == "adopted"


def test_years_of_a_plan_are_taken_once_and_free_again_when_its_draft_is_dropped() -> None:
    case = begin()
    with pytest.raises(Refusal, match="年份重叠"):
        begin(2027, key="second")
    do(case, "drop_plan", officer(HUICHENG), reason="改编下一期。")
    assert begin(2027, key="third").state == "drafting"


def test_county_of_another_place_neither_begins_nor_sees_it() -> None:
    with pytest.raises(Invalid, match="请选择本单位的集群"):
        begin(by=officer(HUIDONG), key="foreign")
    case = adopted()
    with pytest.raises(NotHere):
        do(case, "amend_plan", officer(HUIDONG), reason="x")


def test_prefecture_sees_a_draft_only_when_asked_and_decides_nothing() -> None:
    case = begin()
    with pytest.raises(NotHere):
        do(case, "advise_plan", officer(HUIZHOU), opinion="建议补充绿色低碳措施。")
    do(case, "consult_prefecture", officer(HUICHENG))
    do(case, "advise_plan", officer(HUIZHOU), opinion="建议补充绿色低碳措施。")
    plan = Plan.objects.get(pk=case.pk)
    assert plan.opinion == "建议补充绿色低碳措施。" and plan.case.state == "drafting"


def test_amendment_is_another_signed_revision_and_the_first_stays() -> None:
    case = adopted()
    task = PlanTask.objects.get(plan=case.pk, topic="1.1")
    do(case, "note_plan_progress", officer(HUICHENG), **note(task))
    do(case, "amend_plan", officer(HUICHENG), reason="上级调整产业布局。")
    answers = whole()
    answers["d1_tasks"][0][4] = "2028-12"
    answers["d1_tasks"][1][1] = "强链项目"
    fill(case, answers)
    with pytest.raises(Invalid, match="请填写"):
        do(case, "adopt_plan", officer(HUICHENG))
    case = signed(case, "adopt_plan", reason="延长一项，更换一项。")
    kept = PlanRevision.objects.filter(plan=case.pk)
    assert [each.number for each in kept] == [1, 2] and kept[1].reason == "延长一项，更换一项。"
    assert from_plain(kept[0].content).tasks[0].end == date(2027, 6, 30)
    task.refresh_from_db()
    assert (task.end, task.status, task.ended) == (date(2028, 12, 31), "running", False), "it is the same measure"
    gone = PlanTask.objects.get(plan=case.pk, title="固链强链补链延链工程")
    assert gone.ended and PlanTask.objects.filter(plan=case.pk, ended=False).count() == 49


def test_amendment_given_up_leaves_the_draft_as_it_was_signed() -> None:
    case = adopted()
    before = values(case)
    do(case, "amend_plan", officer(HUICHENG), reason="试改。")
    fill(case, {**whole(), "outline": "另一思路", "d5_left": [["5.1", "不出口"]]})
    do(case, "undo_amendment", officer(HUICHENG), reason="不改了。")
    after = {name: value for name, value in values(Case.objects.get(pk=case.pk)).items() if value}
    assert after == before and PlanRevision.objects.filter(plan=case.pk).count() == 1


def note(measure: PlanTask, **more: Any) -> dict[str, Any]:
    """A note on a measure."""
    plain = {"task": str(measure.pk), "on": "2025-09-01", "status": "running", "text": "已完成立项。"}
    return {**plain, "spent": "3.5", "until": "", **more}


def test_note_of_progress_is_dated_proved_and_counted() -> None:
    case = adopted()
    task = PlanTask.objects.get(plan=case.pk, topic="2.1")
    do(case, "note_plan_progress", officer(HUICHENG), files={"file": upload(PDF, "立项.pdf")}, **note(task))
    task.refresh_from_db()
    kept = PlanNote.objects.get(task=task)
    assert (task.status, task.spent, kept.file_name, kept.on) == ("running", 3_500_000, "立项.pdf", date(2025, 9, 1))
    assert "已完成立项" in ActRecord.objects.get(subject_id=str(case.pk), act="note_plan_progress").note["zh"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"on": "2025-09-11"}, "日期不能晚于今天"),
        ({"status": "extended"}, "请填写延期至哪一天"),
        ({"status": "extended", "until": "2027-06-30"}, "须晚于原定完成时间 2027-06-30"),
        ({"spent": "三万"}, "不是金额"),
        ({"task": "0"}, "请选择本方案的措施"),
    ],
)
def test_wrong_note_is_refused_and_nothing_is_kept(wrong: dict[str, str], said: str) -> None:
    case = adopted()
    task = PlanTask.objects.get(plan=case.pk, topic="2.1")
    with pytest.raises(Invalid, match=said):
        do(case, "note_plan_progress", officer(HUICHENG), **note(task, **wrong))
    assert not PlanNote.objects.exists()


def test_late_measures_remind_their_county_and_nobody_else() -> None:
    case = adopted()
    assert [each for each in reminders(officer(HUICHENG), NOW) if "措施逾期" in each.text.zh] == []
    found = [each.text.zh for each in reminders(officer(HUICHENG), LATER) if case.title in each.text.zh]
    assert found == [f"{case.title}有 49 条措施逾期或应启动未启动，请登记进展。"]
    for other in (approver(HUICHENG), officer(HUIDONG), officer(HUIZHOU)):
        assert [each for each in reminders(other, LATER) if "措施逾期" in each.text.zh] == []


def test_goals_follow_the_registers_figures_and_else_what_is_reported(django_assert_num_queries: Any) -> None:
    case = adopted()
    year(2026, output=44 * 10**10)
    this = {"goal": "集体商标和地理标志", "year": "2026", "value": "10", "source": "商标局公告"}
    do(case, "report_plan_result", officer(HUICHENG), now=LATER, **this)
    plan = Plan.objects.get(pk=case.pk)
    kept = queries.revision(plan)
    assert kept is not None
    with django_assert_num_queries(4):
        shown = queries.overview(plan, from_plain(kept.content), date(2027, 9, 10))
    output, brands = shown.directions[0].goals[0], shown.directions[5].goals[0]
    assert (output.years[0].actual, output.years[0].computed, output.years[0].light) == ("44.00", True, Light.REACHED)
    assert (brands.years[0].actual, brands.years[0].computed, brands.years[0].light) == ("10", False, Light.SHORT)
    assert shown.sums["late"] == 49 and shown.sums["planned"] == 49 * 12_500_000


def test_goals_of_the_plan_are_known_to_an_application_with_their_source() -> None:
    assert goals_of(of(), 2025) == []
    case = adopted()
    goals = {goal.indicator: goal for goal in goals_of(of(), 2025)}
    assert goals["集群总产值"].base == "40" and goals["集群总产值"].targets == {
        "2026": "44",
        "2027": "48",
        "2028": "53",
    }
    assert goals["集群总产值"].source.zh == f"培育方案（{case.number}，第 1 版）"
    later = {goal.indicator: goal for goal in goals_of(of(), 2026)}["集群总产值"]
    assert (later.base, later.targets) == ("44", {"2027": "48", "2028": "53", "2029": ""})
    assert goals_of(of(), 2030) == [] and Fraction(later.base) == 44


def test_province_reads_a_plan_in_force() -> None:
    case = adopted()
    assert Plan.objects.visible_to(officer(PROVINCE)).filter(pk=case.pk).exists()
    assert not Plan.objects.visible_to(officer(HUIDONG)).filter(pk=case.pk).exists()
