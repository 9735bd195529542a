"""Two officers draw up one list in two windows: neither writes over the other unawares (Article 14(三), Races)."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from jiqun.config import clock
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.office import PROVINCE, account, at, officer
from tests.recognition.listed_round import ranked_round


def test_field_that_both_change_is_told_to_the_second_and_kept_by_neither_silently(
    windows: Windows, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = ranked_round()
    monkeypatch.setattr(clock, "now", lambda: at("2025-06-04 09:00"))
    first, second = Seat(windows, officer(PROVINCE)), Seat(windows, account("officer", PROVINCE, name="second"))
    name = f"reason_{stage.cases[1].pk}"
    for seat in (first, second):
        seat.at(f"/rounds/{stage.round.pk}/list/draw-up/")
    first.enter(**{name: "甲写的理由（虚构）"})
    expect(first.page.locator("#list-saved")).to_contain_text("已暂存")
    second.enter(**{name: "乙写的理由（虚构）"})
    said = "刚改为“甲写的理由（虚构）”，您填写的“乙写的理由（虚构）”没有保存"
    expect(second.page.locator("#list-saved")).to_contain_text(said)
    second.press("提请审核岗签批")
    second.refused("刚改为“甲写的理由（虚构）”，与您填写的不同")
    second.still_holds(**{name: "乙写的理由（虚构）"})
