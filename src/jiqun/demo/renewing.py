"""Renewal reviews in the demonstration (Article 15): one round closed with a cluster renewed; in the next one cluster
waits for the notice, one has not applied though its term is over, one has still time. All of them are invented."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiqun.casework.models import Case
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.past_years import LEATHER, LOCKS, SPEAKERS, STAMPINGS, Pilot, Years
from jiqun.demo.play import at
from jiqun.demo.prefecture import scan
from jiqun.forms import definitions, desk
from jiqun.notices.models import Notice
from jiqun.register.models import Recognition
from jiqun.supervision.models import Covered, GoalResult, RenewalRound
from jiqun.supervision.renewal import resting
from jiqun.supervision.renewal.goals import FIELD, PLAN, PROOF, held, plan_years

TEXT = "已按规划推进，完成情况见所附材料（虚构）。"
RESULTS = "关于公布试点集群复核通过名单的通告（虚构）"


def call(
    years: Years, pilots: tuple[Pilot, ...], window: tuple[str, str], days: tuple[str, str], now: datetime
) -> Case:
    """A round over the terms that end within `window`, with its dates for counties and prefectures, and its call."""
    stage, officer = years.stage, years.stage.officer(PROVINCE)
    told = {
        "ends_from": window[0],
        "ends_to": window[1],
        "county_deadline": days[0],
        "prefecture_deadline": days[1],
        "call": "请各有关单位组织所辖集群对照认定条件和三年发展规划目标总结发展情况，按期提出复核申请（虚构）。",
    }
    case: Case = stage.open("renewal_round", officer, now, told)
    rows = Recognition.objects.filter(cluster__name__in=[each.name for each in pilots]).order_by("cluster__name")
    stage.do(case, "cover_renewals", officer, now, {"recognitions": [str(row.pk) for row in rows]})
    stage.do_and_sign(case, "call_renewals", PROVINCE, now, {"document": "", "issued_on": now.date().isoformat()})
    return case


def apply(years: Years, round_case: Case, pilot: Pilot, now: datetime) -> Case:
    """The county applies: every section, every goal with its proof, handed in two days later."""
    stage, officer = years.stage, years.stage.officer(pilot.code)
    chosen = Covered.objects.get(round=round_case.pk, recognition__cluster__name=pilot.name)
    case: Case = stage.open("renewal", officer, now, {"covered": chosen.key})
    goals = held(Recognition.objects.get(cluster__name=pilot.name))
    given: dict[str, Any] = {
        FIELD: [[each.name, each.target, each.target, "企业填报汇总，市级部门确认（虚构）"] for each in goals],
        PLAN: [
            [each.goal.indicator, each.goal.unit, each.target, *grown(each.target), "集群运营管理机构（虚构）"]
            for each in goals
        ],
    }
    for section in definitions.shipped_form("复核").sections:
        answers = {field.id: given.get(field.id, TEXT) for field in section.fields if field.asked}
        desk.save(case.pk, section.number, answers, by=officer, now=now)
    for each in goals:
        file = scan(now, f"目标{each.goal.number}完成情况证明（虚构）.pdf")
        stage.do(case, "attach_proof", officer, now, {"goal": f"{PROOF}{each.goal.number}", "file": file})
    stage.do_and_sign(case, "hand_in_renewal", pilot.code, now + timedelta(days=1))
    return case


def grown(target: str) -> list[str]:
    """Targets of three years, each a tenth above the one before, written with as many digits."""
    whole, _, rest = target.partition(".")
    value, digits, found = int(whole + rest), len(rest), []
    for _ in plan_years(at("2025-01-14 09:00").date()):
        value = value * 11 // 10
        text = str(value).rjust(digits + 1, "0")
        found.append(f"{text[:-digits]}.{text[-digits:]}" if digits else text)
    return found


def look_at(years: Years, round_case: Case, case: Case, pilot: Pilot, opined: datetime, judged: datetime) -> None:
    """The prefecture's opinion; the province screens, judges every goal as computed and proposes to pass it."""
    stage, officer = years.stage, years.stage.officer(PROVINCE)
    of = RenewalRound.objects.select_related("case").get(pk=round_case.pk)
    told: dict[str, Any] = {"agrees": "yes", "opinion": "已核对证明材料，目标完成，同意通过复核（虚构）。"}
    for norm in resting.norms(of):
        told |= {f"verdict_{norm.id}": "met", f"why_{norm.id}": "查阅年度报告和佐证材料，符合（虚构）"}
    results = {f"result_{row.goal.number}": row.computed for row in results_of(case)}
    stage.do_and_sign(case, "opine_renewal", stage.places[pilot.code].prefecture_code or "", opined, told | results)
    stage.do(case, "screen_renewal", officer, judged, {"remark": ""})
    stage.do(case, "judge_goals", officer, judged + timedelta(hours=1), {**results, "experts": ""})
    proposal = {"outcome": "pass", "reasons": "符合认定条件，规划目标全部完成，市级同意（虚构）。"}
    stage.do_and_sign(case, "propose_renewal", PROVINCE, judged + timedelta(hours=2), proposal)


def results_of(case: Case) -> list[GoalResult]:
    """The goals of a renewal in their order."""
    return list(GoalResult.objects.filter(renewal=case.pk).select_related("goal"))


def notice(years: Years, round_case: Case, now: datetime) -> None:
    """Those proposed stand on public notice from the day after."""
    stage = years.stage
    made = {
        "title": "关于拟通过复核的试点集群名单的公示（虚构）",
        "body": "根据认定办法第十五条，经审核，拟同意下列集群通过复核，现予公示（虚构）。",
        "contact": "集群工作处（虚构） 020-00000000",
        "planned_on": now.date().isoformat(),
        "start_mode": "day_after",
        "screened": "on",
        "screened_on": now.date().isoformat(),
    }
    stage.do_and_sign(round_case, "make_renewal_notice", PROVINCE, now, made)
    stood = now + timedelta(hours=3)
    there = {
        "notice": str(Notice.objects.get(round=round_case).pk),
        "url": "https://official.example/notice/renewal-2025",
        "stood_at": stood.isoformat(timespec="minutes"),
        "image": scan(stood, "官方网站截图（虚构）.pdf"),
        "starts_on": "",
    }
    stage.do_and_sign(round_case, "record_publication", PROVINCE, stood + timedelta(hours=1), there)


def decide(years: Years, round_case: Case, now: datetime) -> None:
    """The results are announced, three years are added, and the round is closed."""
    stage = years.stage
    told = {
        "document": f"粤演示函〔{now.year}〕12号",
        "announced_on": now.date().isoformat(),
        "title": RESULTS,
        "text": "经复核和公示，现公布复核通过的集群名单，有效期自原有效期届满次日起延长三年（虚构）。",
    }
    stage.do_and_sign(round_case, "announce_renewals", PROVINCE, now, told)
    stage.do_and_sign(round_case, "close_renewals", PROVINCE, now + timedelta(hours=3))


class Renewals:
    """Both rounds, as far as a stage of the demonstration has come."""

    def __init__(self, years: Years) -> None:
        self.years = years
        self.first: Case
        self.second: Case
        self.stampings: Case
        self.locks: Case

    def opening(self) -> None:
        """By 3 March: the first round is called and applied for."""
        window, days = ("2025-01-01", "2025-01-31"), ("2025-03-07", "2025-03-14")
        self.first = call(self.years, (STAMPINGS,), window, days, at("2025-02-24 09:00"))
        self.stampings = apply(self.years, self.first, STAMPINGS, at("2025-02-26 10:00"))

    def applying(self) -> None:
        """By 8 April: the first cluster is renewed; the next round is called, and one county has applied."""
        years = self.years
        look_at(years, self.first, self.stampings, STAMPINGS, at("2025-03-04 10:00"), at("2025-03-06 09:00"))
        notice(years, self.first, at("2025-03-10 09:00"))
        decide(years, self.first, at("2025-03-24 09:00"))
        window, days = ("2025-04-01", "2025-06-30"), ("2025-05-30", "2025-06-13")
        self.second = call(years, (LOCKS, SPEAKERS, LEATHER), window, days, at("2025-03-26 09:00"))
        self.locks = apply(years, self.second, LOCKS, at("2025-04-01 10:00"))

    def preliminary(self) -> None:
        """By 22 April: the one that applied is proposed to pass and waits for its notice; another's term is over."""
        look_at(self.years, self.second, self.locks, LOCKS, at("2025-04-10 10:00"), at("2025-04-16 09:00"))
