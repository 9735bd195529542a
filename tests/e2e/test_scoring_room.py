"""The scoring room in a browser: evidence beside the sheet, nothing typed is lost, keyboard alone (Article 14(三))."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from jiqun.config import clock
from jiqun.review.models import Sheet
from tests.e2e.conftest import Windows
from tests.e2e.test_accessibility import RULES
from tests.e2e.test_autosave import sign_in
from tests.recognition.panel_round import CLOSED, STATEMENTS, Stage, make_round

STATE, NOTICE, STANDING = "[data-autosave-state]", "[data-autosave-notice]", "#standing"
SAVED = "全部已保存"


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands when the panel was drawn."""
    monkeypatch.setattr(clock, "now", lambda: CLOSED)


@pytest.fixture
def sheet(live_server: object) -> Sheet:
    stage: Stage = make_round(applications=1, experts=3).drawn()
    found = stage.sheets()[0]
    stage.on_sheet(found, "declare", STATEMENTS)
    return found


def opened(windows: Windows, sheet: Sheet, width: int = 1440) -> Page:
    """A window of the sheet's expert."""
    page = windows.open(width=width)
    sign_in(page.context, sheet.expert.account, windows.address)
    page.goto(f"/sheets/{sheet.pk}/")
    expect(page.locator(STATE)).to_contain_text("边填边存")
    return page


def kept(sheet: Sheet) -> dict[str, str]:
    return {name: each["value"] for name, each in Sheet.objects.get(pk=sheet.pk).draft.items()}


def test_scores_are_kept_and_summed_while_typing_and_evidence_opens_beside(
    windows: Windows, sheet: Sheet, shoot: Callable[[Page, str], None]
) -> None:
    page = opened(windows, sheet)
    page.locator("#id_score_13-2-3").fill("4.5")
    expect(page.locator("#evidence")).to_contain_text("发展水平位居细分领域全省前列")
    page.locator("#id_reason_13-2-3").fill("行业协会证明")
    expect(page.locator(STANDING)).to_contain_text("已评 1/26，还剩 25 项")
    expect(page.locator(STANDING)).to_contain_text("（测算 0，专家 4.5）")
    expect(page.locator(STATE)).to_contain_text(SAVED)
    assert kept(sheet) == {"score_13-2-3": "4.5", "reason_13-2-3": "行业协会证明"}
    page.locator("#id_score_13-2-4").fill("4.7")
    page.locator("#id_reason_13-2-4").focus()
    expect(page.locator("[data-answer='score_13-2-4'] .error")).to_contain_text("以 0.5 分为一档；填写的是“4.7”")
    for width in (360, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
        assert Axe().run(page, options=RULES).response["violations"] == []
    shoot(page, "scoring-room")


def test_what_is_typed_while_the_line_is_cut_is_sent_when_it_is_back(windows: Windows, sheet: Sheet) -> None:
    page = opened(windows, sheet)
    page.context.set_offline(True)
    page.locator("#id_score_13-2-3").fill("3")
    expect(page.locator(NOTICE)).to_contain_text("已存于本机")
    assert kept(sheet) == {}
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text(SAVED, timeout=20_000)
    assert kept(sheet) == {"score_13-2-3": "3"}
    windows.wrong[:] = [each for each in windows.wrong if "ERR_INTERNET_DISCONNECTED" not in each]


def test_second_window_is_told_and_overwrites_nothing(windows: Windows, sheet: Sheet) -> None:
    one, two = opened(windows, sheet), opened(windows, sheet)
    one.locator("#id_comment").fill("第一个窗口的意见")
    expect(one.locator(STATE)).to_contain_text(SAVED)
    two.locator("#id_comment").fill("第二个窗口的意见")
    clash = two.locator("[data-answer='comment'] .clash")
    expect(clash).to_contain_text("第一个窗口的意见")
    assert kept(sheet) == {"comment": "第一个窗口的意见"}
    two.get_by_role("button", name="用对方的").click()
    expect(two.locator("#id_comment")).to_have_value("第一个窗口的意见")


def test_room_is_worked_by_keyboard_alone(windows: Windows, sheet: Sheet) -> None:
    """Trust (accessible): a whole item without the mouse, then the jump to the next empty one."""
    page = opened(windows, sheet)
    page.locator("#id_score_13-2-1").focus()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    expect(page.locator("#id_reason_13-2-1")).to_be_focused()
    expect(page.locator(STANDING)).to_contain_text("已评 1/26")
    page.locator("[data-next]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#id_score_13-2-2")).to_be_focused()
    assert page.url.endswith(f"/sheets/{sheet.pk}/"), "Enter in a score hands nothing in"


def test_handing_in_with_gaps_lists_them_all_and_leads_to_each(windows: Windows, sheet: Sheet) -> None:
    page = opened(windows, sheet)
    page.get_by_role("button", name="提交评审表").click()
    page.locator("dialog").get_by_role("button", name="确定").click()
    expect(page.locator("#error-summary")).to_contain_text("处需要更正，尚未提交")
    page.locator("#error-summary a").first.click()
    expect(page.locator("#id_score_13-2-1")).to_be_focused()


def test_on_a_phone_evidence_opens_over_the_sheet_and_closes_where_one_was(windows: Windows, sheet: Sheet) -> None:
    page = opened(windows, sheet, width=360)
    link = page.locator("#item-13-4-1 .open-evidence")
    link.click()
    expect(page.locator("#evidence.open")).to_contain_text("产供销一体化协同")
    page.locator("[data-shut]").click()
    expect(page.locator("#evidence.open")).to_have_count(0)
    expect(link).to_be_focused()
