"""对标核验 in a real browser: a clause and its findings light each other up, and numbers open down to their rows."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Windows
from tests.e2e.desk import Desk
from tests.e2e.test_accessibility import findings, look_away


def at_findings(windows: Windows, who: str = "county.officer") -> Desk:
    """An officer before the findings of the county's first application."""
    desk = Desk(windows.open(), look_away, who)
    desk.go("申报")
    desk.page.locator("main tbody a").first.click()
    desk.tab("对标核验")
    return desk


def test_an_officer_goes_from_the_words_of_the_law_down_to_one_firm(
    busy_windows: Windows, shoot: Callable[[Page, str], None]
) -> None:
    """Article 13(二): words → finding → input → rows, and back."""
    page = at_findings(busy_windows).page
    growth = page.locator('[id="13.2.growth"]')
    words = page.locator('[id="q-13.2.growth"]')
    expect(words).to_have_text("产值年均增速高于10%")
    words.click()
    expect(growth).to_have_attribute("open", "")
    expect(words).to_have_class(re.compile("lit"))
    assert findings(page) == []
    shoot(page, "findings")
    total = growth.locator("table.inputs a").first
    said = total.evaluate("a => a.firstChild.textContent")
    total.click()
    expect(page.locator("dl.pairs dd").first).to_have_text(said)
    expect(page.locator("main tbody tr").first).to_be_visible()
    assert findings(page) == []
    shoot(page, "findings-rows")
    page.get_by_role("link", name="返回对标核验").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_an_officer_supposes_more_output_and_the_page_goes_back_to_what_is(
    busy_windows: Windows, shoot: Callable[[Page, str], None]
) -> None:
    """模拟: marked as such, worked by keyboard and mouse, cleared by one click."""
    desk = at_findings(busy_windows)
    page = desk.page
    page.locator("#what-if > summary").click()
    page.locator("#what-if-output").fill("-900000")
    page.get_by_role("button", name="模拟").click()
    desk.sees("模拟结果", "2024 年产值（主导产业、中小企业）减少 900,000 万元", "不保存，不改变申报")
    expect(page.locator("tr.turned").first).to_be_visible()
    assert findings(page) == []
    shoot(page, "findings-what-if")
    page.locator("#simulated").get_by_role("link", name="清除模拟").click()
    expect(page.locator("#simulated")).to_have_count(0)
    page.locator("#what-if > summary").click()
    page.locator("#what-if-output").fill("很多")
    page.get_by_role("button", name="模拟").click()
    desk.sees("没有进行模拟", "产值请填数字")
    assert findings(page) == []


def test_the_law_and_its_findings_find_each_other_without_script(busy_windows: Windows) -> None:
    """Without JavaScript the anchors alone do it."""
    address = at_findings(busy_windows).page
    cookies, url = address.context.cookies(), address.url
    plain = busy_windows.browser.new_context(java_script_enabled=False, locale="zh-CN")
    try:
        plain.add_cookies(cookies)
        page = plain.new_page()
        page.goto(url)
        page.locator('[id="q-13.2.growth"]').click()
        assert page.url.endswith("#13.2.growth")
        page.locator('[id="13.2.growth"] > summary').click()
        page.locator('[id="13.2.growth"] .why a[href="#q-13.2.growth"]').click()
        assert page.url.endswith("#q-13.2.growth")
    finally:
        plain.close()


def test_measures_are_compared_and_readable(busy_windows: Windows, shoot: Callable[[Page, str], None]) -> None:
    """The province looks who passes where."""
    desk = Desk(busy_windows.open(), look_away, "province.officer")
    desk.go("批次")
    desk.page.locator("main tbody a").last.click()
    desk.page.locator("nav.tabs").get_by_role("link", name="办法比较").click()
    desk.sees("总体结论", "逐项条件")
    assert findings(desk.page) == []
    shoot(desk.page, "comparison")
