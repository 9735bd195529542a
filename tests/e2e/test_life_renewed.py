"""A cluster's life in the browser, from its recognition into its second period (Articles 15, 16, 17(四)): three annual
reports, a change of its land, the end of its term, the renewal; each step by whose step it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from jiqun.journal import chain
from jiqun.register.models import Goal, RecognitionChange
from jiqun.supervision.models import AnnualReport, ChangeFiling, GoalResult
from tests.e2e.conftest import Windows
from tests.e2e.life import NAME, SENT, WIDER, Life, well
from tests.e2e.seated import Seat
from tests.instruments.desk import EXTENSION, registered
from tests.office import HUICHENG, at, officer
from tests.recognition.prefecture import Office
from tests.supervision.renewal.way import ANNOUNCEMENT, PLAN, WINDOW

Shoot = Callable[[Page, str], None]
REPORTS = "/supervision/reports/"


@pytest.fixture
def life(live_server: object, windows: Windows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Life:
    """The day of the recognition."""
    return Life(windows, tmp_path, monkeypatch)


def test_from_the_recognition_into_the_second_period(life: Life, shoot: Shoot) -> None:
    first_report(life, shoot)
    later_reports(life)
    change_of_land(life, shoot)
    last_report(life)
    term_ends(life, shoot)
    opened = renewal_round(life, shoot)
    renewal = applied_for(life, shoot)
    judged(life, renewal, shoot)
    on_notice(life, opened, shoot)
    decided(life, opened, renewal, shoot)
    second_period(life, renewal, shoot)
    assert chain.verify().whole


def first_report(life: Life, shoot: Shoot) -> None:
    """A16: on a year that has ended, once; returned, mended, handed in again, received."""
    life.now = at("2024-03-11 09:00")
    life.figures(2023, 1000)
    county = life.county
    county.at(REPORTS)
    county.follow(county.page.get_by_role("link", name=NAME))
    county.enter(year="2024")
    county.press("填报年度报告")
    county.refused("2024 年尚未结束，年度报告在次年报送")
    county.still_holds(cluster=str(life.cluster.pk))
    county.enter(year="2023")
    county.press("填报年度报告")
    report = county.here
    number = AnnualReport.objects.get().case.number
    county.at(f"{REPORTS}begin/?cluster={life.cluster.pk}&year=2023")
    county.press("填报年度报告")
    county.refused(f"{NAME}2023年度报告已在办（{number}），请继续办理该件")
    county.at(report)
    assert "“工作经验”未填" in county.why_not("报送")
    county.follow(county.page.get_by_role("link", name="填写 年度培育情况"))
    county.enter(**{"goal_progress-0-1": "51", "goal_progress-1-1": "0.99", "experience": "以龙头带配套（虚构）。"})
    county.enter(**{"problems-0-0": "融资成本高（虚构）", "problems-0-3": "2024-09-30"})
    county.press("保存")
    county.told("已保存")
    life.hand_in(county, life.county_chief, "报送", report)
    life.city.task(NAME)
    life.city.do("退回修改", notes="请写明银企对接的责任单位（虚构）")
    county.task(NAME)
    county.sees("请写明银企对接的责任单位（虚构）")
    county.follow(county.page.get_by_role("link", name="填写 年度培育情况"))
    county.enter(**{"problems-0-2": "县金融办（虚构）"})
    county.press("保存")
    county.told("已保存")
    life.hand_in(county, life.county_chief, "报送", report)
    life.city.at(report)
    assert "本级已退回过一次" in life.city.why_not("退回修改")
    life.hand_in(life.city, life.city_chief, "审核通过并转报", report, opinion="已核对，情况属实（虚构）。")
    life.province.task(NAME)
    life.province.do("接收")
    well(life.province)
    shoot(life.province.page, "renewed-report")


def later_reports(life: Life) -> None:
    """A16: a figure that fell by nine tenths is explained before it goes on."""
    life.now = at("2025-03-11 09:00")
    life.figures(2024, 100)
    report = life.report(2024)
    county = life.county
    county.at(report)
    assert "下降 90% 以上，请核对单位，或在“差异说明”中写明原因" in county.why_not("报送")
    county.follow(county.page.get_by_role("link", name="填写 年度培育情况"))
    county.enter(figure_reasons="两家企业停产搬迁，年底已恢复（虚构）。")
    county.press("保存")
    county.told("已保存")
    passed_on(life, report)


def last_report(life: Life) -> None:
    """A16: the report on 2025, the last of the term."""
    life.now = at("2026-03-11 09:00")
    life.figures(2025, 1100)
    reached = [["集群总产值", "58", "57", ""], ["单位产值能耗", "0.91", "0.92", ""]]
    passed_on(life, life.report(2025, goal_progress=reached))
    assert AnnualReport.objects.filter(received_at__isnull=False).count() == 3


def passed_on(life: Life, report: str) -> None:
    """Handed in, checked, received."""
    life.hand_in(life.county, life.county_chief, "报送", report)
    life.hand_in(life.city, life.city_chief, "审核通过并转报", report, opinion="已核对（虚构）。")
    life.province.at(report)
    life.province.do("接收")


def change_of_land(life: Life, shoot: Shoot) -> None:
    """A17.4: a boundary filed anew, filed as a change, checked, put on record; another filing is withdrawn."""
    life.now = at("2025-09-10 10:00")
    county, file = life.county, f"/clusters/{life.cluster.pk}/"
    county.at(f"{file}changes/")
    county.follow(county.page.get_by_role("link", name="报备变动"))
    choose(county, "extent")
    county.follow(county.page.get_by_role("link", name="上传或绘制新的范围"))
    county.enter(outline=WIDER, note="园区扩建（虚构）")
    county.press("报备为新一版")
    county.tab("变动")
    county.sees("与登记不一致")
    county.follow(county.page.get_by_role("link", name="去报备"))
    land = county.page.locator("[name=boundary] option").nth(1).get_attribute("value")
    county.enter(boundary=land, changed_on="2025-09-20", reason="园区扩建，经县政府批准（虚构）。")
    county.press("报备重大变动")
    county.refused("变动日期不能晚于今天；尚未发生的变动发生后再报备")
    county.still_holds(reason="园区扩建，经县政府批准（虚构）。", boundary=str(land))
    county.enter(changed_on="2025-08-25", file=life.paper("县政府批复"))
    county.press("报备重大变动")
    change = county.here
    well(county)
    shoot(county.page, "renewed-change")
    county.prepare("报送")
    life.county_chief.signs(change, "报送")
    life.hand_in(life.city, life.city_chief, "审核上报", change, opinion="已核对批复和现场（虚构）。")
    county.finds_nothing_at("/supervision/leads/")
    life.hand_in(life.province, life.province_chief, "备案", change, note="")
    county.at(change)
    county.sees("已备案")
    county.at(f"{file}changes/")
    county.follow(county.page.get_by_role("link", name="报备变动"))
    choose(county, "agency")
    county.enter(
        agency_name="惠东女鞋服务中心（虚构）", agency_uscc="91", changed_on="2025-09-01", reason="误报（虚构）。"
    )
    county.press("报备重大变动")
    county.refused("统一社会信用代码")
    county.enter(agency_uscc="91441323MA0000001B")
    county.press("报备重大变动")
    county.offer("撤回")
    county.enter(reason="机构未实际变更（虚构）")
    county.press("撤回")
    county.sees("已撤回")
    county.at(f"{file}changes/")
    county.sees("历次变动", "第 2 版", "登记在册")
    well(county)
    shoot(county.page, "renewed-changes")
    assert sorted(ChangeFiling.objects.values_list("case__state", flat=True)) == ["filed", "withdrawn"]


def choose(county: Seat, kind: str) -> None:
    """What changed."""
    county.enter(kind=kind)
    county.press("下一步")


def term_ends(life: Life, shoot: Shoot) -> None:
    """A15: over is neither revoked nor void; the public reads what it waits for."""
    registered(Office(now=life.now), EXTENSION)
    life.now = at("2026-07-10 09:00")
    life.citizen.at(f"/directory/{life.cluster.pk}/")
    life.citizen.sees("有效期满，待复核", "2026-07-09")
    well(life.citizen)
    shoot(life.citizen.page, "renewed-expired")


def renewal_round(life: Life, shoot: Shoot) -> str:
    """A15: the province confirms whom the round covers and calls; a cluster outside cannot be applied for."""
    life.now = at("2026-08-03 09:00")
    outside = life.other("惠城区电子元件产业集群", HUICHENG, date(2024, 7, 10))
    stranger = Seat(life.windows, officer(HUICHENG))
    province = life.province
    province.at("/supervision/renewals/")
    province.sees("现有 1 个集群待复核", NAME)
    province.follow(province.page.get_by_role("link", name="开展复核"))
    province.enter(**{**WINDOW, "ends_to": "2026-06-30"})
    province.press("开展复核")
    province.refused("止日不能早于起日")
    province.still_holds(call=WINDOW["call"], county_deadline=WINDOW["county_deadline"])
    province.enter(ends_to=WINDOW["ends_to"])
    province.press("开展复核")
    opened = province.here
    life.county.finds_nothing_at(opened)
    province.at(opened)
    assert "尚未确定复核范围" in province.why_not("印发复核通知")
    province.do("确定复核范围")
    life.hand_in(province, life.province_chief, "印发复核通知", opened)
    province.at(opened)
    province.sees("粤工信规字〔2026〕3号", "1 个未申请")
    well(province)
    shoot(province.page, "renewed-round")
    stranger.at(f"/supervision/renewals/begin/?covered={outside.pk}")
    stranger.sees("目前没有本单位可以申请的集群")
    stranger.press("申请复核")
    stranger.refused("请选择集群")
    return opened


def applied_for(life: Life, shoot: Shoot) -> str:
    """A15: the county fills its form and proves each goal; the prefecture says what it thinks of each."""
    life.now = at("2026-08-20 09:00")
    county, city = life.county, life.city
    county.go("工作台")
    county.follow(county.page.get_by_role("link", name="查看").first)
    county.press("申请复核")
    renewal = county.here
    county.sees("规划目标完成情况", "本次有效期至")
    county.follow(county.page.get_by_role("link", name="填写 有效期和规划目标"))
    county.enter(**{"goals_result-0-2": "61", "goals_result-0-3": "企业填报汇总（虚构）"})
    county.enter(**{"goals_result-1-2": "0.89", "goals_result-1-3": "节能报告（虚构）"})
    saved(county)
    county.follow(county.page.get_by_role("link", name="填写 三年工作总结"))
    for box in county.page.locator("main textarea").all():
        box.fill("已按规划开展工作（虚构）。")
    saved(county)
    county.follow(county.page.get_by_role("link", name="填写 下一个三年规划"))
    county.enter(**{f"next_plan-0-{n}": said for n, said in enumerate(PLAN[0])}, next_measures="逐年推进（虚构）。")
    saved(county)
    assert "没有上传证明材料" in county.why_not("报送复核申请")
    for number in (1, 2):
        county.do("上传目标证明材料", goal=f"goal-{number}", file=life.paper(f"目标{number}证明"))
    well(county)
    shoot(county.page, "renewed-renewal")
    life.hand_in(county, life.county_chief, "报送复核申请", renewal)
    city.task(NAME)
    city.offer("市级审核")
    for box in city.page.locator("main select[name^=verdict_]").all():
        box.select_option("met")
    for box in city.page.locator("main [name^=why_]").all():
        box.fill("经查阅材料（虚构）")
    for box in city.page.locator("main select[name^=result_]").all():
        box.select_option("met")
    city.enter(opinion="集群三年目标已完成（虚构）。")
    well(city)
    shoot(city.page, "renewed-opinion")
    city.press(SENT)
    city.refused("请选择是否同意")
    city.still_holds(opinion="集群三年目标已完成（虚构）。")
    city.enter(agrees="yes")
    city.press(SENT)
    city.told("已提请审核岗签批")
    life.nobody_signs_alone(city, life.city_chief, renewal, "市级审核")
    life.city_chief.signs(renewal, "市级审核")
    return renewal


def saved(desk: Seat) -> None:
    """A section kept, and back at the matter."""
    desk.press("保存")
    desk.told("已保存")


def judged(life: Life, renewal: str, shoot: Shoot) -> None:
    """A15: the goals of the first period one by one, experts where they were asked, then a proposal with reasons."""
    life.now = at("2026-09-10 09:00")
    province = life.province
    province.task(NAME)
    province.do("审查通过，转入目标考核")
    province.offer("考核规划目标")
    for box in province.page.locator("main select[name^=result_]").all():
        box.select_option("met")
    province.page.locator("main select[name^=result_]").last.select_option("nearly")
    province.press("考核规划目标")
    province.refused("与系统测算不同，请写明理由")
    province.page.locator("main select[name^=result_]").last.select_option("met")
    province.enter(experts="2026-09-08 三位专家书面咨询，均同意（虚构）。")
    well(province)
    shoot(province.page, "renewed-judging")
    province.press("考核规划目标")
    province.told("已办理")
    province.offer("提出拟处理意见")
    province.enter(outcome="pass")
    province.press(SENT)
    province.refused("请填写")
    province.enter(outcome="pass", reasons="符合认定条件，两项目标均已完成（虚构）。")
    province.press(SENT)
    province.told("已提请审核岗签批")
    life.province_chief.signs(renewal, "提出拟处理意见")
    life.county.at(renewal)
    life.county.sees("拟通过，待公示")
    life.county.sees_nowhere("两项目标均已完成", "三位专家")


def on_notice(life: Life, opened: str, shoot: Shoot) -> None:
    """A14.3: the notice begins with its record on the official website, made by one person and confirmed by another."""
    life.now = at("2026-09-11 09:00")
    province = life.province
    province.at(opened)
    province.offer("拟定公示")
    province.enter(planned_on="2026-09-14", screened_on="2026-09-10")
    province.press(SENT)
    province.refused("公示前须再次核查")
    province.still_holds(planned_on="2026-09-14")
    well(province)
    shoot(province.page, "renewed-notice")
    province.enter(screened=True)
    province.press(SENT)
    province.told("已提请审核岗签批")
    life.province_chief.signs(opened, "拟定公示")
    life.now = at("2026-09-14 10:00")
    province.at(opened)
    province.prepare(
        "登记发布情况",
        url="https://gdii.gd.gov.cn/gsgg/fh2026.html",
        stood_at="2026-09-14T09:00",
        image=life.paper("官方网站截图"),
    )
    citizen = life.citizen
    citizen.at("/notices/")
    citizen.sees_nowhere("拟通过复核")
    life.province_chief.signs(opened, "登记发布情况")
    citizen.at("/notices/")
    citizen.follow(citizen.page.get_by_role("link", name="拟通过复核名单"))
    citizen.sees(NAME, "2026-09-15")
    well(citizen)
    shoot(citizen.page, "renewed-public-notice")
    province.at(opened)
    assert "公示" in province.why_not("作出复核决定并公布")


def decided(life: Life, opened: str, renewal: str, shoot: Shoot) -> None:
    """A15: a decision with its reasons, by two; three more years from the day after."""
    life.now = at("2026-09-28 09:00")
    province = life.province
    province.at(opened)
    province.offer("作出复核决定并公布")
    province.enter(document="99号")
    province.press(SENT)
    province.refused("文号请按“某工信函〔2026〕12号”的格式填写")
    province.still_holds(document="99号")
    province.enter(document=ANNOUNCEMENT["document"])
    shoot(province.page, "renewed-decision")
    province.press(SENT)
    province.told("已提请审核岗签批")
    life.nobody_signs_alone(province, life.province_chief, opened, "作出复核决定并公布")
    life.recognition.refresh_from_db()
    assert str(life.recognition.valid_to) == "2026-07-09", "nothing is decided before the other person has signed"
    life.province_chief.signs(opened, "作出复核决定并公布")
    life.county.at(renewal)
    life.county.sees("复核通过", "两项目标均已完成")
    well(life.county)
    shoot(life.county.page, "renewed-decision-read")
    assert [row.result for row in GoalResult.objects.all()] == ["met", "met"]


def second_period(life: Life, renewal: str, shoot: Shoot) -> None:
    """The public reads the new term, the register both periods, the next plan's goals stand beside the old ones."""
    citizen, county = life.citizen, life.county
    citizen.at("/directory/")
    citizen.follow(citizen.page.get_by_role("link", name=NAME))
    citizen.sees("2029-07-09", "有效")
    well(citizen)
    shoot(citizen.page, "renewed-second-period")
    county.at(f"/clusters/{life.cluster.pk}/")
    county.sees("2023-07-10", "2029-07-09", ANNOUNCEMENT["document"])
    well(county)
    shoot(county.page, "renewed-file")
    change = RecognitionChange.objects.get(recognition=life.recognition)
    assert (change.kind, str(change.valid_from), str(change.valid_to)) == ("renewed", "2026-07-10", "2029-07-09")
    assert Goal.objects.filter(recognition=life.recognition).count() == 3
