"""A review on paper, by clicking: the session, two entries that differ, two that agree, the seal (Article 14(三))."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import papers
from tests.e2e.conftest import Windows, opened_windows, served
from tests.e2e.desk import Desk
from tests.e2e.server import Server
from tests.e2e.test_chapter_pages import findings_at_all_widths

ITEM = "细分领域全省地位"


@pytest.fixture
def paper_office(tmp_path: Path) -> Iterator[Server]:
    """`jiqun serve` with experts drawn for a review on paper, on 12 May 2025."""
    yield from served(tmp_path, "paper")


@pytest.fixture
def paper_windows(browser: Browser, paper_office: Server, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows on that office."""
    yield from opened_windows(browser, paper_office.address, request)


def fill_in(desk: Desk, points: str, **files: Path) -> None:
    """The whole sheet from the paper: as many points everywhere, but for one item."""
    desk.offer("录入评审表")
    for field in desk.page.locator("main table.score input").all():
        field.fill("1")
    desk.page.get_by_label(ITEM).fill(points)
    if files:
        desk.enter(**files)
    desk.press("录入评审表")


def test_a_paper_sheet_is_entered_by_two_until_they_agree(
    paper_windows: Windows, shoot: Callable[[Page, str], None], tmp_path: Path
) -> None:
    """A14.3: every refusal and the way back from it; no value of the other person's is ever shown."""
    first = Desk(paper_windows.open(), shoot, "province.officer")
    other = Desk(paper_windows.open(), shoot, "province.legal")
    first.go("批次")
    first.page.get_by_role("link", name="2025年度认定批次").first.click()
    first.tab("集中评审")
    first.sees("尚未登记场次")
    first.page.get_by_role("link", name="打印空白评审表").click()
    first.sees("专家签名")
    first.picture("offline-blank")
    first.page.go_back()

    first.offer("登记集中评审")
    first.press("登记集中评审")
    first.sees("请上传签到表扫描件", "请勾选签到的专家")
    for box in first.page.locator('main [name="experts"]').all():
        box.check()
    first.enter(
        held_on="2025-05-12",
        place="评审中心（虚构）",
        supervisor="驻厅纪检监察组一名（虚构）",
        attendance=papers.scan(tmp_path, "签到表（虚构）"),
        statements=papers.scan(tmp_path, "声明和承诺书（虚构）"),
    )
    first.press("登记集中评审")
    first.told("已办理")
    first.tab("集中评审")
    assert findings_at_all_widths(first.page, first.here) == []
    first.page.set_viewport_size({"width": 1440, "height": 900})
    first.picture("offline")

    first.page.get_by_role("link", name="待录入").first.click()
    address = first.here
    fill_in(first, "9", scan=papers.scan(tmp_path, "纸质评审表（虚构）"))
    first.sees(f"“{ITEM}”应在 0 至 5 分之间")
    first.page.get_by_label(ITEM).fill("4.5")
    first.picture("offline-entry")
    first.press("录入评审表")
    first.told("已办理")
    assert "第二遍须由另一人" in first.why_not("录入评审表")

    other.page.goto(address)
    fill_in(other, "3.5")
    other.told("已办理")
    other.sees("两遍录入在下列评分项上不一致", ITEM)
    other.sees_nowhere(">4.5<", 'value="4.5"')
    other.picture("offline-differs")
    fill_in(other, "4.5")
    other.told("已办理")
    first.page.goto(address)
    fill_in(first, "4.5")
    first.told("已办理")
    first.sees("两遍一致，已封存")
    expect(first.page.locator(".offers")).not_to_contain_text("录入评审表")
    first.picture("offline-sealed")
