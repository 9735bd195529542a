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
Addresses = dict[str, list[str]]


@pytest.fixture(scope="session")
def busy_addresses(busy_office: Server) -> Addresses:
    """What each person looks at while a list is on notice and another round is being scored."""
    return dict(json.loads(busy_office.run(str(ADDRESSES), "busy").splitlines()[-1]))


@pytest.fixture(scope="session")
def told_addresses(told_office: Server) -> Addresses:
    """What each person looks at after the announcement."""
    return dict(json.loads(told_office.run(str(ADDRESSES), "told").splitlines()[-1]))


@pytest.mark.parametrize("person", [PUBLIC, "city.officer", "province.officer", "expert"])
def test_pages_of_article_14_are_accessible_and_english(
    busy_windows: Windows, busy_addresses: Addresses, person: str
) -> None:
    """Desk, visits, panel, list, notice, objections, hearings, papers."""
    assert findings(busy_windows, busy_addresses, person) == []


@pytest.mark.parametrize("person", [PUBLIC, "province.officer", "province.supervisor"])
def test_pages_after_the_announcement_are_accessible_and_english(
    told_windows: Windows, told_addresses: Addresses, person: str
) -> None:
    """Batch of letters, paper, verification of a recognition, diagnostics."""
    assert findings(told_windows, told_addresses, person) == []


def findings(windows: Windows, by_person: Addresses, person: str) -> list[str]:
    """Each page is loaded in Chinese and laid out at three widths, then read in English."""
    account = next(name for name in by_person if name.startswith(person))
    page = Desk(windows.open(), look_away, "" if account == PUBLIC else account).page
    addresses = by_person[account]
    found = [f"{address}: {each}" for address in addresses for each in findings_at_all_widths(page, address)]
    page.set_viewport_size({"width": max(WIDTHS), "height": HEIGHT})
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for address in addresses:
        page.goto(address)
        found += chinese(page, address)
    return found


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
