"""A citizen on a phone, without a mouse: from the home page to an objection with its number (Article 14(三))."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from jiqun.config import clock
from jiqun.notices.models import Objection
from tests.e2e.conftest import Windows
from tests.e2e.desk import Look
from tests.e2e.keyboard import ByKeyboard, keys_only
from tests.e2e.test_accessibility import findings
from tests.office import at
from tests.recognition.listed_round import published, ranked_round
from tests.recognition.panel_round import Stage

TEXT = "公示名单中该集群的龙头企业近三年有环境违法记录，请核实处理。"


@pytest.fixture
def stage(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A list on notice, three working days in."""
    found = published(ranked_round())
    found.now = at("2025-06-20 20:30")
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def test_objection_is_handed_in_on_a_phone_by_keys_alone(
    windows: Windows, shoot: Look, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys_only(monkeypatch)
    citizen = ByKeyboard(windows.open(width=360), shoot)
    page, main = citizen.page, citizen.page.locator("main")
    page.goto("/")
    citizen.follow(page.get_by_role("navigation", name="主导航").get_by_role("link", name="公示"))
    citizen.follow(main.get_by_role("link").filter(has_text="拟认定").first)
    citizen.follow(main.get_by_role("link", name="提出异议"))
    citizen.enter(text="太短")
    citizen.press("提交")
    expect(main).to_contain_text("异议内容不少于 10 个字，请写具体。")
    assert findings(page) == []
    named = main.locator("[name='case'] option").nth(1).get_attribute("value")
    citizen.enter(case=named, text=TEXT, name="金某", contact="13900000001")
    citizen.press("提交")
    expect(main).to_contain_text("异议已登记")
    assert findings(page) == []
    citizen.picture("objection-by-keys")
    found = Objection.objects.get()
    assert (found.text, found.name, str(found.case_id)) == (TEXT, "金某", named)
    expect(main).to_contain_text(found.number)
