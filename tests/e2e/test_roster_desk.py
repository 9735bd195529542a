"""The roster desk in a browser: a workbook with mistakes, moving by keyboard, pasting, two clerks, no network."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.facts.workbook.sheets import FIRM_YEARS
from jiqun.recognition.acts.filing.desk import filling
from jiqun.recognition.models import Application, RosterDraft
from jiqun.recognition.queries.filing import desk
from tests.e2e.conftest import SHOTS, WIDTHS, Windows
from tests.e2e.test_accessibility import RULES
from tests.facts import mistakes
from tests.office import HUICHENG, account, officer
from tests.recognition.applicant import NOW, open_round, start, workbook

OUTPUT = FIRM_YEARS.headers.index("产值（万元）")


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case(live_server: object) -> Case:
    return start(open_round())


def sign_in(context: BrowserContext, by: Account, address: str) -> None:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def at_desk(windows: Windows, case: Case, by: Account, width: int = 1440) -> Page:
    page = windows.open(width=width)
    sign_in(page.context, by, windows.address)
    page.goto(f"/applications/{case.pk}/roster/desk/")
    return page


def open_workbook(page: Page, folder: Path, data: bytes) -> None:
    file = folder / "名册.xlsx"
    file.write_bytes(data)
    page.get_by_label("打开工作簿").set_input_files(file)
    page.get_by_role("button", name="打开", exact=True).click()
    expect(page.locator("table.desk")).to_be_visible()


def look(page: Page, name: str) -> None:
    """Pictures at three widths, and no finding of axe."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=SHOTS / f"desk-{name}-{width}.png")
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    page.set_viewport_size({"width": 1440, "height": 900})


def on_desk(case: Case, line: int, column: int) -> str:
    (shown,) = desk.lines_at(RosterDraft.objects.get(pk=case.pk), FIRM_YEARS.name, [line])
    return shown.cells[column]


def test_a_workbook_with_mistakes_is_opened_and_led_through_by_keyboard(
    windows: Windows, case: Case, tmp_path: Path
) -> None:
    """One mistake after the other: 下一处错误 puts the cursor into its cell, the message stands below."""
    page = at_desk(windows, case, officer(HUICHENG))
    look(page, "empty")
    open_workbook(page, tmp_path, mistakes.workbook()[0])
    expect(page.locator("#desk-summary")).to_contain_text("14 处错误")
    look(page, "mistakes")
    page.locator("#desk-next").focus()
    page.keyboard.press("Enter")
    focused = page.locator("input:focus")
    expect(focused).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#desk-says")).to_contain_text("应为统一社会信用代码")
    look(page, "says")
    before = focused.get_attribute("id")
    page.keyboard.press("ArrowDown")
    assert page.locator("input:focus").get_attribute("id") != before


def test_what_is_typed_is_saved_checked_and_adopted(windows: Windows, case: Case, tmp_path: Path) -> None:
    page = at_desk(windows, case, officer(HUICHENG))
    open_workbook(page, tmp_path, workbook())
    page.locator(f"#c-1-{OUTPUT}").fill("约三百")
    page.keyboard.press("Enter")
    expect(page.locator("input:focus")).to_have_id(f"c-2-{OUTPUT}")
    expect(page.locator("#desk-summary")).to_contain_text("1 处错误")
    expect(page.locator(f"#c-1-{OUTPUT}")).to_have_attribute("aria-invalid", "true")
    page.locator(f"#c-1-{OUTPUT}").fill("３，０００")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-summary")).to_contain_text("没有错误")
    assert on_desk(case, 1, OUTPUT) == "３，０００"
    page.get_by_role("link", name="采用为新一版名册").click()
    expect(page.get_by_role("button", name="采用为新一版名册")).to_be_visible()
    look(page, "adopt")
    if page.locator("#id_seen").count():
        page.locator("#id_seen").check()
    page.get_by_role("button", name="采用为新一版名册").click()
    expect(page.get_by_role("heading", name="分年汇总")).to_be_visible()
    assert Application.objects.get(pk=case.pk).roster is not None


def test_a_block_from_the_clipboard_is_laid_into_the_grid_and_taken_back(
    windows: Windows, case: Case, tmp_path: Path
) -> None:
    page = at_desk(windows, case, officer(HUICHENG))
    open_workbook(page, tmp_path, workbook())
    before = on_desk(case, 0, OUTPUT)
    paste = """(text) => {
        const data = new DataTransfer(); data.setData("text", text);
        const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
        document.activeElement.dispatchEvent(event);
    }"""
    page.locator(f"#c-0-{OUTPUT}").focus()
    with page.expect_navigation():
        page.evaluate(paste, "1001\t11\n1002\t12\n")
    expect(page.locator(f"#c-1-{OUTPUT + 1}")).to_have_value("12")
    expect(page.locator("input:focus")).to_have_id(f"c-0-{OUTPUT}")
    with page.expect_navigation():
        page.get_by_role("button", name="撤销上一步").click()
    expect(page.locator(f"#c-0-{OUTPUT}")).to_have_value(before)


def test_two_clerks_in_one_cell_are_told_of_each_other(windows: Windows, case: Case, tmp_path: Path) -> None:
    first = at_desk(windows, case, officer(HUICHENG))
    open_workbook(first, tmp_path, workbook())
    second = at_desk(windows, case, account(Role.OFFICER, HUICHENG, name="colleague"))
    second.locator(f"#c-0-{OUTPUT}").fill("111")
    second.keyboard.press("Enter")
    expect(second.locator("#desk-saved")).to_contain_text("已保存")
    first.locator(f"#c-0-{OUTPUT}").fill("222")
    first.keyboard.press("Enter")
    first.locator(f"#c-0-{OUTPUT}").focus()
    expect(first.locator("#desk-says")).to_contain_text("colleague某已改为“111”，您填的是“222”")
    assert on_desk(case, 0, OUTPUT) == "111"


def test_what_is_typed_without_network_is_kept_and_saved_later(windows: Windows, case: Case, tmp_path: Path) -> None:
    page = at_desk(windows, case, officer(HUICHENG))
    open_workbook(page, tmp_path, workbook())
    expect(page.locator("#desk-summary")).to_contain_text("没有错误")
    page.context.set_offline(True)
    page.locator(f"#c-0-{OUTPUT}").fill("4321")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-saved")).to_contain_text("1 处改动留在本机")
    page.context.set_offline(False)
    expect(page.locator("#desk-saved")).to_contain_text("已保存")
    assert on_desk(case, 0, OUTPUT) == "4321"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (403, "没有保存：页面已过期，改动留在本机。请刷新页面后重试"),
        (413, "没有保存：一次提交的内容过大或无法识别，改动留在本机"),
        (400, "没有保存：一次提交的内容过大或无法识别，改动留在本机"),
    ],
)
def test_an_answer_that_is_no_json_is_told_as_a_sentence_and_nothing_is_lost(
    windows: Windows, case: Case, tmp_path: Path, status: int, said: str
) -> None:
    page = at_desk(windows, case, officer(HUICHENG))
    open_workbook(page, tmp_path, workbook())
    page.route("**/roster/desk/save/", lambda route: route.fulfill(status=status, content_type="text/html", body="<p>"))
    page.locator(f"#c-0-{OUTPUT}").fill("4321")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-saved")).to_contain_text(said)
    page.unroute("**/roster/desk/save/")
    page.reload()
    expect(page.locator("#desk-saved")).to_contain_text("已保存")
    assert on_desk(case, 0, OUTPUT) == "4321"


def test_what_is_typed_while_a_colleague_opens_a_workbook_is_kept_and_shown(
    windows: Windows, case: Case, tmp_path: Path
) -> None:
    page = at_desk(windows, case, officer(HUICHENG))
    open_workbook(page, tmp_path, workbook())
    opening = RosterDraft.objects.filter(pk=case.pk)
    opening.update(stage="reading", beat=timezone.now())
    page.locator(f"#c-0-{OUTPUT}").fill("4321")
    page.keyboard.press("Enter")
    expect(page.locator("#desk-saved")).to_contain_text("正在打开工作簿")
    expect(page.locator(f"#c-0-{OUTPUT}")).to_have_value("4321")
    opening.update(stage="")
    filling.begin(case.pk, by=officer(HUICHENG), now=NOW)
    page.reload()
    expect(page.locator("#desk-saved")).to_contain_text("没有写入的内容：4321")
