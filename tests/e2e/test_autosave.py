"""A section filled in through all that happens at a desk: two clerks, no connection, a session that ends, a crash.

"Done when" of the county's desk: connection cut in mid-form and restored; two browsers in one draft; session expired
while typing; a section by keyboard alone. Nothing that was typed is lost, nothing of a colleague's is overwritten.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.demo.accounts import PASSWORD
from jiqun.forms.answers import changes, values
from tests.e2e.conftest import Windows, browser_path
from tests.e2e.test_accessibility import RULES
from tests.office import HUICHENG, account, officer
from tests.recognition.applicant import NOW, open_round, start

STATE, NOTICE = "[data-autosave-state]", "[data-autosave-notice]"
SAVED = "全部已保存"


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case(live_server: object) -> Case:
    return start(open_round())


def colleague() -> Account:
    return account(Role.OFFICER, HUICHENG, name="colleague")


def sign_in(context: BrowserContext, by: Account, address: str) -> None:
    """A session as after the sign-in page."""
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])


def opened(windows: Windows, case: Case, by: Account, section: int = 1) -> Page:
    """A window of this clerk's, on a section."""
    page = windows.open()
    sign_in(page.context, by, windows.address)
    page.goto(f"/applications/{case.pk}/form/{section}/")
    expect(page.locator(STATE)).to_contain_text("边填边存")
    return page


def fill(page: Page, **answers: str) -> None:
    for name, value in answers.items():
        page.locator(f"main [name='{name}']").fill(value)


def beside(page: Page, field: str) -> Any:
    return page.locator(f"[data-answer='{field}'] [data-state]")


def look_up(page: Page) -> None:
    """The person comes back to this window."""
    page.evaluate("window.dispatchEvent(new Event('focus'))")


def test_two_clerks_in_one_draft_see_each_other_and_nothing_is_overwritten(
    windows: Windows, case: Case, shoot: Callable[[Page, str], None]
) -> None:
    mine, theirs = opened(windows, case, officer(HUICHENG)), opened(windows, case, colleague())
    fill(theirs, agency_kind="事业单位", extent="东至东江，南至平海镇。")
    expect(theirs.locator(STATE)).to_contain_text(SAVED)
    look_up(theirs)
    fill(mine, extent="东至东江，南至稔山镇。", agency_name="促进中心")
    clash = mine.locator("[data-answer='extent'] .clash")
    expect(clash).to_contain_text("colleague某 于 2025-03-20 10:00 也改了这一项，没有覆盖")
    expect(clash.locator("del")).to_have_text("南至平海镇。")
    expect(clash.locator("ins")).to_have_text("南至稔山镇。")
    expect(mine.locator("[name='agency_kind']")).to_have_value("事业单位")
    expect(beside(mine, "agency_kind")).to_contain_text("colleague某 于 2025-03-20 10:00 改过，已更新")
    expect(beside(mine, "agency_name")).to_contain_text("已保存")
    look_up(mine)
    expect(mine.locator("[data-autosave-present]")).to_contain_text("colleague某正在填写本部分，刚刚改了“空间范围")
    assert Axe().run(mine, options=RULES).response["violations"] == []
    shoot(mine, "autosave-clash")
    mine.set_viewport_size({"width": 360, "height": 900})
    assert mine.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    mine.set_viewport_size({"width": 1440, "height": 900})
    assert values(case)["extent"] == "东至东江，南至平海镇。"
    mine.get_by_role("button", name="用我的").click()
    expect(mine.locator(STATE)).to_contain_text(SAVED)
    assert values(case)["extent"] == "东至东江，南至稔山镇。"
    look_up(theirs)
    expect(theirs.locator("[name='extent']")).to_have_value("东至东江，南至稔山镇。")
    assert [each.by.username for each in changes(case, ["extent"])] == [officer(HUICHENG).username, "colleague"]


def test_cells_that_two_clerks_enter_at_once_both_stand(windows: Windows, case: Case) -> None:
    mine, theirs = opened(windows, case, officer(HUICHENG), 2), opened(windows, case, colleague(), 2)
    fill(theirs, **{"profit_tax-0-2024": "7.7"})
    expect(theirs.locator(STATE)).to_contain_text(SAVED)
    fill(mine, **{"profit_tax-1-2024": "3.6"})
    expect(mine.locator("[name='profit_tax-0-2024']")).to_have_value("7.7")
    assert values(case)["profit_tax"] == {"利润总额": {"2024": "7.7"}, "上缴税金": {"2024": "3.6"}}


def test_connection_cut_in_mid_form_loses_nothing(windows: Windows, case: Case) -> None:
    page = opened(windows, case, officer(HUICHENG))
    fill(page, extent="东至东江")
    expect(page.locator(STATE)).to_contain_text(SAVED)
    page.context.set_offline(True)
    fill(page, extent="东至东江，西至西湖", agency_name="促进中心")
    expect(page.locator(NOTICE)).to_contain_text("网络不通，填写的内容已存于本机")
    expect(page.locator(STATE)).to_contain_text("有 2 项未保存到系统，已存于本机")
    page.get_by_role("button", name="保存", exact=True).click()  # stays here: nothing is thrown at a dead line
    expect(page.locator("form[data-autosave]")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("[name='agency_name']")).to_have_value("促进中心")
    assert values(case)["extent"] == "东至东江"
    page.context.set_offline(False)
    expect(page.locator(STATE)).to_contain_text(SAVED)
    expect(page.locator(NOTICE)).to_be_hidden()
    assert (values(case)["extent"], values(case)["agency_name"]) == ("东至东江，西至西湖", "促进中心")


def test_session_that_ends_while_typing_goes_on_after_signing_in_on_a_new_page(windows: Windows, case: Case) -> None:
    clerk = officer(HUICHENG)
    clerk.set_password(PASSWORD)
    clerk.save()
    page = opened(windows, case, clerk)
    Session.objects.all().delete()
    fill(page, extent="东至东江")
    expect(page.locator(NOTICE)).to_contain_text("登录已失效，填写的内容已存于本机")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="在新页面登录").click()
    door = opening.value
    door.get_by_label("用户名").fill(clerk.username)
    door.get_by_label("密码").fill(PASSWORD)
    door.get_by_role("button", name="登录").click()
    expect(door.get_by_role("heading", name="已重新登录")).to_be_visible()
    door.close()
    look_up(page)
    expect(page.locator(STATE)).to_contain_text(SAVED)
    expect(page.locator(NOTICE)).to_be_hidden()
    assert values(case)["extent"] == "东至东江"


def persistent(browser: Browser, folder: Path, by: Account, address: str) -> Page:
    """A browser of its own that keeps what it stores; somebody signed in."""
    context = browser.browser_type.launch_persistent_context(
        folder, executable_path=browser_path(), args=["--no-sandbox"], base_url=address, locale="zh-CN"
    )
    sign_in(context, by, address)
    return context.pages[0]


def kill(folder: Path) -> None:
    """Ends the browser that runs on this folder, and no other, without a word."""
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            if str(folder).encode() in process.read_bytes():
                os.kill(int(process.parent.name), signal.SIGKILL)
    (folder / "SingletonLock").unlink(missing_ok=True)


def test_browser_killed_in_mid_form_brings_the_entries_back_to_their_owner_only(
    browser: Browser, live_server: object, case: Case, tmp_path: Path
) -> None:
    """Kept on this computer for one account: another that signs in there is not shown them."""
    where, address, clerk = f"/applications/{case.pk}/form/1/", str(live_server), officer(HUICHENG)
    page = persistent(browser, tmp_path, clerk, address)
    page.goto(where)
    expect(page.locator(STATE)).to_contain_text("边填边存")
    page.context.set_offline(True)
    fill(page, extent="东至东江，西至西湖", agency_name="促进中心")
    expect(page.locator(STATE)).to_contain_text("有 2 项未保存到系统")
    page.wait_for_timeout(6000)  # what a page stores reaches the disk a few seconds later
    kill(tmp_path)

    page = persistent(browser, tmp_path, colleague(), address)
    page.goto(where)
    expect(page.locator(STATE)).to_contain_text("边填边存")
    assert page.locator("[name='extent']").input_value() == ""
    sign_in(page.context, clerk, address)
    page.goto(where)
    expect(page.locator("[name='extent']")).to_have_value("东至东江，西至西湖")
    expect(page.locator(STATE)).to_contain_text(SAVED)
    assert page.evaluate("Object.keys(localStorage)") == []
    page.context.close()
    assert (values(case)["extent"], values(case)["agency_name"]) == ("东至东江，西至西湖", "促进中心")


def test_entries_refused_because_it_awaits_its_signature_stay_and_can_be_copied(windows: Windows, case: Case) -> None:
    page = opened(windows, case, officer(HUICHENG))
    Case.objects.filter(pk=case.pk).update(pending=True)
    fill(page, extent="东至东江")
    expect(page.locator(NOTICE)).to_contain_text("“提交申报”正待审核岗签批，期间不能修改")
    expect(page.locator(f"{NOTICE} textarea")).to_have_value("空间范围（四至、涉及镇街和园区）\n东至东江")
    expect(page.locator("[name='extent']")).to_have_value("东至东江")
    assert "extent" not in values(case)
    Case.objects.filter(pk=case.pk).update(pending=False)
    page.reload()
    expect(page.locator(STATE)).to_contain_text(SAVED)
    assert values(case)["extent"] == "东至东江"


def test_another_account_that_signs_in_meanwhile_neither_sees_nor_saves_the_entries(
    windows: Windows, case: Case
) -> None:
    page = opened(windows, case, officer(HUICHENG))
    sign_in(page.context, colleague(), windows.address)
    fill(page, extent="东至东江")
    expect(page.locator(NOTICE)).to_contain_text("现在登录的是另一个账号")
    expect(page.locator("[name='extent']")).to_be_hidden()
    assert "extent" not in values(case)
    sign_in(page.context, officer(HUICHENG), windows.address)
    look_up(page)
    expect(page.locator("[name='extent']")).to_be_visible()
    expect(page.locator(STATE)).to_contain_text(SAVED)
    assert [each.by for each in changes(case, ["extent"])] == [officer(HUICHENG)]


def test_section_is_filled_in_by_keyboard_alone(windows: Windows, case: Case) -> None:
    """A line more than the table had, a longer text, and the button that saves."""
    page = opened(windows, case, officer(HUICHENG), 3)
    keys = page.keyboard
    page.locator("[name='leaders-7-2']").focus()
    keys.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "增加一行"
    keys.press("Enter")
    assert page.evaluate("document.activeElement.name") == "leaders-8-0"
    for text in ("91449999MA0000000D", "鞋底", "18"):
        keys.type(text)
        keys.press("Tab")
    page.locator("[name='gradient_work']").focus()
    keys.type("梯度培育：创新型、专精特新、小巨人。")
    expect(page.locator(STATE)).to_contain_text(SAVED)
    keys.press("Tab")
    while page.evaluate("document.activeElement.textContent") != "保存":
        keys.press("Tab")
    keys.press("Enter")
    expect(page.locator(".message.success").first).to_contain_text("已保存")
    assert values(case)["leaders"] == [["91449999MA0000000D", "鞋底", "18"]]
    assert values(case)["gradient_work"] == "梯度培育：创新型、专精特新、小巨人。"


def test_fault_is_told_beside_its_field_after_leaving_it(windows: Windows, case: Case) -> None:
    page = opened(windows, case, officer(HUICHENG))
    fill(page, agency_uscc="123")
    expect(beside(page, "agency_uscc")).to_contain_text("未保存，请按提示更正")
    expect(page.locator("#id_agency_uscc_error")).to_have_count(0)
    page.locator("[name='extent']").focus()
    expect(page.locator("#id_agency_uscc_error")).to_be_visible()
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator("[name='agency_uscc']")).to_be_focused()
    fill(page, agency_uscc="91449999MA0000000D")
    expect(page.locator(STATE)).to_contain_text(SAVED)
    expect(page.locator("#id_agency_uscc_error")).to_have_count(0)


def test_earlier_value_is_taken_back_from_the_history(
    windows: Windows, case: Case, shoot: Callable[[Page, str], None]
) -> None:
    page = opened(windows, case, officer(HUICHENG))
    fill(page, extent="东至东江。")
    expect(page.locator(STATE)).to_contain_text(SAVED)
    other = opened(windows, case, colleague())
    fill(other, extent="东至西湖。")
    expect(other.locator(STATE)).to_contain_text(SAVED)
    page.locator("[data-answer='extent']").get_by_role("link", name="修改记录").click()
    expect(page.locator(".history li")).to_have_count(2)
    assert Axe().run(page, options=RULES).response["violations"] == []
    shoot(page, "answer-history")
    page.get_by_role("button", name="恢复为这次的内容").click()
    expect(page.locator("[name='extent']")).to_have_value("东至东江。")
    assert values(case)["extent"] == "东至东江。"
