"""The county's desk as "Done when" asks it: a whole application by keyboard alone, the correction loop twice, and a
submission one second before and one second after the deadline. One office, where a round is open and counties apply.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from jiqun.recognition.forms.rows import BLANK_ROWS
from tests.e2e import papers
from tests.e2e.conftest import Windows
from tests.e2e.desk import Approver, Desk, Look
from tests.e2e.keyboard import ByKeyboard, keys_only
from tests.e2e.lay_office import HANDED_IN, READY
from tests.e2e.people import City, County
from tests.e2e.server import Server

EXTENT, COORDINATION = "空间范围（四至、涉及镇街和园区）", "产供销一体化协同机制"


class CountyByKeyboard(ByKeyboard, County):
    """The county's officer, without a mouse."""

    def take_roster_to_the_desk(self, folder: Path) -> None:
        """A workbook with one mistake: opened on the desk, led to the cell, mended there, adopted."""
        self.tab("企业名册")
        self.follow(self.page.get_by_role("link", name="名册工作台").first)
        self.enter_one(self.page.get_by_label("打开工作簿"), papers.roster_with_a_mistake(folder))
        self.press("打开")
        expect(self.page.locator("#desk-summary")).to_contain_text("1 处错误")
        self.reach(self.page.locator("#desk-next"))
        self.page.keyboard.press("Enter")
        wrong = self.page.locator("input:focus")
        expect(wrong).to_have_value("约一百人")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type("100")
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#desk-summary")).to_contain_text("没有错误")
        self.picture("desk-mended")
        self.follow(self.page.get_by_role("link", name="采用为新一版名册"))
        expect(self.page.locator("main").get_by_role("button", name="采用为新一版名册")).to_be_visible()
        seen = self.page.locator("#id_seen")
        if seen.count():
            self.enter_one(seen, value=True)
        self.picture("desk-adopt")
        self.press("采用为新一版名册")
        self.told("已办理")

    def enter_in_ledger(self, application: str, folder: Path) -> None:
        """One entry with its proof, by its form."""
        self.page.goto(application)
        self.follow(self.page.locator("a[href$='#f-sharing']"))
        self.follow(self.page.locator("#f-sharing").get_by_role("link", name="打开台账"))
        self.follow(self.page.get_by_role("link", name="登记一条"))
        self.enter(sub="storage", title="鞋材公共仓（虚构）", on="2022-09-01", proofs=papers.scan(folder, "公共仓协议"))
        self.picture("ledger-enter")
        self.press("登记集群台账")
        self.told("已办理")
        self.page.goto(application)
        self.sees("共享机制 3 项：通用生产设备 1、物流 1、仓储 1")


class ApproverByKeyboard(ByKeyboard, Approver):
    """The county's approver, without a mouse."""


def test_whole_application_is_typed_uploaded_and_signed_by_keyboard_alone(
    open_windows: Windows, shoot: Look, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Article 14(1), from 开始申报 to the receipt; the tabulator comes to everything that is needed."""
    keys_only(monkeypatch)

    def look(page: object, name: str) -> None:
        shoot(page, f"keys-{name}")  # type: ignore[arg-type]

    county = CountyByKeyboard(open_windows.open(), look, "county.officer")
    approver = ApproverByKeyboard(open_windows.open(), look, "county.approver")
    with pytest.raises(AssertionError, match="not by keyboard: click"):
        county.page.locator("body").click()
    address = county.start()
    county.fill_in()
    county.keep_ledgers(address)
    county.enter_in_ledger(address, tmp_path)
    county.take_roster_to_the_desk(tmp_path)
    county.page.goto(address)
    county.attach(tmp_path)
    county.set_goals()
    county.page.goto(address)
    expect(county.page.locator(".form-part .tag.und")).to_have_count(0)
    county.picture("form-complete")
    county.prepare("提交申报")
    approver.sign("提交申报", about=papers.CLUSTER)
    county.page.goto(address)
    county.tab("办理记录")
    county.follow(county.page.get_by_role("link", name="2025-0408-0001"))
    county.sees("2025-0408-0001", "2025-04-08 09:00", papers.CLUSTER)
    county.picture("receipt")


def test_correction_loop_goes_round_twice_and_is_accepted(
    open_office: Server, open_windows: Windows, shoot: Look
) -> None:
    """A14.2: everything named once at its place, answered by a change or in words; what could have been named at first
    asks for a reason and is marked."""
    cluster = f"惠城区{HANDED_IN}产业集群（虚构）"
    open_office.set_clock("2025-04-15 09:00")
    city = City(open_windows.open(), shoot, "city.officer")
    county = County(open_windows.open(), shoot, "441302.officer")
    approver = Approver(open_windows.open(), shoot, "441302.approver")

    # First notice: noted while reading, told at once.
    city.task(cluster)
    case = city.here
    note(city, case, EXTENT, "请列明涉及的镇和园区名称")
    note(city, case, COORDINATION, "请说明集中采购的参与企业")
    city.picture("loop-noted")
    county.page.goto(case)
    county.sees_nowhere("请列明涉及的镇和园区名称")
    tell(city, 2)

    # The county finds each at its field and in the rail; one is changed, one answered in words.
    county.task(cluster)
    rail = county.page.get_by_role("complementary", name="办理")
    expect(rail).to_contain_text(f"{EXTENT}：请列明涉及的镇和园区名称")
    rail.get_by_role("link", name=EXTENT).click()
    expect(county.page.locator("[data-answer=extent]")).to_contain_text("需补正：请列明涉及的镇和园区名称")
    county.picture("loop-section")
    county.enter(extent="涉及平山街道、大岭街道和产业转移园（虚构）")
    county.press("保存")
    county.told("已保存")
    county.tab("补正")
    point = county.page.locator(".points li").filter(has_text=COORDINATION)
    point.get_by_text("文字答复").click()
    point.locator("textarea").fill("集中采购参与企业 36 家，名单见佐证材料（虚构）")
    county.press("保存答复")
    county.sees("已改动或答复 2 / 2")
    county.picture("loop-answered")
    hand_in(county, approver, cluster, case)

    # The prefecture sees what changed, and asks for something that stood there from the first.
    city.page.goto(case)
    changed = city.page.locator("a.tag", has_text="有改动")
    expect(changed).to_have_count(1)
    city.picture("loop-marks")
    changed.click()
    expect(city.page.locator("ins").first).to_contain_text("大岭街道")
    city.picture("loop-changes")
    note(city, case, "集群名称", "名称与工商登记不一致，请核对")
    city.page.get_by_role("link", name="核对并一次告知（1 项）").click()
    city.press("一次性告知补正")
    expect(city.page.locator("#error-summary")).to_contain_text("在首次提交时已可见且至今未变，请写明此前未告知的理由")
    expect(city.page.locator("[name=items_place]")).to_have_count(1 + BLANK_ROWS)
    city.picture("loop-refused")
    city.page.locator("[name=items_reason]").first.fill("收到市场监管部门 4 月 14 日来函后方才发现（虚构）")
    city.press("一次性告知补正")
    city.told("已办理")
    city.tab("补正")
    city.sees("第 2 次告知", "首次提交时已可见", "此前未告知的理由：收到市场监管部门 4 月 14 日来函后方才发现（虚构）")
    city.picture("loop-second")

    # The county corrects, hands in for the third time; it is accepted.
    county.task(cluster)
    county.tab("补正")
    point = county.page.locator(".points li").filter(has_text="名称与工商登记不一致")
    point.get_by_text("文字答复").click()
    point.locator("textarea").fill("已核对，与事业单位法人证书一致（虚构）")
    county.page.get_by_role("button", name="保存答复").first.click()
    county.sees("已改动或答复 1 / 1")
    hand_in(county, approver, cluster, case)
    city.page.goto(case)
    city.tab("补正")
    city.sees("已核对，与事业单位法人证书一致（虚构）", "集中采购参与企业 36 家")
    city.picture("loop-third")
    city.task(cluster)
    city.accept_with_a_double_click()


def test_submission_a_second_before_and_a_second_after_the_deadline(
    open_office: Server, open_windows: Windows, shoot: Look
) -> None:
    """A14.1: before it a receipt; after it a refusal in words, the draft kept, and the attempt on record."""
    in_time, too_late = f"惠城区{READY[0]}产业集群（虚构）", f"惠东县{READY[1]}产业集群（虚构）"
    open_office.set_clock("2025-04-14 17:29:58")
    people = {in_time: "441302", too_late: "county"}
    officers = {about: Desk(open_windows.open(), shoot, f"{who}.officer") for about, who in people.items()}
    approvers = {about: Approver(open_windows.open(), shoot, f"{who}.approver") for about, who in people.items()}
    for about, officer in officers.items():
        officer.task(about)
        officer.prepare("提交申报")
        approvers[about].task(about)
        approvers[about].offer("签批：提交申报")
        approvers[about].enter(affirmed=True)

    open_office.set_clock("2025-04-14 17:29:59")
    approvers[in_time].press("签批：提交申报")
    approvers[in_time].told("已办理")
    approvers[in_time].tab("办理记录")
    approvers[in_time].page.get_by_role("link", name="2025-0414-0001").click()
    approvers[in_time].sees("2025-0414-0001", "2025-04-14 17:29", in_time)

    open_office.set_clock("2025-04-14 17:30:01")
    late = approvers[too_late]
    late.press("签批：提交申报")
    late.sees("县级申报截止时间（2025年4月14日（星期一）17:30前）已过，不能提交。已填内容全部保留为草稿")
    late.picture("deadline-refused")
    officers[too_late].page.goto("/work/")
    officers[too_late].go("申报")
    officers[too_late].page.locator("main tbody").get_by_role("link", name=too_late).click()
    expect(officers[too_late].page.locator("main .head .tag")).to_have_text("填报中")
    officers[too_late].sees(papers.WORDS["extent"])
    officers[too_late].picture("deadline-draft-kept")
    officers[too_late].page.locator(".side").get_by_role("link", name="2025年度认定批次").click()
    officers[too_late].page.get_by_role("link", name="转发与截止").first.click()
    officers[too_late].sees("2025-04-14 17:30:01", too_late)
    officers[too_late].picture("deadline-attempts")
    officers[too_late].page.get_by_role("link", name="查看和打印").click()
    officers[too_late].sees("本次提交未被接收", "2025-04-14 17:30:01 +08:00", "2025-04-14 17:30:00 +08:00")
    officers[too_late].picture("deadline-proof")


def note(city: City, case: str, field: str, said: str) -> None:
    """Notes a point at the field where it was read."""
    city.page.goto(case)
    city.page.get_by_role("link", name=re.compile(f"^要求补正 ?：{re.escape(field)}")).click()
    city.enter_one(city.page.locator("#id_text"), said)
    city.press("记一条")
    city.told("已记录补正意见")


def tell(city: City, points: int) -> None:
    """Tells the county everything that was noted, at once."""
    city.page.get_by_role("link", name=f"核对并一次告知（{points} 项）").click()
    city.picture("loop-tell")
    city.press("一次性告知补正")
    city.told("已办理")


def hand_in(county: County, approver: Approver, cluster: str, case: str) -> None:
    """The officer prepares, the approver signs."""
    county.page.goto(case)
    county.prepare("提交申报")
    approver.sign("提交申报", about=cluster)
