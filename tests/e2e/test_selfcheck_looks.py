"""A visitor changes the look and the readings of a result; nothing typed is lost on the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.test_selfcheck import day, fill, findings

__all__ = ["day"]


def test_changes_of_look_and_reading_keep_what_was_typed(page: Page) -> None:
    """English before computing, large type on the result, another reading, and back to the figures."""
    page.goto("/self-check/figures/")
    fill(page)
    page.get_by_role("button", name="English").click()
    expect(page.locator("[name='output_2024']")).to_have_value("680,000")
    page.locator("[name='output_2024']").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Result of the self-check")
    page.get_by_role("button", name="Large type").click()
    expect(page.locator("html")).to_have_class("big ")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Result of the self-check")
    page.get_by_role("button", name="中文").click()
    assert findings(page) == []
    page.get_by_text("换用口径或办法再算").click()
    page.get_by_label("年均增速、年均增长").select_option("arithmetic")
    page.get_by_role("button", name="再算").click()
    expect(page.get_by_text("模拟口径")).to_be_visible()
    page.get_by_role("button", name="修改数据").click()
    expect(page.locator("[name='output_2024']")).to_have_value("680,000")
    assert page.locator("html").get_attribute("class") == "big "


def test_a_link_to_a_folded_norm_unfolds_it(page: Page) -> None:
    page.goto("/self-check/figures/")
    page.get_by_role("button", name="测算", exact=True).click()
    norm = page.locator("details[id='n-13.2.area']")
    expect(norm).not_to_have_attribute("open", "")
    page.get_by_role("link", name="占地面积", exact=True).click()
    expect(norm).to_have_attribute("open", "")
    expect(norm).to_be_in_viewport()


@pytest.mark.parametrize("path", ["/self-check/again/", "/measure/none/"])
def test_an_address_that_cannot_be_shown_says_where_to_go(page: Page, path: str) -> None:
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link").first).to_be_visible()
