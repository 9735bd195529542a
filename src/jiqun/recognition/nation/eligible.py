"""Who may recommend to the nation, and which clusters (Article 12): those the province recognised, while that holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from jiqun.authorities.models import Account, Authority, Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.law.citation import citing
from jiqun.recognition.models import NationalCandidate
from jiqun.register.levels import NATIONAL, PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.register.terms import in_force

CLAUSE = "A12"
MEASURE = "miit_2022_119"
DIRECT = ("440300",)
"""计划单列市: Shenzhen recommends its own clusters to the ministry by itself."""
OPEN = ("preparing", "recommended")
NOT_YOURS = Text(
    "国家级集群由省级推荐；计划单列市（深圳）可直接推荐本市集群。",
    "The province recommends to the nation; Shenzhen, as a city with its own plan, may recommend its own directly.",
)
NOT_HELD = citing(
    "{name}没有有效的省级认定，不能推荐国家级（{A12}：认定为省级集群后才能推荐）。",
    "{name} holds no provincial recognition in force and cannot be recommended ({A12}).",
)
HELD_ALREADY = Text("{name}已是国家级集群。", "{name} is recognised by the nation already.")
ELSEWHERE = Text("{name}已列入另一份推荐（{number}）。", "{name} is in another recommendation ({number}).")


def is_direct(authority: Authority | None) -> bool:
    """Whether an authority recommends by itself."""
    return authority is not None and authority.pk in DIRECT


def speaks(user: Account) -> bool:
    """Whether the account's office recommends to the nation at all."""
    return user.level == Level.PROVINCE or is_direct(user.authority)


def may_recommend(doing: Doing) -> None:
    """Guard: the province, or a city that recommends by itself. Raises `Refusal`."""
    by: Any = doing.by
    if not speaks(by):
        raise Refusal(NOT_YOURS, clause=CLAUSE)


def lasting(on: date) -> Q:
    """The condition that a national recognition holds or is to begin; where its term is not stated it is taken to."""
    return (Q(valid_to__gte=on) | Q(valid_to=None)) & (Q(revoked_from=None) | Q(revoked_from__gt=on))


def clusters(authority: Authority, on: date) -> list[Cluster]:
    """The clusters that may be put on a list now, by place and name, with `held` (their provincial recognition); two
    queries."""
    found = Cluster.objects.filter(path__startswith=authority.path).select_related("authority")
    national = Recognition.objects.filter(level=NATIONAL, cluster=OuterRef("pk"))
    listed = NationalCandidate.objects.filter(cluster=OuterRef("pk"), recommendation__case__state__in=OPEN, result="")
    found = found.exclude(Exists(national.filter(lasting(on))))
    found = found.exclude(Exists(listed)).order_by("path", "name")
    if not is_direct(authority):
        found = found.filter(Exists(Recognition.objects.filter(in_force(on), level=PROVINCIAL, cluster=OuterRef("pk"))))
    return list(found)


def recognition_of(cluster: Cluster, on: date) -> Recognition | None:
    """The provincial recognition in force on a day; one query."""
    rows = Recognition.objects.filter(in_force(on), level=PROVINCIAL, cluster=cluster)
    return rows.order_by("-valid_to").first()


def problems(authority: Authority, candidates: Sequence[NationalCandidate], on: date) -> list[Text]:
    """What keeps candidates from being recommended on a day, one sentence each; three queries."""
    ids = [each.cluster_id for each in candidates]
    at = Recognition.objects.filter(cluster__in=ids)
    provincial = set(at.filter(in_force(on), level=PROVINCIAL).values_list("cluster", flat=True))
    national = set(at.filter(lasting(on), level=NATIONAL).values_list("cluster", flat=True))
    others = NationalCandidate.objects.filter(cluster__in=ids, recommendation__case__state__in=OPEN, result="")
    mine = {each.recommendation_id for each in candidates}
    elsewhere = dict(others.exclude(recommendation__in=mine).values_list("cluster", "recommendation__case__number"))
    found = []
    for each in candidates:
        name = each.cluster.name
        if each.cluster_id not in provincial and not is_direct(authority):
            found.append(NOT_HELD.format(name=name))
        if each.cluster_id in national:
            found.append(HELD_ALREADY.format(name=name))
        if each.cluster_id in elsewhere:
            found.append(ELSEWHERE.format(name=name, number=elsewhere[each.cluster_id]))
    return found
