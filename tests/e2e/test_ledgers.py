"""A clerk keeps a ledger: one entry with its proof, more pasted from a spreadsheet, and the form counts them.

Article 13(四), (五): five kinds of sharing, each with proof. Looked at in three widths, without a fault for axe.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.ledgers.models import Entry
from jiqun.recognition.queries.filing.application import application_of
from jiqun.register.models import Enterprise
from tests.e2e.conftest import HEIGHT, SHOTS, WIDTHS, Windows
from tests.e2e.test_accessibility import RULES
from tests.e2e.test_autosave import sign_in
from tests.evidence.samples import PDF
from tests.ledgers.desk import FIRM, SHARING, STANDARD, enter, proof
from tests.office import HUICHENG, officer
from tests.recognition.applicant import NOW, open_round, start

LINES = "分类\t机制或平台名称\t建立日期\n设计\t工业设计中心\t2022/3/1\n人力\t用工余缺调剂平台\t2023年5月6日"


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case(live_server: object) -> Case:
    return start(open_round())


def looked_at(page: Page, name: str, within: str = "main") -> None:
    """The page in three widths: pictures, no sideways scrolling, no fault for axe."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.screenshot(path=SHOTS / f"ledger-{name}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), width
        found = Axe().run(page, context=within, options=RULES).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], width


@pytest.mark.e2e
def test_an_entry_and_pasted_lines_are_counted_in_the_form(windows: Windows, case: Case, tmp_path: Path) -> None:
    page = windows.open()
    sign_in(page.context, officer(HUICHENG), windows.address)
    page.goto(f"/applications/{case.pk}/")
    page.locator("a[href$='#f-sharing']").click()
    expect(page.locator("#f-sharing")).to_contain_text("本项必填")
    page.locator("#f-sharing").get_by_role("link", name="打开台账").click()
    looked_at(page, "empty")

    page.get_by_role("link", name="登记一条").click()
    scan = tmp_path / "协议.pdf"
    scan.write_bytes(PDF)
    page.locator("[name=sub]").select_option("logistics")
    page.locator("[name=title]").fill("集运平台")
    page.locator("[name=on]").fill("2026-06-01")
    page.locator("[name=proofs]").set_input_files(scan)
    page.get_by_role("button", name="登记集群台账").click()
    expect(page.locator("main")).to_contain_text("日期不能晚于今天（2025-03-20）")
    expect(page.locator("main")).to_contain_text("已上传：协议.pdf")
    looked_at(page, "refused")
    page.locator("[name=on]").fill("2023-06-01")
    page.get_by_role("button", name="登记集群台账").click()
    expect(page.locator(".message.success")).to_contain_text("已办理")
    looked_at(page, "entry")

    page.get_by_role("link", name="共享机制").click()
    page.get_by_role("link", name="从表格粘贴").click()
    page.locator("[name=lines]").fill(LINES.replace("人力", "人手"))
    page.get_by_role("button", name="从表格粘贴").click()
    expect(page.locator("main")).to_contain_text("第 3 行“分类”：“人手”不在可选项中")
    looked_at(page, "paste")
    page.locator("[name=lines]").fill(LINES)
    page.get_by_role("button", name="从表格粘贴").click()
    expect(page.locator("main")).to_contain_text("共 3 条")

    Enterprise.objects.create(uscc=FIRM, name="惠城精密电子有限公司")
    cluster = application_of(case).cluster
    enter(cluster, "standard", files=[proof()], **STANDARD)
    enter(cluster, "sharing", **{**SHARING, "sub": "storage", "title": "公共仓", "uscc": "91449999MA0000001G"})
    assert Entry.objects.count() == 5
    page.reload()
    looked_at(page, "list")

    page.goto(f"/applications/{case.pk}/")
    expect(page.locator("main")).to_contain_text("共享机制 4 项：物流 1、仓储 1、人力 1、设计 1")
    expect(page.locator("main")).to_contain_text("通用生产设备还没有条目")
    expect(page.locator("main")).to_contain_text("3 条缺佐证")
    page.goto(f"/applications/{case.pk}/ledgers/")
    looked_at(page, "counted", ".form-part")
