"""Evidence in real windows: several files at once, dropped or by keyboard, a lost connection, a page closed half-way.

"Done when" of the county's desk: a whole application uploaded by keyboard alone; connection cut and restored.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Page, Request, Route, expect

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.evidence import store, uploads
from jiqun.evidence.attachments import files
from tests.e2e.conftest import Windows
from tests.e2e.test_accessibility import RULES
from tests.evidence import samples
from tests.evidence.benign import photo, scan, workbook
from tests.office import HUICHENG, officer
from tests.recognition.applicant import NOW, open_round, start

EXTENT = '[id="r-extent"]'


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case(live_server: object) -> Case:
    return start(open_round())


def opened(windows: Windows, case: Case, by: Account | None = None) -> Page:
    """A clerk's window on the evidence of an application."""
    page = windows.open()
    client = Client()
    client.force_login(by or officer(HUICHENG), backend="jiqun.authorities.backends.AccountBackend")
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": windows.address}])
    page.goto(f"/applications/{case.pk}/evidence/")
    expect(page.locator("#evidence")).to_have_class("live")
    return page


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def clean(page: Page) -> None:
    """No finding of axe at level A or AA on what this page is about."""
    found = (
        Axe()
        .run(page, context=".cols > div, main > form, .turning, .paper, .scroll, .box", options=RULES)
        .response["violations"]
    )
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


def test_several_files_at_once_each_with_its_own_answer(
    windows: Windows, case: Case, tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    """Progress and refusal stand beside the file they are about; checklist and requirement follow without a reload."""
    page = opened(windows, case)
    box = page.locator(EXTENT)
    good = [written(tmp_path, "范围图（盖章）.pdf", samples.PDF), written(tmp_path, "现场照片.jpg", photo())]
    bad = [written(tmp_path, "改名.pdf", samples.picture("PNG")), written(tmp_path, "程序.exe", b"MZ")]
    box.locator("input[type=file]").set_input_files([*good, *bad])
    expect(box.locator(".held .files > li")).to_have_count(2)
    expect(box.locator(".sending .wrong")).to_have_count(2)
    expect(box.locator(".sending")).to_contain_text("内容不是 pdf 格式")
    expect(box.locator(".sending")).to_contain_text("不接收“程序.exe”")
    expect(page.locator("#checklist")).to_contain_text("已附 1 项；共 2 份文件")
    shoot(page, "evidence")
    clean(page)
    box.locator(".sending .wrong").first.get_by_role("button", name="知道了").click()
    expect(box.locator(".sending .wrong")).to_have_count(1)
    assert sorted(each.name for each in files(case)) == sorted(path.name for path in good)


def test_files_are_dropped_on_the_requirement_they_answer(windows: Windows, case: Case) -> None:
    page = opened(windows, case)
    carried = page.evaluate_handle(
        """bytes => { const all = new DataTransfer();
        all.items.add(new File([new Uint8Array(bytes)], "拖入.pdf", { type: "application/pdf" })); return all; }""",
        list(samples.PDF),
    )
    box = page.locator(EXTENT)
    box.dispatch_event("dragover", {"dataTransfer": carried})
    expect(box).to_have_class("box pad requirement over")
    box.dispatch_event("drop", {"dataTransfer": carried})
    expect(box.locator(".held .files")).to_contain_text("拖入.pdf")
    expect(box).to_have_class("box pad requirement")


def test_lost_connection_and_closed_page_cost_one_piece(windows: Windows, case: Case, tmp_path: Path) -> None:
    page = opened(windows, case)
    long = written(tmp_path, "规划.pdf", samples.PDF.ljust(3 * uploads.PIECE))
    sent: list[str] = []

    def cut(route: Route, request: Request) -> None:
        if request.method == "PUT" and sent:
            route.abort("internetdisconnected")
        else:
            sent.extend(["first"] if request.method == "PUT" else [])
            route.continue_()

    page.context.route("**/evidence/uploads/*/", cut)
    page.locator(f"{EXTENT} input[type=file]").set_input_files(long)
    expect(page.locator(f"{EXTENT} .sending")).to_contain_text("网络中断，已传部分保留")
    page.context.unroute("**/evidence/uploads/*/", cut)
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(f"{EXTENT} .coming")).to_contain_text("“规划.pdf”已传 33%")
    offsets: list[str] = []
    page.on("request", lambda each: offsets.append(each.headers["upload-offset"]) if each.method == "PUT" else None)
    page.locator(f"{EXTENT} input[type=file]").set_input_files(long)
    expect(page.locator(f"{EXTENT} .held .files")).to_contain_text("规划.pdf")
    expect(page.locator(f"{EXTENT} .coming")).to_have_count(0)
    assert offsets == [str(uploads.PIECE), str(2 * uploads.PIECE)]
    assert store.read(files(case)[0].sha256) == long.read_bytes()


def test_connection_that_comes_back_goes_on_by_itself(windows: Windows, case: Case, tmp_path: Path) -> None:
    page = opened(windows, case)
    page.context.set_offline(True)
    page.locator(f"{EXTENT} input[type=file]").set_input_files(written(tmp_path, "规划.pdf", samples.PDF))
    expect(page.locator(f"{EXTENT} .sending")).to_contain_text("网络中断")
    page.context.set_offline(False)
    expect(page.locator(f"{EXTENT} .held .files")).to_contain_text("规划.pdf")


def test_ended_session_keeps_what_was_sent(windows: Windows, case: Case, tmp_path: Path) -> None:
    page = opened(windows, case)
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.locator(f"{EXTENT} input[type=file]").set_input_files(written(tmp_path, "规划.pdf", samples.PDF))
    expect(page.locator(f"{EXTENT} .sending")).to_contain_text("登录已过期")
    page.context.add_cookies([{k: v for k, v in each.items() if k != "domain" or v} for each in cookies])  # type: ignore[misc]
    page.get_by_role("button", name="重试 规划.pdf").click()
    expect(page.locator(f"{EXTENT} .held .files")).to_contain_text("规划.pdf")


def test_by_keyboard_alone_a_file_is_chosen_renamed_shared_taken_away_and_put_back(
    windows: Windows, case: Case, tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    page = opened(windows, case)
    with page.expect_file_chooser() as chooser:
        page.locator(f"{EXTENT} input[type=file]").focus()
        page.keyboard.press("Enter")
    chooser.value.set_files(written(tmp_path, "范围图.pdf", samples.PDF))
    box = page.locator(EXTENT)
    expect(box.locator(".held .files")).to_contain_text("范围图.pdf")
    box.get_by_role("link", name="改名、同时用于").focus()
    page.keyboard.press("Enter")
    shoot(page, "evidence-file")
    clean(page)
    page.locator("[name=also]:not([disabled])").first.focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="同时用于所选要求").press("Enter")
    expect(page.locator(".message.success")).to_contain_text("同时用于另外 1 项要求")
    expect(box.locator(".held")).to_contain_text("同时用于：")
    assert len({each.sha256 for each in files(case)}) == 1 < len(files(case))
    box.get_by_role("button", name="移除 范围图.pdf").press("Enter")
    box.locator(".away summary").press("Enter")
    box.get_by_role("button", name="恢复 范围图.pdf").press("Enter")
    expect(box.locator(".held > .files")).to_contain_text("范围图.pdf")


def test_files_are_looked_at_in_the_page(
    windows: Windows, case: Case, tmp_path: Path, shoot: Callable[[Page, str], None]
) -> None:
    page = opened(windows, case)
    box = page.locator(EXTENT)
    made = {"扫描.pdf": scan(3, 150, "L"), "现场.jpg": photo(), "汇总.xlsx": workbook(), "旧.doc": samples.ole()}
    box.locator("input[type=file]").set_input_files([written(tmp_path, name, data) for name, data in made.items()])
    expect(box.locator(".held .files > li")).to_have_count(4)
    here = page.url
    box.get_by_role("link", name="扫描.pdf", exact=True).click()
    expect(page.get_by_role("img", name="扫描.pdf 第 1 页")).to_have_js_property("naturalWidth", 900)
    page.get_by_role("link", name="下一页").click()
    page.get_by_role("link", name="2×").click()
    expect(page.get_by_role("img", name="扫描.pdf 第 2 页")).to_have_js_property("naturalWidth", 2000)
    shoot(page, "evidence-preview-pages")
    clean(page)
    page.goto(here)
    box.get_by_role("link", name="现场.jpg", exact=True).click()
    # The camera was held upright: a picture of 60 × 40 stands.
    expect(page.get_by_role("img", name="现场.jpg 第 1 页")).to_have_js_property("naturalHeight", 60)
    page.goto(here)
    box.get_by_role("link", name="汇总.xlsx", exact=True).click()
    expect(page.locator("table")).to_contain_text("甲公司（虚构）")
    shoot(page, "evidence-preview-sheet")
    clean(page)
