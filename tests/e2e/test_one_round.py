"""Article 14 from the call to the announced list: one application, every step by the person the measure names."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import Windows
from tests.e2e.desk import Approver, Desk
from tests.e2e.lay_office import TIED
from tests.e2e.papers import CLUSTER
from tests.e2e.people import LETTER, Citizen, City, County, Expert, Handler, Province
from tests.e2e.server import Server
from tests.e2e.telling import tell_the_county
from tests.e2e.test_chapter_pages import findings_at_all_widths

ROUND = "2025年度认定批次"
OPINION = "产业特色鲜明，龙头带动作用强，同意推荐（虚构）"
WORKDAYS = [f"2025-06-{day}" for day in (18, 19, 20, 23, 24, 25, 26)]


def test_one_application_goes_from_the_call_to_the_announced_list(
    office: Server, office_windows: Windows, shoot: Callable[[Page, str], None], tmp_path: Path
) -> None:
    """Articles 12 to 15, each person with an account and a window of their own, everything by clicking and typing."""
    windows, numbers = office_windows, count(1)

    def look(page: Page, name: str) -> None:
        shoot(page, f"{next(numbers):02}-{name}")

    province = Province(windows.open(), look, "province.officer")
    province_approver = Approver(windows.open(), look, "province.approver")
    county = County(windows.open(), look, "county.officer")
    county_approver = Approver(windows.open(), look, "county.approver")
    city = City(windows.open(), look, "city.officer")
    city_approver = Approver(windows.open(), look, "city.approver")
    neighbour = Desk(windows.open(), look, "441302.officer")
    handler = Handler(windows.open(), look, "province.objections")
    citizen = Citizen(windows.open(), look)

    # Article 12: the province opens the round.
    county.picture("workbench-empty")
    round_address = province.draft_round()
    county.finds_nothing_at(round_address)
    province.picture("round-draft")
    province.prepare("印发认定工作通知", document="粤演示函〔2025〕12号")
    province_approver.sign("印发认定工作通知", about=ROUND, picture="sign-call")
    province_approver.picture("round-open")

    # Article 14(1): the county applies.
    province.move_clock("2025-03-20")
    address = county.start()
    assert "企业名册未导入" in county.why_not("提交申报")
    city.finds_nothing_at(address)
    neighbour.finds_nothing_at(address)
    county.fill_in()
    county.keep_ledgers(address)
    county.picture("case-form")
    county.import_roster(tmp_path)
    county.tab("对标核验")
    county.sees("系统测算，不作为审核结论")
    county.picture("case-findings")
    county.tab("企业名册")
    county.picture("case-roster")
    assert "佐证材料缺" in county.why_not("提交申报")
    assert "三年目标未填" in county.why_not("提交申报")
    county.attach(tmp_path)
    county.picture("case-evidence")
    county.set_goals()
    county.prepare("提交申报")
    county_approver.go("工作台")
    county_approver.picture("workbench-approver")
    county_approver.sign("提交申报", about=CLUSTER, picture="sign-truth")
    read_receipt(county, address)

    # Article 14(2): the prefecture returns it once, accepts, checks on site, concludes, recommends.
    province.move_clock("2025-04-16")
    neighbour.finds_nothing_at(address, picture="not-found")
    city.task(CLUSTER)
    city.return_for_correction(
        ("申报表：基本情况", "空间范围请列明涉及的镇和园区名称"), ("佐证材料", "范围图请加盖公章")
    )
    county.task(CLUSTER)
    county.sees("空间范围请列明涉及的镇和园区名称")
    county.picture("correcting")
    county.correct("东至滨江路，南至环城南路；涉及平山街道、大岭街道和产业转移园（虚构）")
    county.prepare("提交申报")
    county_approver.sign("提交申报", about=CLUSTER)
    city.go("工作台")
    city.picture("workbench-city")
    city.task(CLUSTER)
    city.accept_with_a_double_click()
    city.tab("办理记录")
    expect(city.page.locator(".history b").filter(has_text="受理")).to_have_count(1)
    city.picture("case-records")
    city.tab("申报表")
    assert "项条件未作结论；未记录实地抽查" in city.why_not("推荐至省工业和信息化厅")
    city.check_on_site(tmp_path)
    city.conclude(tmp_path)
    city.recommend(OPINION)
    city_approver.sign("推荐至省工业和信息化厅", about=CLUSTER)
    city_approver.tab("市级审核")
    city_approver.picture("case-review")
    province.go("工作台")
    province.page.goto(address)
    assert "尚未报送本批次推荐函" in province.why_not("资格初审通过")
    city.send_letter()
    city_approver.sign("报送推荐函", about=LETTER)
    city_approver.picture("letter-sent")

    # Article 14(3): qualification, and a draw that anyone can recompute.
    province.move_clock("2025-05-06")
    province.qualify()
    province.open_round(round_address)
    province.do("承诺抽取种子", per_case=3)
    province.prepare("抽取评审专家")
    province_approver.sign("抽取评审专家", about=ROUND)
    province.open_round(round_address)
    drawn = province.drawn()
    assert len(set(drawn)) == 3
    assert TIED not in drawn
    province.picture("panel")

    # Three experts score on their own; the first steps aside and another takes the place.
    experts = {code: Expert(windows.open(), look, f"expert{code[1:]}") for code in drawn}
    experts.pop(drawn[0]).recuse("近两年曾为该集群企业提供咨询")
    province.open_round(round_address)
    assert "评审表" in province.why_not("开启评分")
    province.do("补抽专家")
    [substitute] = {"Z01", "Z02", "Z03", "Z04"} - set(drawn)
    experts[substitute] = Expert(windows.open(), look, f"expert{substitute[1:]}")
    first = next(iter(experts.values()))
    first.go("工作台")
    first.picture("workbench-expert")
    first.accept()
    first.open_sheet()
    first.picture("sheet-statements")
    for share, expert in zip((90, 80, 85), experts.values(), strict=True):
        if expert is not first:
            expert.accept()
        expert.declare()
        if expert is first:
            expert.picture("sheet-scoring")
            expert.sees_nowhere("本市排序", OPINION, "同意推荐")
        expert.score(share)
    first.picture("sheet-sealed")
    first.finds_nothing_at(f"{address}review/")
    city.finds_nothing_at(f"{round_address}ranking/")

    # The scores are opened by two, the list is drawn up by people.
    province.move_clock("2025-05-26")
    province.open_round(round_address)
    province.prepare("开启评分")
    province_approver.sign("开启评分", about=ROUND)
    province.page.goto(f"{round_address}ranking/")
    province.sees(CLUSTER)
    province.picture("ranking")
    province.open_round(round_address)
    assert "复评须由评审会决定" in province.why_not("组织复评")
    province.record_meeting(tmp_path)
    province.tab("评审会")
    province.sees("第 1 次评审会", "逐一讨论各集群得分，无异议")
    province.picture("meetings")
    province.open_round(round_address)
    province.propose_list()
    province_approver.sign("拟定名单", about=ROUND, picture="sign-list")

    # Seven working days of public notice.
    province.move_clock("2025-06-17")
    province.open_round(round_address)
    province.prepare("拟定公示", planned_on="2025-06-17", screened=True, screened_on="2025-06-17")
    province_approver.sign("拟定公示", about=ROUND, picture="sign-notice")
    citizen.page.goto("/notices/")
    citizen.sees("还没有公示")
    province.open_round(round_address)
    province.record_publication(tmp_path)
    citizen.page.goto("/notices/")
    citizen.sees("还没有公示")
    province_approver.sign("登记发布情况", about=ROUND, picture="sign-publication")
    province.open_round(round_address)
    province.tab("名单与公示")
    province.picture("list-and-notice")
    province.move_clock("2025-06-19")
    citizen.page.goto("/")
    citizen.picture("home-on-notice")
    citizen.read_notice()
    citizen.sees(CLUSTER)
    assert counted_days(citizen) == WORKDAYS
    citizen.picture("notice")

    # An objection, handled by somebody who had no hand in the list, answered by two.
    number = citizen.object(tmp_path)
    citizen.picture("objection-registered")
    confirmation = citizen.here
    province.open_round(round_address)
    assert "公示期至 2025-06-26 24时，期满后方可公布" in province.why_not("公布名单")
    province_approver.assign(number)
    handler.task(number)
    handler.picture("objection")
    handler.record_step("已调阅企业登记信息，生产场地在集群四至范围内（虚构）")
    handler.prepare("答复异议", outcome="not", answer="经查核，该企业生产场地在集群范围内，异议不成立（虚构）")
    province_approver.sign("答复异议", about=number)
    citizen.page.goto(confirmation)
    citizen.sees("异议不成立")
    citizen.picture("objection-answered")

    # The announcement, and the name on the public list.
    province.move_clock("2025-07-07")
    province.open_round(round_address)
    province.offer("公布名单")
    province.enter(
        document="粤演示函〔2025〕1号",
        announced_on="2025-07-07",
        valid_from="2025-07-10",
        screened=True,
        screened_on="2025-07-07",
    )
    province.picture("announce")
    province.press("提请审核岗签批")
    province_approver.sign("公布名单", about=ROUND, picture="sign-announcement")
    province_approver.picture("round-announced")
    supervisor = Desk(windows.open(), look, "province.supervisor")
    assert findings_at_all_widths(supervisor.page, f"{round_address}diagnostics/") == []
    for other in (province, city, county):
        other.finds_nothing_at(f"{round_address}diagnostics/")
    county.finds_nothing_at(f"{round_address}ranking/")
    citizen.page.goto("/")
    citizen.page.get_by_role("link", name="名单", exact=True).click()
    citizen.picture("lists")
    citizen.page.get_by_role("link", name="关于公布").first.click()
    citizen.sees(CLUSTER, "2025-07-10 至 2028-07-09", "粤演示函〔2025〕1号")
    citizen.picture("announced-list")
    citizen.page.get_by_role("link", name=CLUSTER).click()
    citizen.sees("现代轻工纺织", "2025-07-10", "2028-07-09", "尚未生效")
    province.move_clock("2025-07-10")
    citizen.page.reload()
    expect(citizen.page.locator("main .tag")).to_have_text("有效")
    citizen.picture("cluster")
    citizen.page.get_by_role("link", name="核验").click()
    citizen.sees("2025-07-10：有效", CLUSTER)
    citizen.picture("recognition-verified")

    # Every applicant is told; here the one there is, through its prefecture.
    tell_the_county(round_address, province, province_approver, city, county)

    # The goals are frozen, the journal is whole.
    county.page.goto(f"{address}goals/")
    expect(county.page.get_by_role("button", name="填写三年目标")).to_be_disabled()
    county.page.goto(address)
    county.picture("recognised")
    assert "完整" in office.run("-m", "jiqun.config.cli", "journal", "verify")


def read_receipt(county: County, address: str) -> None:
    """The receipt names number, time, both digests and the place in the journal."""
    county.page.goto(address)
    county.tab("办理记录")
    county.page.get_by_role("link", name="2025-0320-0001").click()
    county.sees("2025-0320-0001", "2025-03-20 09:00", CLUSTER, "内容摘要 SHA-256", "内容摘要 SM3", "日志链首 SHA-256")
    county.picture("receipt")


def counted_days(reader: Desk) -> list[str | None]:
    """The days that count, as the strip on the notice shows them."""
    days = reader.page.locator(".days li:not(.off) time").all()
    return [day.get_attribute("datetime") for day in days]
