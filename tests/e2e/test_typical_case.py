"""A typical case in the browser (Article 11): written, illustrated, signed, published, found by the public."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from jiqun.config import clock
from jiqun.cultivation.models import TypicalCase
from tests.cultivation.cases.county import NOW, TITLE, add_picture, write
from tests.cultivation.plan.county import of
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.e2e.test_annual_report import well
from tests.office import HUICHENG, HUIZHOU, approver, officer

Shoot = Callable[[Page, str], None]


@pytest.fixture
def office(live_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county with a cluster, its prefecture, and the office's clock."""
    for code in (HUICHENG, HUIZHOU):
        officer(code), approver(code)
    of()
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_a_case_is_written_published_and_found(windows: Windows, office: None, shoot: Shoot) -> None:
    county = Seat(windows, officer(HUICHENG))
    county.at("/cultivation/cases/")
    well(county.page)
    county.follow(county.page.get_by_role("link", name="撰写典型案例"))
    county.enter(cluster=str(of().pk), theme="services")
    county.press("撰写典型案例")
    county.sees("报送前还须处理 3 处")
    address = county.page.url
    case = TypicalCase.objects.select_related("case").get().case
    write(case)
    add_picture(case)
    county.at(address)
    well(county.page)
    shoot(county.page, "case-draft")
    county.offer("报送市级")
    county.press("提请审核岗签批")
    Seat(windows, approver(HUICHENG)).signs(address, "报送市级")

    city = Seat(windows, officer(HUIZHOU))
    city.at(address)
    city.offer("发布")
    city.press("提请审核岗签批")
    city.refused("请先逐张查看图片")
    city.page.get_by_label("已逐张查看图片").check()
    city.press("提请审核岗签批")
    Seat(windows, approver(HUIZHOU)).signs(address, "发布")

    page = city.page
    page.goto(address.split("/cultivation/")[0] + "/cases/?q=检测平台")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("heading", name="运行机制").wait_for()
    assert page.locator("article.case img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 800
    for url in (page.url, address.split("/cultivation/")[0] + "/cases/"):
        page.goto(url)
        well(page)
    shoot(page, "showcase")
