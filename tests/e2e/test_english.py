"""The same office in English: every word of the frame and of the pages' own text, names and law text aside."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from jiqun.demo.accounts import PASSWORD
from tests.e2e.conftest import Windows
from tests.e2e.desk import Desk
from tests.e2e.test_accessibility import desk_addresses, look_away

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
DOCUMENT_NUMBER = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号")
NAMES = re.compile(
    r"prepared by [\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{2,4} acted on|“[\u4e00-\u9fff\d]+”|[\u4e00-\u9fff]+（虚构）"
)
"""People, notices and firms keep their names in any language; what the demonstration invented says so."""
# What the product itself says: not the names of people, places and clusters, and not the law, which is Chinese.
OWN_WORDS = (
    ".rail nav a, .looks a:not([lang^=zh]), .account form button, .tabs a, .steps li, .side h2, .side dt, .offers a,"
    " .offers button, .offers small, main th[scope=col], main thead th, main label, main .btn, main h2, .message, .note"
)
OWN_TEXTS = """all => all.filter(e => e.checkVisibility() && !e.closest("[lang]").lang.startsWith("zh")).map(e => {
  const own = e.cloneNode(true);
  own.querySelectorAll("[lang^=zh], select").forEach(part => part.remove());
  return own.textContent.trim();
})"""


def test_an_english_reader_signs_in_and_finds_no_chinese_in_the_pages_own_words(busy_windows: Windows) -> None:
    """Language switch, sign-in, workbench, case page with its tabs."""
    page = busy_windows.open()
    page.goto("/sign-in/")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("User name").fill("city.officer")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("heading", level=1)).to_contain_text("to do")
    found = chinese(page, "workbench")
    page.get_by_role("link", name="Applications", exact=True).click()
    found += chinese(page, "applications")
    page.locator("main tbody a").first.click()
    for tab in ("Form", "Findings", "Roster", "Evidence", "Prefecture review", "History"):
        page.locator("nav.tabs").get_by_role("link", name=re.compile(f"^{tab}")).click()
        found += chinese(page, tab)
    assert found == []


def test_an_english_reader_finds_no_chinese_at_the_countys_desk(open_windows: Windows) -> None:
    """The same pages as axe looks at: a draft in all its parts, and the cluster's file."""
    county = Desk(open_windows.open(), look_away, "county.officer")
    addresses = desk_addresses(county)
    county.page.get_by_role("link", name="English").click()
    expect(county.page.locator("html")).to_have_attribute("lang", "en")
    found = []
    for begin, address in addresses:
        county.page.goto(f"{begin}{address}")
        found += chinese(county.page, address)
    assert found == []


def chinese(page: Page, name: str) -> list[str]:
    """Texts of the product's own that hold Chinese; what is marked as Chinese or offered for choice is not."""
    said = page.locator(OWN_WORDS).evaluate_all(OWN_TEXTS)
    return [f"{name}: {text}" for text in said if CHINESE.search(NAMES.sub("", DOCUMENT_NUMBER.sub("", text)))]
