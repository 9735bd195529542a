"""历史补录 in the browser: a table pasted with mistakes, all of them named at once, mended, confirmed by another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from jiqun.config import clock
from jiqun.register.models import ClusterYear
from tests.e2e import papers
from tests.e2e.conftest import Windows
from tests.e2e.life import well
from tests.e2e.seated import Seat
from tests.office import HUIDONG, PROVINCE, approver, officer
from tests.supervision.backfill.paper import NOW
from tests.supervision.backfill.test_figures import HEAD
from tests.supervision.recognised import recognised

Shoot = Callable[[Page, str], None]
LIST = "/supervision/past/"
OF = "惠东县女鞋产业集群\t惠东县\t"


def test_pasted_figures_are_mended_and_confirmed_by_another(
    windows: Windows, live_server: object, monkeypatch: pytest.MonkeyPatch, shoot: Shoot, tmp_path: Path
) -> None:
    """A16: nothing faulty is kept, nothing entered is lost, nothing is on record before the second person."""
    of = recognised().cluster
    monkeypatch.setattr(clock, "now", lambda: NOW)
    desk, chief = Seat(windows, officer(PROVINCE)), Seat(windows, approver(PROVINCE))
    desk.at(LIST)
    desk.follow(desk.page.locator("main").get_by_role("link", name="补录", exact=True))
    told = {"kind": "years", "source": "省厅2024年度统计汇编（虚构）", "dated_on": "2025-06-30"}
    faulty = f"{HEAD}{OF}2026\t310\t\t\t\n惠东女鞋集群\t惠东县\t2023\t310\t-3\t\t\n"
    faulty += f"{OF}2024\t1.5\t\t\t\n{OF}2022\t5\t10\t20\t\n"
    desk.enter(**told, lines=faulty, file=papers.scan(tmp_path, "汇编（虚构）"))
    desk.press("补录年度数据、报告、目标和决定")
    desk.refused(
        "第 2 行“年度”：2026 年尚未结束，不能补录",
        "第 3 行“集群名称”：登记册里没有这个集群",
        "第 3 行“总产值（万元）”：应为不小于零的数",
        "第 4 行“企业数（家）”：应为整数",
        "第 5 行“主导产业产值（万元）”：大于总产值（万元）",
    )
    desk.still_holds(**told, lines=faulty)
    desk.sees("逐行预览（4 行）")
    well(desk)
    shoot(desk.page, "past-faults")
    desk.enter(lines=f"{HEAD}{OF}2023\t310\t1000\t900\t\n{OF}2024\t320\t1100\t1000\t12.5\n")
    desk.press("补录年度数据、报告、目标和决定")
    desk.told("已办理")
    here = desk.here
    desk.sees("逐行核对（2 行）", "汇编（虚构）.pdf")
    well(desk)
    shoot(desk.page, "past-entry")
    desk.prepare("确认补录")
    assert not ClusterYear.objects.exists()
    Seat(windows, officer(HUIDONG)).finds_nothing_at(here)
    chief.signs(here, "确认补录")
    desk.at(LIST)
    desk.sees("已确认")
    well(desk)
    shoot(desk.page, "past-list")
    kept = ClusterYear.objects.filter(cluster=of).order_by("year").values_list("year", "firms", "backfilled")
    assert list(kept) == [(2023, 310, True), (2024, 320, True)]
