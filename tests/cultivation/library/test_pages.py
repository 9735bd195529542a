"""Pages of the library: who reads them, how many queries they cost, what they offer (Articles 6, 8)."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.cultivation.library import readiness
from tests.cultivation.cultivated import NOW, do, entered, handed_in
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, account, approver, at, officer
from tests.recognition.applicant import upload

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def two_years(entry: Case) -> None:
    handed_in(entry, 2023, at("2024-03-20 10:00"))
    handed_in(entry, 2024)


def test_board_shows_each_entry_with_its_pinned_findings_and_what_is_projected() -> None:
    entry = entered()
    two_years(entry)
    (row,) = readiness.board(officer(HUIZHOU), NOW.date())
    assert (row.year, row.before, row.met, row.short, row.unknown, row.trend) == (2024, 2023, 11, 2, 0, 0)
    assert row.ticked == row.judged == 28
    assert row.gap.zh.startswith("中小企业产值占比：2024 年中小企业产值再增加")
    page = browser(officer(HUIZHOU)).get(reverse("cultivation:home"))
    assert page.status_code == 200
    assert "系统测算，不作为审核结论" in page.content.decode()


def test_board_of_a_territory_costs_the_same_whatever_its_size(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    """Issue 7: at most 10 statements."""
    entry = entered()
    two_years(entry)
    client = browser(officer(HUIZHOU))
    url = reverse("cultivation:home")
    client.get(url)
    with django_assert_num_queries(7):
        client.get(url)
    for n in range(4):
        entered(officer(HUIZHOU), f"more{n}", place=HUIDONG, name=f"惠东县第{n}产业集群")
    with django_assert_num_queries(7):
        client.get(url)


def test_each_level_sees_its_own_territory_and_others_nothing() -> None:
    entered()
    entered(officer(HUIDONG), "shoes", place=HUIDONG, name="惠东县女鞋产业集群")

    def names(by: Account) -> list[str]:
        return [row.name for row in readiness.board(by, NOW.date())]

    assert names(officer(HUICHENG)) == ["惠城区电子元件产业集群"]
    assert names(officer(HUIZHOU)) == names(officer(PROVINCE)) == ["惠城区电子元件产业集群", "惠东县女鞋产业集群"]
    assert names(officer("442000")) == []


def test_expert_and_stranger_get_404() -> None:
    entry = entered()
    expert = browser(account(Role.EXPERT, None))
    addresses = [
        reverse("cultivation:home"),
        reverse("cultivation:entry", args=[entry.pk]),
        reverse("cultivation:board-file", args=["csv"]),
        reverse("cultivation:assessments"),
    ]
    assert {expert.get(each).status_code for each in addresses} == {404}
    foreign = browser(officer("442000"))
    assert foreign.get(reverse("cultivation:entry", args=[entry.pk])).status_code == 404
    assert foreign.get(reverse("cultivation:cluster", args=[entry.cluster_id])).status_code == 404
    assert foreign.get(reverse("cultivation:graduate", args=[entry.pk])).status_code == 404


def test_board_is_filtered_sorted_and_downloaded_as_it_is_shown() -> None:
    entry = entered()
    two_years(entry)
    entered(officer(HUIZHOU), "shoes", place=HUIDONG, name="惠东县女鞋产业集群")
    client = browser(officer(HUIZHOU))

    def shown(**asked: str) -> list[str]:
        return [row.name for row in client.get(reverse("cultivation:home"), asked).context["page"]]

    assert shown(missing="1") == ["惠东县女鞋产业集群"]
    assert shown(q="惠城") == ["惠城区电子元件产业集群"]
    assert shown(sort="short") == ["惠城区电子元件产业集群", "惠东县女鞋产业集群"]
    assert shown(stage="ripe") == []
    sheet = client.get(reverse("cultivation:board-file", args=["csv"]), {"q": "惠城"}).content.decode("utf-8-sig")
    head, line = csv.reader(io.StringIO(sheet))
    assert dict(zip(head, line, strict=True))["不足（项）"] == "2"
    book = client.get(reverse("cultivation:board-file", args=["xlsx"]))
    rows = list(load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
    assert [row[0] for row in rows[2:]] == ["惠城区电子元件产业集群", "惠东县女鞋产业集群"]
    assert client.get(reverse("cultivation:board-file", args=["exe"])).status_code == 404


def test_province_looks_at_one_prefecture() -> None:
    entered()
    entered(officer("442000"), "xiaolan", place=XIAOLAN, name="小榄镇五金产业集群")
    page = browser(officer(PROVINCE)).get(reverse("cultivation:home"), {"city": "442000"})
    assert [row.name for row in page.context["page"]] == ["小榄镇五金产业集群"]
    assert ("442000", "中山市") in page.context["cities"]
    assert browser(officer(HUIZHOU)).get(reverse("cultivation:home")).context["cities"] == []


def test_county_enters_through_the_page_and_what_was_entered_stays_when_refused() -> None:
    client = browser(officer(HUICHENG))
    url = reverse("cultivation:enter")
    assert client.get(url).status_code == 200
    answer = client.post(url, {"name": "某产业集群", "place": HUICHENG, "reason": "说明文字", "key": "k"})
    assert answer.status_code == 422
    assert "说明文字" in answer.content.decode()


def test_province_reads_why_it_enters_nothing() -> None:
    assert "培育库由地级以上市建立" in browser(officer(PROVINCE)).get(reverse("cultivation:enter")).content.decode()


def test_entry_shows_guidance_that_is_late_and_the_municipal_recognition(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    entry = entered()
    given = {"given_on": "2025-03-18", "given_by": "市局", "advice": "补齐研发台账。", "due_on": "2025-03-25"}
    do(entry, "advise", officer(HUIZHOU), **given)
    decision = {
        "batch": "2025年度",
        "rule": "本市办法",
        "document": "惠市工信〔2025〕8号",
        "announced_on": "2025-03-10",
        "valid_from": "2025-03-10",
        "valid_to": "2028-03-09",
    }
    do(entry, "recognise_municipal", officer(HUIZHOU), files={"file": upload(PDF, "决定.pdf")}, **decision)
    do(entry, "sign", approver(HUIZHOU), affirmed="on")
    monkeypatch.setattr(clock, "now", lambda: at("2025-04-02 10:00"))
    client = browser(officer(HUICHENG))
    url = reverse("cultivation:entry", args=[entry.pk])
    client.get(url)
    with django_assert_num_queries(12):
        page = client.get(url).content.decode()
    assert "逾期" in page and "惠市工信〔2025〕8号" in page and "补齐研发台账。" in page
    tab = client.get(reverse("cultivation:cluster", args=[entry.cluster_id])).content.decode()
    assert "补齐研发台账。" in tab


def test_workbench_reminds_of_missing_self_assessments_late_guidance_and_those_recognised() -> None:
    from jiqun.cultivation.library.reminding import reminders
    from jiqun.register.models import Recognition

    entry = entered()
    given = {"given_on": "2025-03-01", "given_by": "市局", "advice": "补齐。", "due_on": "2025-03-10"}
    do(entry, "advise", officer(HUIZHOU), **given)

    def said(by: Account) -> list[str]:
        return [str(each.text) for each in reminders(by, NOW)]

    late = "培育库中有 1 条指导意见{}，其中 1 条已逾期。"
    assert said(officer(HUICHENG)) == ["培育库中有 1 个集群尚未报送 2024 年度自评。", late.format("待落实")]
    assert said(officer(HUIZHOU)) == [late.format("到期未落实")]
    assert said(officer(HUIDONG)) == said(officer(PROVINCE)) == []
    handed_in(entry)
    Recognition.objects.create(
        id=entry.pk,
        cluster_id=entry.cluster_id,
        level="省级",
        batch="2025",
        valid_from="2025-01-01",
        valid_to="2027-12-31",
        source="公布",
    )
    assert said(officer(HUICHENG)) == [late.format("待落实")]
    assert said(officer(HUIZHOU))[1] == ("惠城区电子元件产业集群已获认定，可按“已获省级或国家级认定”办理出库。")
