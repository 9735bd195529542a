"""Signing in with an identity of another system, in a real browser, with the mock provider on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from jiqun.authorities.elsewhere.provider import Provider
from jiqun.bilingual import Text
from tests.authorities.elsewhere.lying import CLIENT, Lying, serving
from tests.e2e.conftest import Windows
from tests.office import HUICHENG, officer

Look = Callable[[Page, str], None]


@pytest.fixture
def provider(windows: Windows, settings: Any) -> Iterator[Lying]:
    """The mock, which windows may go to, and this site at the address they use."""
    cache.clear()
    with serving() as found:
        settings.JIQUN_OIDC = Provider(found.issuer, CLIENT, title=Text("粤政易统一身份认证", "Yuezhengyi"))
        settings.JIQUN_ADDRESS = windows.address
        windows.trusted.add(urlsplit(found.issuer).netloc)
        yield found
    cache.clear()


def test_person_comes_in_by_the_button_and_finds_the_session_on_the_list(
    page: Page, provider: Lying, shoot: Look
) -> None:
    name = officer(HUICHENG).username
    page.goto("/account/")
    expect(page.get_by_label("密码")).to_be_visible()
    shoot(page, "sign-in-elsewhere")
    page.get_by_role("link", name="用粤政易统一身份认证登录").click()
    page.get_by_role("button", name=name).click()
    expect(page.get_by_role("heading", name="我的账号")).to_be_visible()
    assert urlsplit(page.url).path == "/account/"
    expect(page.get_by_text("本机", exact=False).first).to_be_visible()


def test_unknown_identity_reads_why_and_changes_the_language_beside_the_form(
    page: Page, provider: Lying, shoot: Look
) -> None:
    page.goto("/sign-in/")
    page.get_by_role("link", name="用粤政易统一身份认证登录").click()
    page.get_by_role("button", name="officer-441302").click()
    expect(page.get_by_role("alert")).to_contain_text("没有对应的在用账号")
    expect(page.get_by_label("用户名")).to_be_visible()
    for width in (360, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
    shoot(page, "sign-in-elsewhere-refused")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("link", name="Sign in with Yuezhengyi")).to_be_visible()
    assert urlsplit(page.url).path == "/sign-in/"


def test_provider_away_is_said_in_chinese_and_the_form_is_there(page: Page, provider: Lying) -> None:
    provider.odd = {"/.well-known/openid-configuration": (503, b"")}
    page.goto("/sign-in/")
    page.get_by_role("link", name="用粤政易统一身份认证登录").click()
    expect(page.get_by_role("alert")).to_contain_text("统一身份认证暂时不可用")
    expect(page.get_by_label("密码")).to_be_visible()
