"""The announcement in the browser: refused, put on record by two persons, public from then on (Article 14(三))."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from jiqun.config import clock
from tests.e2e import papers
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.office import PROVINCE, approver, at, officer
from tests.recognition.listed_round import ANNOUNCEMENT, published, ranked_round
from tests.recognition.panel_round import Stage

RECORD = "登记通告发布情况"
OFFICIAL = "https://gdii.gd.gov.cn/tg/2025.html"
PUBLIC_LIST = "/lists/省级/2025年度/"


@pytest.fixture
def stage(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Announced on 1 July 2025; the office's clock is the stage's."""
    found = published(ranked_round())
    found.now = at("2025-07-01 09:00")
    found.signed("announce", ANNOUNCEMENT)
    found.now = at("2025-07-01 16:00")
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


@pytest.mark.parametrize("width", [360, 1440])
def test_announcement_is_put_on_record_by_two_and_the_public_list_leads_there(
    windows: Windows, stage: Stage, tmp_path: Path, width: int
) -> None:
    here = f"/rounds/{stage.round.pk}/"
    desk, sign, reader = Seat(windows, officer(PROVINCE), width=width), Seat(windows, approver(PROVINCE)), Seat(windows)
    desk.at(f"{here}list/")
    desk.sees(f"{ANNOUNCEMENT['document']}尚未登记在官方网站发布")
    desk.at(here)
    desk.offer(RECORD)
    desk.enter(url="gdii", stood_at="2025-07-01T17:00")
    desk.press("提请审核岗签批")
    desk.refused("发布时间不能晚于现在", "请上传官方网站页面的截图")
    desk.still_holds(url="gdii", stood_at="2025-07-01T17:00", document=ANNOUNCEMENT["document"])
    desk.picture(f"record-announcement-{width}")
    desk.enter(url=OFFICIAL, stood_at="2025-07-01T15:00", image=papers.scan(tmp_path, "官方网站截图（虚构）"))
    desk.press("提请审核岗签批")
    desk.told("已提请审核岗签批")
    reader.at(PUBLIC_LIST)
    expect(reader.page.locator("main")).not_to_contain_text("在官方网站发布")
    sign.signs(here, RECORD)
    desk.at(f"{here}list/")
    desk.sees("2025-07-01 15:00")
    desk.picture(f"announcement-on-record-{width}")
    reader.page.reload()
    expect(reader.page.locator(f'main a[href="{OFFICIAL}"]')).to_be_visible()
    reader.picture("list-on-record")
