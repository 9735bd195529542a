"""监督考核 in the browser (Article 16): a year marked, settled, told and objected to; a plan with its check."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from jiqun.casework.models import Case
from jiqun.config import clock
from tests.e2e.conftest import WIDTHS, Windows
from tests.e2e.seated import Seat
from tests.e2e.test_accessibility import findings
from tests.office import HUIDONG, HUIZHOU, approver, officer
from tests.supervision.appraisal.checked import FOCUS, Checked
from tests.supervision.appraisal.province import MEASURES, SUMMARY, Year

Shoot = Callable[[Page, str], None]
LIST = "/supervision/appraisals/"
SENT = "提请审核岗签批"


def well(page: Page) -> None:
    """axe finds nothing, and nothing has to be pushed sideways at any width."""
    before = page.viewport_size
    assert findings(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
    if before:
        page.set_viewport_size(before)


@pytest.fixture
def year(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Year:
    """Two recognised clusters with figures; the office's clock stands in June 2025."""
    found = Year()
    for code in (HUIDONG, HUIZHOU):
        officer(code), approver(code)
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def test_a_year_is_marked_and_settled_by_people(windows: Windows, year: Year, shoot: Shoot) -> None:
    desk, chief = Seat(windows, year.clerk), Seat(windows, year.chief)
    desk.at(LIST)
    well(desk.page)
    shoot(desk.page, "appraisal-empty")
    desk.follow(desk.page.get_by_role("link", name="开展年度考核"))
    desk.enter(year="2025")
    desk.press("开展年度考核")
    desk.refused("2025年尚未结束")
    desk.enter(year="2024")
    desk.press("开展年度考核")
    desk.told("已办理")
    here = desk.page.url
    desk.sees("待确认等次", "示例")
    assert "还有 2 个集群没有确认等次" in desk.why_not("定级")
    well(desk.page)
    shoot(desk.page, "appraisal-matter")
    year.case = Case.objects.get(procedure_name="appraisal")
    year.confirmed(year.chips)
    year.marked(year.shoes)
    desk.follow(desk.page.get_by_role("link", name="惠东县女鞋产业集群"))
    well(desk.page)
    shoot(desk.page, "appraisal-sheet")
    desk.offer("逐项评分")
    well(desk.page)
    shoot(desk.page, "appraisal-mark")
    desk.enter(points_innovation="11")
    desk.press("逐项评分")
    desk.refused("须在 0 至 10 分之间")
    desk.enter(points_innovation="9.5")
    desk.press("逐项评分")
    desk.told("已办理")
    desk.offer("确认等次")
    desk.enter(grade="failed", summary=SUMMARY, measures="只写了问题")
    desk.press("确认等次")
    desk.refused("等次与建议不同，请写明理由", "第 1 行")
    desk.still_holds(summary=SUMMARY, measures="只写了问题")
    shoot(desk.page, "appraisal-confirm")
    well(desk.page)
    desk.enter(grade_reason="发生事故，正在调查（虚构）", measures=MEASURES)
    desk.press("确认等次")
    desk.told("已办理")
    desk.at(here)
    desk.prepare("定级")
    chief.signs(here, "定级")
    desk.at(here)
    desk.sees("已定级", "不合格")


def test_a_county_reads_its_grade_and_objects(windows: Windows, year: Year, shoot: Shoot) -> None:
    sheet = year.told()
    county = Seat(windows, officer(HUIDONG))
    county.at(LIST)
    county.sees("惠东县女鞋产业集群", "2025-06-24")
    well(county.page)
    shoot(county.page, "appraisal-county-list")
    county.follow(county.page.get_by_role("link", name="惠东县女鞋产业集群"))
    county.sees_nowhere("建议等次")
    well(county.page)
    shoot(county.page, "appraisal-county")
    here = county.page.url
    county.prepare("提出复核意见", objection="上云企业数有漏计（虚构）")
    Seat(windows, approver(HUIDONG)).signs(here, "提出复核意见")
    desk = Seat(windows, year.clerk)
    desk.at(f"{LIST}clusters/{sheet.pk}/")
    desk.prepare("答复复核意见", answer="材料形成于考核年度之后（虚构）")
    Seat(windows, year.chief).signs(here, "答复复核意见")
    county.at(here)
    county.sees("材料形成于考核年度之后")
    shoot(county.page, "appraisal-answered")


@pytest.fixture
def way(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Checked:
    found = Checked()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def test_a_plan_is_drawn_up_signed_and_its_check_visited(windows: Windows, way: Checked, shoot: Shoot) -> None:
    desk, chief = Seat(windows, way.clerk), Seat(windows, way.chief)
    desk.at(LIST)
    desk.follow(desk.page.get_by_role("link", name="拟订监督检查计划"))
    well(desk.page)
    shoot(desk.page, "plan-draw-up")
    desk.enter(focus=FOCUS, wanted="1")
    desk.page.locator("[name=method][value=risk]").check()
    desk.press("拟订监督检查计划")
    desk.told("已办理")
    here = desk.page.url
    desk.offer("提请签批计划")
    well(desk.page)
    shoot(desk.page, "plan-adopt")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    chief.signs(here, "提请签批计划")
    desk.at(here)
    desk.sees("实施中", "上一年度报告逾期未报")
    well(desk.page)
    shoot(desk.page, "plan")
    desk.follow(desk.page.get_by_role("link", name="待检查"))
    well(desk.page)
    shoot(desk.page, "plan-check")
