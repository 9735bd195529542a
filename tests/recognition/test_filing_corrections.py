"""A county corrects one firm's figures while drafting: through the one door, assessed at once (Articles 13, 14(一))."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun import facts
from jiqun.authorities.models import Account
from jiqun.bilingual import speaking
from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.config import clock
from jiqun.facts.rows import FirmYear, Roster
from jiqun.journal.models import Payload
from jiqun.recognition.forms.correction import initial
from jiqun.recognition.models import Application, BuiltFacts, PreCheck
from jiqun.recognition.queries.filing import precheck
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import RosterRevision
from jiqun.register.rosters import to_roster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, approver, at, officer
from tests.recognition.applicant import NOW, do, open_round, roster, start, upload, whole, workbook

pytestmark = pytest.mark.django_db
CLOSES = at("2025-04-14 00:00").date()
LINE = next(line for line in roster().firm_years if line.year == 2024)
REASON = "企业 3 月 18 日盖章的更正说明"
WAN = 10**6


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case() -> Case:
    """A draft whose roster has been imported."""
    made = start(open_round())
    do(made, "import_roster", officer(HUICHENG), files={"workbook": upload(workbook())})
    return Case.objects.get(pk=made.pk)


def correct(case: Case, by: Account | None = None, key: str = "correct", **entered: Any) -> Any:
    plain = {"uscc": LINE.uscc, "year": LINE.year, "reason": REASON}
    return do(case, "correct_firm", by or officer(HUICHENG), key=key, **{**plain, **entered})


def corrected(**changes: Any) -> Roster:
    """The roster with that line changed."""
    lines = (replace(line, **changes) if line == LINE else line for line in roster().firm_years)
    return replace(roster(), firm_years=tuple(lines))


def application(case: Case) -> Application:
    return Application.objects.select_related("roster", "round__case").get(case=case)


def faults(case: Case, **entered: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        correct(case, **entered)
    assert RosterRevision.objects.count() == 1
    return said.value.faults


def test_correction_is_a_new_revision_with_facts_and_findings_of_its_own(case: Case) -> None:
    """A13: equal to importing the whole roster again."""
    done = correct(case, output="1234.5")
    expected = facts.build(corrected(output=12_345 * 10**5), on=CLOSES)
    found = application(case)
    assert found.roster is not None and found.roster.corrects is not None
    assert (found.roster.number, found.roster.corrects.number, found.facts_sha256) == (2, 1, expected.sha256)
    assert to_roster(found.roster) == corrected(output=12_345 * 10**5)
    assert to_roster(found.roster.corrects) == roster()
    assert precheck.facts_of(found) == expected
    assert BuiltFacts.objects.count() == 1
    stored = PreCheck.objects.get(application=found)
    assert stored.facts_sha256 == expected.sha256
    assert stored.zh == precheck.assess(expected, found.round).plain("zh")
    assert done.record.note["zh"] == (
        f"{LINE.name} 2024 年：产值（万元） {before(LINE)} → 1234.5；名册第 2 版。更正依据：{REASON}"
    )


def before(line: FirmYear) -> str:
    """The line's output as the workbook writes it."""
    return str(initial(line)["output"])


def test_correction_may_change_a_verdict_at_once(case: Case) -> None:
    """A13.2: with one firm's output gone the total may fall below the limit."""
    first = PreCheck.objects.get(application=case.pk)
    lines = [line for line in roster().firm_years if line.year == 2024]
    for number, line in enumerate(lines):
        correct(case, key=f"zero-{number}", uscc=line.uscc, output="0")
    verdicts = [
        next(f["verdict"] for f in check.zh["findings"] if f["id"] == "13.2.output")
        for check in (first, PreCheck.objects.get(application=case.pk))
    ]
    assert verdicts == ["met", "not_met"]
    found = application(case)
    assert found.roster is not None
    assert precheck.facts_of(found) == facts.build(to_roster(found.roster), on=CLOSES)


def test_every_column_is_read_as_the_workbook_reads_it(case: Case) -> None:
    correct(
        case,
        industry="3824",
        employees="１，２００",
        revenue="",
        energy="0.5",
        platform="否",
        software="",
        patents="0",
    )
    found = application(case)
    assert found.roster is not None
    expected = corrected(
        industry="3824", employees=1200, revenue=None, energy=500, platform=False, software=None, patents=0
    )
    assert to_roster(found.roster) == expected


def test_journal_keeps_what_was_entered_and_what_stood_there(case: Case) -> None:
    done = correct(case, rd="7")
    written = json.loads(bytes(Payload.objects.get(entry__seq=done.record.seq).canonical or b""))
    found = application(case)
    assert found.roster is not None
    assert written == {
        "payload": {"uscc": LINE.uscc, "year": 2024, "rd": 7 * WAN, "reason": REASON},
        "told": {
            "roster": found.roster.sha256,
            "number": 2,
            "facts": found.facts_sha256,
            "before": {"rd": LINE.rd},
        },
        "moved": [],
    }


@pytest.mark.parametrize(
    ("column", "entered", "sentence"),
    [
        ("output", "很多", "“很多”应为不小于 0 的数字（万元）。请只填数字"),
        ("output", "-5", "“-5”应为不小于 0 的数字（万元）。不能为负数，请核对。"),
        ("output", "0.0000001", "小数位过多"),
        ("output", "9" * 20, "数值过大，请核对单位是否为“万元”。"),
        ("output", "无", "未掌握的请留空，确实为零的请填 0。"),
        ("employees", "1.5", "“1.5”应为不小于 0 的整数（人）。不能有小数，请填整数。"),
        ("patents", "-1", "不能为负数"),
        ("platform", "√", "“√”应为“是”或“否”"),
        ("industry", "0000", "“0000”应为国民经济行业代码"),
        ("industry", "", "本项不能为空。"),
        ("reason", "", "请写明更正依据"),
        ("year", "去年", "年度为四位数字"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_stored(
    case: Case, column: str, entered: str, sentence: str
) -> None:
    said = faults(case, **{"rd": "7", column: entered})
    assert list(said) == [column]
    assert sentence in said[column][0]


def test_refusals_speak_english_too(case: Case) -> None:
    with speaking("en"):
        assert faults(case, output="-5") == {
            "output": ["“-5”: expected a number, not negative (10,000 yuan). It cannot be negative; check it."]
        }


@pytest.mark.parametrize("other", [{"uscc": "91449999MA0000000D"}, {"year": "2019"}])
def test_firm_or_year_that_is_not_on_the_roster_is_refused(case: Case, other: dict[str, str]) -> None:
    (sentence,) = faults(case, output="1", **other)["__all__"]
    assert sentence.startswith("企业名册第 1 版中没有信用代码为")
    assert sentence.endswith("请在工作簿中补充后重新导入。")


def test_correction_that_changes_nothing_is_refused(case: Case) -> None:
    assert faults(case, **initial(LINE))["__all__"] == ["所填各项与名册现有数据相同，没有可更正的内容。"]
    assert faults(case)["__all__"] == ["所填各项与名册现有数据相同，没有可更正的内容。"]


def test_without_a_roster_there_is_nothing_to_correct() -> None:
    with pytest.raises(Refusal, match="还没有导入企业名册"):
        correct(start(open_round()), output="1")


def test_only_the_applicant_s_officer_corrects_and_only_a_draft(case: Case) -> None:
    for by in (officer(HUIDONG), officer(HUIZHOU)):
        with pytest.raises(NotHere):
            correct(case, by=by, output="1")
    with pytest.raises(Refusal, match="“更正企业数据”由县级经办办理"):
        correct(case, by=approver(HUICHENG), output="1")
    Case.objects.filter(pk=case.pk).update(state="submitted")
    with pytest.raises(Refusal, match="现处于“待受理”，不能办理“更正企业数据”"):
        correct(case, output="1")
    Case.objects.filter(pk=case.pk).update(state="correcting")
    assert correct(case, output="1").record.act == "correct_firm"


def test_waiting_for_the_signature_nothing_is_corrected() -> None:
    made = whole(open_round())
    do(made, "submit", officer(HUICHENG))
    with pytest.raises(Refusal, match="待审核岗签批"):
        correct(made, output="1")


def test_colleague_who_corrected_meanwhile_is_named(case: Case) -> None:
    seen = case.version
    correct(case, output="1")
    with pytest.raises(Conflict, match="办理“更正企业数据”，您看到的页面已过期"):
        perform(
            "application",
            case.pk,
            "correct_firm",
            by=officer(HUICHENG),
            version=seen,
            payload={"uscc": LINE.uscc, "year": LINE.year, "reason": REASON, "output": "2"},
            key="late",
            now=NOW,
        )
    assert RosterRevision.objects.count() == 2


def test_same_request_twice_corrects_once(case: Case) -> None:
    first = correct(case, output="5")
    again = correct(case, output="5")
    assert (again.repeated, again.record.pk) == (True, first.record.pk)
    assert RosterRevision.objects.count() == 2


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def page_of(case: Case, uscc: str = LINE.uscc, year: int = 2024) -> str:
    return reverse("recognition:correct-firm", args=[case.pk, uscc, year])


def send(client: Client, case: Case, **entered: Any) -> Any:
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    whole_line = {**initial(LINE), "reason": REASON, **entered}
    return client.post(page_of(case), {"version": version, "key": "page", **whole_line})


def test_page_shows_the_line_as_the_workbook_writes_it(case: Case) -> None:
    body = browser(officer(HUICHENG)).get(page_of(case)).content.decode()
    assert f'value="{before(LINE)}"' in body
    for word in (LINE.name, "产值（万元）", "更正依据", "空白表示未提供，不等于零"):
        assert word in body


@pytest.mark.parametrize("other", [{"uscc": "91441300MA0000000X"}, {"year": 2023}, {"uscc": ""}])
def test_what_is_sent_for_another_firm_or_year_than_the_page_s_is_refused(case: Case, other: dict[str, Any]) -> None:
    client = browser(officer(HUICHENG))
    answer = send(client, case, output="1", **other)
    assert (answer.status_code, "未作更正。请从企业名册页打开" in answer.content.decode()) == (403, True)
    assert RosterRevision.objects.count() == 1
    assert send(client, case, output="1").status_code == 302
    assert RosterRevision.objects.count() == 2


def test_roster_page_leads_to_each_firm_and_back(case: Case) -> None:
    client = browser(officer(HUICHENG))
    tab = reverse("recognition:application-roster", args=[case.pk])
    assert page_of(case) in client.get(tab).content.decode()
    answer = send(client, case, output="1234.5")
    assert (answer.status_code, answer["Location"]) == (302, f"{tab}?year=2024&q={LINE.uscc}")
    body = client.get(answer["Location"]).content.decode()
    for word in ("1,234", "“更正企业数据”已办理", "更正第 1 版", "第 2 版"):
        assert word in body


def test_mistake_keeps_what_was_entered(case: Case) -> None:
    answer = send(browser(officer(HUICHENG)), case, output="很多", rd="8.25")
    body = answer.content.decode()
    assert (answer.status_code, "“很多”应为不小于 0 的数字（万元）" in body, 'value="8.25"' in body) == (
        422,
        True,
        True,
    )


def test_page_of_a_firm_that_is_not_there_is_not_found(case: Case) -> None:
    client = browser(officer(HUICHENG))
    assert client.get(page_of(case)).status_code == 200
    for missing in (page_of(case, "91449999MA0000000D"), page_of(case, year=2019)):
        assert client.get(missing).status_code == 404
    assert browser(officer(HUIDONG)).get(page_of(case)).status_code == 404


def test_roster_page_offers_no_correction_to_who_may_not(case: Case) -> None:
    tab = reverse("recognition:application-roster", args=[case.pk])
    assert page_of(case) not in browser(approver(HUICHENG)).get(tab).content.decode()
    assert browser(approver(HUICHENG)).get(page_of(case)).status_code == 403


def test_facts_kept_are_those_of_the_roster_in_use(case: Case) -> None:
    correct(case, output="5")
    found = application_of(Case.objects.get(pk=case.pk))
    assert found.roster is not None
    assert found.facts_sha256 == facts.build(to_roster(found.roster), on=CLOSES).sha256
