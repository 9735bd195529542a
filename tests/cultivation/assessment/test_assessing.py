"""The yearly self-assessment: computed and pinned, answered, handed in, read; nothing is decided (Articles 8, 13)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.models import SelfAssessment
from jiqun.register.models import RosterRevision
from tests.cultivation.cultivated import NOW, answers, assessed, do, entered, handed_in
from tests.office import HUICHENG, HUIDONG, HUIZHOU, approver, at, officer
from tests.recognition.applicant import upload, workbook

pytestmark = pytest.mark.django_db


def test_norms_are_computed_and_pinned_with_value_limit_verdict_and_distance() -> None:
    row = SelfAssessment.objects.get(pk=assessed(entered()).pk)
    assert (row.year, row.measure, row.on, row.lapsed, row.met, row.short, row.unknown) == (
        2024,
        "gd_2023_4",
        NOW.date(),
        False,
        11,
        2,
        0,
    )
    share = next(each for each in row.norms if each["id"] == "13.2.sme_share")
    assert (share["verdict"], share["value"], share["limit"], share["shown"][0], share["asks"][0]) == (
        "not_met",
        "0.6832",
        "7/10",
        "68.32%",
        "＞ 70%",
    )
    assert share["gap"][0].startswith("2024 年中小企业产值再增加") and share["gap"][0].endswith("即达到门槛")


def test_workbook_becomes_the_clusters_next_roster_and_the_newest_one_serves_without_upload() -> None:
    entry = entered()
    first = assessed(entry)
    do(first, "drop_assessment", officer(HUICHENG), reason="重新来过。")
    done = open_matter("self_assessment", by=officer(HUICHENG), payload={"entry": str(entry.pk)}, key="again", now=NOW)
    roster = RosterRevision.objects.get()
    assert SelfAssessment.objects.get(pk=done.subject.pk).roster == roster


def test_one_a_year() -> None:
    entry = entered()
    first = assessed(entry)
    with pytest.raises(Invalid) as said:
        assessed(entry, key="second")
    assert said.value.faults == {
        "workbook": [
            f"该集群 2024 年已有自评（{first.number}），一年一次；请继续办理该件，或上传新一年的名册。",
        ]
    }
    assert SelfAssessment.objects.count() == 1


def test_cluster_without_an_entry_or_a_roster_is_refused_with_what_to_do() -> None:
    with pytest.raises(Invalid) as said:
        open_matter("self_assessment", by=officer(HUICHENG), payload={"entry": str(UUID(int=1))}, key="none", now=NOW)
    assert said.value.faults == {"entry": ["该集群不在本单位的培育库中，请先登记入库。"]}
    entry = entered()
    with pytest.raises(Invalid) as said:
        open_matter("self_assessment", by=officer(HUICHENG), payload={"entry": str(entry.pk)}, key="no", now=NOW)
    assert said.value.faults == {"workbook": ["该集群在登记中还没有企业名册，请上传名册工作簿。"]}


def test_another_countys_entry_cannot_be_assessed() -> None:
    entry = entered()
    entered(officer(HUIDONG), "other", place=HUIDONG, name="惠东县女鞋产业集群")
    with pytest.raises(Invalid) as said:
        open_matter("self_assessment", by=officer(HUIDONG), payload={"entry": str(entry.pk)}, key="x", now=NOW)
    assert list(said.value.faults) == ["entry"]


def test_workbook_that_is_none_is_refused_and_nothing_is_kept() -> None:
    entry = entered()
    with pytest.raises(Invalid):
        open_matter(
            "self_assessment",
            by=officer(HUICHENG),
            payload={"entry": str(entry.pk)},
            files={"workbook": upload(b"PK\x03\x04nothing")},
            key="bad",
            now=NOW,
        )
    assert (RosterRevision.objects.count(), SelfAssessment.objects.count()) == (0, 0)


def test_lapsed_measure_is_said_and_its_last_conditions_are_taken() -> None:
    """Article 19: in force until 2026-02-27."""
    row = SelfAssessment.objects.get(pk=assessed(entered(), now=at("2026-05-06 10:00")).pk)
    assert (row.lapsed, row.on, row.measure) == (True, date(2026, 2, 27), "gd_2023_4")


def test_blank_answers_bar_handing_in_all_named_at_once_and_are_kept_in_part() -> None:
    case = assessed(entered())
    do(case, "answer_norms", officer(HUICHENG), **{"said_13_9_plan": "已编制三年规划。", "met_13_9_plan": True})
    assert SelfAssessment.objects.get().judged == {"13.9.plan": {"said": "已编制三年规划。", "met": True}}
    with pytest.raises(Refusal) as said:
        do(case, "hand_in_assessment", officer(HUICHENG))
    assert str(said.value).startswith("还不能报送：27 项定性条件未作说明：支柱或特色产业、")


def test_tick_without_words_is_refused() -> None:
    case = assessed(entered())
    with pytest.raises(Invalid) as said:
        do(case, "answer_norms", officer(HUICHENG), met_13_9_plan=True)
    assert list(said.value.faults) == ["said_13_9_plan"]


def test_handed_in_by_two_then_read_by_the_prefecture_with_an_opinion() -> None:
    case = handed_in(entered())
    assert case.state == "submitted"
    do(case, "note_assessment", officer(HUIZHOU), opinion="中小企业占比偏低，请加强梯度培育。")
    row = SelfAssessment.objects.select_related("case").get()
    assert (row.case.state, row.opinion, row.handed_in_at) == (
        "read",
        "中小企业占比偏低，请加强梯度培育。",
        NOW,
    )


def test_draft_is_the_countys_own_until_it_is_handed_in_and_again_when_given_back() -> None:
    entry = entered()
    case = assessed(entry)
    city = officer(HUIZHOU)
    assert not SelfAssessment.objects.visible_to(city).exists()
    with pytest.raises(NotHere):
        do(case, "note_assessment", city, opinion="")
    do(case, "answer_norms", officer(HUICHENG), **answers())
    do(case, "hand_in_assessment", officer(HUICHENG))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    assert SelfAssessment.objects.visible_to(city).count() == 1
    do(case, "give_back_assessment", city, reason="请补充第（四）项。")
    assert not SelfAssessment.objects.visible_to(city).exists()
    row = SelfAssessment.objects.get()
    assert (row.handed_in_at, row.returned) == (None, "请补充第（四）项。")


def test_newer_roster_of_the_year_has_to_be_taken_before_handing_in() -> None:
    entry = entered()
    case = assessed(entry)
    do(case, "answer_norms", officer(HUICHENG), **answers())
    do(case, "take_roster", officer(HUICHENG), files={"workbook": upload(workbook(2024, 14))})
    assert SelfAssessment.objects.get().roster == RosterRevision.objects.get(number=2)
    older = RosterRevision.objects.get(number=1)
    SelfAssessment.objects.update(roster=older)
    with pytest.raises(Refusal, match="第 2 版"):
        do(case, "hand_in_assessment", officer(HUICHENG))


def test_roster_of_another_year_is_refused_for_a_draft() -> None:
    case = assessed(entered())
    with pytest.raises(Invalid) as said:
        do(case, "take_roster", officer(HUICHENG), files={"workbook": upload(workbook(2023))})
    assert list(said.value.faults) == ["workbook"]
    assert RosterRevision.objects.count() == 1


def test_answers_of_the_year_before_are_brought_along() -> None:
    entry = entered()
    handed_in(entry, 2023, at("2024-03-20 10:00"))
    row = SelfAssessment.objects.get(pk=assessed(entry).pk)
    assert row.judged["13.9.plan"]["said"] == "未来三年发展规划：已有基础。"
    assert Case.objects.get(pk=row.pk).state == "drafting"
