"""The pages of an application. A part that has one names it here; the frame draws them in this order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.recognition.models import Application


def everybody(user: Account, application: Application) -> bool:
    """Shown to whoever sees the application."""
    return True


def above(user: Account, application: Application) -> bool:
    """Shown to prefecture and province once the application was handed in."""
    return application.submitted_at is not None and user.level in (Level.PREFECTURE, Level.PROVINCE)


def not_experts(user: Account, application: Application) -> bool:
    """Shown to all but experts, who are to know nobody."""
    return user.role != Role.EXPERT


def told_or_above(user: Account, application: Application) -> bool:
    """Shown to the prefecture that reads a submitted application, and to all but experts once a notice was given."""
    return not_experts(user, application) and (application.notices > 0 or above(user, application))


def handed_in(user: Account, application: Application) -> bool:
    """Shown to all but experts once the application was handed in."""
    return not_experts(user, application) and application.submitted_at is not None


def handed_in_again(user: Account, application: Application) -> bool:
    """Shown to all but experts once there may be two hand-ins to hold against each other."""
    return not_experts(user, application) and application.notices > 0


@dataclass(frozen=True, slots=True)
class Tab:
    """One page: `url` is the name of an address that takes the case's key, or the cluster's where `of_cluster`."""

    name: str
    title: Text
    url: str
    shown: Callable[[Account, Application], bool] = everybody
    of_cluster: bool = False


TABS = (
    Tab("form", Text("申报表", "Form"), "recognition:application"),
    Tab("findings", Text("对标核验", "Findings"), "recognition:application-findings"),
    Tab("roster", Text("企业名册", "Roster"), "recognition:application-roster"),
    Tab("evidence", Text("佐证材料", "Evidence"), "recognition:application-evidence"),
    Tab("papers", Text("纸质盖章件", "Sealed copy"), "recognition:papers", not_experts),
    Tab("review", Text("市级审核", "Prefecture review"), "recognition:review", above),
    Tab("visits", Text("现场检查", "Visits"), "recognition:application-visits", handed_in),
    Tab("corrections", Text("补正", "Corrections"), "recognition:corrections", told_or_above),
    Tab("changes", Text("与上次比较", "Changes"), "recognition:application-changes", handed_in_again),
    Tab("history", Text("办理记录", "History"), "recognition:application-records", not_experts),
    Tab("file", Text("集群档案", "Cluster’s file"), "register:cluster", not_experts, of_cluster=True),
)


def tabs(application: Application, user: Account, on: str) -> list[tuple[Text, str, bool, int | None]]:
    """Title, address, whether it is the one being shown, and a count where there is one."""
    counts = {"roster": application.roster.firms if application.roster is not None else None}
    return [
        (
            tab.title,
            reverse(tab.url, args=[application.cluster_id if tab.of_cluster else application.pk]),
            tab.name == on,
            counts.get(tab.name),
        )
        for tab in TABS
        if tab.shown(user, application)
    ]
