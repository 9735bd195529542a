"""The other end of a cluster's life in the browser (Articles 16, 17): no report, an order, a lead, a matter, a defence,
a decision, its service, and what the public reads. Every step a person's, at their own window; an invented cluster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page

from jiqun.authorities.models import Account
from jiqun.config import clock
from jiqun.hearings.models import Hearing
from jiqun.outgoing.models import Paper
from jiqun.register.models import Recognition, RecognitionChange
from jiqun.supervision.models import Lead, ReportOrder, Revocation
from tests.e2e import papers
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat, with_password
from tests.office import HUIDONG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.supervision.recognised import recognised
from tests.supervision.revocation.way import legal_officer

Shoot = Callable[[Page, str], None]
SENT = "提请审核岗签批"
LIST = "/supervision/revocations/"
FACT = "2025年度报告未报送，经责令限期仍未报送（虚构）"
SAID = "集群运营机构更换，资料移交迟延（虚构）"
REASONS = "运营机构更换不免除报送责任，限期内仍未报送，申辩理由不予采纳（虚构）"


class Office:
    """Everybody at a window, the office's day, and the scans on their desks."""

    def __init__(self, windows: Windows, folder: Path) -> None:
        self.now = at("2026-04-01 10:00")
        self.windows, self.folder = windows, folder
        with_password(officer(PROVINCE), approver(PROVINCE))
        self.desk, self.chief = self.seat(officer(PROVINCE)), self.seat(approver(PROVINCE))
        self.legal = self.seat(legal_officer())
        self.city = self.seat(officer(HUIZHOU))
        self.county, self.head = self.seat(officer(HUIDONG)), self.seat(approver(HUIDONG))
        self.citizen = self.seat(None)

    def seat(self, who: Account | None) -> Seat:
        """A window of their own."""
        return Seat(self.windows, who)

    def day(self, text: str) -> None:
        """The office's clock goes on."""
        self.now = at(f"{text} 10:00")

    def scan(self, name: str) -> Path:
        """A document from the scanner."""
        return papers.scan(self.folder, name)

    def goes_out(self, paper: Paper, number: str, on: str, *, openness: str) -> None:
        """A paper's way: looked through, on its sheet, signed, numbered, sent, passed on, signed for."""
        page = f"/papers/{paper.pk}/"
        self.chief.at(page)
        self.chief.do("保密审查")
        self.desk.at(page)
        self.desk.prepare("送签", openness=openness)
        self.chief.signs(page, "送签")
        self.desk.at(page)
        self.desk.do("登记发文字号", number=number, dated_on=on)
        self.desk.do("发出")
        if paper.through_id:
            self.city.at(page)
            self.city.do("转送")
        self.county.at(page)
        self.county.do("签收")


@pytest.fixture
def office(windows: Windows, live_server: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """One recognised cluster that has handed in nothing for 2025, on the day after it was due."""
    recognised(start=date(2024, 7, 10), batch="2024年")
    found = Office(windows, tmp_path)
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def refused_at(seat: Seat, address: str, *said: str) -> None:
    """An act's own address, opened without being offered, says why not."""
    seat.at(address)
    seat.sees(*said)


# ── the way ──────────────────────────────────────────────────────────────────────────────────────────────


def ordered(office: Office) -> None:
    """Nothing by 31 March: the province orders the report within a time set; the order reaches the county."""
    desk = office.desk
    desk.at("/supervision/reports/?year=2025")
    desk.follow(desk.page.get_by_role("link", name="责令限期报送"))
    desk.enter(due_on="2026-04-20", reason="经电话提醒两次未报送（虚构）")
    desk.press("责令限期报送")
    here = desk.page.url
    desk.prepare("签发")
    office.chief.signs(here, "签发")
    office.goes_out(
        Paper.objects.get(kind_slug="report_order"), "粤工信函〔2026〕8号", "2026-04-01", openness="依申请公开"
    )
    office.day("2026-04-20")
    desk.at(here)
    assert "限期为 2026-04-20，尚未届满" in desk.why_not("登记限期内未报送")
    office.day("2026-04-21")
    desk.at(here)
    desk.do("登记限期内未报送")
    assert ReportOrder.objects.get().case.state == "missed"
    assert not Revocation.objects.exists(), "a day that passed opens nothing"


def noticed(office: Office, shoot: Shoot) -> str:
    """The tables are looked at; a lead is no conclusion, and no county reads it. Returns the matter's address."""
    desk = office.desk
    desk.at("/supervision/leads/")
    desk.press("立即核查")
    lead = Lead.objects.get(ground="A17.3")
    desk.follow(desk.page.get_by_role("link", name="2025 年度报告截至 2026-03-31 未报至省"))
    desk.sees("线索不作为结论", "当日在县级", "已责令限期报送")
    shoot(desk.page, "life-lead")
    address = f"/supervision/leads/{lead.pk}/"
    office.county.finds_nothing_at(address)
    office.head.finds_nothing_at(address)
    desk.follow(desk.page.get_by_role("link", name="立案调查"))
    desk.press("撤销认定立案")
    desk.refused("请写明已掌握的情况和来源")
    assert desk.page.locator("[name=leads]").is_checked()
    assert desk.page.locator("[name=grounds][value='A17.3']").is_checked()
    desk.enter(known=FACT)
    desk.press("撤销认定立案")
    desk.told("已办理")
    return str(desk.page.url)


def inquired(office: Office, here: str) -> None:
    """The inquiry: nothing is proposed on a lead alone; the order with its days is the evidence."""
    desk = office.desk
    desk.prepare("立案调查")
    office.chief.signs(here, "立案调查")
    desk.at(here)
    assert "证据目录为空" in desk.why_not("提出拟撤销")
    desk.offer("登记证据")
    desk.enter(ground="A17.3", kind="order", title="限期报送通知（虚构）", file=office.scan("限期报送通知"))
    desk.press("登记证据")
    desk.refused("“责令文书”须填写出具单位", "“责令文书”须填写责令的限期")
    desk.still_holds(title="限期报送通知（虚构）")
    desk.enter(
        issuer="广东省工业和信息化厅", document="粤工信函〔2026〕8号", dated_on="2026-04-01", due_on="2026-04-20",
        file=office.scan("限期报送通知"),
    )  # fmt: skip
    desk.press("登记证据")
    desk.told("已办理")
    desk.prepare("提出拟撤销", finding=FACT)
    office.chief.signs(here, "提出拟撤销")
    refused_at(desk, act_of(here, "record_service"), "登记送达", "拟撤销，听取意见")


def act_of(here: str, act: str) -> str:
    """The address of an act of a revocation."""
    return f"/do/revocation/{here.rstrip('/').rpartition('/')[2]}/{act}/"


def told(office: Office, here: str) -> Hearing:
    """The notice: five working days over the May holiday; nothing is decided while they run."""
    desk = office.desk
    office.day("2026-04-27")
    desk.at(here)
    desk.follow(desk.page.get_by_role("link", name="拟撤销认定，告知并听取意见"))
    desk.press("拟作出不利决定")
    desk.told("已办理")
    hearing = Hearing.objects.get()
    page = f"/hearings/{hearing.pk}/"
    office.county.finds_nothing_at(page)
    desk.prepare("告知")
    office.chief.signs(page, "告知")
    hearing.refresh_from_db()
    assert hearing.due_at == at("2026-05-07 17:30"), "28, 29, 30 April, 6 and 7 May"
    office.day("2026-04-29")
    desk.at(page)
    assert "期满前不能视为未提出意见" in desk.why_not("期满未提出意见")
    desk.at(f"/do/hearing/{hearing.pk}/decide/")
    desk.gives_password("not-the-password")
    desk.refused("密码不正确")
    desk.gives_password()
    desk.sees("已告知，待陈述申辩")
    hearing.refresh_from_db()
    assert hearing.state == "notified"
    return hearing


def defended(office: Office, hearing: Hearing, shoot: Shoot) -> None:
    """The county's statement signed by its approver, and a hearing it asked for, on record."""
    page = f"/hearings/{hearing.pk}/"
    office.day("2026-04-30")
    office.county.at(LIST)
    office.county.follow(office.county.page.get_by_role("link", name="CX-2026-001"))
    office.county.sees("限期报送通知（虚构）")
    office.county.sees_nowhere("年度报告截至 2026-03-31 未报至省")
    office.county.at(page)
    office.county.offer("陈述申辩")
    office.county.press(SENT)
    office.county.refused("请写明陈述申辩意见")
    office.county.enter(said=SAID)
    office.county.press(SENT)
    office.head.signs(page, "陈述申辩")
    office.day("2026-05-06")
    office.desk.at(page)
    shoot(office.desk.page, "life-heard")
    office.desk.do("记录听证或面谈", oral_on="2026-05-06", oral="县工信局应邀到场，重申书面意见（虚构）")


def checked(office: Office, hearing: Hearing) -> None:
    """The legal check by another hand, sent back once and answered; without it nothing is decided."""
    page, desk = f"/hearings/{hearing.pk}/", office.desk
    refused_at(desk, f"/do/hearing/{hearing.pk}/decide/", "已听取意见，待法制审核")
    desk.at(page)
    assert "法制审核须由拟稿人以外的人员办理" in desk.why_not("法制审核")
    office.legal.at(page)
    office.legal.do("法制审核退回", legal="未说明责令文书的送达方式（虚构）")
    office.county.at(page)
    office.county.sees_nowhere("未说明责令文书的送达方式")
    desk.at(page)
    desk.do("答复后再送法制审核", answer="责令文书经县工信局签收，已补入案卷（虚构）")
    office.legal.at(page)
    office.legal.do("法制审核", legal="主体适格，程序合法，事实清楚（虚构）", appeal="review_or_suit")


def decided(office: Office, hearing: Hearing) -> None:
    """The decision with its day: prepared by one, signed by another person, each with the password given again."""
    page, desk = f"/hearings/{hearing.pk}/", office.desk
    office.day("2026-05-11")
    desk.at(page)
    desk.offer("作出决定")
    desk.enter(outcome=REASONS, effective_on="2026-05-08")
    desk.press(SENT)
    desk.refused("生效日期不能早于签批之日")
    desk.still_holds(outcome=REASONS)
    desk.enter(effective_on="2026-06-01")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    clerk = officer(PROVINCE)
    both = account("approver", PROVINCE, name="same-person", person=clerk.person)
    with_password(both)
    same = office.seat(both)
    same.at(page)
    assert "经办人不能签批自己提请的事项" in same.why_not("签批：作出决定")
    office.chief.at(page)
    office.chief.offer("签批：作出决定")
    office.chief.gives_password()
    office.chief.affirm("作出决定")
    office.chief.told("已办理")
    assert Recognition.objects.get().revoked_from is None, "decided, not served"


def served(office: Office, here: str) -> None:
    """The letter goes out, the county signs for it, the proof of service is entered: now the recognition ends."""
    desk = office.desk
    desk.at(here)
    assert "尚未登记发文字号并发出" in desk.why_not("登记送达")
    letter = Paper.objects.get(kind_slug="hearing_decision")
    office.day("2026-05-12")
    office.goes_out(letter, "粤工信函〔2026〕12号", "2026-05-12", openness="依申请公开")
    office.day("2026-05-18")
    desk.at(here)
    desk.offer("登记送达")
    desk.enter(served_on="2026-05-10", how="direct", file=office.scan("送达回证"))
    desk.press(SENT)
    desk.refused("送达日期不能早于决定之日")
    desk.enter(served_on="2026-05-13", file=office.scan("送达回证"))
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    office.chief.signs(here, "登记送达")
    assert Recognition.objects.get().revoked_from == date(2026, 6, 1)


def public(office: Office, here: str, shoot: Shoot) -> None:
    """What everybody reads: nothing before the day; then that it was revoked, since when, under which clause."""
    cluster = Recognition.objects.get().cluster_id
    page, citizen = f"/directory/{cluster}/", office.citizen
    citizen.at(page)
    citizen.sees_nowhere("已撤销", FACT)
    desk = office.desk
    desk.at(here)
    desk.offer("公布撤销决定")
    desk.enter(public_text="联系人 13800138000 称资料移交迟延。")
    desk.press(SENT)
    desk.refused("手机号")
    desk.enter(public_text="2025年度报告经责令限期仍未报送，申辩理由不予采纳，决定撤销认定（虚构）。")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    office.chief.signs(here, "公布撤销决定")
    citizen.at(page)
    citizen.sees_nowhere("已撤销")
    office.day("2026-06-01")
    change = RecognitionChange.objects.get()
    for name, address in (
        ("cluster", page),
        ("list", "/directory/?standing=revoked"),
        ("verify", f"/verify/recognition/{change.recognition_id}/"),
    ):
        citizen.at(address)
        citizen.sees("已撤销", "惠东县女鞋产业集群")
        shoot(citizen.page, f"life-public-{name}")
    citizen.at(f"/decisions/{change.pk}/")
    citizen.sees("粤工信函〔2026〕12号", "第十七条（三）", "自 2026-06-01 起生效", "申辩理由不予采纳")
    citizen.sees_nowhere(SAID, "未报至省", officer(PROVINCE).person.name)
    office.county.at(f"/clusters/{cluster}/")
    office.county.sees("已撤销")


def test_a_cluster_that_never_reported_is_revoked_by_persons_and_everybody_reads_why(
    office: Office, shoot: Shoot
) -> None:
    """A16, A17(三): recognised → no report → order → lead → matter → defence → decision → service → public trace."""
    ordered(office)
    here = noticed(office, shoot)
    inquired(office, here)
    hearing = told(office, here)
    defended(office, hearing, shoot)
    checked(office, hearing)
    decided(office, hearing)
    served(office, here)
    public(office, here, shoot)
    assert [each.kind for each in RecognitionChange.objects.all()] == ["revoked"]
    assert Revocation.objects.get().case.state == "published"
