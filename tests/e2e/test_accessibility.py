"""WCAG 2.2 A and AA on the pages people use most, as far as a machine can see."""

from __future__ import annotations

import re
from collections.abc import Iterator

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.e2e.conftest import Windows
from tests.e2e.desk import Desk
from tests.e2e.lay_office import HANDED_IN, READY

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
TABS = ("申报表", "对标核验", "企业名册", "佐证材料", "市级审核", "办理记录")
SECOND = "女鞋电商配套"
DRAFT = (
    "",
    "form/1/",
    "form/2/",
    "form/3/",
    "form/history/",
    "form/import/",
    "prefill/",
    "roster/",
    "roster/desk/",
    "roster/import/",
    "ledgers/",
    "evidence/",
    "goals/",
    "papers/",
    "records/",
)
FILE = ("", "ledgers/", "ledgers/paste/?kind=sharing", "boundary/", "collections/")


def test_pages_have_no_accessibility_findings(busy_windows: Windows) -> None:
    """Sign-in, start page, notice, workbench, every tab of a case, the scoring page: axe finds nothing."""
    found = [(name, finding) for name, page in main_pages(busy_windows) for finding in findings(page)]
    assert found == []


def main_pages(windows: Windows) -> Iterator[tuple[str, Page]]:
    """Each page as it is open just then, with its name."""
    public = windows.open()
    for name, address in (("sign-in", "/sign-in/"), ("home", "/"), ("directory", "/directory/")):
        public.goto(address)
        yield name, public
    public.goto("/notices/")
    public.get_by_role("link", name=re.compile("拟认定名单的公示")).click()
    yield "notice", public
    public.get_by_role("link", name="提出异议").click()
    yield "object", public
    officer = Desk(windows.open(), look_away, "province.officer")
    yield "workbench", officer.page
    officer.go("申报")
    yield "applications", officer.page
    officer.page.get_by_role("link", name=re.compile(SECOND)).first.click()
    for tab in TABS:
        officer.tab(tab)
        yield f"case: {tab}", officer.page
    expert = panellist(windows)
    yield "my reviews", expert.page
    expert.page.get_by_role("link", name=re.compile(SECOND)).click()
    expect(expert.page.get_by_role("button", name="提交评审表")).to_be_visible()
    yield "scoring", expert.page


def panellist(windows: Windows) -> Desk:
    """An expert whom the lot put on the panel of the second application, at the own reviews."""
    for number in range(1, 6):
        expert = Desk(windows.open(), look_away, f"expert{number:02}")
        expert.page.goto("/reviews/")
        if expert.page.get_by_role("link", name=re.compile(SECOND)).count():
            return expert
    raise AssertionError("no expert reviews the second application")


def test_pages_of_the_countys_desk_have_no_accessibility_findings(open_windows: Windows) -> None:
    """What a county works with while it applies, and a prefecture while it reads: axe finds nothing."""
    found = [(name, finding) for name, page in desk_pages(open_windows) for finding in findings(page)]
    assert found == []


def desk_pages(windows: Windows) -> Iterator[tuple[str, Page]]:
    """Each page as it is open just then, with its address within the application or the cluster's file."""
    county = Desk(windows.open(), look_away, "county.officer")
    for case, address in desk_addresses(county):
        county.page.goto(f"{case}{address}")
        yield address or case, county.page
    county.page.goto("/applications/")
    county.page.get_by_role("link", name=re.compile(READY[1])).first.click()
    county.tab("集群档案")
    county.tab("企业填报")
    county.page.locator("main tbody a").first.click()
    yield "collection", county.page
    county.page.locator("main tbody a").first.click()
    yield "firm of a collection", county.page
    city = Desk(windows.open(), look_away, "city.officer")
    city.go("申报")
    city.page.get_by_role("link", name=re.compile(HANDED_IN)).first.click()
    yield "case, asking for corrections", city.page
    city.tab("补正")
    yield "corrections", city.page
    city.tab("办理记录")
    city.page.get_by_role("link", name=re.compile(r"2025-0407-\d+")).first.click()
    yield "receipt", city.page


def desk_addresses(county: Desk) -> list[tuple[str, str]]:
    """The pages of a draft and of its cluster's file: where each begins, and how it goes on."""
    county.go("申报")
    county.page.get_by_role("link", name=re.compile(READY[1])).first.click()
    case = county.here
    county.tab("集群档案")
    cluster = county.here
    return [
        *((case, address) for address in DRAFT),
        *((cluster, address) for address in FILE),
        ("", f"/ledgers/enter/?cluster={cluster.rstrip('/').rpartition('/')[2]}&kind=sharing"),
        ("", "/forms/"),
    ]


def findings(page: Page) -> list[str]:
    """What axe has against a page: rule, and where."""
    answer = Axe().run(page, options=RULES).response
    return [f"{each['id']}: {node['target']}" for each in answer["violations"] for node in each["nodes"][:3]]


def look_away(page: Page, name: str) -> None:
    """No picture is taken here."""
