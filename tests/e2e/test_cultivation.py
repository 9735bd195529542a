"""Cultivation in the browser (Articles 6, 8, 13, 14(一)): a cluster enters the library, is advised, assesses itself,
gets a plan, is reached by a policy, is seen on the readiness board, and becomes an application with all of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from jiqun.config import clock
from jiqun.cultivation.models import Outreach, OutreachFirm, Plan, SelfAssessment
from jiqun.forms.answers import values
from jiqun.recognition.models import Application
from jiqun.register.known import goals_of
from jiqun.register.models import RosterRevision
from tests.cultivation.cultivated import NOW, answers
from tests.cultivation.plan.answers import whole
from tests.cultivation.plan.county import fill, of
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.e2e.test_annual_report import well
from tests.e2e.test_outreach import bring
from tests.office import HUICHENG, HUIZHOU, approver, officer
from tests.recognition.applicant import open_round, workbook

Shoot = Callable[[Page, str], None]
HOME = "/cultivation/"


@pytest.fixture
def office(live_server: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county, its prefecture, an open round, and the office's clock in March 2025."""
    for code in (HUICHENG, HUIZHOU):
        officer(code), approver(code)
    open_round()
    monkeypatch.setattr(clock, "now", lambda: NOW)


def planned(windows: Windows, county: Seat) -> Plan:
    """The county begins a plan in the browser; what its test types there is typed here at the desk; two sign it."""
    county.at("/cultivation/plans/")
    county.follow(county.page.get_by_role("link", name="编制培育方案"))
    county.enter(cluster=str(of().pk), first_year="2026")
    county.press("编制培育方案")
    county.told("已办理")
    plan = Plan.objects.select_related("case", "cluster").get()
    fill(plan.case, whole(), NOW)
    address = county.page.url
    county.at(address)
    county.offer("印发")
    county.press("提请审核岗签批")
    Seat(windows, approver(HUICHENG)).signs(address, "印发")
    return plan


def test_a_cluster_goes_from_the_library_into_an_application(
    windows: Windows, office: None, shoot: Shoot, tmp_path: Path
) -> None:
    county = Seat(windows, officer(HUICHENG))
    county.at(HOME)
    well(county.page)
    county.follow(county.page.get_by_role("link", name="登记入库"))
    county.enter(name="惠城区电子元件产业集群", place=HUICHENG, reason="元件企业集中，研发投入偏低。")
    county.press("登记入库")
    county.refused("新登记集群须填写主导产业代码")
    county.still_holds(reason="元件企业集中，研发投入偏低。")
    county.enter(lead_codes="398", niche="电子元件", strategic="electronics")
    well(county.page)
    county.press("登记入库")
    county.told("已办理")
    entry = county.page.url

    city = Seat(windows, officer(HUIZHOU))
    city.at(entry)
    city.offer("调整阶段")
    city.enter(stage="growing", reason="龙头项目已投产。")
    city.press("调整阶段")
    city.told("已办理")
    city.offer("记录指导")
    city.enter(advice="补齐中小企业研发费用台账。", due_on="2025-03-28")
    city.press("记录指导")
    city.told("已办理")

    county.at("/work/")
    expect(county.page.get_by_text("培育库中有 1 个集群尚未报送 2024 年度自评")).to_be_visible()
    expect(county.page.get_by_text("培育库中有 1 条指导意见待落实")).to_be_visible()
    county.at("/cultivation/assessments/begin/")
    file = tmp_path / "名册.xlsx"
    file.write_bytes(workbook())
    county.enter(entry=entry.rstrip("/").rsplit("/", 1)[1])
    county.press("开展年度自评")
    county.refused("请上传名册工作簿")
    county.enter(workbook=str(file))
    county.press("开展年度自评")
    county.told("已办理")
    assessment = county.page.url
    well(county.page)
    expect(county.page.get_by_text("即达到门槛").first).to_be_visible()
    county.offer("填写定性条件")
    county.enter(**answers())
    well(county.page)
    county.press("填写定性条件")
    county.told("已办理")
    county.offer("报送自评")
    county.press("提请审核岗签批")
    Seat(windows, approver(HUICHENG)).signs(assessment, "报送自评")

    city.at(assessment)
    city.offer("阅知")
    city.enter(opinion="中小企业占比偏低，请加强梯度培育。")
    city.press("阅知")
    city.told("已办理")
    well(city.page)
    shoot(city.page, "self-assessment")
    city.at(HOME)
    expect(city.page.get_by_role("row", name="惠城区电子元件产业集群")).to_contain_text("中小企业产值占比")
    well(city.page)
    shoot(city.page, "readiness")

    plan = planned(windows, county)
    address = bring(city, county, "2025-03-01")
    assert OutreachFirm.objects.filter(state="missing").count() == Outreach.objects.get().roster.firms
    county.offer("登记企业状态")
    told = list(OutreachFirm.objects.values_list("firm", flat=True))
    county.enter(state="understood", channel="visit", on="2025-03-20", codes="\n".join(told))
    county.press("登记企业状态")
    county.told("已办理")
    assert county.page.url == address

    county.at(entry)
    well(county.page)
    shoot(county.page, "library-entry")
    county.follow(county.page.get_by_role("link", name="转为申报"))
    expect(county.page.get_by_text("第 1 版，基准年 2024")).to_be_visible()
    well(county.page)
    county.press("建立申报草稿")
    county.told("已转为申报")
    application = Application.objects.select_related("case", "roster").get()
    assert application.roster == RosterRevision.objects.get()
    assert values(application.case)["gradient_work"] == "梯度培育工作：已有基础。"
    assert SelfAssessment.objects.get().opinion == "中小企业占比偏低，请加强梯度培育。"
    county.at(entry)
    expect(county.page.get_by_role("link", name=application.case.number, exact=True)).to_be_visible()
    assert plan.cluster == application.cluster
    assert goals_of(application.cluster, 2024), "the plan's goals are at hand"
