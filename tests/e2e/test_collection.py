"""Firms give their own figures through a link: the county asks, a firm answers, two phones meet, a use is told."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import Page, expect

from jiqun.authorities.models import Account
from jiqun.collection.models import DraftEntry
from tests.collection.asking import NOW, asked, cluster, code, confirm, opened, roster
from tests.e2e.conftest import Windows
from tests.e2e.desk import Desk, Look
from tests.e2e.test_selfcheck import findings
from tests.office import HUICHENG, officer

PHONE = 360


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """20 March 2025, nobody throttled."""
    cache.clear()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: NOW)


def signed_in(page: Page, who: Account, address: str) -> None:
    """Into the office without the door, which has a test of its own."""
    client = Client()
    client.force_login(who)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])


def box(page: Page, name: str) -> Any:
    return page.locator(f"[name='{name}']")


def answer(page: Page, name: str, text: str) -> None:
    """One box filled and left, and the server's answer to that very entry awaited."""
    with page.expect_response(lambda said: f"{name}=" in (said.request.post_data or "")):
        box(page, name).fill(text)
        box(page, name).blur()


def test_a_county_asks_and_a_firm_answers_on_its_phone(windows: Windows, shoot: Look) -> None:
    """A16: no account, what is known is filled in, every entry is kept, a receipt, and who used it."""
    of = cluster()
    roster(of, firms=12)
    county = Desk(windows.open(), shoot)
    signed_in(county.page, officer(HUICHENG), windows.address)
    county.page.goto(f"/clusters/{of.pk}/collections/")
    county.picture("collection-none")
    assert findings(county.page) == []
    county.page.get_by_role("link", name="发起企业填报").first.click()
    county.enter(contact="李某 0752-7654321", survey="voluntary")
    county.picture("collection-start")
    assert findings(county.page) == []
    county.press("发起企业填报")
    county.told("已办理")
    county.picture("collection-empty")
    county.offer("添加企业并生成链接")
    county.enter(from_roster=True, lines=f"{code(90)}\t惠城新企业厂（虚构）\t0752-2000090")
    county.picture("collection-invite")
    assert findings(county.page) == []
    county.press("添加企业并生成链接")
    county.sees("链接只在本页显示这一次")
    county.picture("collection-links")
    assert findings(county.page) == []
    slips = county.page.locator(".slips li")
    expect(slips).to_have_count(13)
    first = slips.filter(has_text="惠城电子001厂").locator("input").input_value()
    newcomer = slips.filter(has_text="惠城新企业厂").locator("input").input_value()

    firm = windows.open(width=PHONE)
    firm.goto(first)
    expect(firm.locator("main")).to_contain_text("自愿填报")
    expect(box(firm, "output-2023")).to_have_value("1200")
    shoot(firm, "collection-fill")
    assert findings(firm) == []
    firm.set_viewport_size({"width": PHONE, "height": 900})
    answer(firm, "output-2024", "13000000")
    expect(firm.locator("#said-output-2024")).to_contain_text("相差约一万倍")
    expect(firm.locator("#saved")).to_contain_text("草稿已保存")
    answer(firm, "output-2024", "1300")
    expect(firm.locator("#said-output-2024 .remark")).to_have_count(0)
    firm.reload()
    expect(box(firm, "output-2024")).to_have_value("1300")

    other = windows.open(width=PHONE)
    other.goto(first)
    answer(firm, "employees-2024", "105")
    expect(firm.locator("#saved")).to_contain_text("草稿已保存")
    answer(other, "employees-2024", "106")
    expect(other.locator("#said-employees-2024")).to_contain_text("填为“105”，您这里不同")
    shoot(other, "collection-clash")
    other.set_viewport_size({"width": PHONE, "height": 900})
    answer(other, "employees-2024", "107")
    expect(other.locator("#said-employees-2024 .clash")).to_have_count(0)

    box(firm, "signer").fill("陈某")
    box(firm, "position").fill("财务经理")
    box(firm, "phone").fill("0752-1234567")
    box(firm, "reuse").check()
    box(firm, "affirmed").check()
    firm.get_by_role("button", name="确认并提交").click()
    expect(firm.locator("main")).to_contain_text("另一台设备刚刚改动了此项，请核对")
    expect(box(firm, "employees-2024")).to_have_value("107")
    shoot(firm, "collection-look-again")
    firm.set_viewport_size({"width": PHONE, "height": 900})
    with firm.expect_navigation():
        firm.get_by_role("button", name="确认并提交").click()
    expect(firm.locator("#saved")).to_contain_text("草稿已保存")
    expect(firm.locator("#said-rd-2024")).to_contain_text("其他年度已填，此年未填")
    answer(firm, "rd-2024", "31")
    expect(firm.locator("#said-rd-2024 .remark")).to_have_count(0)
    firm.get_by_role("button", name="确认并提交").click()
    expect(firm.locator("main")).to_contain_text("数据已确认")
    shoot(firm, "collection-receipt")
    assert findings(firm) == []

    box(other, "employees-2023").fill("99")
    expect(other.locator("#saved")).to_contain_text("请刷新页面")

    blank = windows.open(width=PHONE)
    blank.goto(newcomer)
    blank.get_by_role("button", name="确认并提交").click()
    expect(blank.locator("#error-summary")).to_be_focused()
    shoot(blank, "collection-fill-refused")
    assert findings(blank) == []

    county.page.get_by_role("link", name="返回填报看板").click()
    county.picture("collection-board")
    assert findings(county.page) == []
    county.offer("催报")
    county.picture("collection-remind")
    assert findings(county.page) == []
    county.enter(channel="phone")
    county.press("催报")
    county.told("已办理")
    county.do("采用到名册")
    county.page.get_by_role("link", name="惠城电子001厂").click()
    county.sees("陈某", "惠城区电子元件产业集群企业名册")
    county.picture("collection-firm")
    assert findings(county.page) == []
    firm.reload()
    expect(firm.locator("main")).to_contain_text("惠城区电子元件产业集群企业名册")
    firm.goto(re.sub(r"/fill/.*", "/fill/wrong/", first))
    expect(firm.locator("main")).to_contain_text("这个链接现在不能使用")
    shoot(firm, "collection-nowhere")
    assert findings(firm) == []


def test_a_broken_connection_loses_nothing_that_was_typed(windows: Windows) -> None:
    """The page says that it is not kept yet, tries again, and keeps it when the network is back."""
    [token] = asked(opened(cluster()), 1).values()
    page = windows.open(width=PHONE)
    page.goto(f"/fill/{token}/")
    expect(page.locator("#saved")).to_contain_text("草稿已保存")
    page.context.set_offline(True)
    box(page, "output-2024").fill("1300")
    box(page, "output-2024").blur()
    expect(page.locator("#saved")).to_contain_text("网络不通，尚未保存")
    page.context.set_offline(False)
    expect(page.locator("#saved")).to_contain_text("草稿已保存")
    page.reload()
    expect(box(page, "output-2024")).to_have_value("1300")


@pytest.mark.parametrize(
    ("status", "said"), [(403, "没有保存：页面已过期"), (413, "没有保存：内容过大"), (404, "链接已失效")]
)
def test_a_refusal_ends_no_autosave_and_loses_nothing(windows: Windows, status: int, said: str) -> None:
    """Said as a sentence; what was typed is sent with the next entry, and outlives a reload."""
    [token] = asked(opened(cluster()), 1).values()
    page = windows.open(width=PHONE)
    page.goto(f"/fill/{token}/")
    expect(page.locator("#saved")).to_contain_text("草稿已保存")
    page.route("**/draft/", lambda route: route.fulfill(status=status, content_type="text/html", body="<p>"))
    box(page, "output-2024").fill("1300")
    box(page, "output-2024").blur()
    expect(page.locator("#saved")).to_contain_text(said)
    page.reload()
    expect(page.locator("#saved")).to_contain_text(said)
    expect(box(page, "output-2024")).to_have_value("1300")
    page.unroute("**/draft/")
    box(page, "employees-2024").fill("105")
    box(page, "employees-2024").blur()
    expect(page.locator("#saved")).to_contain_text("草稿已保存")
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('firm-'))") == []
    kept = DraftEntry.objects.order_by("field").values_list("field", "text")
    assert list(kept) == [("employees-2024", "105"), ("output-2024", "1300")]


def test_an_entry_that_is_refused_is_kept_here_until_it_is_mended(windows: Windows) -> None:
    [token] = asked(opened(cluster()), 1).values()
    page = windows.open(width=PHONE)
    page.goto(f"/fill/{token}/")
    box(page, "output-2024").fill("1" * 80)
    box(page, "output-2024").blur()
    expect(page.locator("#saved")).to_contain_text("没有保存：有一处填写过长")
    box(page, "output-2024").fill("1300")
    box(page, "output-2024").blur()
    expect(page.locator("#saved")).to_contain_text("草稿已保存")
    assert DraftEntry.objects.get().text == "1300"


def test_what_was_handed_in_leaves_nothing_in_the_browser(windows: Windows) -> None:
    """The box is emptied by the receipt of the page that sent it; another's confirmation takes nothing away."""
    of = cluster()
    roster(of, firms=1)
    [token] = asked(opened(of), 1).values()
    page, boxes = windows.open(width=PHONE), "Object.keys(localStorage).filter(name => name.startsWith('firm-')).length"
    page.goto(f"/fill/{token}/")
    page.route("**/draft/", lambda route: route.fulfill(status=403, body="<p>"))
    box(page, "employees-2024").fill("105")
    box(page, "employees-2024").blur()
    expect(page.locator("#saved")).to_contain_text("没有保存：页面已过期")
    confirm(token)
    page.reload()
    expect(page.locator("main")).to_contain_text("数据已确认")
    assert page.evaluate(boxes) == 1
    page.evaluate("sessionStorage.setItem('firm-handed-in', document.querySelector('[data-box]').dataset.box)")
    page.goto(f"/fill/{token}/")
    expect(page.locator("main")).to_contain_text("数据已确认")
    assert page.evaluate(boxes) == 0
