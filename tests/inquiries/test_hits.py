"""疑似命中·待核 and its conclusion by a person (A13.1)."""

from __future__ import annotations

import pytest

from jiqun.casework.history import history
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.casework.todo import tasks
from jiqun.inquiries.models import Hit
from jiqun.inquiries.queries.standing import pending_count
from jiqun.journal.models import Entry
from tests.inquiries.county import CODES, NOW, act, cluster, conclude, pasted, reply, scan, sent
from tests.office import HUICHENG, HUIZHOU, approver, officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def hit() -> Hit:
    reply(sent(cluster(), departments=["emergency"]), "emergency", pasted(CODES[0]))
    return Hit.objects.get()


def test_a_hit_waits_on_the_prefectures_workbench(hit: Hit) -> None:
    assert any(task.title == hit.title for task in tasks(officer(HUIZHOU), NOW))
    assert not any(task.title == hit.title for task in tasks(officer(HUICHENG), NOW))


def test_a_conclusion_other_than_true_needs_its_reason(hit: Hit) -> None:
    for outcome in ("unfounded", "outside"):
        with pytest.raises(Invalid, match="请写明理由"):
            conclude(hit, outcome, reason="")
    assert pending_count(hit.cluster_id, officer(HUICHENG)) == 1
    before = Entry.objects.count()
    conclude(hit, "unfounded", files={"file": scan("核实.pdf")})
    hit.refresh_from_db()
    assert (hit.state, hit.reason, hit.file_name) == ("unfounded", "同名，非本企业", "核实.pdf")
    assert (Entry.objects.count(), pending_count(hit.cluster_id, officer(HUICHENG))) == (before + 1, 0)


def test_a_true_one_says_what_when_and_by_whom_and_leaves_an_unknown_grade_open(hit: Hit) -> None:
    """The grade is the finding authority's; it is recorded, never made up."""
    with pytest.raises(Invalid, match=r"请填写发生或认定日期.*请填写认定机关"):
        conclude(hit, "confirmed", on="", authority="")
    with pytest.raises(Invalid, match="不能晚于今天"):
        conclude(hit, "confirmed", on="2025-03-21")
    conclude(hit, "confirmed", grade="")
    hit.refresh_from_db()
    assert (hit.state, hit.grade, hit.authority) == ("confirmed", "", "惠州市应急管理局")


def test_nobody_but_the_prefectures_officer_concludes(hit: Hit) -> None:
    for who in (officer(HUICHENG), approver(HUIZHOU)):
        with pytest.raises(Refusal, match="由市级经办办理"):
            act(hit, "conclude", who, outcome="unfounded", reason="非本企业")
    conclude(hit)
    with pytest.raises(Refusal, match="现处于“不属实或非本企业”"):
        conclude(hit, "confirmed")


def test_a_conclusion_taken_back_opens_the_hit_again_and_stays_in_the_history(hit: Hit) -> None:
    conclude(hit)
    with pytest.raises(Invalid, match="请填写"):
        act(hit, "reconsider", officer(HUIZHOU))
    act(hit, "reconsider", officer(HUIZHOU), reason="企业补充材料")
    hit.refresh_from_db()
    assert (hit.state, hit.reason, hit.concluded_by) == ("pending", "", None)
    assert [str(line.note) for line in history(hit.pk)] == ["企业补充材料", "同名，非本企业"]
