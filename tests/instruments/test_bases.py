"""Articles 1, 18, 19: what a measure rests on beyond its own text is a registered document."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.evidence import attachments
from jiqun.instruments import queries
from jiqun.instruments.models import RegisteredBasis
from jiqun.instruments.queries import basis_pages
from jiqun.journal import chain
from jiqun.law import NoMeasureInForce
from tests.instruments.desk import ENDING, EXTENSION, OVERRIDE, PDF, ended, enter, registered, scan
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db
LAPSED = date(2026, 3, 10)
DECISION = {**EXTENSION, "kind": "decision", "document": "厅务会纪要〔2026〕2号"}


@pytest.fixture
def office() -> Office:
    """The office after the measure has lapsed."""
    return Office(now=at("2026-03-10 09:00"))


def test_registered_extension_keeps_the_measure_in_force(office: Office) -> None:
    """A19: beyond its three years the measure rests on the document that extends it, and findings can name it."""
    with pytest.raises(NoMeasureInForce, match="先登记延期"):
        queries.governing(LAPSED)
    registered(office, EXTENSION)
    found = queries.governing(LAPSED)
    assert (found.id, [basis.number for basis in found.bases_on(LAPSED)]) == ("gd_2023_4", ["粤工信规字〔2026〕3号"])
    assert not found.in_force(date(2027, 2, 28))
    assert chain.verify().whole


def test_recorded_decision_lets_new_matters_be_opened(office: Office) -> None:
    """A19: a decision is a basis of its own kind."""
    registered(office, DECISION)
    (basis,) = queries.governing(LAPSED).bases_on(LAPSED)
    assert basis.text.zh.startswith("书面决定：厅务会纪要〔2026〕2号（广东省工业和信息化厅，2026-02-20）")


def test_basis_has_no_effect_before_it_is_signed(office: Office) -> None:
    """The one door: a draft, and one that waits for its signature, change nothing."""
    case = enter(office, EXTENSION)
    office.act(case, "register", officer(PROVINCE))
    assert queries.bases() == ()
    office.sign(case, PROVINCE)
    assert len(queries.bases()) == 1


def test_basis_keeps_its_document_and_its_place_in_the_journal(office: Office) -> None:
    """Evidence: the scan is attached by its digest; what was registered stands in the history in words."""
    case = registered(office, EXTENSION)
    assert [(each.requirement, each.name) for each in attachments.files(case)] == [("basis", "文件.pdf")]
    assert (case.number, case.title, case.state) == ("2026-B1", "延期：粤工信规字〔2026〕3号", "registered")
    assert RegisteredBasis.objects.get(pk=case.pk).position == 1


def test_registered_basis_changes_no_more(office: Office) -> None:
    """Append-only: what was decided stays."""
    case = registered(office, EXTENSION)
    for act, payload in (("amend", EXTENSION), ("register", {}), ("discard", {"reason": "x"})):
        with pytest.raises(Refusal, match="现处于“已登记”"):
            office.act(case, act, officer(PROVINCE), payload)


def test_draft_may_be_amended_and_keeps_its_scan_unless_another_is_chosen(office: Office) -> None:
    """A18: until it is registered everything may be changed."""
    case = enter(office, EXTENSION)
    office.act(case, "amend", officer(PROVINCE), {**EXTENSION, "until": "2026-12-31"})
    assert [each.name for each in attachments.files(case)] == ["文件.pdf"]
    office.act(case, "amend", officer(PROVINCE), DECISION, files=scan("纪要.pdf", b"%"))
    assert [each.name for each in attachments.files(case)] == ["纪要.pdf"]
    row = RegisteredBasis.objects.get(pk=case.pk)
    assert (row.kind, row.until, Case.objects.get(pk=case.pk).title) == (
        "decision",
        date(2027, 2, 27),
        "书面决定：厅务会纪要〔2026〕2号",
    )


def test_discarded_draft_is_kept_with_its_reason_and_never_listed(office: Office) -> None:
    """A draft that comes to nothing."""
    case = enter(office, EXTENSION)
    office.act(case, "discard", officer(PROVINCE), {"reason": "文件未印发"})
    assert Case.objects.get(pk=case.pk).state == "discarded"
    assert basis_pages.lines(officer(PROVINCE), LAPSED) == []


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"until": ""}, "__all__", "延期须写明止日"),
        ({"until": "2026-02-01"}, "__all__", "早于起日"),
        ({"start": "2026-02-27"}, "__all__", "重叠"),
        ({"kind": "successor", "successor": "gd_2023_4", "until": ""}, "__all__", "不能替代自身"),
        ({"kind": "override"}, "__all__", "未写明调整哪一项"),
        ({**OVERRIDE, "unit": "家"}, "__all__", "单位应为"),
        ({**OVERRIDE, "unit": ""}, "__all__", "一并填写"),
        ({**OVERRIDE, "limit": "五十"}, "__all__", "不是数值"),
        ({"norm": "13.2.output"}, "__all__", "不涉及"),
        ({"norm": "13.2.none"}, "norm", "没有“13.2.none”这一选项"),
        ({"kind": "other"}, "kind", "没有“other”这一选项"),
        ({"measure": "none"}, "measure", "没有“none”这一选项"),
        ({"start": "2026年"}, "start", "日期请按"),
        ({"document": " "}, "document", "请填写"),
        ({"dated_on": "2026-03-11"}, "dated_on", "成文日期不能晚于今天"),
        ({"until": "9999-12-31"}, "until", "截止日 9999-12-31 距起始日超过 10 年"),
    ],
)
def test_wrong_basis_is_refused_with_what_is_wrong(
    office: Office, changes: dict[str, str], field: str, said: str
) -> None:
    """Bad input: each fault in a sentence."""
    with pytest.raises(Invalid) as refused:
        enter(office, {**EXTENSION, **changes})
    assert said in "；".join(refused.value.faults[field])
    assert not Case.objects.exists()


def test_basis_without_its_document_is_refused(office: Office) -> None:
    """Evidence: no basis without a scan."""
    with pytest.raises(Invalid) as refused:
        open_matter("basis", by=officer(PROVINCE), payload=EXTENSION, key="k", now=office.now, chance=office.chance)
    assert refused.value.faults == {"file": ["请选择要上传的文件。"]}


def test_basis_that_overlaps_a_registered_one_is_refused(office: Office) -> None:
    """A19: of two documents about the same days one has to be ended first."""
    registered(office, EXTENSION)
    with pytest.raises(Invalid, match="粤工信规字〔2026〕3号 与 厅务会纪要〔2026〕2号 的期间重叠"):
        enter(office, DECISION, start="2026-06-01")


def test_of_two_drafts_that_contradict_the_second_is_not_signed(office: Office) -> None:
    """A18: looked at again as things stand when it is signed."""
    first, second = enter(office, EXTENSION), enter(office, DECISION)
    office.act(second, "register", officer(PROVINCE))
    office.signed(first, "register", PROVINCE)
    with pytest.raises(Refusal, match=r"不能登记：.*期间重叠") as refused:
        office.sign(second, PROVINCE)
    assert refused.value.clause == "A18"
    assert [basis.number for basis in queries.bases()] == ["粤工信规字〔2026〕3号"]


def test_ended_basis_holds_until_the_day_before(office: Office) -> None:
    """A19: 终止 from a day on."""
    case = registered(office, EXTENSION)
    office.now = at("2026-09-01 09:00")
    ended(office, case)
    measure = queries.measure("gd_2023_4")
    assert (measure.in_force(date(2026, 9, 30)), measure.in_force(date(2026, 10, 1))) == (True, False)
    assert [each.name for each in attachments.files(case)] == ["文件.pdf", "终止.pdf"]
    assert Case.objects.get(pk=case.pk).state == "ended"
    with pytest.raises(Refusal, match="现处于“已终止”"):
        office.act(case, "end", officer(PROVINCE), ENDING, files=scan())


def test_basis_ended_on_its_first_day_never_held(office: Office) -> None:
    """A18: a change that is called off before it begins."""
    case = registered(office, OVERRIDE)
    ended(office, case, ends_on="2025-04-20")
    assert queries.bases() == ()
    (line,) = basis_pages.lines(officer(PROVINCE), LAPSED)
    assert (line.standing.zh, line.in_effect) == ("已终止", False)


@pytest.mark.parametrize(
    ("day", "said"), [("2026-02-27", "终止日不能更早"), ("2027-02-28", "已经届满，无需终止"), ("", "请填写日期")]
)
def test_end_outside_the_days_it_holds_is_refused(office: Office, day: str, said: str) -> None:
    """Bad input."""
    case = registered(office, EXTENSION)
    with pytest.raises(Invalid) as refused:
        ended(office, case, ends_on=day)
    assert said in refused.value.faults["ends_on"][0]


def test_end_by_a_document_to_come_is_refused(office: Office) -> None:
    """A18: nothing is ended by a document nobody has yet."""
    case = registered(office, EXTENSION)
    with pytest.raises(Invalid) as refused:
        ended(office, case, dated_on="2026-03-11")
    assert refused.value.faults == {"dated_on": ["成文日期不能晚于今天。"]}


def test_draft_says_what_to_look_at_once_more(office: Office, client: Client) -> None:
    """A19: days without a measure, and a document entered before; neither is forbidden, and it is said until signed."""
    first = registered(office, EXTENSION)
    assert basis_pages.remarks(first.basis) == ()
    second = enter(office, EXTENSION, document="粤工信规字[2026] 3号", start="2027-04-01", until="2028-03-31")
    used, gap = (remark.zh for remark in basis_pages.remarks(RegisteredBasis.objects.get(pk=second.pk)))
    assert used.startswith("粤工信规字[2026] 3号 已用于 2026-B1（已登记）")
    assert "办法有效期至 2027-02-27" in gap
    assert "2027-02-28 至 2027-03-31 之间办法不在有效期内" in gap
    client.force_login(approver(PROVINCE))
    assert gap in client.get(f"/bases/{second.pk}/").content.decode()
    office.signed(second, "register", PROVINCE)
    assert gap not in client.get(f"/bases/{second.pk}/").content.decode()


def test_override_changes_the_limit_from_its_day(office: Office) -> None:
    """A18: a single norm changed by a cited document."""
    registered(office, OVERRIDE)
    measure = queries.measure("gd_2023_4")
    before, after = date(2025, 4, 19), date(2025, 4, 20)
    assert measure.bases_of("13.2.output", before) == ()
    assert [basis.number for basis in measure.bases_of("13.2.output", after)] == ["粤工信函〔2025〕8号"]
    assert measure.bases_of("13.2.area", after) == ()


def test_override_may_be_ended_and_replaced(office: Office) -> None:
    """A18: the next change follows the end of the one before."""
    first = registered(office, OVERRIDE)
    with pytest.raises(Invalid, match="重叠"):
        enter(office, OVERRIDE, document="粤工信函〔2025〕30号", start="2026-01-01", limit="60")
    ended(office, first, ends_on="2026-01-01")
    registered(office, OVERRIDE, document="粤工信函〔2025〕30号", start="2026-01-01", limit="60")
    assert [(basis.limit, basis.until) for basis in queries.bases()] == [("50", date(2025, 12, 31)), ("60", None)]


@pytest.mark.parametrize("who", [(HUIZHOU, "officer"), (HUICHENG, "approver"), (PROVINCE, "supervisor")])
def test_draft_is_the_provinces_and_a_registered_one_is_everybodys(office: Office, who: tuple[str, str]) -> None:
    """Visibility: foreign and absent look the same until it is registered."""
    case, reader = enter(office, EXTENSION), account(who[1], who[0])
    seen = basis_pages.lines(reader, LAPSED)
    assert len(seen) == (1 if who[0] == PROVINCE else 0)
    if not seen:
        with pytest.raises(NotHere):
            office.act(case, "register", reader)
    office.signed(case, "register", PROVINCE)
    (line,) = basis_pages.lines(reader, LAPSED)
    assert (line.document, line.standing.zh, line.registered) == ("粤工信规字〔2026〕3号", "适用中", True)


def test_basis_by_another_role_is_refused(office: Office) -> None:
    """A18: the province's officer enters, the approver signs."""
    with pytest.raises(Refusal, match="由省级经办办理"):
        open_matter("basis", by=officer(HUIZHOU), payload=EXTENSION, files=scan(), key="k", now=office.now)
    case = enter(office, EXTENSION)
    with pytest.raises(Refusal, match="由省级经办办理"):
        office.act(case, "register", approver(PROVINCE))


@pytest.mark.parametrize(
    ("on", "said"), [(date(2026, 2, 27), "未到起始日"), (LAPSED, "适用中"), (date(2027, 2, 28), "已届满")]
)
def test_list_says_whether_it_holds_today(office: Office, on: date, said: str) -> None:
    """A19."""
    registered(office, EXTENSION)
    (line,) = basis_pages.lines(officer(PROVINCE), on)
    assert line.standing.zh == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (EXTENSION, "办法延续有效"),
        (DECISION, "办法失效后仍可按其办理新事项"),
        (OVERRIDE, "第十三条（二）近三年产值：标准调整为 50 亿元"),
        ({**OVERRIDE, "limit": "５０．５"}, "第十三条（二）近三年产值：标准调整为 50.5 亿元"),
        (
            {**OVERRIDE, "norm": "13.3.firms.2", "limit": "12", "unit": "家"},
            "第十三条（三）优质企业数量——高新、专精特新、创新型、链主、单项冠军：标准调整为 12 家",
        ),
        ({**OVERRIDE, "norm": "13.2.growth", "limit": "12", "unit": "％"}, "产值年均增速：标准调整为 12%"),
        ({**OVERRIDE, "limit": "", "unit": ""}, "第十三条（二）近三年产值：停止适用"),
        (
            {**OVERRIDE, "norm": "14.3.notice_days", "limit": "5", "unit": "个工作日"},
            "第十四条（三）公示期：标准调整为 5 个工作日",
        ),
    ],
)  # fmt: skip
def test_effect_names_what_changes(office: Office, changes: dict[str, str], said: str) -> None:
    """In words a person reads."""
    registered(office, changes)
    (line,) = basis_pages.lines(officer(PROVINCE), LAPSED)
    assert line.effect.zh.endswith(said)
    assert "13." not in line.effect.zh


def test_list_takes_one_query(office: Office, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    """Lean lists: the same with 1 and with 3 bases."""
    registered(office, EXTENSION)
    reader = officer(PROVINCE)
    for changes in ({}, {"norm": "13.2.area", "limit": "90", "unit": "平方公里", "document": "粤工信函〔2025〕9号"}):
        with django_assert_num_queries(1):
            basis_pages.lines(reader, LAPSED)
        with django_assert_num_queries(1):
            queries.measure("gd_2023_4")
        registered(office, OVERRIDE, **changes)
    assert len(basis_pages.lines(reader, LAPSED)) == 3


def test_only_public_bases_are_for_the_public(office: Office) -> None:
    """主动公开 is marked by a person, one by one, and begins with the registration."""
    registered(office, EXTENSION)
    case = enter(office, OVERRIDE, public="on")
    assert basis_pages.published() == []
    office.signed(case, "register", PROVINCE)
    assert [line.document for line in basis_pages.published()] == ["粤工信函〔2025〕8号"]


def test_pages_of_bases_are_shown(office: Office, client: Client, monkeypatch: Any) -> None:
    """List with how the measure stands, form, page with the scan, the way to sign, the end."""
    monkeypatch.setattr("jiqun.config.clock.now", lambda: office.now)
    client.force_login(officer(PROVINCE))
    empty = client.get("/bases/").content.decode()
    assert "还没有登记依据" in empty
    assert "2026-03-10 不在《广东省促进中小企业特色产业集群发展暂行办法》的有效期内" in empty
    offered = re.findall(
        r'<option value="13\.3\.firms[.\d]*">(.*?)</option>', client.get("/bases/new/").content.decode()
    )
    assert [text.split("——")[0] for text in offered] == ["第十三条（三）优质企业数量"] * 3
    assert len(set(offered)) == 3
    sent = client.post("/bases/new/", {**EXTENSION, "key": "k", **scan()})
    case = Case.objects.get()
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/bases/{case.pk}/")
    assert 'value="2026-02-28"' in client.get(f"/bases/{case.pk}/amend/").content.decode()
    page = client.get(f"/bases/{case.pk}/").content.decode()
    assert "文件.pdf" in page
    (file,) = attachments.files(case)
    assert b"".join(client.get(f"/files/{file.id}/").streaming_content) == PDF  # type: ignore[attr-defined]
    office.signed(case, "register", PROVINCE)
    listed = client.get("/bases/").content.decode()
    assert "有效" in listed
    assert "延期：粤工信规字〔2026〕3号（广东省工业和信息化厅，2026-02-20）" in listed
    ended(office, case)
    page = client.get(f"/bases/{case.pk}/").content.decode()
    assert "粤工信规字〔2026〕9号" in page
    assert "终止.pdf" in page


def test_document_that_waits_for_its_signature_is_read_by_the_signer_alone(office: Office, client: Client) -> None:
    """Signing is no blind act; elsewhere there is no such file."""
    case = registered(office, EXTENSION)
    office.act(case, "end", officer(PROVINCE), ENDING, files=scan("终止.pdf"))
    address = f"/waiting-file/basis/{case.pk}/"
    client.force_login(approver(PROVINCE))
    assert address in client.get(f"/bases/{case.pk}/").content.decode()
    assert "终止.pdf" in client.get(f"/do/basis/{case.pk}/sign/").content.decode()
    assert b"".join(client.get(address).streaming_content) == PDF  # type: ignore[attr-defined]
    client.force_login(officer(HUIZHOU))
    assert client.get(address).status_code == 404
    office.sign(case, PROVINCE)
    client.force_login(approver(PROVINCE))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/bases/", "/bases/new/", "/interpretations/", "/interpretations/ask/"])
def test_pages_are_for_staff(address: str, client: Client) -> None:
    """An expert has no such page, and nobody reads one without signing in."""
    assert client.get(address).status_code == 302
    client.force_login(account("expert", None))
    assert client.get(address).status_code == 404
