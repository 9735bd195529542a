"""An annual report in the browser (Article 16): the agency fills in, the county hands in, the prefecture passes on,
the province receives; refusals with what was typed, whom to call, an internal day, the receipt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jiqun.authorities.models import Role
from jiqun.config import clock
from jiqun.supervision.models import AnnualReport, Problem
from tests.e2e.conftest import WIDTHS, Windows
from tests.e2e.seated import Seat
from tests.e2e.test_accessibility import findings
from tests.office import HUIDONG, HUIZHOU, PROVINCE, account, approver, officer
from tests.supervision.reports.yearly import NOW, planned

Shoot = Callable[[Page, str], None]
LIST = "/supervision/reports/"


@pytest.fixture
def owed(live_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """One cluster that owes the report on 2025, and the office's clock in March 2026."""
    for code in (HUIDONG, HUIZHOU, PROVINCE):
        officer(code), approver(code)
    account(Role.AGENCY, HUIDONG)
    planned()
    monkeypatch.setattr(clock, "now", lambda: NOW)


def well(page: Page) -> None:
    """axe finds nothing, and nothing has to be pushed sideways at any width."""
    before = page.viewport_size
    assert findings(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
    if before:
        page.set_viewport_size(before)


def test_a_report_goes_from_the_agency_to_the_province(windows: Windows, owed: None, shoot: Shoot) -> None:
    city = Seat(windows, officer(HUIZHOU))
    city.at(LIST)
    city.follow(city.page.get_by_role("link", name="设定内部期限"))
    city.enter(due_on="2026-04-02")
    city.press("设定内部期限")
    city.refused("须早于办法规定的 2026-03-31")
    city.still_holds(due_on="2026-04-02")
    city.enter(due_on="2026-03-20")
    city.press("设定内部期限")
    city.told("已办理")
    well(city.page)

    county = Seat(windows, officer(HUIDONG))
    county.at("/work/")
    expect(county.page.get_by_text("市级内部期限 2026-03-20，还有 10 天")).to_be_visible()
    county.at(LIST)
    county.follow(county.page.get_by_role("link", name="惠东县女鞋产业集群"))
    county.press("填报年度报告")
    report = county.page.url
    well(county.page)
    county.offer("委托运营管理机构填报")
    county.enter(agency=account(Role.AGENCY, HUIDONG).username)
    county.press("委托运营管理机构填报")
    county.told("已办理")

    agency = Seat(windows, account(Role.AGENCY, HUIDONG))
    agency.at("/work/")
    agency.follow(agency.page.get_by_role("link", name="查看"))
    well(agency.page)
    agency.follow(agency.page.get_by_role("link", name="填写 年度培育情况"))
    well(agency.page)
    shoot(agency.page, "report-filling")
    agency.enter(experience="以龙头带配套。")
    expect(agency.page.locator("[data-autosave-state]")).to_contain_text("全部已保存")
    agency.enter(**{"goal_progress-0-1": "50", "problems-0-0": "融资成本高", "problems-0-3": "2026-09-30"})
    agency.press("保存")
    agency.told("已保存")

    county.at(report)
    expect(county.page.get_by_text("“集群总产值”未达当年目标 55，请写明偏差原因").first).to_be_visible()
    county.follow(county.page.get_by_role("link", name="填写 年度培育情况"))
    county.enter(**{"goal_progress-0-3": "外需下降"})
    county.press("保存")
    county.offer("报送")
    county.press("提请审核岗签批")
    Seat(windows, approver(HUIDONG)).signs(report, "报送")

    city.at(report)
    city.offer("审核通过并转报")
    city.press("提请审核岗签批")
    city.refused("请填写")
    city.enter(opinion="已核对，目标未达系外需下降。")
    city.press("提请审核岗签批")
    Seat(windows, approver(HUIZHOU)).signs(report, "审核通过并转报")

    province = Seat(windows, officer(PROVINCE))
    province.at(report)
    well(province.page)
    shoot(province.page, "report-received")
    province.offer("接收")
    province.press("接收")
    province.told("已办理")
    province.follow(province.page.get_by_role("link", name="接收回执"))
    well(province.page)
    shoot(province.page, "report-receipt")
    province.at(LIST)
    well(province.page)
    shoot(province.page, "report-status")
    assert AnnualReport.objects.get().received_at == NOW
    assert [each.text for each in Problem.objects.all()] == ["融资成本高"]


def test_who_is_called_stands_on_a_list_to_take_away(windows: Windows, owed: None, shoot: Shoot) -> None:
    province = Seat(windows, officer(PROVINCE))
    province.at(LIST)
    province.follow(province.page.get_by_role("link", name="催报名单"))
    well(province.page)
    shoot(province.page, "report-calls")
    expect(province.page.get_by_text(officer(HUIDONG).person.name)).to_be_visible()
    for name, ending in (("CSV", ".csv"), ("Excel", ".xlsx")):
        with province.page.expect_download() as heard:
            province.page.get_by_role("link", name=name).click()
        assert heard.value.suggested_filename.endswith(ending)
