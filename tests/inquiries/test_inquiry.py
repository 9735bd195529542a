"""Inquiries to departments (A13.1): asked, answered, closed; each refusal beside what succeeds."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.facts.rows import Incident, RegisterSearch
from jiqun.inquiries.models import Hit, Inquiry, Letter
from jiqun.inquiries.queries.standing import for_roster, incidents, searches, standing
from jiqun.journal.models import Entry
from tests.inquiries.county import (
    CODES,
    FIRMS,
    NOW,
    act,
    add_roster,
    cluster,
    conclude,
    opened,
    pasted,
    reply,
    scan,
    sent,
)  # fmt: skip
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, at, officer

pytestmark = pytest.mark.django_db
ON = date(2025, 3, 20)


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def test_inquiry_pins_the_latest_roster_and_36_months() -> None:
    of = cluster()
    add_roster(of, 2)
    case = opened(of)
    row = Inquiry.objects.get(pk=case.pk)
    assert (row.roster.number, row.since, row.until) == (2, date(2022, 3, 18), date(2025, 3, 18))
    assert list(Letter.objects.filter(inquiry=row).order_by("pk").values_list("department", "document", "sent_on")) == [
        ("emergency", "", None),
        ("tax", "", None),
    ], "no number is made up"
    assert Entry.objects.exists()


def test_inquiry_needs_a_roster_a_territory_and_a_day_that_has_come() -> None:
    without = cluster(name="无名册集群", roster=False)
    with pytest.raises(Invalid, match="已有名册的集群"):
        opened(without)
    foreign = cluster(HUIDONG, "惠东区外集群")
    with pytest.raises(Invalid, match="已有名册的集群"):
        opened(foreign)
    of = cluster()
    with pytest.raises(Invalid, match=r"不能晚于今天.*至少选择一个部门|至少选择一个部门.*不能晚于今天"):
        opened(of, until="2025-03-21", departments=[])
    assert not Inquiry.objects.exists()
    assert opened(of).number == "2025-H1"


def test_officers_of_the_level_open_it_and_nobody_else() -> None:
    of = cluster()
    payload = {"cluster": str(of.pk), "departments": ["tax"], "until": "2025-03-18"}
    for who in (officer(HUIZHOU), approver(HUICHENG), officer(PROVINCE)):
        with pytest.raises(Refusal, match="您的岗位不能办理"):
            open_matter("county_inquiry", by=who, payload=payload, key="k", now=NOW)
    assert opened(of, HUIZHOU).procedure_name == "prefecture_inquiry"


def test_sending_keeps_the_offices_own_number_and_counts_the_days() -> None:
    case = opened(cluster())
    by = officer(HUICHENG)
    with pytest.raises(Refusal, match="现处于“待发函”"):
        reply(case, "tax")
    with pytest.raises(Invalid, match=r"请填写.*不能晚于今天"):
        act(case, "record_sending", by, departments=["tax"], document="", sent_on="2025-03-21")
    act(case, "record_sending", by, departments=["tax"], document="惠城工信函〔2025〕8号", sent_on="2025-03-18")
    case.refresh_from_db()
    # the 10th working day after 18 March 2025
    assert (case.state, case.due_at) == ("sent", at("2025-04-01 17:30"))
    with pytest.raises(Invalid, match="没有待回复的这一部门"):
        reply(case, "emergency")
    act(case, "record_sending", by, departments=["emergency"], document="惠城工信函〔2025〕9号", sent_on="2025-03-18")
    with pytest.raises(Invalid, match="所选部门已经发函"):
        act(case, "record_sending", by, departments=["tax"], document="惠城工信函〔2025〕10号", sent_on="2025-03-18")
    assert set(Letter.objects.values_list("department", "document")) == {
        ("tax", "惠城工信函〔2025〕8号"), ("emergency", "惠城工信函〔2025〕9号")
    }  # fmt: skip


def test_answers_without_a_record_count_as_searched_for_what_they_cover() -> None:
    """A13.1: only kinds searched can be found absent, each with the day of its answer."""
    of = cluster()
    case, user = sent(of), officer(HUICHENG)
    reply(case, "emergency")
    assert (state(case), searches(of, date(2025, 3, 18), user)) == ("sent", [])
    assert Case.objects.get(pk=case.pk).due_at == at("2025-03-28 17:30"), "the other one is still awaited"
    register = "惠州市应急管理局（惠应急函〔2025〕3号）"
    assert searches(of, ON, user) == [RegisterSearch(register, date(2025, 3, 19), frozenset({"安全事故"}))]
    reply(case, "tax", replied_by="国家税务总局惠州市税务局", document="惠税函〔2025〕1号")
    assert state(case) == "concluded", "nothing was found: there is nothing to conclude on"
    assert Case.objects.get(pk=case.pk).due_at is None, "nothing is awaited any more"
    assert [row.kinds for row in searches(of, ON, user)] == [frozenset({"安全事故"}), frozenset({"税收违法"})]
    assert incidents(of, ON, user) == []


def test_a_record_is_a_hit_until_the_prefecture_has_concluded() -> None:
    of = cluster()
    case, user = sent(of, departments=["emergency"]), officer(HUICHENG)
    reply(case, "emergency", pasted(CODES[0], CODES[1]))
    assert state(case) == "checking"
    assert for_roster(of, ON, user) == [], "neither an incident nor searched while hits are open"
    first, second = Hit.objects.order_by("uscc")
    assert (first.uscc, first.name, first.kind, first.on) == (CODES[0], FIRMS[CODES[0]], "安全事故", date(2024, 5, 6))
    assert (first.grade, first.state, first.authority) == ("", "pending", "惠州市应急管理局")
    with pytest.raises(Refusal, match="还有 2 条疑似命中待核"):
        act(case, "close", officer(HUIZHOU))
    with pytest.raises(Refusal, match="由市级经办办理"):
        act(first, "conclude", officer(HUICHENG), outcome="unfounded", reason="非本企业")
    conclude(first, "confirmed", document="惠应急事故〔2024〕1号")
    conclude(second, "outside")
    act(case, "close", officer(HUIZHOU))
    assert state(case) == "concluded"
    register = "惠州市应急管理局（惠应急函〔2025〕3号）"
    assert for_roster(of, ON, user) == [
        RegisterSearch(register, date(2025, 3, 19), frozenset({"安全事故"})),
        Incident(CODES[0], "安全事故", "较大", date(2024, 5, 6), "惠州市应急管理局", "惠应急事故〔2024〕1号"),
    ]
    assert (standing(of.pk, user).pending, standing(of.pk, user).confirmed) == (0, 1)


def test_every_fault_of_an_answer_is_named_at_once_and_nothing_is_kept() -> None:
    case = sent(cluster(), departments=["emergency"])
    lines = (
        "统一社会信用代码\t类别\t日期\n"
        f"91440000123456789X\t安全事故\t2024-05-06\n{CODES[0]}\t坏事\t2024-13-06\n{CODES[1]}\t安全事故\t"
    )
    with pytest.raises(Invalid) as wrong:
        reply(case, "emergency", lines, replied_on="2025-03-17")
    said = str(wrong.value)
    for part in (
        "第 2 行“统一社会信用代码”",
        "第 3 行“类别”：没有“坏事”这一类别",
        "第 3 行“日期”",
        "第 4 行“日期”：请填写",
        "早于发函日期",
    ):
        assert part in said
    other = "91440300708461136T"  # a valid code of no firm on the roster
    with pytest.raises(Invalid, match=f"第 2 行 {other} 不在所核查的名册（第 1 版）中.*第 4 行与第 3 行相同"):
        reply(case, "emergency", f"信用代码\t日期\n{other}\t2024-05-06\n{CODES[0]}\t2024-05-06\n{CODES[0]}\t2024-05-06")
    with pytest.raises(Invalid, match="请粘贴或上传查到的记录"):
        reply(case, "emergency", outcome="hits")
    with pytest.raises(Invalid, match="却附有记录"):
        reply(case, "emergency", pasted(CODES[0]), outcome="none")
    with pytest.raises(Invalid, match="请选择要上传的文件"):
        reply(case, "emergency", files={})
    assert not Hit.objects.exists() and state(case) == "sent"
    reply(case, "emergency", pasted(CODES[0]))
    assert Hit.objects.count() == 1


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_the_departments_own_table_can_be_uploaded(ending: str) -> None:
    rows = [
        ["序号", "统一社会信用代码", "企业名称", "类别", "等级", "日期", "文号"],
        ["1", CODES[0], "", "", "", "", ""],
    ]
    rows.append(["2", CODES[1], FIRMS[CODES[1]], "安全事故", "较大", "2024-05-06", "惠应急〔2024〕1号"])
    if ending == "csv":
        data = "\n".join(",".join(row) for row in rows).encode("gb18030")
    else:
        book, file = Workbook(), BytesIO()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(file)
        data = file.getvalue()
    case = sent(cluster(), departments=["emergency"])
    reply(
        case, "emergency", outcome="hits", files={"file": scan(), "sheet": SimpleUploadedFile(f"回复.{ending}", data)}
    )
    assert [(hit.uscc, hit.grade) for hit in Hit.objects.all()] == [(CODES[1], "较大")]


def test_reminders_and_an_end_without_an_answer_are_on_record() -> None:
    of = cluster()
    case, by = sent(of), officer(HUICHENG)
    act(case, "remind", by, department="tax", reminded_on="2025-03-19", note="电话催办")
    assert Letter.objects.get(department="tax").reminded == [{"on": "2025-03-19", "note": "电话催办"}]
    with pytest.raises(Invalid, match="不能晚于今天"):
        act(case, "remind", by, department="tax", reminded_on="2025-03-21", note="电话催办")
    reply(case, "emergency")
    with pytest.raises(Invalid, match="税务部门尚未回复；不等回复即办结的，请写明原因"):
        act(case, "stop_waiting", by)
    act(case, "stop_waiting", by, reason="税务部门口头告知无法查询")
    assert history(case.pk)[0].note is not None and state(case) == "checking"
    act(case, "close", officer(HUIZHOU))
    assert [row.kinds for row in searches(of, ON, by)] == [frozenset({"安全事故"})], (
        "what was not answered stays unsearched"
    )


def test_an_inquiry_that_was_not_sent_can_be_withdrawn_with_its_reason() -> None:
    case, by = opened(cluster()), officer(HUICHENG)
    with pytest.raises(Invalid, match="请填写"):
        act(case, "withdraw", by)
    act(case, "withdraw", by, reason="名册将更新")
    assert state(case) == "withdrawn"


def test_a_prefectures_inquiry_is_sealed_from_the_county_until_it_is_concluded() -> None:
    of = cluster()
    case = sent(of, HUIZHOU, ["emergency"])
    reply(case, "emergency", pasted(CODES[0]), HUIZHOU)
    county, hit = officer(HUICHENG), Hit.objects.get()

    def seen() -> tuple[bool, bool, int]:
        case_seen = Case.objects.visible_to(county).filter(pk=case.pk).exists()
        return case_seen, Hit.objects.visible_to(county).filter(pk=hit.pk).exists(), standing(of.pk, county).pending

    assert seen() == (False, False, 0)
    with pytest.raises(NotHere):
        act(case, "remind", county, department="emergency", reminded_on="2025-03-19", note="电话")
    for reader in (officer(HUIZHOU), officer(PROVINCE)):
        assert Hit.objects.visible_to(reader).get() == hit
        assert Case.objects.visible_to(reader).filter(pk=case.pk).exists()
    assert not Hit.objects.visible_to(officer(HUIDONG)).exists()
    conclude(hit)
    assert seen() == (False, True, 0)
    act(case, "close", officer(HUIZHOU))
    assert seen() == (True, True, 0)
    assert not Case.objects.visible_to(officer(HUIDONG)).filter(pk=case.pk).exists()
