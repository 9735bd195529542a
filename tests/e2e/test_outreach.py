"""A policy brought to every firm in the browser (Articles 5, 13(九)), and the other rooms of a Tuesday: services, the
gradient, the chain and the strategic map (Articles 4, 7, 10)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from jiqun.config import clock
from jiqun.cultivation.models import FollowedFirm, Outreach, OutreachFirm, ServiceEvent
from tests.cultivation.plan.county import NOW, of
from tests.cultivation.support.given import firms, with_roster
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.e2e.test_annual_report import well
from tests.office import HUICHENG, HUIZHOU, PROVINCE, approver, officer

Shoot = Callable[[Page, str], None]


@pytest.fixture
def office(live_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county with a cluster and its roster, its prefecture and province, in September 2025."""
    for code in (HUICHENG, HUIZHOU, PROVINCE):
        officer(code), approver(code)
    with_roster()
    monkeypatch.setattr(clock, "now", lambda: NOW)


def bring(city: Seat, county: Seat, on: str) -> str:
    """The prefecture publishes a policy, the county brings it to its cluster; the address of the outreach."""
    city.at("/cultivation/policies/enter/")
    city.enter(title="设备更新贴息", on=on, summary="按 2% 贴息，向县区申报。")
    city.press("登记政策")
    city.refused("请至少填一项目标企业条件", "请填写")
    city.still_holds(title="设备更新贴息")
    city.enter(link="https://example.cn/policy")
    city.page.get_by_label("全部企业").check()
    city.press("登记政策")
    city.told("已办理")
    well(city.page)
    policy = city.page.url
    city.offer("发布")
    city.press("发布")
    city.told("已办理")
    county.at(policy)
    well(county.page)
    county.page.get_by_role("button", name="在其余集群全部展开").click()
    expect(county.page.get_by_role("link", name="完成，查看各集群")).to_be_visible()
    county.follow(county.page.get_by_role("link", name="完成，查看各集群"))
    county.follow(county.page.locator("main table").get_by_role("link").first)
    return county.page.url


def test_a_policy_reaches_every_firm_by_link_list_and_visit(windows: Windows, office: None, shoot: Shoot) -> None:
    city, county = Seat(windows, officer(HUIZHOU)), Seat(windows, officer(HUICHENG))
    address = bring(city, county, "2025-09-01")
    well(county.page)
    link = county.page.locator("aside input[readonly]").input_value()

    phone = Seat(windows, width=360)
    phone.at(link)
    well(phone.page)
    phone.enter(code="91440300708461136T", state="read")
    phone.press("提交")
    phone.refused("不在本次宣达的企业名单中")
    phone.enter(code=firms()[0].lower(), state="understood", question="何时截止？")
    shoot(phone.page, "outreach-phone")
    phone.press("提交")
    expect(phone.page.get_by_text("已收到贵公司的回复")).to_be_visible()

    county.at(address)
    county.offer("登记企业状态")
    county.enter(state="reached", channel="visit", on="2025-09-11", codes="91440300708461136T")
    county.press("登记企业状态")
    county.refused("不能晚于今天", "不在本次宣达的目标企业中")
    county.enter(on="2025-09-10", codes="\n".join(firms()[:-1]))
    county.press("登记企业状态")
    county.told("已办理")
    expect(county.page.get_by_text("何时截止？")).to_be_visible()
    well(county.page)
    shoot(county.page, "outreach")
    county.follow(county.page.get_by_role("link", name="未触达 1"))
    assert OutreachFirm.objects.get(state="missing").firm_id == firms()[-1]
    county.offer("更换链接")
    county.press("更换链接")
    county.told("已办理")
    phone.at(link)
    expect(phone.page.get_by_role("heading", name="没有这个页面")).to_be_visible()

    city.at("/cultivation/policies/")
    well(city.page)
    shoot(city.page, "policies")
    expect(city.page.get_by_role("row", name="设备更新贴息")).to_contain_text("%")
    assert Outreach.objects.get().state == "open"


def test_services_gradient_chain_and_map_of_an_ordinary_day(windows: Windows, office: None, shoot: Shoot) -> None:
    county = Seat(windows, officer(HUICHENG))
    pk = of().pk
    county.at("/cultivation/providers/enter/")
    county.enter(kind="platform", name="惠城公共检测平台", valid_from="2024-01-01", valid_to="2023-01-01")
    county.press("登记服务机构")
    county.refused("“公共服务示范平台”须填写", "有效期止早于有效期起")
    county.enter(certificate="省级公共服务示范平台", issuer="省工信厅", valid_to="2026-12-31")
    county.press("登记服务机构")
    county.told("已办理")
    well(county.page)
    county.at(f"/cultivation/services/enter/?cluster={pk}")
    county.page.locator('main select[name="provider"]').select_option(label="惠城公共检测平台")
    county.enter(kind="testing", title="可靠性检测周", on="2025-09-02", firms="\n".join(firms()[:5]))
    county.press("登记服务活动")
    county.told("已办理")
    assert ServiceEvent.objects.get().firms.count() == 5
    well(county.page)
    for address, name in ((f"/clusters/{pk}/services/", "services-cluster"), ("/cultivation/services/", "services")):
        county.at(f"{address}?year=2025")
        well(county.page)
        shoot(county.page, name)

    county.at(f"/clusters/{pk}/gradient/")
    well(county.page)
    shoot(county.page, "gradient")
    county.at(f"/cultivation/gradient/follow/?cluster={pk}&firm={firms()[0]}&step=specialised")
    county.enter(unit="区工信局", due_on="2025-09-10")
    county.press("列入重点培育")
    county.refused("须晚于今天")
    county.enter(due_on="2026-06-30")
    county.press("列入重点培育")
    county.told("已办理")
    assert FollowedFirm.objects.get().firm_id == firms()[0]
    well(county.page)

    county.at(f"/cultivation/chain/enter/?cluster={pk}")
    county.enter(direction="upstream", product="铜箔基板", amount="1200.5")
    county.press("登记产业链关系")
    county.refused("伙伴集群和伙伴单位填一项", "填了金额的，须填年度")
    county.enter(party="某覆铜板企业", year="2024")
    county.press("登记产业链关系")
    county.told("已办理")
    county.at(f"/clusters/{pk}/chain/")
    well(county.page)
    shoot(county.page, "chain")
    county.follow(county.page.get_by_role("link", name="调整"))
    county.enter(strategic="electronics", reason="主导产品为电子元件。")
    county.press("调整战略性产业集群归类")

    province = Seat(windows, officer(PROVINCE))
    province.at("/cultivation/strategy/")
    well(province.page)
    shoot(province.page, "strategic-map")
    province.at("/cultivation/gradient/")
    well(province.page)
