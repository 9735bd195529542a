"""Whom a policy is meant for: the firms of a roster that meet each condition of its rule (13(九): miss none).

A firm whose size cannot be told for want of a figure is taken along: better one too many than one left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts.rows import TITLES
from jiqun.register.models import Cluster, FirmYearRow, HonourRow, RosterRevision
from jiqun.standards import enterprise_size, industries

SIZES = {each.value: each.text for each in enterprise_size.Size}
EMPTY = Text("请至少填一项目标企业条件，或勾选“全部企业”。", "Give one condition at least, or tick “all firms”.")


def ruled(rule: Mapping[str, Any]) -> bool:
    """Whether a rule says anything."""
    return bool(rule.get("all")) or any(rule.get(name) for name in ("sizes", "industries", "titles", "places"))


def in_place(rule: Mapping[str, Any], cluster: Cluster) -> bool:
    """Whether a cluster lies in one of the rule's places; anywhere where it names none."""
    places = rule.get("places") or []
    return not places or any(code in cluster.path.split("/") for code in places)


def newest_of(cluster: Cluster) -> RosterRevision | None:
    """The newest roster of a cluster; one query."""
    return RosterRevision.objects.filter(cluster=cluster).order_by("-number").first()


def targets(rule: Mapping[str, Any], cluster: Cluster, roster: RosterRevision, on: date) -> list[str]:
    """The credit codes of the firms a rule means, in order; two queries."""
    if not in_place(rule, cluster):
        return []
    rows = FirmYearRow.objects.filter(roster=roster, year=roster.base_year)
    columns = ("enterprise", "industry", "employees", "revenue", "assets")
    titles = titles_of(roster, on) if rule.get("titles") else {}
    return sorted(
        uscc
        for uscc, industry, employees, revenue, assets in rows.values_list(*columns)
        if fits(rule, industry, employees, revenue, assets, titles.get(uscc, frozenset()))
    )


def titles_of(roster: RosterRevision, on: date) -> dict[str, set[str]]:
    """Firm → its titles in force on a day; one query."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = HonourRow.objects.filter(roster=roster, valid_from__lte=on)
    for uscc, title, ends in rows.values_list("uscc", "title", "valid_to"):
        if ends is None or on <= ends:
            found[uscc].add(title)
    return found


def fits(
    rule: Mapping[str, Any],
    industry: str,
    employees: int | None,
    revenue: int | None,
    assets: int | None,
    titles: frozenset[str] | set[str],
) -> bool:
    """One firm: every list of the rule that is not empty."""
    if rule.get("industries") and not industries.belongs(industry, rule["industries"]):
        return False
    if rule.get("titles") and not titles & set(rule["titles"]):
        return False
    if not rule.get("sizes"):
        return True
    possible = enterprise_size.possible(industry, employees=employees, revenue=revenue, assets=assets)
    return not possible or any(each.value in rule["sizes"] for each in possible)


def said(rule: Mapping[str, Any], places: Mapping[str, str]) -> list[tuple[Text, str]]:
    """A rule in words, for its page; `places` are names by code."""
    if rule.get("all"):
        return [(Text("目标企业", "Meant for"), str(Text("集群全部企业", "all firms of the clusters")))]
    rows = (
        (Text("规模", "Size"), [str(SIZES[each]) for each in rule.get("sizes") or ()]),
        (Text("行业", "Industry"), [f"{each} {industries.name(each)}" for each in rule.get("industries") or ()]),
        (Text("称号", "Title"), [each for each in rule.get("titles") or () if each in TITLES]),
        (Text("地区", "Place"), [places.get(each, each) for each in rule.get("places") or ()]),
    )
    return [(label, "、".join(values)) for label, values in rows if values]
