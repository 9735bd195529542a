"""The sub-sector rule of a round: one cluster a sub-sector, within a prefecture or the province."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.recognition.models import Application

HOLDING = ("recommended", "review", "listed", "reserve", "recognised")
"""States in which an application stands recommended."""


def share(one: tuple[str, ...], other: tuple[str, ...], digits: int) -> bool:
    """Whether two clusters' lead codes meet in one sub-sector of so many digits.

    A code shorter than that stands for everything below it: 33 meets 331 at three digits.
    """
    for a in (code[:digits] for code in one):
        for b in (code[:digits] for code in other):
            if a.startswith(b) or b.startswith(a):
                return True
    return False


def taken(application: Application) -> Text | None:
    """What to say when another recommended cluster holds the sub-sector; `None` when it is free or there is no rule.

    Clusters of another prefecture are counted, never named.
    """
    rule = application.round
    if not rule.niche_digits:
        return None
    others = Application.objects.filter(round=rule.pk, recommended_at__isnull=False, case__state__in=HOLDING)
    if rule.niche_scope == "prefecture":
        others = others.filter(prefecture=application.prefecture_id)
    mine = application.cluster.leads
    rows = others.exclude(pk=application.pk).values_list("prefecture_id", "cluster__name", "cluster__lead_codes")
    same = [(code, name) for code, name, codes in rows if share(mine, split(codes), rule.niche_digits)]
    if not same:
        return None
    here = [name for code, name in same if code == application.prefecture_id]
    names = "、".join(here) if here else f"其他地市的 {len(same)} 个集群"
    names_en = ", ".join(here) if here else f"{len(same)} cluster(s) of other prefectures"
    return Text(
        f"主导产业代码前 {rule.niche_digits} 位相同的已有推荐：{names}。"
        "按通知要求，同一细分领域原则上推荐 1 个，另行推荐请说明理由。",
        f"Already recommended with the same first {rule.niche_digits} digits of the lead code: {names_en}. "
        "The call has one cluster a sub-sector in principle; give your reason for another.",
    )


def split(codes: str) -> tuple[str, ...]:
    """Lead codes as stored, one by one."""
    return tuple(code for code in codes.split("、") if code)
