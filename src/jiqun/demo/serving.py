"""Service providers and their events in the demonstration (Article 10): invented, for the library's clusters."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from jiqun.cultivation.models import ServiceProvider
from jiqun.demo.accounts import PREFECTURE
from jiqun.demo.cultivating import ENTRIES
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage, at
from jiqun.register.models import Cluster, FirmYearRow

CITY = PREFECTURE
PROVIDERS = (
    # entered by, kind, name, services, certificate, issuer, valid from, until
    (CITY, "platform", "惠州市装备制造公共服务平台", "testing technology digital", "省级中小企业公共服务示范平台",
     "广东省工业和信息化厅", "2023-01-01", "2025-12-31"),
    (CITY, "base", "惠州市创客创业基地", "startup policy talent", "省级小型微型企业创业创新示范基地",
     "广东省工业和信息化厅", "2022-07-01", "2025-06-30"),
    (0, "operator", "惠东县鞋机产业园运营公司", "policy market", "", "", "", ""),
    (0, "association", "惠东县鞋机行业协会", "market talent", "", "", "", ""),
    (0, "leader", "惠东县某鞋机龙头企业", "technology testing", "", "", "", ""),
)  # fmt: skip
EVENTS = (
    # entry, provider, kind, what, day, from which part of the firms on, how many of them (per cent), others
    (0, 3, "policy", "惠企政策进园区宣讲", "2025-02-18", 0, 60, 12),
    (0, 0, "testing", "针车机头可靠性检测服务周", "2025-02-25", 40, 35, 0),
    (0, 4, "technology", "伺服控制技术开放日", "2025-03-05", 10, 20, 4),
    (0, 3, "market", "国际鞋机展联合参展", "2024-10-15", 0, 24, 0),
    (0, 1, "talent", "装配技工订单班", "2025-03-11", 70, 30, 0),
    (1, 0, "digital", "显示模组企业数字化诊断", "2025-03-03", 0, 18, 3),
)  # fmt: skip
BEGIN = at("2025-03-13 09:00")


def serve(stage: Stage) -> None:
    """Providers of the prefecture and of 惠东, and what they did for firms, entered in March 2025."""
    clusters = [Cluster.objects.get(name=each.name) for each in ENTRIES]
    rows = FirmYearRow.objects.filter(roster__cluster__in=clusters).values_list("roster__cluster", "enterprise_id")
    firms: dict[Any, list[str]] = {each.pk: [] for each in clusters}
    for of_roster, code in rows.order_by("enterprise_id").distinct():
        firms[of_roster].append(code)
    made: list[ServiceProvider] = []
    for number, (by, kind, name, services, certificate, issuer, begins, ends) in enumerate(PROVIDERS):
        officer = stage.officer(ENTRIES[by].code if isinstance(by, int) else CITY)
        told = {
            "kind": kind,
            "name": name + INVENTED,
            "services": services.split(),
            "certificate": certificate,
            "issuer": issuer,
            "valid_from": begins,
            "valid_to": ends,
        }
        made.append(stage.open("service_provider", officer, BEGIN + timedelta(minutes=5 * number), told))
    for number, (of, by_whom, kind, title, on, first, many, others) in enumerate(EVENTS):
        cluster = clusters[of]
        told = {
            "cluster": str(cluster.pk),
            "provider": str(made[by_whom].pk),
            "kind": kind,
            "title": title + INVENTED,
            "on": on,
            "firms": "、".join(part(firms[cluster.pk], first, many)),
            "others": str(others),
        }
        officer = stage.officer(ENTRIES[of].code)
        stage.open("service_event", officer, BEGIN + timedelta(hours=2, minutes=7 * number), told)


def part(codes: list[str], first: int, many: int) -> list[str]:
    """Some of the firms, by per cent of them."""
    n = len(codes)
    return codes[n * first // 100 : max(n * (first + many) // 100, n * first // 100 + 1)]
