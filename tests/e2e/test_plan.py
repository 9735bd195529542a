"""A plan in eight directions in the browser (Articles 7, 13(九), 16): drawn up at the desk, refused with all that
lacks, signed, followed by a note, read by the prefecture."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jiqun.config import clock
from jiqun.cultivation.models import Plan, PlanTask
from tests.cultivation.plan.answers import whole
from tests.cultivation.plan.county import NOW, fill, of
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.e2e.test_annual_report import well
from tests.office import HUICHENG, HUIZHOU, approver, officer

Shoot = Callable[[Page, str], None]


@pytest.fixture
def office(live_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county with a cluster, its prefecture, and the office's clock in September 2025."""
    for code in (HUICHENG, HUIZHOU):
        officer(code), approver(code)
    of()
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_a_plan_is_drawn_up_signed_and_followed(windows: Windows, office: None, shoot: Shoot) -> None:
    county = Seat(windows, officer(HUICHENG))
    county.at("/cultivation/plans/")
    well(county.page)
    county.follow(county.page.get_by_role("link", name="编制培育方案"))
    county.enter(cluster=str(of().pk), first_year="2026")
    county.press("编制培育方案")
    county.told("已办理")
    address = county.page.url
    county.sees("印发前还须处理 9 处")
    well(county.page)
    shoot(county.page, "plan-draft")

    county.follow(county.page.get_by_role("link", name="填写 深化集群开放合作"))
    county.enter(**{"d5_tasks-0-1": "参展", "d5_tasks-0-2": "区商务局", "d5_tasks-0-3": "2026-05"})
    county.enter(**{"d5_tasks-0-4": "2026-02", "d5_tasks-0-5": "20"})
    well(county.page)
    shoot(county.page, "plan-section")
    county.press("保存")
    county.sees("工作措施第 1 行：完成时间 2026-02-28 早于开始时间 2026-05-01")

    plan = Plan.objects.select_related("case").get()
    fill(plan.case, whole())
    county.at(address)
    county.offer("印发")
    county.press("提请审核岗签批")
    Seat(windows, approver(HUICHENG)).signs(address, "印发")

    county.at(address)
    county.sees("实施中")
    county.follow(county.page.get_by_role("link", name="登记进展 多层次创新平台工程"))
    county.enter(status="running", text="已完成选址和立项。", spent="三万")
    county.press("登记进展")
    county.refused("不是金额")
    county.still_holds(text="已完成选址和立项。", spent="三万")
    county.enter(spent="3.5")
    county.press("登记进展")
    county.told("已办理")
    assert PlanTask.objects.get(plan=plan.pk, topic="2.1").spent == 3_500_000
    well(county.page)
    shoot(county.page, "plan-in-force")

    city = Seat(windows, officer(HUIZHOU))
    city.at(address)
    city.page.get_by_text("进展 1 条").click()
    expect(city.page.get_by_text("已完成选址和立项。").first).to_be_visible()
    city.follow(city.page.get_by_role("link", name="第 1 版"))
    city.sees("总体思路")
    well(city.page)
