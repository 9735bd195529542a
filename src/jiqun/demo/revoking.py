"""Revocations in the demonstration (Article 17), both of invented clusters: one from evidence to what the public reads,
one from a report that never came, over order and lead, to the statement of those concerned."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.past_years import COATINGS, HARNESSES, LAST, Pilot, Years
from jiqun.demo.play import at
from jiqun.demo.prefecture import scan
from jiqun.demo.sending import send
from jiqun.hearings.models import Hearing
from jiqun.register.models import Cluster, Recognition
from jiqun.supervision.models import Lead

HEARING = "hearing"
DUE = "2025-04-18"
FORGED = "申报所附产品检测报告，经出具单位书面确认系伪造（虚构）"
UNREPORTED = f"{LAST}年度报告未报送，经责令限期报送，至 {DUE} 仍未报送（虚构）"
LEGAL = {"legal": "主体适格，程序合法，事实清楚，依据充分（虚构）。", "appeal": "review_or_suit", "appeal_reason": ""}


def recognition(pilot: Pilot) -> Recognition:
    """What is to be revoked."""
    return Recognition.objects.get(cluster__name=pilot.name)


def legal_officer() -> Account:
    """The province's officer who checks the legality of what others prepared."""
    return Account.objects.select_related("person", "authority").get(username="province.legal")


class Revoking:
    """The acts of one revocation, in the hands of those whose they are."""

    def __init__(self, years: Years, pilot: Pilot, ground: str, finding: str) -> None:
        self.stage, self.pilot, self.ground, self.finding = years.stage, pilot, ground, finding
        self.case: Case
        self.hearing: Hearing

    @property
    def officer(self) -> Account:
        """The province's officer."""
        return self.stage.officer(PROVINCE)

    @property
    def approver(self) -> Account:
        """The province's approver."""
        return self.stage.approver(PROVINCE)

    def open(self, now: datetime, **more: Any) -> None:
        """Opened, with a lead or a document."""
        told = {
            "recognition": str(recognition(self.pilot).pk),
            "grounds": [self.ground],
            "known": self.finding,
            **more,
        }
        self.case = self.stage.open("revocation", self.officer, now, told)

    def inquire(self, began: datetime, proposed: datetime) -> None:
        """The inquiry begins and comes to its result."""
        self.stage.do_and_sign(self.case, "begin_inquiry", PROVINCE, began)
        told = {"grounds": [self.ground], "finding": self.finding}
        self.stage.do_and_sign(self.case, "propose_revocation", PROVINCE, proposed, told)

    def notify(self, now: datetime) -> None:
        """Those concerned are told; their five working days run."""
        told = {
            "case": str(self.case.pk),
            "kind": "revocation",
            "facts": self.finding,
            "grounds": "《广东省促进中小企业特色产业集群发展暂行办法》第十七条",
            "days": "5",
        }
        self.hearing = self.stage.open(HEARING, self.officer, now, told)
        self.two("notify", self.officer, self.approver, now)

    def speak(self, said: str, now: datetime) -> None:
        """The county states its case."""
        code = self.pilot.code
        self.two("state_case", self.stage.officer(code), self.stage.approver(code), now, {"said": said})

    def decide(self, checked: datetime, now: datetime, outcome: str, effective_on: str) -> None:
        """Checked by another officer, decided by two."""
        self.stage.do(self.hearing, "check_legality", legal_officer(), checked, LEGAL, name=HEARING)
        told = {"outcome": outcome, "effective_on": effective_on}
        self.two("decide", self.officer, self.approver, now, told)
        self.again()

    def serve(self, now: datetime) -> None:
        """The proof of service is entered the day after the letter arrived."""
        self.again()
        told = {
            "served_on": (now - timedelta(days=1)).date().isoformat(),
            "how": "direct",
            "file": scan(now, "送达回证（虚构）.pdf"),
        }
        self.stage.do_and_sign(self.case, "record_service", PROVINCE, now, told)

    def publish(self, text: str, now: datetime) -> None:
        """The public reads the decision with its reasons."""
        self.stage.do_and_sign(self.case, "publish", PROVINCE, now, {"public_text": text, "public_url": ""})

    def two(self, act: str, by: Account, signer: Account, now: datetime, told: dict[str, Any] | None = None) -> None:
        """A step of the hearing, prepared and signed an hour later."""
        self.stage.do(self.hearing, act, by, now, told, name=HEARING)
        self.stage.do(self.hearing, "sign", signer, now + timedelta(hours=1), {"affirmed": "on"}, name=HEARING)

    def again(self) -> None:
        """The hearing moved the matter: it is read anew."""
        self.case.refresh_from_db(fields=["state", "version", "pending"])


def finished(years: Years) -> None:
    """A false application: proved in March, decided on the 25th, public in April, in effect from 15 April 2025."""
    way = Revoking(years, HARNESSES, "A17.2", FORGED)
    file = {"title": "检测机构书面确认函（虚构）", "file": scan(at("2025-03-05 10:00"), "检测机构确认函（虚构）.pdf")}
    way.open(at("2025-03-05 10:00"), **file)
    way.inquire(at("2025-03-06 09:00"), at("2025-03-11 15:00"))
    way.notify(at("2025-03-12 10:00"))
    way.speak("检测报告由第三方提供，运营机构未尽核实责任，请从轻处理（虚构）。", at("2025-03-18 10:00"))
    outcome = "检测报告伪造属实；报告由第三方提供不免除申报单位的核实责任，申辩理由不予采纳（虚构）。"
    way.decide(at("2025-03-20 10:00"), at("2025-03-25 09:00"), outcome, "2025-04-15")
    send(years.stage, way.case, "hearing_decision", "粤演示函〔2025〕21号", at("2025-03-26 09:00"))
    way.serve(at("2025-03-27 10:00"))
    way.publish("申报所附检测报告经确认系伪造，申辩理由不予采纳，决定撤销认定（虚构）。", at("2025-04-01 10:00"))


class Unreported:
    """The other: no report by 31 March 2025, an order, a lead, the inquiry, and the county's statement."""

    def __init__(self, years: Years) -> None:
        self.years = years
        self.way = Revoking(years, COATINGS, "A17.3", UNREPORTED)
        self.order: Case

    def ordered(self) -> None:
        """By 8 April the order is signed for."""
        stage, now = self.years.stage, at("2025-04-02 09:00")
        told = {
            "cluster": str(Cluster.objects.get(name=COATINGS.name).pk),
            "year": str(LAST),
            "due_on": DUE,
            "reason": "经电话提醒两次，未说明原因（虚构）",
        }
        self.order = stage.open("report_order", stage.officer(PROVINCE), now, told)
        stage.do_and_sign(self.order, "issue", PROVINCE, now)
        send(stage, self.order, "report_order", "粤演示函〔2025〕22号", at("2025-04-03 09:00"))

    def missed(self) -> None:
        """By 22 April it is on record that its day has passed."""
        stage = self.years.stage
        stage.do(self.order, "note_missed", stage.officer(PROVINCE), at("2025-04-21 10:00"))

    def inquired(self) -> None:
        """By 16 May somebody has opened the matter from the lead, and the county may state its case."""
        lead = Lead.objects.get(cluster__name=COATINGS.name, ground="A17.3")
        self.way.open(at("2025-04-24 09:30"), leads=[str(lead.pk)])
        now = at("2025-04-24 10:00")
        proof = {
            "ground": "A17.3",
            "kind": "order",
            "title": "限期报送通知及签收记录（虚构）",
            "issuer": "广东省工业和信息化厅",
            "document": "粤演示函〔2025〕22号",
            "dated_on": "2025-04-03",
            "due_on": DUE,
            "file": scan(now, "限期报送通知（虚构）.pdf"),
        }
        self.years.stage.do(self.way.case, "add_proof", self.years.stage.officer(PROVINCE), now, proof)
        self.way.inquire(at("2025-04-25 09:00"), at("2025-05-09 10:00"))
        self.way.notify(at("2025-05-12 10:00"))

    def heard(self) -> None:
        """Before its time ran out the county has spoken."""
        self.way.speak("运营机构人员变动致报送迟延，现正补报（虚构）。", at("2025-05-16 14:00"))
