"""The national level in the browser (Article 12): a cluster recommended and its result recorded, a list imported with
a cluster nobody knows matched by a person; two persons each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from jiqun.config import clock
from jiqun.register.models import Recognition
from tests.e2e import papers
from tests.e2e.conftest import Windows
from tests.e2e.life import SENT, well
from tests.e2e.seated import Seat
from tests.office import PROVINCE, approver, officer
from tests.recognition.test_nation import NOW, cluster, with_roster
from tests.recognition.test_national_lists import HEAD

Shoot = Callable[[Page, str], None]
NATION = "/nation/"


@pytest.fixture
def desk(windows: Windows, live_server: object, monkeypatch: pytest.MonkeyPatch) -> Seat:
    """The province's officer on 3 March 2025."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return Seat(windows, officer(PROVINCE))


def test_a_cluster_is_recommended_and_its_result_recorded(
    windows: Windows, desk: Seat, shoot: Shoot, tmp_path: Path
) -> None:
    of = with_roster(cluster())
    chief = Seat(windows, approver(PROVINCE))
    desk.at(NATION)
    desk.follow(desk.page.get_by_role("link", name="推荐国家级集群"))
    desk.enter(year="2025", call="工信厅企业函〔2025〕1号", quota="1", due_on="2025-06-30")
    desk.press("推荐国家级集群")
    here = desk.here
    desk.do("列入候选", cluster=str(of.pk), reason="细分领域全国前列（虚构）")
    assert f"{of.name}尚未按国家标准测算" in desk.why_not("推荐并拟函")
    desk.do("按国家标准测算")
    desk.prepare("推荐并拟函")
    chief.signs(here, "推荐并拟函")
    desk.at(here)
    well(desk)
    shoot(desk.page, "national-recommended")
    desk.offer("登记国家结果")
    told = {"batch": "国家第四批", "document": "工信部企业函〔2025〕9号", "dated_on": "2025-03-01"}
    desk.enter(**told, **{f"result_{of.pk}": "recognised"})
    desk.press(SENT)
    desk.refused("有认定的集群，请填写有效期起始日")
    desk.still_holds(**told)
    desk.enter(valid_from="2026-01-01", file=papers.scan(tmp_path, "国家文件（虚构）"))
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    chief.signs(here, "登记国家结果")
    desk.at(NATION)
    desk.sees(of.name, "国家第四批", "2028-12-31")
    well(desk)
    shoot(desk.page, "national-level")


def test_a_list_names_an_unknown_cluster_and_a_person_says_which(
    windows: Windows, desk: Seat, shoot: Shoot, tmp_path: Path
) -> None:
    known, other = cluster("女鞋产业集群"), cluster("鞋材产业集群")
    chief = Seat(windows, approver(PROVINCE))
    desk.at(NATION)
    desk.follow(desk.page.get_by_role("link", name="导入国家名单"))
    lines = f"{HEAD}女鞋产业集群,惠东县,195,,\n惠东鞋材集群,惠冬县,195,,\n智能锁具产业集群,中山市小榄镇,335,,\n"
    told = {"batch": "国家第三批", "document": "工信部公告2024年第1号", "dated_on": "2024-10-01"}
    told |= {"source": "工信部网站", "kind": "recognised", "valid_from": "2025-01-01"}
    desk.enter(**told, lines=lines, file=papers.scan(tmp_path, "名单（虚构）"))
    desk.press("导入国家名单")
    desk.refused("第 3 行“所在地”：没有“惠冬县”这个县（市、区）、镇街或功能区")
    desk.still_holds(**told)
    shoot(desk.page, "national-list-faults")
    desk.enter(lines=lines.replace("惠冬县", "惠东县"))
    desk.press("导入国家名单")
    here = desk.here
    desk.sees("2 行的集群不在登记册或不能确定")
    assert "第 3、4 行还没有指明是哪个集群" in desk.why_not("确认入册")
    desk.offer("对应集群")
    desk.enter(line_3=str(known.pk), line_4="new")
    desk.press("对应集群")
    desk.refused("第 2、3 行对应了同一集群")
    desk.enter(line_3=str(other.pk))
    well(desk)
    shoot(desk.page, "national-match")
    desk.press("对应集群")
    desk.told("已办理")
    desk.prepare("确认入册")
    chief.signs(here, "确认入册")
    desk.at(here)
    desk.sees("已入册")
    well(desk)
    shoot(desk.page, "national-list")
    named = Recognition.objects.filter(level="国家级").order_by("cluster__name").values_list("cluster__name", flat=True)
    assert sorted(named) == sorted(["女鞋产业集群", "鞋材产业集群", "智能锁具产业集群"])
