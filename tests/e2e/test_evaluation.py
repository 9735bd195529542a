"""The evaluation report in the browser (Article 16): made in one step, worded, traced, issued; looked at with axe."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from jiqun.config import clock
from jiqun.supervision.models.evaluation import Evaluation, SentenceWording
from tests.e2e.conftest import SHOTS, WIDTHS, Windows
from tests.e2e.seated import Seat
from tests.e2e.test_accessibility import findings
from tests.office import PROVINCE, approver, officer
from tests.supervision.evaluation.province import lay
from tests.supervision.evaluation.reported import NOW

Shoot = Callable[[Page, str], None]
LIST = "/supervision/evaluations/"


@pytest.fixture
def province(live_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirty clusters, and the office's clock in February 2025."""
    officer(PROVINCE)
    lay(30)
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


def test_a_report_is_made_worded_traced_and_issued(
    windows: Windows, province: None, shoot: Shoot, tmp_path: Path
) -> None:
    desk = Seat(windows, officer(PROVINCE))
    desk.at(LIST)
    shoot(desk.page, "evaluation-empty")
    desk.follow(desk.page.get_by_role("link", name="编制评估报告"))
    well(desk.page)
    shoot(desk.page, "evaluation-new")
    desk.enter(year="2025")
    desk.press("编制评估报告")
    desk.refused("2025年尚未结束")
    desk.enter(year="2024")
    desk.press("编制评估报告")
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("广东省中小企业特色产业集群2024年发展评估报告")
    well(desk.page)
    shoot(desk.page, "evaluation-draft")
    address = desk.page.url
    line = desk.page.locator("[id='s-scale.output']")
    line.get_by_text("改写", exact=True).click()
    line.locator("textarea[name=zh]").fill("全省集群产值稳步增长。")
    expect(line.locator(".saved")).to_contain_text("已保存")
    expect(line.locator("[data-text]")).to_have_text("全省集群产值稳步增长。")
    assert [row.zh for row in SentenceWording.objects.all()] == ["全省集群产值稳步增长。"]
    desk.page.locator("[id='s-scale.firms'] a.source").first.click()
    expect(desk.page.get_by_role("heading", level=1)).to_contain_text("来源")
    well(desk.page)
    shoot(desk.page, "evaluation-source")
    desk.at(address + "sources/")
    well(desk.page)
    shoot(desk.page, "evaluation-sources")
    desk.at(address + "wordings/")
    well(desk.page)
    for kind in ("pdf", "docx"):
        desk.at(address)
        with desk.page.expect_download() as heard:
            desk.page.locator(f"a[href$='report.{kind}']").click()
        heard.value.save_as(tmp_path / f"report.{kind}")
    pages = pypdfium2.PdfDocument(tmp_path / "report.pdf")
    assert len(pages) > 8
    desk.at(address)
    desk.offer("印发")
    desk.press("提请审核岗签批")
    Seat(windows, approver(PROVINCE)).signs(address, "印发")
    desk.at(address)
    expect(desk.page.locator("[data-sentence]")).to_have_count(0)
    expect(desk.page.get_by_text("全省集群产值稳步增长。")).to_be_visible()
    well(desk.page)
    shoot(desk.page, "evaluation-issued")
    desk.at(LIST)
    well(desk.page)
    shoot(desk.page, "evaluation-list")
    keep(tmp_path)


def test_one_for_each_cluster_is_made_while_the_page_counts(windows: Windows, province: None, shoot: Shoot) -> None:
    desk = Seat(windows, officer(PROVINCE))
    desk.at(f"{LIST}batch/?year=2024")
    well(desk.page)
    shoot(desk.page, "evaluation-batch")
    desk.press("编制 30 份")
    expect(desk.page.get_by_role("link", name="全部 PDF")).to_be_visible()
    assert Evaluation.objects.count() == 30
    well(desk.page)
    shoot(desk.page, "evaluation-batch-done")


def keep(folder: Path) -> None:
    """The files beside the pictures, where these are kept."""
    if SHOTS.exists():
        for made in folder.glob("report.*"):
            (SHOTS / f"evaluation-{made.name}").write_bytes(made.read_bytes())
