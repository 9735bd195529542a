"""Clusters, firms and matters as kinds of hits."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.casework.searching.sources import Hit, register, standing_in
from jiqun.register.models import Cluster, Enterprise, FirmYearRow


@register("clusters", Text("集群", "Clusters"))
def clusters(user: Account, asked: list[str], most: int) -> Iterator[Hit]:
    """By name and place."""
    rows = Cluster.objects.visible_to(user).filter(standing_in(asked, "name", "authority__name", "niche"))
    for each in rows.select_related("authority").order_by("name", "path")[:most]:
        yield Hit(each.name, reverse("register:cluster", args=[each.pk]), each.authority.name)


@register("firms", Text("企业", "Firms"))
def firms(user: Account, asked: list[str], most: int) -> Iterator[Hit]:
    """By name and credit code: firms in a roster of a cluster the account sees. A hit leads to that cluster."""
    seen = Cluster.objects.visible_to(user)
    listed = FirmYearRow.objects.filter(enterprise=OuterRef("pk"), roster__cluster__in=seen)
    rows = Enterprise.objects.filter(standing_in(asked, "name", "uscc")).filter(Exists(listed)).order_by("name", "uscc")
    found = list(rows[:most])
    where = (
        FirmYearRow.objects.filter(enterprise__in=found, roster__cluster__in=seen)
        .order_by("enterprise", "-roster__at")
        .values_list("enterprise", "roster__cluster", "roster__cluster__name")
        if found
        else ()
    )
    of = {uscc: (cluster, name) for uscc, cluster, name in reversed(list(where))}
    for each in found:
        cluster, name = of[each.uscc]
        yield Hit(each.name, reverse("register:cluster", args=[cluster]), f"{each.uscc} · {name}")


@register("matters", Text("办件", "Matters"))
def matters(user: Account, asked: list[str], most: int) -> Iterator[Hit]:
    """By title and number, the newest first."""
    rows = Case.objects.visible_to(user).filter(standing_in(asked, "title", "number")).order_by("-opened_at", "pk")
    for each in rows[:most]:
        table = procedure(each.procedure_name)
        state = table.by_state[each.state].title
        yield Hit(each.title, reverse(table.url, args=[each.pk]), f"{each.number} · {state}")
