"""What follows a recognition in the demonstration, year by year (Articles 16, 17(四)): the filing period, changes on
record and under way, a problem solved, leads looked for, the evaluation report on 2023. Invented clusters only."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiqun.casework.models import Case
from jiqun.demo import firms
from jiqun.demo.accounts import PREFECTURE, PROVINCE
from jiqun.demo.past_years import BATTERIES, MOULDS, Pilot, Years
from jiqun.demo.play import at
from jiqun.demo.prefecture import scan
from jiqun.register.models import Cluster
from jiqun.supervision.models import Evaluation, Lead, Problem
from jiqun.supervision.models.lead import OPEN
from jiqun.supervision.models.problem import OPEN as UNSOLVED


def evaluate(years: Years, year: int, now: datetime) -> None:
    """The province's evaluation report on a year, generated and issued the next day."""
    stage = years.stage
    told = {"year": str(year), "about": PROVINCE}
    case: Case = stage.open("evaluation", stage.officer(PROVINCE), now, told)
    case.evaluation = Evaluation.objects.get(pk=case.pk)
    stage.do_and_sign(case, "issue", PROVINCE, now + timedelta(days=1))


def period(years: Years, now: datetime) -> None:
    """Within how many days a major change is filed, set by a document of the province."""
    told = {
        "days": "15",
        "counts_from": "2025-03-01",
        "document": "粤演示函〔2025〕11号",
        "dated_on": now.date().isoformat(),
        "note": "",
        "file": scan(now, "重大变动报备期限通知（虚构）.pdf"),
    }
    case: Case = years.stage.open("filing_period", years.stage.officer(PROVINCE), now, told)
    years.stage.do_and_sign(case, "set_period", PROVINCE, now)


def change(years: Years, pilot: Pilot, now: datetime, kind: str, changed_on: str, **told: Any) -> Case:
    """A county files a change: entered, handed in the next day."""
    cluster = Cluster.objects.get(name=pilot.name)
    payload = {
        "cluster": str(cluster.pk),
        "kind": kind,
        "changed_on": changed_on,
        "file": scan(now, "变动证明材料（虚构）.pdf"),
        **told,
    }
    case: Case = years.stage.open("change_filing", years.stage.officer(pilot.code), now, payload)
    years.stage.do_and_sign(case, "hand_in_change", pilot.code, now + timedelta(days=1))
    return case


def another_agency(years: Years) -> None:
    """A new operating agency, checked by the prefecture and put on record by the province: decided by 19 March."""
    told = {
        "agency_name": "惠阳区五金模具产业集群服务中心（虚构）",
        "agency_uscc": firms.code(years.chance),
        "reason": "原运营机构承接任务期满，经公开遴选确定新的运营机构（虚构）。",
    }
    case = change(years, MOULDS, at("2025-03-10 10:00"), "agency", "2025-03-05", **told)
    opinion = {"opinion": "已核对遴选文件和机构登记，情况属实，建议备案（虚构）。"}
    years.stage.do_and_sign(case, "check_change", PREFECTURE, at("2025-03-14 10:00"), opinion)
    years.stage.do_and_sign(case, "file_change", PROVINCE, at("2025-03-19 10:00"), {"note": ""})


def another_lead(years: Years) -> None:
    """A lead industry that grew wider, handed in and with the prefecture."""
    told = {
        "lead_codes": "384、397",
        "niche": "电池配件和电子器件",
        "reason": "电池保护器件占比提高，主导产业相应扩展（虚构）。",
    }
    change(years, BATTERIES, at("2025-04-15 10:00"), "lead", "2025-04-10", **told)


def solve(years: Years, now: datetime) -> None:
    """The first problem of the cluster whose report was received is closed with its proof."""
    stage, officer = years.stage, years.stage.officer(BATTERIES.code)
    problem = Problem.objects.filter(cluster__name=BATTERIES.name, state=UNSOLVED).order_by("due_on", "text").first()
    assert problem is not None  # its report named two
    told = {
        "outcome": "组织银企对接 3 场，12 家企业获得信用贷款（虚构）。",
        "closed_on": now.date().isoformat(),
        "file": scan(now, "银企对接活动记录（虚构）.pdf"),
    }
    stage.do(problem, "close_problem", officer, now, told, name="problem")
    signer = stage.approver(BATTERIES.code)
    stage.do(problem, "sign", signer, now + timedelta(hours=1), {"affirmed": "on"}, name="problem")


def look(years: Years, now: datetime) -> None:
    """The province looks for leads; one that touches no ground of Article 17 is dismissed with its reason."""
    stage, officer = years.stage, years.stage.officer(PROVINCE)
    stage.open("lead_look", officer, now, {})
    lead = Lead.objects.filter(state=OPEN, ground="").order_by("cluster__name", "zh").first()
    if lead is not None:
        told = {"reason": "经核实优质企业数量达标，系名册漏填，已要求补充（虚构）。"}
        stage.do(lead, "dismiss", officer, now + timedelta(hours=1), told, name="lead")
        stage.do(lead, "sign", stage.approver(PROVINCE), now + timedelta(hours=2), {"affirmed": "on"}, name="lead")
