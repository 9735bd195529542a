"""A visitor holds a cluster against the measure: by keyboard, by upload, in English, and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.test_accessibility import RULES
from tests.office import at
from tests.portal.visitor import entries, good_workbook

Shoot = Callable[[Page, str], None]
WIDTHS = (360, 1024, 1440)


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """20 March 2025."""
    monkeypatch.setattr("jiqun.config.clock.now", lambda: at("2025-03-20 10:00"))


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(good_workbook("云溪区五金产业集群"))
    return str(path)


def findings(page: Page) -> list[str]:
    """What axe has against a page, and whether it is wider than its window at any width."""
    answer = Axe().run(page, options=RULES).response
    found = [f"{each['id']}: {node['target']}" for each in answer["violations"] for node in each["nodes"][:3]]
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth - window.innerWidth") > 0:
            found.append(f"scrolls sideways at {width}")
    page.set_viewport_size({"width": 1440, "height": 900})
    return found


def fill(page: Page, **more: str) -> None:
    """Types every figure."""
    for name, value in entries(**more).items():
        if name not in ("on", "base"):
            page.locator(f"[name='{name}']").fill(value)


def test_a_visitor_uploads_a_workbook_and_takes_the_result_home(page: Page, shoot: Shoot, file: str) -> None:
    """From the menu: template, upload, result, another reading, PDF and JSON."""
    page.goto("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="自测").click()
    expect(page.get_by_text("本站不保存您提交的任何内容")).to_be_visible()
    assert findings(page) == []
    shoot(page, "selfcheck-upload")
    with page.expect_download() as template:
        page.get_by_role("link", name="下载名册工作簿模板").click()
    assert template.value.suggested_filename == "集群企业名册模板.xlsx"
    page.get_by_label("集群企业名册工作簿").set_input_files(file)
    page.get_by_role("button", name="测算", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("自测结果：云溪区五金产业集群")
    expect(page.get_by_text("系统测算，不作为审核结论").first).to_be_visible()
    assert findings(page) == []
    shoot(page, "selfcheck-result")
    for name, start in (("PDF", b"%PDF-"), ("JSON", b"{")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        assert Path(download.value.path()).read_bytes().startswith(start)
    page.get_by_text("换用口径或办法再算").click()
    page.get_by_label("年均增速、年均增长").select_option("arithmetic")
    page.get_by_role("button", name="再算").click()
    expect(page.get_by_text("模拟口径")).to_be_visible()


def test_totals_are_typed_by_keyboard_alone(page: Page, shoot: Shoot) -> None:
    """Tab from the first field to the button; an error takes the focus, its link leads to the cell."""
    page.goto("/self-check/figures/")
    assert findings(page) == []
    fill(page, output_2023="约60亿")
    shoot(page, "selfcheck-figures")
    page.get_by_label("产值, 2023").or_(page.get_by_label("2023 年产值", exact=True)).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#error-summary")).to_be_focused()
    assert findings(page) == []
    shoot(page, "selfcheck-errors")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name='output_2023']")).to_be_focused()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("620000")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("自测结果")
    expect(page.locator("[id='n-13.2.output'] summary")).to_contain_text("符合")
    page.get_by_role("button", name="修改数据").click()
    expect(page.locator("[name='output_2023']")).to_have_value("620000")


def test_a_blank_form_says_what_is_missing(page: Page, shoot: Shoot) -> None:
    page.goto("/self-check/figures/?lang=en")
    page.get_by_role("button", name="Compute", exact=True).click()
    expect(page.get_by_role("heading", name="What is missing")).to_be_visible()
    assert findings(page) == []
    shoot(page, "selfcheck-open-en")
    page.get_by_role("link", name="Area", exact=True).click()
    expect(page.locator("[id='n-13.2.area']")).to_be_in_viewport()


def test_everything_works_without_scripts(browser: Browser, live_server: object, file: str) -> None:
    context = browser.new_context(base_url=str(live_server), java_script_enabled=False)
    page = context.new_page()
    page.goto("/self-check/")
    page.get_by_label("集群企业名册工作簿").set_input_files(file)
    page.get_by_role("button", name="测算", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("云溪区五金产业集群")
    page.goto("/self-check/figures/")
    fill(page)
    page.get_by_label("适用日期").fill("2026-03-01")
    page.get_by_role("button", name="测算", exact=True).click()
    page.get_by_role("button", name="改按 2026-02-27 测算").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("自测结果")
    context.close()


def test_every_measure_can_be_read(page: Page, shoot: Shoot) -> None:
    """Status, norms under their clauses, readings and parameters; a deep link finds its clause."""
    page.goto("/measure/gd_2023_4/#A13.2")
    expect(page.locator("[id='A13.2']")).to_be_in_viewport()
    expect(page.locator("[id='n-13.2.growth']")).to_contain_text("高于 10%")
    assert findings(page) == []
    shoot(page, "measure")
    page.get_by_role("link", name="示例·云南省").click()
    expect(page.get_by_text("为示例，不是正式办法").first).to_be_visible()
    assert findings(page) == []
    shoot(page, "measure-example")
