"""The public's pages at every width: no findings of axe, nothing to be scrolled sideways."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import Windows
from tests.e2e.test_accessibility import findings

PAGES = (
    "/",
    "/notices/",
    "/lists/",
    "/directory/",
    "/directory/?q=鞋",
    "/map/",
    "/map/?place=441300",
    "/cases/",
    "/cases/brands/",
    "/measure/",
    "/open-data/",
    "/journal/",
    "/verify/",
    "/self-check/",
)
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [360, 1024, 1440])
def test_public_pages_have_no_findings_and_fit_their_width(busy_windows: Windows, width: int) -> None:
    page = busy_windows.open(width=width)
    found = []
    for address in PAGES:
        page.goto(address)
        found += [(address, finding) for finding in findings(page)]
        if page.evaluate(WIDER) > 0:
            found.append((address, "wider than its window"))
    page.goto("/notices/")
    page.get_by_role("link", name=re.compile("拟认定名单的公示")).click()
    found += [("notice", finding) for finding in findings(page)]
    page.get_by_role("link", name="提出异议").click()
    found += [("object", finding) for finding in findings(page)]
    assert found == []


def test_map_is_walked_by_keyboard_to_a_clusters_page(told_windows: Windows) -> None:
    page = told_windows.open(width=1024)
    page.goto("/map/")
    page.locator(".cartogram li:not(.shade-0) a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/map/?place=*")
    page.locator("main tbody a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/directory/*/")
    assert page.locator("h1").inner_text()
