"""Articles 18, 19 in the rounds: what they rest on, what they begin with; nothing changes behind their back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jiqun import law
from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.instruments import queries
from jiqun.instruments.touched import touched
from jiqun.recognition.models import Application, PreCheck, Round
from jiqun.recognition.queries.call import fixed_readings
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.interpretations import later
from jiqun.recognition.queries.notice_text import template
from jiqun.recognition.queries.parameters import NOTICE_DAYS, VALIDITY_YEARS, cited, parameter
from tests.instruments.desk import ANSWER, EXTENSION, OVERRIDE, answered, asked, ended, registered
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.prefecture import Office, call

pytestmark = pytest.mark.django_db
DATES = {
    "year": "2026",
    "county_deadline": "2026-04-10",
    "prefecture_deadline": "2026-04-20",
    "review_deadline": "",
}
ISSUE = {"document": "粤工信服务函〔2026〕12号", "issued_on": "2026-03-10"}
NEXT = {"county_deadline": "2025-05-18", "prefecture_deadline": "2025-05-30", "review_deadline": ""}


@pytest.fixture
def office() -> Office:
    """The office when applications of the round of 2025 are in."""
    return Office(now=at("2025-04-21 09:00"))


@pytest.fixture
def lapsed() -> Office:
    """The office after the measure has lapsed."""
    return Office(now=at("2026-03-10 09:00"))


def rounds_of_2026(office: Office) -> Case:
    """A round drafted and called after the measure's own term."""
    case: Case = office.draft(**DATES).subject
    office.signed(case, "issue_call", PROVINCE, ISSUE)
    return Case.objects.get(pk=case.pk)


def checked(case: Case) -> dict[str, Any]:
    """What an application's page shows, as computed and kept."""
    found = precheck.findings(Case.objects.get(pk=case.pk))
    assert found is not None
    return found


def keep(case: Case, office: Office) -> None:
    """The pre-check as the import of the roster keeps it."""
    row = application_of(Case.objects.get(pk=case.pk))
    facts = precheck.facts_of(row)
    assert facts is not None
    precheck.store(row, row.case, precheck.assess(facts, row.round), office.now)


# ── bases ────────────────────────────────────────────────────────────────────────────────────────────────


def test_without_a_basis_the_round_is_refused_with_the_remedy(lapsed: Office, client: Client, monkeypatch: Any) -> None:
    """A19: the sentence names the remedy, the page links to it."""
    with pytest.raises(Refusal, match=r"不能据此开展认定工作：2026-03-10 不在.*先登记延期.*在“依据”页登记") as refused:
        lapsed.draft(**DATES)
    assert refused.value.clause == "A19"
    monkeypatch.setattr("jiqun.config.clock.now", lambda: lapsed.now)
    client.force_login(officer(PROVINCE))
    page = client.get("/rounds/new/").content.decode()
    assert '<a href="/bases/">查看和登记依据</a>' in page


def test_with_a_basis_the_round_opens_and_its_page_names_it(lapsed: Office, client: Client) -> None:
    """A19: printed where it is used."""
    registered(lapsed, EXTENSION)
    case = rounds_of_2026(lapsed)
    row = Round.objects.get(pk=case.pk)
    assert (case.number, [basis["number"] for basis in row.bases]) == ("2026-R1", ["粤工信规字〔2026〕3号"])
    client.force_login(officer(HUIZHOU))
    page = client.get(f"/rounds/{case.pk}/").content.decode()
    assert (
        "本批次依据 延期：粤工信规字〔2026〕3号（广东省工业和信息化厅，2026-02-20），自 2026-02-28 至 2027-02-27"
        in page
    )


def test_findings_under_a_basis_name_it(lapsed: Office) -> None:
    """A19: printed on every finding."""
    registered(lapsed, EXTENSION)
    case = lapsed.application(rounds_of_2026(lapsed), "惠城五金集群")
    found = checked(case)
    assert all("粤工信规字〔2026〕3号" in "；".join(finding["basis"]) for finding in found["findings"])


def test_basis_signed_after_the_draft_is_pinned_with_the_call(lapsed: Office) -> None:
    """A5: what the round rests on is fixed when its call goes out."""
    registered(lapsed, EXTENSION)
    case: Case = lapsed.draft(**DATES).subject
    registered(lapsed, OVERRIDE)
    assert len(Round.objects.get(pk=case.pk).bases) == 1
    lapsed.signed(case, "issue_call", PROVINCE, ISSUE)
    assert len(Round.objects.get(pk=case.pk).bases) == 2


def test_call_is_refused_when_the_basis_was_ended_meanwhile(lapsed: Office) -> None:
    """A19: looked at again when it is signed."""
    basis = registered(lapsed, EXTENSION)
    case: Case = lapsed.draft(**DATES).subject
    lapsed.act(case, "issue_call", officer(PROVINCE), ISSUE)
    ended(lapsed, basis, ends_on="2026-03-01")
    with pytest.raises(Refusal, match="不能据此开展认定工作"):
        lapsed.sign(case, PROVINCE)


def test_ended_basis_leaves_the_round_it_carried(lapsed: Office) -> None:
    """A19: what was decided stays."""
    basis = registered(lapsed, EXTENSION)
    round_ = rounds_of_2026(lapsed)
    case = lapsed.application(round_, "惠城五金集群")
    before = checked(case)
    ended(lapsed, basis, ends_on="2026-03-01")
    assert checked(case) == before
    with pytest.raises(Refusal, match="不能据此开展认定工作"):
        lapsed.draft(**DATES, reason="增补")


def test_later_override_changes_neither_a_submitted_case_nor_a_draft_of_the_round(office: Office) -> None:
    """A18: a case keeps what it was assessed under, kept or computed again; the next round has the new limit."""
    round_ = office.open_round()
    handed_in, draft = office.application(round_, "甲"), office.application(round_, "乙", state="drafting")
    keep(handed_in, office)
    before = checked(handed_in), checked(draft)
    registered(office, OVERRIDE, start="2025-03-01", limit="500")
    PreCheck.objects.filter(pk=draft.pk).delete()
    assert (checked(handed_in), checked(draft)) == before
    assert Application.objects.get(pk=handed_in.pk).snapshot_sha256 == "b" * 64
    second: Case = office.draft(**NEXT, reason="增补").subject
    row = Round.objects.select_related("case").get(pk=second.pk)
    facts = precheck.facts_of(application_of(draft))
    assert facts is not None
    (output,) = (f for f in precheck.assess(facts, row).plain("zh")["findings"] if f["id"] == "13.2.output")
    assert output["verdict"] == "not_met"
    assert "粤工信函〔2025〕8号" in "；".join(output["basis"])


def test_round_drafted_under_a_measure_that_was_replaced_is_drafted_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A19: another measure governs by the day of the call; its readings and norms are not those of the draft."""
    case: Case = office.draft(**NEXT).subject
    new = replace(law.load("gd_2023_4"), id="gd_2025", title="新办法", number="粤工信规字〔2025〕1号")
    monkeypatch.setattr("jiqun.instruments.queries.governing", lambda on: new)
    with pytest.raises(Refusal, match=r"适用的办法已是《新办法》.*本批次按原办法拟定") as refused:
        office.act(case, "issue_call", officer(PROVINCE), {"document": "", "issued_on": "2025-04-21"})
    assert refused.value.clause == "A19"


# ── interpretations ──────────────────────────────────────────────────────────────────────────────────────


def test_round_drafted_afterwards_begins_with_the_reading_and_its_source(
    office: Office, client: Client, monkeypatch: Any
) -> None:
    """A18: the form's default, with where it comes from; the round's page says so too."""
    answered(office, asked(office), start="2025-04-21")
    monkeypatch.setattr("jiqun.config.clock.now", lambda: office.now)
    client.force_login(officer(PROVINCE))
    page = client.get("/rounds/new/").content.decode()
    assert '<option value="population" selected>所在县域常住人口</option>' in page
    assert "粤工信服务函〔2025〕21号（李某，2025-04-20），自 2025-04-21 起" in page
    case: Case = office.draft(**NEXT, **{"reading_每万人": "population"}).subject
    row = Round.objects.select_related("case").get(pk=case.pk)
    assert [each["number"] for each in row.interpretations] == ["粤工信服务函〔2025〕21号"]
    assert later(row) == []
    assert "粤工信服务函〔2025〕21号" in client.get(f"/rounds/{case.pk}/").content.decode()


def test_round_may_read_otherwise_by_its_call_and_says_so(office: Office, client: Client) -> None:
    """A5, A18: the call is a document of the province as well; nobody is left to find the difference."""
    answered(office, asked(office), start="2025-04-21")
    case: Case = office.draft(**NEXT).subject
    client.force_login(officer(PROVINCE))
    assert "（本批次另定）" in client.get(f"/rounds/{case.pk}/").content.decode()


def test_call_is_refused_while_the_draft_does_not_know_an_interpretation(office: Office) -> None:
    """A18: signed after the draft, it is read before the call goes out; the refusal names reading and document."""
    case: Case = office.draft(**NEXT).subject
    answered(office, asked(office), start="2025-04-21")
    issue = {"document": "", "issued_on": "2025-04-21"}
    with pytest.raises(Refusal) as refused:
        office.act(case, "issue_call", officer(PROVINCE), issue)
    assert (refused.value.clause, refused.value.text.zh) == (
        "A18",
        "通知稿的口径与拟稿后的解释不一致：口径“每万人”，粤工信服务函〔2025〕21号（李某，2025-04-20），自 2025-04-21 起"
        "按“所在县域常住人口”掌握。请先修改通知稿，按解释确定口径，或在知悉解释后另定。",
    )
    office.act(case, "amend", officer(PROVINCE), call(**NEXT, **{"reading_每万人": "population"}))
    office.signed(case, "issue_call", PROVINCE, issue)
    row = Round.objects.get(pk=case.pk)
    assert (row.readings["每万人"], [each["reading"] for each in row.interpretations]) == ("population", ["每万人"])


def test_call_may_depart_from_an_interpretation_that_the_draft_knows(office: Office) -> None:
    """A5, A18: amended after the answer with another reading, it goes out and its page says so."""
    case: Case = office.draft(**NEXT).subject
    answered(office, asked(office), start="2025-04-21")
    office.act(case, "amend", officer(PROVINCE), call(**NEXT, **{"reading_每万人": "employees"}))
    office.signed(case, "issue_call", PROVINCE, {"document": "", "issued_on": "2025-04-21"})
    row = Round.objects.select_related("case").get(pk=case.pk)
    (reading,) = (each for each in fixed_readings(row) if each.source)
    assert (str(reading.value), reading.departs) == ("集群从业人员", True)


def test_call_is_looked_at_again_when_it_is_signed(office: Office) -> None:
    """A18: an answer signed while the call lies before its signer holds it back as well."""
    case: Case = office.draft(**NEXT).subject
    office.act(case, "issue_call", officer(PROVINCE), {"document": "", "issued_on": "2025-04-21"})
    answered(office, asked(office), start="2025-04-21")
    with pytest.raises(Refusal, match="“每万人”，粤工信服务函〔2025〕21号"):
        office.sign(case, PROVINCE)


@pytest.mark.parametrize(("start", "value"), [("2025-04-22", "population"), ("2025-04-21", "employees")])
def test_call_goes_out_beside_an_answer_of_a_later_day_or_of_its_own_reading(
    office: Office, start: str, value: str
) -> None:
    """A18: from its day on; one that reads as the draft does leaves nothing to amend."""
    case: Case = office.draft(**NEXT).subject
    answered(office, asked(office), start=start, fixes=f"每万人={value}")
    office.signed(case, "issue_call", PROVINCE, {"document": "", "issued_on": "2025-04-21"})
    assert Case.objects.get(pk=case.pk).state == "open"


def test_call_waits_while_two_answers_of_one_day_differ(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """A18: which of them holds is for the province to settle first."""
    case: Case = office.draft(**NEXT).subject
    answered(office, asked(office), start="2025-04-21")
    (one,) = queries.interpretations("gd_2023_4")
    two = replace(one, number="粤工信服务函〔2025〕22号", value="employees")
    monkeypatch.setattr("jiqun.instruments.queries.measures.interpretations", lambda measure_id: (one, two))
    with pytest.raises(Refusal, match=r"每万人.*有两件解释，取值不同.*请先核定以哪一件为准"):
        office.act(case, "issue_call", officer(PROVINCE), {"document": "", "issued_on": "2025-04-21"})


def test_interpretation_of_a_later_day_is_not_the_default_yet(office: Office) -> None:
    """A18: from its day on."""
    answered(office, asked(office))
    case: Case = office.draft(**NEXT).subject
    assert Round.objects.get(pk=case.pk).interpretations == []


def test_open_round_keeps_its_readings_and_its_pages_say_so(office: Office, client: Client) -> None:
    """A18: the call fixed the reading; a note, no change, on the round and on every case under way."""
    round_ = office.open_round()
    handed_in = office.application(round_, "甲")
    keep(handed_in, office)
    before = checked(handed_in)
    answered(office, asked(office), start="2025-04-21")
    assert Round.objects.get(pk=round_.pk).readings["每万人"] == "employees"
    assert checked(handed_in) == before
    client.force_login(officer(HUIZHOU))
    said = "粤工信服务函〔2025〕21号 已解释“每万人”按“所在县域常住人口”掌握（自 2025-04-21 起）"
    for page in (f"/rounds/{round_.pk}/", f"/applications/{handed_in.pk}/findings/"):
        assert said in client.get(page).content.decode()
    Case.objects.filter(pk=handed_in.pk).update(state="withdrawn")
    assert said not in client.get(f"/applications/{handed_in.pk}/findings/").content.decode()


def test_what_a_reading_touches_is_counted_and_named_as_far_as_visible(office: Office) -> None:
    """A18: drafts are their applicants' alone; findings that would differ are named by their norms."""
    round_ = office.open_round()
    one = office.application(round_, "甲")
    office.application(round_, "乙", state="drafting")
    office.application(round_, "丙", state="withdrawn")
    keep(one, office)
    found = touched("gd_2023_4", "年均", "every_year", officer(PROVINCE))
    assert (found.drafts, found.handed_in, found.differing, found.unseen) == (1, 1, 1, 1)
    assert [(each.title, each.norms) for each in found.cases] == [("甲", ("13.2.growth", "13.5.patent_growth"))]
    assert touched("gd_2023_4", "年均", "compound", officer(PROVINCE)).count == 0
    assert [each.title for each in touched("gd_2023_4", "年均", "every_year", officer(HUICHENG)).cases] == [
        "乙",
        "甲",
    ]


def test_touched_takes_a_fixed_number_of_queries(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Lean: the same with 1 and with 3 applications."""
    round_, reader = office.open_round(), officer(PROVINCE)
    for name in ("甲", "乙", "丙"):
        keep(office.application(round_, name), office)
        with django_assert_num_queries(4):
            touched("gd_2023_4", "年均", "every_year", reader)


def test_names_are_for_the_signer_and_for_the_value_proposed(office: Office, client: Client) -> None:
    """A18: whoever chooses the value reads how many it touches; whoever signs reads which, with the norms by title."""
    case_ = office.application(office.open_round(), "惠城五金集群")
    keep(case_, office)
    question = asked(office, reading="年均")
    counted = "申报 1 件：填报中 0 件，已提交 1 件；其中 1 件有测算结论会不同"

    def page(who: Account, more: str = "") -> str:
        client.force_login(who)
        return client.get(f"/interpretations/{question.pk}/{more}").content.decode()

    for said in (page(officer(PROVINCE)), page(officer(PROVINCE), "answer/"), page(approver(PROVINCE))):
        assert counted in said
        assert "惠城五金集群" not in said
        assert "选定取值前只计数，不列名" in said
    office.act(question, "answer", officer(PROVINCE), {**ANSWER, "fixes": "年均=every_year"})
    for said in (page(officer(PROVINCE)), page(officer(PROVINCE), "answer/")):
        assert counted in said
        assert "惠城五金集群" not in said
    said = page(approver(PROVINCE))
    assert counted in said
    assert "惠城五金集群" in said
    assert "产值年均增速、有效发明专利年均增长率" in said
    assert "13.2.growth" not in said
    assert "没有现行批次" not in said
    assert "惠城五金集群" not in page(account("officer", HUIZHOU))


def test_legal_date_of_a_basis_is_the_rounds(lapsed: Office) -> None:
    """A19: a round is governed by the day of its call, not by the day somebody looks."""
    registered(lapsed, EXTENSION)
    row = Round.objects.select_related("case").get(pk=rounds_of_2026(lapsed).pk)
    assert precheck.legal_date(row) == date(2026, 3, 10)
    assert precheck.measure_of(row).in_force(date(2026, 3, 10))


# ── parameters and official texts ────────────────────────────────────────────────────────────────────────


def test_parameters_of_a_round_follow_the_bases_it_pinned(office: Office) -> None:
    """A14.3, A15, A18: the working days of its notice and the years of a term, as they hold on its day."""
    days = {**OVERRIDE, "norm": "14.3.notice_days", "limit": "10", "unit": "个工作日", "start": "2025-03-01"}
    before = Round.objects.select_related("case").get(pk=office.open_round().pk)
    registered(office, days)
    after = Round.objects.select_related("case").get(pk=office.draft(**NEXT, reason="增补").subject.pk)
    assert [parameter(row, NOTICE_DAYS) for row in (before, after)] == [7, 10]
    assert [parameter(row, VALIDITY_YEARS) for row in (before, after)] == [3, 3]
    assert template(after, 5)["body"].count("公示期为10个工作日") == 1


def test_official_texts_cite_the_basis_beside_the_measure(lapsed: Office) -> None:
    """A19: a notice after the measure's own term says what it rests on."""
    registered(lapsed, EXTENSION)
    row = Round.objects.select_related("case").get(pk=rounds_of_2026(lapsed).pk)
    assert cited(row) == (
        "《广东省促进中小企业特色产业集群发展暂行办法》（粤工信服务函〔2023〕4号，据粤工信规字〔2026〕3号适用）"
    )


def test_text_of_the_call_cites_the_basis(lapsed: Office, client: Client, monkeypatch: Any) -> None:
    """A19: proposed to the officer, who may change it."""
    registered(lapsed, EXTENSION)
    monkeypatch.setattr("jiqun.config.clock.now", lambda: lapsed.now)
    client.force_login(officer(PROVINCE))
    page = client.get("/rounds/new/").content.decode()
    assert "暂行办法》（粤工信服务函〔2023〕4号，据粤工信规字〔2026〕3号适用，以下简称《办法》）" in page
