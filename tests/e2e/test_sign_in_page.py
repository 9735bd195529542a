"""The door of the office: it opens in a real browser, at every width, with nothing asked of other machines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page


def open_sign_in(page: Page) -> None:
    answer = page.goto(reverse("authorities:sign-in"))
    assert answer is not None
    assert answer.status == 200


def test_sign_in_page_opens_in_chinese_and_is_pictured_at_three_widths(
    page: Page, shoot: Callable[[Page, str], None]
) -> None:
    open_sign_in(page)
    assert (page.locator("html").get_attribute("lang") or "").startswith("zh")
    shoot(page, "sign-in")


@pytest.mark.parametrize("width", [360, 1024, 1440])
def test_sign_in_page_does_not_scroll_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    open_sign_in(page)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0
