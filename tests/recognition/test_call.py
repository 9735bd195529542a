"""Articles 12 and 14(一): the province opens a round by issuing its call."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jiqun.casework.models import Audience, Case
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.journal import chain
from jiqun.recognition.models import Quota, Round
from jiqun.recognition.queries import call as queries
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.prefecture import DRAFTED, ISSUED, Office, call

pytestmark = pytest.mark.django_db
ISSUE = {"document": "粤工信服务函〔2025〕12号", "issued_on": "2025-03-05"}


@pytest.fixture
def office() -> Office:
    """The office on the day the round is drafted."""
    return Office(now=DRAFTED)


def drafted(office: Office, **changes: Any) -> Case:
    case: Case = office.draft(**changes).subject
    return case


def test_draft_round_pins_everything_its_applications_are_judged_by(office: Office) -> None:
    """A12, A14.1, A5: dates close with the working day; demands are numbered; form, rubric, readings are pinned."""
    case = drafted(office, quota_440300="5", **{"reading_年均": "arithmetic"})
    row = Round.objects.get(pk=case.pk)
    assert (case.number, case.state, case.audience, case.title) == ("2025-R1", "drafting", "own", "2025年度认定批次")
    assert (row.county_deadline, row.prefecture_deadline) == (at("2025-04-18 17:30"), at("2025-04-30 17:30"))
    assert row.demands == [{"id": "D1", "text": "提供近三年审计报告"}, {"id": "D2", "text": "提供集群四至图"}]
    assert (row.readings["年均"], row.readings["高于"]) == ("arithmetic", "strict")
    assert len(row.readings) == 17
    assert (row.form.form, row.form.number, row.rubric.number) == ("申报", 1, 1)
    quotas = dict(Quota.objects.filter(round=row).values_list("prefecture_id", "ceiling"))
    assert len(quotas) == 21
    assert (quotas["440300"], quotas[HUIZHOU]) == (5, 3)
    assert chain.verify().whole


def test_draft_round_by_prefecture_is_refused(office: Office) -> None:
    """A12: the province opens rounds."""
    with pytest.raises(Refusal, match="由省级经办办理"):
        open_matter("round", by=officer(HUIZHOU), payload=call(), key="k", now=DRAFTED, chance=office.chance)


def test_draft_round_names_every_fault_at_once(office: Office) -> None:
    """Bad input: all faults, each at its field."""
    with pytest.raises(Invalid) as refused:
        drafted(
            office,
            county_deadline="2025-03-03",
            prefecture_deadline="2025-03-03",
            review_deadline="2025-03-01",
            quota_default="",
            call=" ",
            **{"reading_年均": "geometric"},
        )
    assert set(refused.value.faults) == {
        "county_deadline",
        "prefecture_deadline",
        "review_deadline",
        "quota_default",
        "call",
        "reading_年均",
    }
    assert refused.value.faults["county_deadline"] == ["县级申报截止日须晚于今天。"]
    assert not Case.objects.exists()


@pytest.mark.parametrize("day", ["2023-02-27 09:00", "2026-02-28 09:00"])
def test_draft_round_outside_the_measures_term_is_refused(office: Office, day: str) -> None:
    """A19: in force from 2023-02-28 for three years; the engine never falls back."""
    office.now = at(day)
    with pytest.raises(Refusal, match="的有效期内") as refused:
        drafted(
            office, year=day[:4], county_deadline="2026-04-01", prefecture_deadline="2026-04-20", review_deadline=""
        )
    assert refused.value.clause == "A19"


@pytest.mark.parametrize(("day", "year"), [("2023-02-28 09:00", 2023), ("2026-02-27 09:00", 2026)])
def test_draft_round_on_the_first_and_last_day_of_the_term(office: Office, day: str, year: int) -> None:
    """A19: both ends count."""
    office.now = at(day)
    case = drafted(
        office,
        year=str(year),
        county_deadline=f"{year}-04-10",
        prefecture_deadline=f"{year}-04-20",
        review_deadline="",
    )
    assert case.number == f"{year}-R1"


def test_second_round_of_a_year_needs_its_reason(office: Office) -> None:
    """A12: 原则上每年开展一次."""
    drafted(office)
    with pytest.raises(Invalid) as refused:
        drafted(office, supplementary="on")
    assert refused.value.faults == {
        "reason": ["2025 年度已有批次 2025-R1；办法第十二条规定原则上每年开展一次，再次开展请写明理由。"]
    }
    second = drafted(office, supplementary="on", reason="首批推荐数量不足")
    assert (second.number, second.title) == ("2025-R2", "2025年度认定批次（增补）")


def test_second_round_after_a_cancelled_one_needs_no_reason(office: Office) -> None:
    """A12: what was cancelled was not held."""
    office.signed(drafted(office), "cancel", PROVINCE, {"reason": "时间未定"})
    assert drafted(office).number == "2025-R2"


def test_draft_round_twice_with_one_key_gives_one_round(office: Office) -> None:
    """Idempotency: the same key and payload give the same answer; another payload is refused."""
    first = open_matter("round", by=officer(PROVINCE), payload=call(), key="k", now=DRAFTED, chance=office.chance)
    again = open_matter("round", by=officer(PROVINCE), payload=call(), key="k", now=DRAFTED, chance=office.chance)
    assert (again.repeated, again.subject.pk) == (True, first.subject.pk)
    with pytest.raises(Refusal, match="防重复编号"):
        open_matter(
            "round", by=officer(PROVINCE), payload=call(year="2026"), key="k", now=DRAFTED, chance=office.chance
        )
    assert Case.objects.count() == 1


def test_amend_changes_the_draft(office: Office) -> None:
    """A12: until the call goes out everything may be changed, quotas and numbering of demands included."""
    case = drafted(office)
    office.act(
        case, "amend", officer(PROVINCE), call(quota_default="4", demands="提供审计报告", county_deadline="2025-04-16")
    )
    row = Round.objects.get(pk=case.pk)
    assert row.demands == [{"id": "D1", "text": "提供审计报告"}]
    assert row.county_deadline == at("2025-04-16 17:30")
    assert set(Quota.objects.filter(round=row).values_list("ceiling", flat=True)) == {4}


def test_amend_keeps_the_year_of_the_number(office: Office) -> None:
    """The number carries the year: entering another one changes nothing."""
    case = drafted(office)
    office.act(case, "amend", officer(PROVINCE), call(year="2026"))
    assert Round.objects.get(pk=case.pk).year == 2025


def test_amend_form_shows_the_draft_as_it_stands(office: Office) -> None:
    """Nothing has to be entered twice."""
    case = drafted(office, quota_440300="5")
    from jiqun.casework.doing import Doing
    from jiqun.casework.procedure import procedure

    table = procedure("round")
    doing = Doing(table, table.by_act["amend"], case, officer(PROVINCE), {}, DRAFTED, office.chance)
    shown = table.by_act["amend"].form(doing=doing).initial
    assert (shown["quota_default"], shown["quota_440300"], "quota_441300" in shown) == (3, 5, False)
    assert shown["demands"] == "提供近三年审计报告\n提供集群四至图"
    assert str(shown["county_deadline"]) == "2025-04-18"


def test_issue_call_opens_the_round_to_all_staff(office: Office) -> None:
    """A14.1: after the approver's signature; the number is the one entered, the due date the prefectures'."""
    case = drafted(office)
    office.now = ISSUED
    office.act(case, "issue_call", officer(PROVINCE), ISSUE)
    assert Case.objects.get(pk=case.pk).state == "drafting"
    office.sign(case, PROVINCE)
    case = Case.objects.get(pk=case.pk)
    row = Round.objects.get(pk=case.pk)
    assert (case.state, case.audience, case.due_at) == ("open", Audience.STAFF, at("2025-04-30 17:30"))
    assert (row.document, str(row.issued_on)) == ("粤工信服务函〔2025〕12号", "2025-03-05")
    assert Case.objects.visible_to(officer(HUICHENG)).filter(pk=case.pk).exists()


def test_issue_call_without_a_number_leaves_it_open(office: Office, client: Client) -> None:
    """Practice: the product never invents a document number; it prints 〔2025〕  号."""
    case = drafted(office)
    office.now = ISSUED
    office.signed(case, "issue_call", PROVINCE, {"document": "", "issued_on": "2025-03-05"})
    client.force_login(officer(PROVINCE))
    page = client.get(f"/rounds/{case.pk}/").content.decode()
    assert "〔2025〕&emsp;号" in page


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("document", "粤工信服务函[2025]12号", "发文字号应如"),
        ("issued_on", "2025-03-06", "成文日期不能晚于今天"),
        ("issued_on", "昨天", "日期请按"),
        ("issued_on", "", "请填写日期"),
    ],
)
def test_issue_call_with_a_wrong_number_or_date_is_refused(office: Office, field: str, value: str, said: str) -> None:
    """Bad input."""
    case = drafted(office)
    office.now = ISSUED
    with pytest.raises(Invalid) as refused:
        office.act(case, "issue_call", officer(PROVINCE), {**ISSUE, field: value})
    assert said in refused.value.faults[field][0]


def test_issue_call_after_the_counties_deadline_is_refused(office: Office) -> None:
    """A14.1: applications need time."""
    case = drafted(office)
    office.now = at("2025-04-18 17:30")
    with pytest.raises(Refusal, match="县级申报截止时间（2025年4月18日（星期五）17:30前）已过"):
        office.act(case, "issue_call", officer(PROVINCE), {**ISSUE, "issued_on": "2025-04-18"})


def test_issue_call_dated_outside_the_measures_term_is_refused(office: Office) -> None:
    """A19: the round is governed by the measure in force on the day of its call."""
    case = drafted(office)
    office.now = ISSUED
    with pytest.raises(Refusal, match="有效期内"):
        office.signed(case, "issue_call", PROVINCE, {"document": "", "issued_on": "2023-02-27"})


def test_issue_call_by_the_approver_alone_is_refused(office: Office) -> None:
    """Separation: the one who prepares is not the one who approves."""
    case = drafted(office)
    with pytest.raises(Refusal, match="由省级经办办理"):
        office.act(case, "issue_call", approver(PROVINCE), ISSUE)


def test_sign_without_affirming_is_refused(office: Office) -> None:
    """The signer affirms that nothing changes any more."""
    case = drafted(office)
    office.now = ISSUED
    office.act(case, "issue_call", officer(PROVINCE), ISSUE)
    with pytest.raises(Invalid, match="须确认"):
        office.act(case, "sign", approver(PROVINCE), {})


@pytest.mark.parametrize(("act", "payload"), [("amend", call()), ("issue_call", ISSUE), ("cancel", {"reason": "x"})])
def test_an_issued_call_changes_no_more(office: Office, act: str, payload: dict[str, Any]) -> None:
    """Pinned: out of order is refused."""
    case = office.open_round()
    with pytest.raises(Refusal, match="现处于“申报推荐”"):
        office.act(case, act, officer(PROVINCE), payload)


def test_amend_with_an_old_version_says_who_acted(office: Office) -> None:
    """Bad input: an old version."""
    case = drafted(office)
    office.act(case, "amend", officer(PROVINCE), call())
    with pytest.raises(Conflict, match=r"officer-440000某已于 .* 办理“修改通知稿”"):
        office.act(case, "amend", officer(PROVINCE), call(), version=1)


def test_amend_while_a_proposal_waits_is_refused(office: Office) -> None:
    """Nothing else happens while the call lies before its signer."""
    case = drafted(office)
    office.now = ISSUED
    office.act(case, "issue_call", officer(PROVINCE), ISSUE)
    with pytest.raises(Refusal, match="正待审核岗签批"):
        office.act(case, "amend", officer(PROVINCE), call())


def test_cancel_ends_a_draft_with_its_reason(office: Office) -> None:
    """A12."""
    case = drafted(office)
    office.signed(case, "cancel", PROVINCE, {"reason": "时间未定"})
    assert Case.objects.get(pk=case.pk).state == "cancelled"
    with pytest.raises(Invalid, match="请写明取消理由"):
        office.act(drafted(office), "cancel", officer(PROVINCE), {"reason": ""})


@pytest.mark.parametrize("by", [(HUIZHOU, "officer"), (HUICHENG, "approver")])
def test_a_draft_is_the_provinces_alone(office: Office, by: tuple[str, str]) -> None:
    """Visibility: before the call goes out nobody below sees the round; foreign and absent look the same."""
    case = drafted(office)
    with pytest.raises(NotHere):
        office.act(case, "amend", account(by[1], by[0]), call())


def test_rounds_list_and_page_take_a_fixed_number_of_queries(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Lean lists: the same count with 1 and with 3 applications."""
    round_ = office.open_round()
    office.application(round_, "甲")
    reader = officer(PROVINCE)
    for more in ("乙", "丙"):
        with django_assert_num_queries(1):
            lines = queries.rounds(reader)
        with django_assert_num_queries(3):
            facts = queries.facts(round_, office.now)
        office.application(round_, more)
    assert [(line.number, line.applications) for line in lines] == [("2025-R1", 2)]
    assert facts.totals == (0, 2, 0, 0, 0)


def test_round_counts_private_drafts_without_naming_them(office: Office, client: Client) -> None:
    """Counts are not names: a draft is counted, its cluster is not to be read."""
    round_ = office.open_round()
    office.application(round_, "惠城秘密集群", state="drafting")
    client.force_login(officer(HUIZHOU))
    page = client.get(f"/rounds/{round_.pk}/").content.decode()
    assert "惠城秘密集群" not in page
    assert queries.facts(round_, office.now).totals == (1, 0, 0, 0, 0)


def test_round_pages_are_shown(office: Office, client: Client) -> None:
    """A14.1: list, form, page with the call as a document, working days left."""
    client.force_login(officer(PROVINCE))
    assert "还没有认定批次" in client.get("/rounds/").content.decode()
    case = drafted(office)
    assert "2025-R1" in client.get("/rounds/").content.decode()
    form = client.get("/rounds/new/").content.decode()
    assert "通知正文" in form
    page = client.get(f"/rounds/{case.pk}/").content.decode()
    words = ("广东省中小企业", "特色产业集群", "认定工作的通知")
    title = "".join(f'<span class="whole">{word}</span>' for word in words)
    assert f"<h1>关于开展2025年度{title}</h1>" in page  # breaks in no word
    assert "D2　提供集群四至图" in page
    assert "惠州市3个" in page
    amend = client.get(f"/rounds/{case.pk}/amend/").content.decode()
    assert 'value="2025-04-18"' in amend


def test_round_page_shows_the_call_first_while_it_is_drafted(office: Office, client: Client) -> None:
    """Before the call is issued the prefectures have nothing to show; afterwards their progress comes first."""
    case = drafted(office)
    client.force_login(officer(PROVINCE))
    page = client.get(f"/rounds/{case.pk}/").content.decode()
    assert page.index("<h2>认定工作通知</h2>") < page.index("<h2>各市进展</h2>")
    Case.objects.filter(pk=case.pk).update(state="open")
    page = client.get(f"/rounds/{case.pk}/").content.decode()
    assert page.index("<h2>各市进展</h2>") < page.index("<h2>认定工作通知</h2>")


def test_round_form_posted_in_the_browser_opens_a_round(office: Office, client: Client, monkeypatch: Any) -> None:
    """The page does what the program does."""
    monkeypatch.setattr("jiqun.config.clock.now", lambda: DRAFTED)
    client.force_login(officer(PROVINCE))
    answer = client.post("/rounds/new/", {**call(), "key": "browser"})
    case = Case.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/rounds/{case.pk}/")
    wrong = client.post("/rounds/new/", {**call(call=""), "key": "other"})
    assert wrong.status_code == 422
    assert "请填写通知正文" in wrong.content.decode()


def test_drafting_page_is_the_provinces_alone(client: Client) -> None:
    """A12: for everybody else there is no such page."""
    client.force_login(officer(HUIZHOU))
    assert client.get("/rounds/new/").status_code == 404
