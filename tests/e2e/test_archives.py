"""The year's calendar is taken over, closed matters go on file and to the archive, and a request for copies is met."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Windows, opened_windows
from tests.e2e.desk import Approver, Desk, Look
from tests.e2e.server import Server
from tests.e2e.test_accessibility import findings
from tests.evidence.samples import PDF

NOTICE = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月20日（周六）上班。"""
"""Invented."""
CODE = "A043-WS·2026-Y-ZXQYC-0001"


@pytest.fixture
def office(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Windows]:
    """People at an office of their own, on 10 March 2026."""
    server = Server(tmp_path_factory.mktemp("archives"), "lapsed")
    yield from opened_windows(browser, server.address, request)
    server.stop()


def test_holidays_are_pasted_and_a_closed_matter_goes_on_file_and_out(
    office: Windows, shoot: Look, tmp_path: Path
) -> None:
    """A14.3 (working days), 档案法, 政府信息公开条例: each by two persons, with every refusal on the way."""
    officer = Desk(office.open(), shoot, "province.officer")
    approver = Approver(office.open(), shoot, "province.approver")
    take_over_holidays(officer, approver)
    number = discarded_basis(officer, tmp_path / "文件.pdf")
    put_on_file(officer, approver)
    give_copies(officer, number)
    city = Desk(office.open(), shoot, "city.officer")
    city.go("归档")
    city.sees_nowhere(CODE)
    assert findings(city.page) == []


def take_over_holidays(officer: Desk, approver: Approver) -> None:
    officer.go("工作日历")
    officer.sees("2027年的节假日安排尚未登记")
    officer.picture("calendar")
    assert findings(officer.page) == []
    officer.page.get_by_role("link", name="登记节假日安排").click()
    officer.enter(
        year=2027,
        document="国办发明电〔2026〕9号（虚构）",
        dated_on="2026-03-09",
        source="https://www.gov.cn/invented",
        words=NOTICE.replace("（周五）至3日", "（周四）至3日"),
    )
    officer.press("登记节假日安排")
    officer.sees("2027-01-01 写作周四，实为周五")
    officer.enter(words=NOTICE)
    officer.press("登记节假日安排")
    officer.told("已办理")
    officer.sees("放假 10 天，调休上班 2 天")
    officer.picture("calendar-year")
    assert findings(officer.page) == []
    officer.prepare("启用节假日安排")
    approver.sign("启用节假日安排", about="2027年节假日安排")
    officer.go("工作日历")
    officer.sees_nowhere("2027年的节假日安排尚未登记")


def discarded_basis(officer: Desk, scan: Path) -> str:
    """A matter that came to its end, with a document attached; its number."""
    scan.write_bytes(PDF)
    officer.page.goto("/bases/new/")
    officer.enter(
        kind="extension",
        document="粤演示函〔2026〕5号",
        dated_on="2026-02-20",
        file=str(scan),
        start="2026-02-28",
        until="2027-02-27",
        reason="拟延续适用（虚构）",
    )
    officer.press("登记延期、替代、调整或决定")
    officer.told("已办理")
    number = officer.page.locator("h1 + small, .page-head small").first.inner_text().split(" ")[0]
    officer.offer("不予登记")
    officer.enter(reason="文号有误，另行登记（虚构）。")
    officer.press("不予登记")
    officer.told("已办理")
    return number


def put_on_file(officer: Desk, approver: Approver) -> None:
    officer.go("归档")
    officer.page.get_by_role("link", name="建立归档批").click()
    officer.enter(year=2026, fonds="A 043", unit="ZXQYC", unit_name="中小企业处")
    officer.press("建立归档批")
    officer.sees("只用数字和英文字母")
    officer.enter(fonds="A043")
    officer.press("建立归档批")
    officer.told("已办理")
    officer.picture("filing")
    assert findings(officer.page) == []
    officer.offer("调整归档事项")
    officer.picture("filing-lines")
    assert findings(officer.page) == []
    officer.page.locator("main select").first.select_option("Y")
    officer.press("调整归档事项")
    officer.told("已办理")
    officer.prepare("归档编号")
    approver.sign("归档编号", about="2026年度归档")
    officer.page.reload()
    officer.sees(CODE)
    assert "移交包还没有生成" in officer.why_not("登记移交")
    with officer.page.expect_download() as taken:
        officer.page.get_by_role("button", name="下载移交包").click()
    assert taken.value.suggested_filename.startswith("归档移交包-")
    officer.page.reload()
    officer.picture("filing-on-file")
    officer.offer("登记移交")
    officer.enter(receiver="广东省档案馆（虚构）", received_by="何某", received_on="2026-03-10", proof="交2026-7")
    officer.press("登记移交")
    officer.told("已办理")
    officer.sees("交2026-7", "已移交")


def give_copies(officer: Desk, number: str) -> None:
    officer.go("归档")
    officer.page.get_by_role("link", name="依申请公开").click()
    officer.picture("extracts")
    assert findings(officer.page) == []
    officer.page.get_by_role("link", name="登记依申请公开").click()
    officer.enter(number="2099-Z1", request="粤演示依申请〔2026〕3号", received_on="2026-03-09")
    officer.press("登记依申请公开")
    officer.sees("查不到编号为“2099-Z1”的办件")
    officer.enter(number=number)
    officer.press("登记依申请公开")
    officer.told("已办理")
    assert "还没有选定要提供的文件" in officer.why_not("提供")
    officer.offer("选定文件并审查")
    officer.page.locator('main [name="parts"]').first.check()
    officer.enter(reviewer="周某", finding="不涉密，可以提供。")
    officer.press("选定文件并审查")
    officer.told("已办理")
    officer.picture("extract")
    assert findings(officer.page) == []
    officer.offer("提供")
    expect(officer.page.locator("main")).to_contain_text("请再次输入密码")
    assert findings(officer.page) == []
