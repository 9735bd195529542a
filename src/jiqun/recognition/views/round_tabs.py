"""The pages of a round: the round's page and every page of a part of it show the same tabs, in this order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.models import STAFF, Case
from jiqun.recognition.queries.experts import panel_of
from jiqun.recognition.views.sensitivity import may_try

WITH_PANEL = ("scoring", "ranked", "proposed", "notice", "announced")
CLOSED = "closed"


def everybody(case: Case, user: Account) -> bool:
    """Shown to whoever sees the round."""
    return True


def called(case: Case, user: Account) -> bool:
    """Shown to all once the call is out."""
    return case.state != "drafting"


def to_staff(case: Case, user: Account) -> bool:
    """Shown to the offices and their supervisors once the call is out."""
    return called(case, user) and user.role in STAFF


def above(case: Case, user: Account) -> bool:
    """Shown to prefectures and the province once the call is out."""
    return called(case, user) and user.level in (Level.PREFECTURE, Level.PROVINCE)


def province(case: Case, user: Account) -> bool:
    """Shown to the province once the call is out."""
    return called(case, user) and user.level == Level.PROVINCE


def with_panel(case: Case, user: Account) -> bool:
    """Shown to the province from the draw on, and of a round closed after one."""
    if not province(case, user):
        return False
    return case.state in WITH_PANEL or (case.state == CLOSED and panel_of(case) is not None)


def on_paper(case: Case, user: Account) -> bool:
    """Shown to the province where the drawn panel scores in one room on paper."""
    panel = panel_of(case) if with_panel(case, user) else None
    return panel is not None and panel.drawn_at is not None and panel.offline


def opened(case: Case, user: Account) -> bool:
    """Shown to the province once the scores were opened."""
    panel = panel_of(case) if with_panel(case, user) else None
    return panel is not None and panel.opened_at is not None


def ranked(case: Case, user: Account) -> bool:
    """Shown to the province's office once the scores were opened."""
    return user.role in OFFICE and opened(case, user)


def supervised(case: Case, user: Account) -> bool:
    """Shown to the discipline supervisor once the round is over."""
    return user.role == Role.SUPERVISOR and case.state in ("announced", CLOSED) and opened(case, user)


@dataclass(frozen=True, slots=True)
class Tab:
    """One page: `url` is the name of an address that takes the round's key."""

    name: str
    title: Text
    url: str
    shown: Callable[[Case, Account], bool]


TABS = (
    Tab("round", Text("批次", "Round"), "recognition:round", everybody),
    Tab("forwardings", Text("转发与截止", "Forwarded calls"), "recognition:forwardings", called),
    Tab("questions", Text("问答", "Questions"), "recognition:questions", to_staff),
    Tab("intake", Text("受理台账", "Intake"), "recognition:intake", above),
    Tab("candidates", Text("推荐候选", "Candidates"), "recognition:candidates", above),
    Tab("qualifications", Text("资格初审", "Qualification"), "recognition:qualifications", province),
    Tab("panel", Text("专家评审", "Expert review"), "recognition:panel", with_panel),
    Tab("offline", Text("集中评审", "Review on paper"), "recognition:offline", on_paper),
    Tab("ranking", Text("评审排序", "Ranking"), "recognition:ranking", ranked),
    Tab("meetings", Text("评审会", "Panel meetings"), "recognition:meetings", opened),
    Tab("diagnostics", Text("评审监督分析", "How the panel scored"), "recognition:diagnostics", supervised),
    Tab("list", Text("名单与公示", "List and notice"), "recognition:list", with_panel),
    Tab("sensitivity", Text("口径敏感性", "Readings tried"), "recognition:sensitivity", may_try),
    Tab("comparison", Text("办法比较", "Comparison of measures"), "recognition:comparison", to_staff),
)


def tabs(case: Case, user: Account, on: str) -> list[tuple[Text, str, bool]]:
    """Title, address and whether it is the one shown, of every page that this account may open; asks no more than
    the round's panel, and only the province once there is one."""
    return [(tab.title, reverse(tab.url, args=[case.pk]), tab.name == on) for tab in TABS if tab.shown(case, user)]
