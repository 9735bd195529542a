"""撤销认定 in the browser (Article 17): opened, proved, told, defended, decided, served, public, and taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from jiqun.config import clock
from jiqun.hearings.models import Hearing
from jiqun.supervision.models import Revocation
from tests.e2e import papers
from tests.e2e.conftest import WIDTHS, Windows
from tests.e2e.seated import Seat, with_password
from tests.e2e.test_accessibility import findings
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, approver, at, officer
from tests.recognition.applicant import upload
from tests.supervision.reports.yearly import roster
from tests.supervision.revocation.way import Way, legal_officer

Shoot = Callable[[Page, str], None]
LIST = "/supervision/revocations/"
SENT = "提请审核岗签批"


@pytest.fixture
def way(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Way:
    """A recognised cluster with a roster; the office's clock is the matter's."""
    found = Way()
    roster(found.recognition.cluster, (2023, 2024))
    for code in (HUIDONG, HUIZHOU, HUICHENG):
        officer(code), approver(code)
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def well(page: Page) -> None:
    """axe finds nothing, and nothing has to be pushed sideways at any width."""
    before = page.viewport_size
    assert findings(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), width
    if before:
        page.set_viewport_size(before)


def test_from_evidence_to_the_notice(windows: Windows, way: Way, shoot: Shoot, tmp_path: Path) -> None:
    desk, chief = Seat(windows, way.clerk), Seat(windows, way.chief)
    desk.at(LIST)
    shoot(desk.page, "revocation-empty")
    well(desk.page)
    desk.follow(desk.page.get_by_role("link", name="撤销认定立案"))
    well(desk.page)
    desk.enter(recognition=str(way.recognition.pk), known="出具单位来函称检测报告系伪造（虚构）")
    desk.press("撤销认定立案")
    desk.refused("请至少选择一种情形", "请上传证据材料")
    desk.still_holds(known="出具单位来函称检测报告系伪造（虚构）", recognition=str(way.recognition.pk))
    shoot(desk.page, "revocation-open")
    desk.page.locator("[name=grounds][value='A17.2']").check()
    desk.page.locator("[name=grounds][value='A17.5']").check()
    desk.enter(title="出具单位来函（虚构）", file=papers.scan(tmp_path, "出具单位来函（虚构）"))
    desk.press("撤销认定立案")
    desk.told("已办理")
    desk.sees("待立案", "齐备", "须上传认定文书")
    here = desk.page.url
    desk.prepare("立案调查")
    chief.signs(here, "立案调查")
    desk.at(here)
    well(desk.page)
    shoot(desk.page, "revocation-inquiry")
    Seat(windows, officer(HUIDONG)).finds_nothing_at(here)
    desk.page.get_by_role("link", name="要求市级核查").click()
    desk.enter(questions="检测报告由谁出具（虚构）", due_on="2025-09-19")
    well(desk.page)
    desk.press("要求市级核查")
    request = desk.page.url
    desk.prepare("发出核查通知")
    chief.signs(request, "发出核查通知")
    city = Seat(windows, officer(HUIZHOU))
    city.at(request)
    well(city.page)
    shoot(city.page, "revocation-request")
    city.prepare("报告核查情况", answer="原件系伪造，出具单位予以确认（虚构）")
    Seat(windows, approver(HUIZHOU)).signs(request, "报告核查情况")
    desk.at(here)
    desk.sees("已报告")
    desk.offer("提出拟撤销")
    desk.enter(finding="申报所附检测报告系伪造（虚构）")
    desk.press(SENT)
    desk.refused("事故、事件和违法失信由主管机关认定")
    desk.still_holds(finding="申报所附检测报告系伪造（虚构）")
    desk.page.locator("[name=grounds][value='A17.5']").uncheck()
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    chief.signs(here, "提出拟撤销")
    desk.at(here)
    desk.page.get_by_role("link", name="拟撤销认定，告知并听取意见").click()
    assert desk.page.locator("[name=facts]").input_value() == "申报所附检测报告系伪造（虚构）"
    assert "第十七条（二）“发现虚假申报的”" in desk.page.locator("[name=grounds]").input_value()
    shoot(desk.page, "revocation-intend")
    desk.press("拟作出不利决定")
    desk.told("已办理")
    hearing = desk.page.url
    desk.prepare("告知")
    chief.signs(hearing, "告知")
    county = Seat(windows, officer(HUIDONG))
    county.at(LIST)
    county.follow(county.page.get_by_role("link", name="CX-2025-001"))
    county.sees("发现虚假申报的", "出具单位来函（虚构）")
    county.sees_nowhere("出具单位来函称", "调查结论")
    well(county.page)
    shoot(county.page, "revocation-county")
    county.page.get_by_role("link", name="TQ-2025-0001").click()
    county.sees("证据目录", "2025-09-17 17:30")
    well(county.page)
    shoot(county.page, "revocation-hearing")
    county.prepare("陈述申辩", said="报告由第三方提供，我单位不知情（虚构）")
    Seat(windows, approver(HUIDONG)).signs(hearing, "陈述申辩")
    assert Hearing.objects.get().state == "heard"


def test_decision_with_its_day_and_what_the_public_reads(windows: Windows, way: Way, shoot: Shoot) -> None:
    way.heard()
    hearing = f"/hearings/{Hearing.objects.get().pk}/"
    legal = Seat(windows, legal_officer())
    legal.at(hearing)
    legal.do("法制审核", legal="程序合法，事实清楚（虚构）", appeal="review_or_suit")
    with_password(way.clerk, way.chief)
    desk, chief = Seat(windows, way.clerk), Seat(windows, way.chief)
    desk.at(hearing)
    desk.offer("作出决定")
    desk.gives_password()
    desk.enter(outcome="检测报告系伪造，申辩理由不予采纳（虚构）", effective_on="2025-09-01")
    desk.press(SENT)
    desk.refused("生效日期不能早于签批之日")
    desk.enter(effective_on="2025-10-20")
    desk.press(SENT)
    chief.at(hearing)
    chief.offer("签批：作出决定")
    chief.gives_password()
    chief.affirm("作出决定")
    chief.told("已办理")
    here = f"{LIST}{way.case.pk}/"
    desk.at(here)
    desk.sees("已决定撤销，待送达")
    assert "尚未登记发文字号并发出" in desk.why_not("登记送达")
    way.now = at("2025-09-25 10:00")
    way.case.refresh_from_db()
    way.letter()
    way.now = at("2025-10-09 10:00")
    way.act("record_service", {"served_on": "2025-09-28", "how": "direct"}, {"file": upload(PDF, "回证.pdf")})
    text = "申报所附检测报告经出具单位确认系伪造，申辩理由不予采纳，决定撤销认定（虚构）。"
    way.act("publish", {"public_text": text, "public_url": ""})
    way.now = at("2025-10-21 10:00")
    desk.at(here)
    well(desk.page)
    shoot(desk.page, "revocation-published")
    citizen = Seat(windows)
    change = Revocation.objects.get().change_id
    for name, address in (
        ("decision", f"/decisions/{change}/"),
        ("cluster", f"/directory/{way.recognition.cluster_id}/"),
        ("verify", f"/verify/recognition/{way.recognition.pk}/"),
        ("directory", "/directory/?standing=revoked"),
    ):
        citizen.at(address)
        citizen.sees("撤销")
        well(citizen.page)
        shoot(citizen.page, f"revocation-public-{name}")
    way.withdrawn()
    citizen.at(f"/decisions/{change}/")
    citizen.sees("认定恢复原状", "出具单位更正")
    shoot(citizen.page, "revocation-public-withdrawn")
