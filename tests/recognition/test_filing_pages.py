"""Pages of an application: who sees what, under a fixed number of queries (bench: list ≤ 8, case page ≤ 12)."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case, Participant
from jiqun.config import clock
from jiqun.evidence.attachments import files
from jiqun.forms.answers import values
from jiqun.forms.reading import counted_in
from jiqun.recognition.models import Receipt
from jiqun.recognition.models.round import Round
from tests.facts.workbook import samples
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.applicant import (
    GOALS,
    NEW_CLUSTER,
    NOW,
    PDF,
    do,
    open_round,
    start,
    submitted,
    upload,
    whole,
    workbook,
)

pytestmark = pytest.mark.django_db
TABS = ("application", "application-findings", "application-roster", "application-evidence", "application-records")


def url_of(case: Case) -> str:
    return reverse("recognition:application", args=[case.pk])


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    return open_round()


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def page(client: Client, name: str, *args: Any, **query: Any) -> str:
    response = client.get(reverse(f"recognition:{name}", args=args), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


# ── list ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def many(row: Round, count: int) -> None:
    for n in range(count):
        start(row, key=f"start-{n:03d}", name=f"惠城区第{n:03d}产业集群")


@pytest.mark.parametrize("count", [3, 30])
def test_list_costs_the_same_queries_for_any_number_of_rows(
    row: Round, count: int, django_assert_num_queries: Any
) -> None:
    """Session, account, groups, rows, open rounds: five."""
    many(row, count)
    client = browser(officer(HUICHENG))
    page(client, "applications")  # once a minute the session is written
    with django_assert_num_queries(5):
        body = page(client, "applications")
    assert f"共 {count} 件" in body


def test_list_shows_only_what_the_account_sees(row: Round) -> None:
    submitted(row)
    start(row, officer(HUIDONG), "other", name="惠东县鞋业产业集群")
    assert "惠东县鞋业产业集群" not in page(browser(officer(HUICHENG)), "applications")
    above = page(browser(officer(HUIZHOU)), "applications")
    assert "惠城区电子元件产业集群" in above and "惠东县鞋业产业集群" not in above
    assert "惠城区电子元件产业集群" in page(browser(officer(PROVINCE)), "applications")


def test_list_is_searched_and_narrowed(row: Round) -> None:
    many(row, 3)
    client = browser(officer(HUICHENG))
    assert "共 1 件" in page(client, "applications", q="第001")
    assert "没有符合条件的申报" in page(client, "applications", state="submitted")
    assert "共 3 件" in page(client, "applications", state="drafting")


@pytest.mark.parametrize("facet", ["state", "prefecture", "round"])
@pytest.mark.parametrize("value", ["zzz", "²", "9" * 60])
def test_a_facet_value_that_cannot_be_matches_nothing(row: Round, facet: str, value: str) -> None:
    start(row)
    client = browser(officer(HUICHENG))
    assert "共 1 件" in page(client, "applications", round=str(row.pk))
    assert "没有符合条件的申报" in page(client, "applications", **{facet: value})
    export = reverse("recognition:applications-export")
    for query, lines in (({"round": str(row.pk)}, 2), ({facet: value}, 1)):
        told = b"".join(client.get(export, query).streaming_content)  # type: ignore[attr-defined]
        assert told.decode("utf-8-sig").count("\r\n") == lines


def test_export_holds_exactly_what_is_shown_and_no_formula(row: Round) -> None:
    start(row, name="=1+1产业集群")
    start(row, key="two", name="惠城区二产业集群")
    client = browser(officer(HUICHENG))
    response = client.get(reverse("recognition:applications-export"), {"q": "1+1"})
    body = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = list(csv.reader(io.StringIO(body)))
    assert (len(lines), lines[1][:2]) == (2, ["2025-441302-001", "'=1+1产业集群"])


def test_list_is_not_for_administrators_or_experts(row: Round) -> None:
    for role, code in ((Role.SYSTEM_ADMIN, PROVINCE), (Role.EXPERT, None)):
        assert browser(account(role, code)).get(reverse("recognition:applications")).status_code == 404


# ── tabs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("tab", TABS)
def test_case_page_stays_within_twelve_queries(row: Round, tab: str, django_assert_max_num_queries: Any) -> None:
    case = whole(row)
    client = browser(officer(HUICHENG))
    page(client, "applications")  # once a minute the session is written
    with django_assert_max_num_queries(12):
        body = page(client, tab, case.pk)
    assert "惠城区电子元件产业集群" in body


def test_case_page_of_the_prefecture_stays_within_twelve_queries(
    row: Round, django_assert_max_num_queries: Any
) -> None:
    """A14.2: whoever handles it looks at the whole form with what may be done."""
    case = submitted(row)
    client = browser(officer(HUIZHOU))
    page(client, "applications")  # once a minute the session is written
    with django_assert_max_num_queries(12):
        body = page(client, "application", case.pk)
    assert "惠城区电子元件产业集群" in body


@pytest.mark.parametrize("tab", TABS)
def test_foreign_and_absent_application_look_the_same(row: Round, tab: str) -> None:
    case = start(row)
    foreign = browser(officer(HUIDONG)).get(reverse(f"recognition:{tab}", args=[case.pk]))
    absent = browser(officer(HUIDONG)).get(reverse(f"recognition:{tab}", args=[row.pk]))
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert browser(officer(HUICHENG)).get(reverse(f"recognition:{tab}", args=[case.pk])).status_code == 200


def test_form_page_names_what_is_missing_and_shows_computed_figures(row: Round) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    assert "还不能提交" in page(client, "application", case.pk)
    do(case, "import_roster", officer(HUICHENG), files={"workbook": upload(workbook())})
    body = page(client, "application", case.pk)
    assert "2024：" in body and "系统测算" in body


def test_form_page_counts_the_goals_and_asks_only_where_people_fill_in(row: Round) -> None:
    """A13.9, A15: the ninth part is not whole without goals; what roster and ledgers fill is only shown."""
    case = start(row)
    sections = [each for each, _ in browser(officer(HUICHENG)).get(url_of(case)).context["sections"]]
    assert [each.section.number for each in sections if not each.asks] == [5, 8, 10]
    assert [field.field.id for field in sections[8].fields if field.missing] == ["plan_goals", "plan_text"]
    assert f"{url_of(case)}form/10/" not in page(browser(officer(HUICHENG)), "application", case.pk)
    client = browser(officer(HUICHENG))
    assert 'name="next"' in client.get(f"{url_of(case)}form/7/").content.decode()
    assert 'name="next"' not in client.get(f"{url_of(case)}form/9/").content.decode()
    whole(row)
    sections = [each for each, _ in browser(officer(HUICHENG)).get(url_of(case)).context["sections"]]
    assert [each.missing for each in sections] == [0] * 10


def test_a_registers_count_is_said_in_the_first_of_its_units() -> None:
    assert counted_in(Text("万元、亩", "10,000 yuan, mu")) == Text("万元", "10,000 yuan")
    assert counted_in(Text("个", "")) == Text("个", "")


def test_expert_sees_what_was_handed_in_but_no_persons(row: Round) -> None:
    """Personal data: the contact is for those who handle the matter, the history names people."""
    case = submitted(row)
    expert = account(Role.EXPERT, None)
    Participant.objects.create(case=case, account=expert, capacity="expert", since=NOW)
    client = browser(expert)
    assert "联系人、电话" not in page(client, "application", case.pk)
    assert "联系人、电话" in page(browser(officer(HUIZHOU)), "application", case.pk)
    for tab in ("application-findings", "application-roster", "application-evidence"):
        assert officer(HUICHENG).person.name not in page(client, tab, case.pk)
    assert client.get(reverse("recognition:application-records", args=[case.pk])).status_code == 404


def test_findings_page_is_headed_and_explains_itself(row: Round) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    assert "导入企业名册后，系统即时对照第十三条逐条测算" in page(client, "application-findings", case.pk)
    do(case, "import_roster", officer(HUICHENG), files={"workbook": upload(workbook())})
    body = page(client, "application-findings", case.pk)
    for word in ("系统测算，不作为审核结论", "第十三条（二）", "quote computed", 'id="13.2.output"', "定性·待人工判断"):
        assert word in body
    english = page(client, "application-findings", case.pk, lang="en")
    assert "not a decision of the review" in english


def test_section_is_filled_in_and_saved(row: Round) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    address = reverse("recognition:application-section", args=[case.pk, 2])
    assert "利润总额 2022" in client.get(address).content.decode()
    sent = {"profit_tax-0-2022": "1.5", "profit_tax-1-2022": "0.5", "county_share": "81", "shown-county_share": "0"}
    assert client.post(address, sent).status_code == 302
    assert values(case)["profit_tax"] == {"利润总额": {"2022": "1.5"}, "上缴税金": {"2022": "0.5"}}
    wrong = client.post(address, {"county_share": "181"})
    assert (wrong.status_code, "超过 100%" in wrong.content.decode()) == (422, True)
    assert client.get(reverse("recognition:application-section", args=[case.pk, 99])).status_code == 404


def test_clash_shows_both_values(row: Round) -> None:
    case = start(row)
    address = reverse("recognition:application-section", args=[case.pk, 1])
    other = account(Role.OFFICER, HUICHENG, name="colleague")
    browser(officer(HUICHENG)).post(address, {"extent": "东至东江", "shown-extent": "0"})
    answer = browser(other).post(address, {"extent": "东至西湖", "shown-extent": "0"})
    body = answer.content.decode()
    assert (answer.status_code, "现为“东至东江”" in body, "您填的是“东至西湖”" in body) == (409, True, True)
    assert 'name="shown-extent" value="1"' in body


def test_approver_cannot_fill_in(row: Round) -> None:
    case = start(row)
    address = reverse("recognition:application-section", args=[case.pk, 1])
    answer = browser(approver(HUICHENG)).post(address, {"extent": "东至东江"})
    assert (answer.status_code, "申报由申报单位的经办填写" in answer.content.decode()) == (409, True)


# ── evidence, roster, goals by browser ───────────────────────────────────────────────────────────────────────────


def test_evidence_is_uploaded_downloaded_and_removed(row: Round) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    address = reverse("recognition:application-evidence", args=[case.pk])
    sent = {"file-extent": upload(PDF, "范围图.pdf"), "file-truth": upload(PDF + b" ", "盖章件.pdf")}
    assert client.post(address, sent).status_code == 302
    one, two = files(case)
    assert (one.requirement, two.requirement) == ("extent", "truth")
    handed = client.get(reverse("evidence:download", args=[one.id]))
    assert b"".join(handed.streaming_content) == PDF  # type: ignore[attr-defined]
    assert handed["Content-Disposition"].startswith("attachment;")
    assert (handed["X-Content-Type-Options"], handed["Content-Security-Policy"]) == ("nosniff", "sandbox")
    assert client.post(address, {"remove": str(one.id)}).status_code == 302
    assert [each.requirement for each in files(case)] == ["truth"]
    assert client.get(reverse("evidence:download", args=[one.id])).status_code == 404
    left = client.get(reverse("evidence:download", args=[two.id]))
    assert b"".join(left.streaming_content) == PDF + b" "  # type: ignore[attr-defined]


@pytest.mark.parametrize("made_up", ["abc", "6a0b6f1e-0000-7000-8000-000000000000"])
def test_removing_what_is_no_file_is_refused_and_takes_nothing_away(row: Round, made_up: str) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    address = reverse("recognition:application-evidence", args=[case.pk])
    client.post(address, {"file-extent": upload(PDF, "范围图.pdf")})
    answer = client.post(address, {"remove": made_up})
    assert (answer.status_code, "没有这份材料，或已被移除" in answer.content.decode()) == (422, True)
    assert [each.requirement for each in files(case)] == ["extent"]


def test_evidence_of_a_foreign_case_is_not_there(row: Round) -> None:
    case = start(row)
    browser(officer(HUICHENG)).post(
        reverse("recognition:application-evidence", args=[case.pk]), {"file-extent": upload(PDF, "a.pdf")}
    )
    address = reverse("evidence:download", args=[files(case)[0].id])
    own = browser(officer(HUICHENG)).get(address)
    assert b"".join(own.streaming_content) == PDF  # type: ignore[attr-defined]
    assert {browser(by).get(address).status_code for by in (officer(HUIDONG), officer(HUIZHOU))} == {404}


def test_unfit_upload_says_why_and_nothing_chosen_says_so(row: Round) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    address = reverse("recognition:application-evidence", args=[case.pk])
    wrong = client.post(address, {"file-extent": upload(b"GIF89a", "a.pdf")})
    assert (wrong.status_code, "内容不是 pdf" in wrong.content.decode()) == (422, True)
    assert "请先选择要上传的文件" in client.post(address, {}).content.decode()


def act(client: Client, name: str, case: Case, data: dict[str, Any]) -> Any:
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    return client.post(reverse(f"recognition:{name}", args=[case.pk]), {"version": version, "key": name, **data})


def test_wrong_workbook_is_shown_as_a_table_of_errors(row: Round) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    sheets = samples.tables()
    sheets["企业年度数据"][1][4] = "很多人"
    answer = act(client, "import-roster", case, {"workbook": upload(samples.workbook(sheets))})
    body = answer.content.decode()
    assert (answer.status_code, "没有导入任何数据" in body, "很多人" in body) == (422, True, True)
    good = act(client, "import-roster", case, {"workbook": upload(workbook())})
    assert (good.status_code, good["Location"]) == (302, reverse("recognition:application", args=[case.pk]))


def test_goals_are_entered_in_a_grid(row: Round) -> None:
    case = start(row)
    client = browser(officer(HUICHENG))
    grid = {"goals-0-indicator": "产值", "goals-0-unit": "亿元", "goals-0-base": "120", "goals-0-owner": "区工信局"}
    grid |= {"goals-0-2025": "132", "goals-0-2026": "146", "goals-0-2027": "161"}
    assert act(client, "set-goals", case, grid).status_code == 302
    assert 'value="161"' in page(client, "set-goals", case.pk)
    do(case, "set_goals", officer(HUICHENG), goals=GOALS)
    assert "集群总产值" in page(client, "application", case.pk)


def test_receipt_is_printed_with_digests_and_journal(row: Round) -> None:
    case = submitted(row)
    receipt = Receipt.objects.get(case=case)
    body = page(browser(officer(HUICHENG)), "receipt", receipt.number)
    for word in (receipt.number, receipt.sha256, receipt.sm3, case.number, "办理日志"):
        assert word in body
    assert receipt.number in page(browser(officer(HUIZHOU)), "application-records", case.pk)
    assert browser(officer(HUIDONG)).get(reverse("recognition:receipt", args=[receipt.number])).status_code == 404


def test_start_page_offers_open_rounds(row: Round) -> None:
    client = browser(officer(HUICHENG))
    address = reverse("casework:open", args=["application"])
    assert "2025年度认定批次" in client.get(address).content.decode()
    done = client.post(address, {"key": "k", "round": str(row.pk), **NEW_CLUSTER})
    assert done["Location"] == reverse(
        "recognition:application", args=[Case.objects.get(procedure_name="application").pk]
    )


@pytest.mark.parametrize(
    ("asked", "year"), [("2023", 2023), ("", 2024), ("²", 2024), ("二〇二三", 2024), ("9" * 5000, 2024), ("1900", 2024)]
)
def test_roster_shows_the_year_asked_for_or_else_the_base_year(row: Round, asked: str, year: int) -> None:
    case = start(row)
    do(case, "import_roster", officer(HUICHENG), files={"workbook": upload(workbook())})
    answer = browser(officer(HUICHENG)).get(reverse("recognition:application-roster", args=[case.pk]), {"year": asked})
    assert (answer.status_code, answer.context["year"]) == (200, year)


def test_roster_template_is_a_workbook(row: Round) -> None:
    answer = browser(officer(HUICHENG)).get(reverse("recognition:roster-template"))
    assert answer.content[:4] == b"PK\x03\x04"
