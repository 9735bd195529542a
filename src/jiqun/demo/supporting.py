"""Support and requests of firms in the demonstration (Articles 5, 8, 9): invented, of the library's clusters."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiqun.casework.models import Case
from jiqun.demo.accounts import PREFECTURE, PROVINCE
from jiqun.demo.cultivating import ENTRIES
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage, at
from jiqun.register.models import Cluster, FirmYearRow

LINES = (
    # entry, who enters, kind, what, level, unit, day, 万元, 亩 or people
    (0, "own", "fund", "技术改造和设备更新补助", "county", "惠东县工业和信息化局", "2024-06-20", "386.5", ""),
    (0, "own", "finance", "“鞋机贷”风险补偿资金池", "county", "惠东县财政局", "2024-09-12", "2000", ""),
    (0, "own", "land", "鞋机产业园二期用地", "county", "惠东县自然资源局", "2024-11-05", "", "126.35"),
    (0, "own", "talent", "高技能人才引进补贴", "county", "惠东县人力资源和社会保障局", "2025-01-16", "48", "32"),
    (0, PREFECTURE, "fund", "集群公共检测平台建设资金", "prefecture", "市工业和信息化局", "2025-02-28", "800", ""),
    (0, PROVINCE, "policy", "首台（套）装备推广应用奖补", "province", "省工业和信息化厅", "2024-12-10", "560", ""),
    (1, "own", "project", "新型显示模组扩产项目列入区重点项目", "county", "惠城区发展和改革局", "2025-03-06", "", ""),
    (1, "own", "industry_fund", "引导基金投资背光模组企业", "county", "惠城区产业投资公司", "2024-10-22", "3000", ""),
    (1, PREFECTURE, "fund", "中小企业数字化改造券", "prefecture", "市工业和信息化局", "2024-08-15", "126.8", ""),
    (2, "own", "other", "行业展会统一展位费补贴", "county", "博罗县商务局", "2025-02-11", "36.2", ""),
)  # fmt: skip
REQUESTS = (
    # entry, about, what is asked, unit, due on, how far it comes
    (0, "land", "扩建装配车间，二期用地指标不足。", "惠东县自然资源局", "2025-05-30", "handed_up"),
    (0, "finance", "订单增长快，流动资金贷款额度偏低。", "惠东县金融工作局", "2025-04-18", "closed"),
    (0, "energy", "园区夏季限电，希望保障连续生产用电。", "惠东县供电局", "2025-03-21", "doing"),
    (1, "labour", "短缺光学调试技工，希望与技校开订单班。", "惠城区人力资源和社会保障局", "2025-05-16", "open"),
    (2, "approval", "出口检验排队时间长。", "博罗县商务局", "2025-04-10", "declined"),
)  # fmt: skip
BEGIN, LAST = at("2025-03-12 15:00"), at("2025-03-20 11:00")


def support(stage: Stage) -> None:
    """What the library's clusters were given, entered in March 2025, and what their firms ask for."""
    clusters = [Cluster.objects.get(name=each.name) for each in ENTRIES]
    rows = FirmYearRow.objects.filter(roster__cluster__in=clusters).values_list("roster__cluster", "enterprise_id")
    firms: dict[Any, list[str]] = {each.pk: [] for each in clusters}
    for of_roster, code in rows.order_by("enterprise_id").distinct():
        firms[of_roster].append(code)
    for number, (of, by, kind, title, giver, unit, on, amount, size) in enumerate(LINES):
        cluster = clusters[of]
        codes = firms[cluster.pk][number : number + 2] if kind in ("fund", "industry_fund") else []
        told = {
            "cluster": str(cluster.pk),
            "kind": kind,
            "title": title + INVENTED,
            "giver": giver,
            "unit": unit,
            "on": on,
            "amount": amount,
            "number": size,
            "firms": "、".join(codes),
        }
        officer = stage.officer(ENTRIES[of].code if by == "own" else by)
        stage.open("support_line", officer, BEGIN + timedelta(minutes=6 * number), told)
    for number, line in enumerate(REQUESTS):
        ask(stage, clusters[line[0]], firms[clusters[line[0]].pk], number, line)


def ask(
    stage: Stage, cluster: Cluster, codes: list[str], number: int, line: tuple[int, str, str, str, str, str]
) -> None:
    """One request, brought as far as the table says."""
    of, about, asked, unit, due_on, until = line
    county, now = stage.officer(ENTRIES[of].code), BEGIN + timedelta(hours=18, minutes=9 * number)
    told = {
        "cluster": str(cluster.pk),
        "kind": about,
        "firm": codes[number] if codes else "",
        "party": "" if codes else f"{ENTRIES[of].place}{ENTRIES[of].niche}行业协会{INVENTED}",
        "asked": asked + INVENTED,
        "received_on": "2025-03-11",
        "unit": unit,
        "due_on": due_on,
    }
    case: Case = stage.open("enterprise_request", county, now, told)
    if until in ("handed_up", "doing", "closed"):
        stage.do(case, "take_up", county, now + timedelta(hours=1), {"unit": unit})
    finish(stage, case, county, until, LAST + timedelta(minutes=7 * number))


def finish(stage: Stage, case: Case, county: Any, until: str, now: datetime) -> None:
    """The last act of a request."""
    if until == "handed_up":
        stage.do(case, "hand_up", county, now, {"reason": "用地指标由市级统筹（虚构）。", "due_on": "2025-05-09"})
    elif until == "closed":
        told = {"outcome": "已协调三家银行续贷，新增授信（虚构）。", "done_on": "2025-03-19"}
        stage.do(case, "close", county, now, {**told, "content": "yes", "asked_on": "2025-03-20"})
    elif until == "declined":
        stage.do(case, "decline", county, now, {"reason": "检验时限由海关依法确定，已向协会说明（虚构）。"})
