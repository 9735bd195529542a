"""Article 14(2) and (3) looked at, page by page: WCAG 2.2 A and AA, three widths, and the same in English.

Desk of the prefecture, visits, pool, draw, ranking, meetings, list, notice, objections, hearings, papers. The scoring
room and the review on paper are looked at where they are worked in.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import HEIGHT, WIDTHS, Windows
from tests.e2e.desk import Desk
from tests.e2e.server import Server
from tests.e2e.test_accessibility import RULES, look_away
from tests.e2e.test_english import chinese

ADDRESSES = Path(__file__).with_name("chapter_addresses.py")
LAID_OUT = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
PUBLIC = "citizen"
PEOPLE = (PUBLIC, "city.officer", "province.officer", "expert")


@pytest.fixture(scope="session")
def chapter_addresses(busy_office: Server) -> dict[str, list[str]]:
    """What each person looks at."""
    return dict(json.loads(busy_office.run(str(ADDRESSES)).splitlines()[-1]))


@pytest.mark.parametrize("person", PEOPLE)
def test_pages_of_article_14_are_accessible_and_english(
    busy_windows: Windows, chapter_addresses: dict[str, list[str]], person: str
) -> None:
    """Each page is loaded in Chinese and laid out at three widths, then read in English."""
    account = next(name for name in chapter_addresses if name.startswith(person))
    page = Desk(busy_windows.open(), look_away, "" if account == PUBLIC else account).page
    addresses = chapter_addresses[account]
    found = [f"{address}: {each}" for address in addresses for each in findings_at_all_widths(page, address)]
    page.set_viewport_size({"width": max(WIDTHS), "height": HEIGHT})
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for address in addresses:
        page.goto(address)
        found += chinese(page, address)
    assert found == []


def findings_at_all_widths(page: Page, address: str) -> list[str]:
    """What axe has against a page that is there, and whether it must be pushed sideways, by width."""
    answer = page.goto(address)
    assert answer is not None
    if answer.status != 200:
        return [f"{answer.status}"]
    page.evaluate(Axe().axe_script)
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.evaluate(LAID_OUT)
        seen = page.evaluate("rules => axe.run(document, rules)", RULES)
        found += [f"{width} {e['id']}: {n['target']}" for e in seen["violations"] for n in e["nodes"][:3]]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{width} scrolls sideways")
    return found
