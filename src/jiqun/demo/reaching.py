"""Policies and their outreach in the demonstration (Articles 5, 8, 13(九)): invented, for the library's clusters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jiqun.cultivation.models import Outreach, OutreachFirm, Policy
from jiqun.demo.accounts import PREFECTURE, PROVINCE
from jiqun.demo.cultivating import ENTRIES
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage, at
from jiqun.register.models import Cluster

BEGIN = at("2025-03-04 09:00")
POLICIES: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        PROVINCE,
        {
            "title": "中小企业设备更新贷款贴息",
            "document": "",
            "on": "2025-01-01",
            "valid_to": "2026-12-31",
            "summary": "设备更新贷款按 1.5 个百分点贴息，最长两年。向县区工业和信息化部门申报。",
            "kinds": ["finance"],
            "everyone": "on",
        },
    ),
    (
        PREFECTURE,
        {
            "title": "创新型中小企业升规奖励",
            "document": "",
            "on": "2025-02-01",
            "valid_to": "",
            "summary": "首次升为规模以上工业企业的，一次性奖励 10 万元。",
            "kinds": ["fund"],
            "sizes": ["小型", "微型"],
        },
    ),
)
STEPS = (
    # per cent of the firms, state, channel, days after
    (70, "reached", "list", 1),
    (45, "read", "link", 3),
    (30, "understood", "visit", 6),
    (14, "applied", "list", 9),
    (5, "received", "list", 11),
)


def reach(stage: Stage) -> None:
    """Two policies, brought to the first two clusters of the library; the first cluster's firms far on their way."""
    made = [policy(stage, by, told, number) for number, (by, told) in enumerate(POLICIES)]
    for place, entry in enumerate(ENTRIES[:2]):
        cluster = Cluster.objects.get(name=entry.name)
        for number, each in enumerate(made[: 2 - place]):
            now = BEGIN + timedelta(hours=3, minutes=20 * number + 40 * place)
            told = {"cluster": str(cluster.pk), "policy": str(each.pk)}
            row: Outreach = stage.open("outreach", stage.officer(entry.code), now, told)
            follow(stage, row, entry.code, STEPS[: 5 - 2 * number - 2 * place])


def policy(stage: Stage, by: str, told: dict[str, Any], number: int) -> Policy:
    """One policy, published."""
    now = BEGIN + timedelta(minutes=15 * number)
    given = {**told, "title": told["title"] + INVENTED, "link": "https://example.cn/policy"}
    found: Policy = stage.open("policy", stage.officer(by), now, given)
    stage.do(found, "publish_policy", stage.officer(by), now + timedelta(minutes=5), name="policy")
    return found


def follow(stage: Stage, row: Outreach, code: str, steps: Any) -> None:
    """How far it came, step by step; each reaches fewer firms."""
    codes = sorted(OutreachFirm.objects.filter(outreach=row).values_list("firm", flat=True))
    for part, state, channel, days in steps:
        now = BEGIN + timedelta(days=days, hours=5)
        told = {
            "state": state,
            "channel": channel,
            "on": f"{now:%Y-%m-%d}",
            "codes": "\n".join(codes[: max(1, len(codes) * part // 100)]),
        }
        stage.do(row, "record_firms", stage.officer(code), now, told, name="outreach")
