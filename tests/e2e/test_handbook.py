"""The handbook's pictures are pages as they are, and the help of a page opens what speaks of it.

With `JIQUN_SHOTS=1` the pictures are taken anew into `portal/static/portal/handbook/`.
"""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

import jiqun.portal
from tests.e2e.conftest import Windows
from tests.e2e.desk import Desk
from tests.e2e.lay_office import READY
from tests.e2e.test_accessibility import SECOND, findings, look_away, panellist

PICTURES = Path(jiqun.portal.__file__).parent / "static" / "portal" / "handbook"
SIZE = {"width": 1200, "height": 760}
COLOURS = 96
DRAWN = "image => image.complete && image.naturalWidth > 400"


def test_county_opens_help_from_the_form(open_windows: Windows) -> None:
    county = Desk(open_windows.open(), look_away, "county.officer")
    county.go("申报")
    county.page.get_by_role("link", name=re.compile(READY[1])).first.click()
    county.tab("申报表")
    taken(county.page, "county-form")
    helped(county.page, "county", "apply")


def test_prefecture_opens_help_from_the_check(busy_windows: Windows) -> None:
    city = Desk(busy_windows.open(), look_away, "city.officer")
    city.go("申报")
    city.page.get_by_role("link", name=re.compile(SECOND)).first.click()
    city.tab("市级审核")
    taken(city.page, "prefecture-check")
    helped(city.page, "prefecture", "check")


def test_province_opens_help_from_a_round(busy_windows: Windows) -> None:
    province = Desk(busy_windows.open(), look_away, "province.officer")
    province.go("批次")
    province.page.locator("main tbody a").first.click()
    taken(province.page, "province-round")
    helped(province.page, "province", "round")


def test_expert_opens_help_from_the_score_sheet(busy_windows: Windows) -> None:
    expert = panellist(busy_windows)
    expert.page.get_by_role("link", name=re.compile(SECOND)).click()
    expect(expert.page.get_by_role("button", name="提交评审表")).to_be_visible()
    taken(expert.page, "expert-score")
    helped(expert.page, "expert", "score")


def taken(page: Page, name: str) -> None:
    """Takes the picture when that is asked for."""
    if os.environ.get("JIQUN_SHOTS") != "1":
        return
    page.set_viewport_size(SIZE)  # type: ignore[arg-type]
    seen = Image.open(io.BytesIO(page.screenshot(animations="disabled")))
    PICTURES.mkdir(parents=True, exist_ok=True)
    seen.convert("RGB").quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


def helped(page: Page, chapter: str, section: str) -> None:
    """The page's help leads to the section, whose pictures are there; the chapter has no findings."""
    page.get_by_role("link", name="帮助").first.click()
    page.wait_for_url(f"**/help/{chapter}/#{section}")
    for picture in page.locator(".handbook img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_be_visible()
        page.wait_for_function(DRAWN, arg=picture.element_handle())
    assert findings(page) == []
