"""Several papers signed for at once, by keyboard alone: chosen, looked at, confirmed; what came of each is told."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from jiqun.config import clock
from jiqun.demo.accounts import PASSWORD
from jiqun.outgoing.models import Paper
from tests.e2e.conftest import Windows
from tests.e2e.desk import Look
from tests.e2e.keyboard import ByKeyboard, keys_only
from tests.e2e.test_accessibility import findings
from tests.office import HUICHENG, HUIZHOU, officer
from tests.outgoing import office_papers as papers


@pytest.fixture
def clerk(live_server: object, monkeypatch: pytest.MonkeyPatch) -> str:
    """The county's officer, to whom three papers came."""
    monkeypatch.setattr(clock, "now", lambda: papers.NOW)
    for n in (1, 2, 3):
        number = {**papers.NUMBER, "number": f"惠市工信函〔2025〕{n}号"}
        papers.do(papers.numbered(papers.drafted(), number), "deliver", officer(HUIZHOU))
    clerk = officer(HUICHENG)
    clerk.set_password(PASSWORD)
    clerk.save()
    return clerk.username


def test_papers_are_signed_for_together_by_keyboard_alone(
    windows: Windows, shoot: Look, clerk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys_only(monkeypatch)
    desk = ByKeyboard(windows.open(), shoot, clerk)
    main = desk.page.locator("main")
    desk.follow(main.get_by_role("link", name="同类事项一起办理"))
    assert findings(desk.page) == []
    desk.picture("together")
    desk.follow(main.get_by_role("link", name="选择 签收"))
    assert findings(desk.page) == []
    desk.picture("together-list")
    left = Paper.objects.order_by("drafted_at").last()
    assert left is not None
    desk.enter_one(main.locator(f"input[value^='{left.pk}']"), False)
    desk.press("查看所选")
    expect(main).to_contain_text("签收（2 件）")
    assert findings(desk.page) == []
    desk.picture("together-preview")
    desk.press("签收（2 件）")
    expect(main).to_contain_text("已办理 2 件")
    assert findings(desk.page) == []
    desk.picture("together-done")
    assert sorted(Paper.objects.values_list("state", flat=True)) == ["delivered", "received", "received"]
    desk.go("工作台")
    expect(main.locator("li.todo")).to_have_count(1)
