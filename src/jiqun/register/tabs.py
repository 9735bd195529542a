"""The pages of a cluster's file (集群档案). A room that has one names it here; the frame draws them in this order."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.register.models import Cluster


@dataclass(frozen=True, slots=True)
class Tab:
    """One page of the file: `url` is the name of an address that takes the cluster's key."""

    name: str
    title: Text
    url: str


TABS = (
    Tab("overview", Text("概况", "Overview"), "register:cluster"),
    Tab("cultivation", Text("培育", "Cultivation"), "cultivation:cluster"),
    Tab("outreach", Text("政策宣达", "Policies"), "cultivation:outreach-cluster"),
    Tab("support", Text("扶持", "Support"), "cultivation:support-cluster"),
    Tab("services", Text("服务", "Services"), "cultivation:services-cluster"),
    Tab("gradient", Text("梯度", "Gradient"), "cultivation:gradient-cluster"),
    Tab("chain", Text("产业链", "Chain"), "cultivation:chain-cluster"),
    Tab("tracking", Text("跟踪", "Tracking"), "supervision:tracking"),
    Tab("ledgers", Text("集群台账", "Ledgers"), "ledgers:ledger"),
    Tab("inquiries", Text("部门核查", "Inquiries"), "inquiries:cluster"),
    Tab("boundary", Text("空间范围", "Boundary"), "boundaries:boundary"),
    Tab("changes", Text("变动", "Changes"), "supervision:cluster-changes"),
    Tab("collection", Text("企业填报", "Firms’ figures"), "collection:cluster"),
)


def tabs(cluster: Cluster, on: str) -> list[tuple[Text, str, bool]]:
    """Title and address of every page, and whether it is the one being shown."""
    return [(tab.title, reverse(tab.url, args=[cluster.pk]), tab.name == on) for tab in TABS]
