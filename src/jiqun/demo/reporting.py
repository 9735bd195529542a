"""The reports on 2024 in the demonstration (Article 16): from paper, in hand at every level, and one missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.firms import INVENTED
from jiqun.demo.past_years import LAST, PILOTS, Pilot, Years, reported
from jiqun.demo.play import at
from jiqun.forms import desk
from jiqun.forms.answers import values
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.register.rosters import store_roster
from jiqun.supervision.reports.goals import FIELD

PROBLEMS = (
    ("中小企业融资成本偏高（虚构）", "组织银企对接，用好贴息政策", "县金融工作部门", "2025-09-30"),
    ("公共检测平台能力不足（虚构）", "与市质检院共建检测点", "集群运营管理机构", "2025-12-31"),
)


def cycle(years: Years) -> None:
    """What came in on 2024 by the beginning of April 2025, and what did not."""
    announced = Recognition.objects.filter(level=PROVINCIAL, backfilled=True, cluster__invented=False)
    held = sorted(announced.select_related("cluster"), key=lambda each: (each.cluster.path, each.cluster.name))
    for number, pilot in enumerate(PILOTS):
        if pilot.report not in ("absent", "paper"):
            report(years, pilot, number)
    on_paper = [pilot.name for pilot in PILOTS if pilot.report == "paper"]
    held += (
        Recognition.objects.filter(cluster__name__in=on_paper)
        .select_related("cluster")
        .order_by("cluster__path", "cluster__name")
    )
    years.enter("reports", f"2024年度报告{INVENTED}", reported(held, LAST, "2025-03-28"), at("2025-04-02 10:00"))


def report(years: Years, pilot: Pilot, number: int) -> None:
    """One pilot's report, as far as it comes."""
    stage, now = years.stage, at("2025-03-18 09:30") + timedelta(days=number, minutes=7 * number)
    officer, cluster = stage.officer(pilot.code), Cluster.objects.get(name=pilot.name)
    case: Case = stage.open("annual_report", officer, now, {"cluster": str(cluster.pk), "year": str(LAST)})
    if pilot.report == "drafting":
        fills_in = Account.objects.get(username="county.agency", authority=pilot.code)
        stage.do(case, "entrust", officer, now, {"agency": fills_in.username})
        for text, remedy, owner, due in PROBLEMS[:1]:
            told = {"cluster": str(cluster.pk), "text": text, "remedy": remedy, "owner": owner, "due_on": due}
            stage.open("problem", officer, now, told)
        return
    store_roster(cluster, years.roster(pilot), officer, now, "", years.chance)
    desk.save(case.pk, 1, answers(case), by=officer, now=now)
    stage.do_and_sign(case, "hand_in", pilot.code, now)
    above = stage.places[pilot.code].prefecture_code
    assert above is not None
    stage.do_and_sign(case, "forward", above, now + timedelta(days=1), {"opinion": "已审核，数据与名册一致（虚构）。"})
    if pilot.report == "received":
        stage.do(case, "receive", stage.officer(PROVINCE), now + timedelta(days=2))


def answers(case: Case) -> dict[str, Any]:
    """What the county writes: each goal reached but the last, which says why."""
    goals = [list(row) for row in values(case)[FIELD]]
    for row in goals:
        row[1] = row[2]
    if goals:
        goals[-1][1], goals[-1][3] = "0", "统计口径调整，暂无可比数据（虚构）"
    return {
        FIELD: goals,
        "experience": "以龙头企业带动中小企业配套协作，共建公共服务平台（虚构）。",
        "problems": [list(row) for row in PROBLEMS],
        "changes": {"count": 0, "text": ""},
        "incidents_year": {"count": 0, "text": ""},
        "support_year": {"count": 1, "text": "技术改造专项资金 500 万元（虚构）"},
    }
