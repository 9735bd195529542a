"""One frame for the pages of a round: every one shows the tabs, each only to who may open it (Article 14)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.recognition.views.round_tabs import tabs
from jiqun.review.models import Panel
from tests.office import HUIZHOU, PROVINCE, account, officer
from tests.recognition.listed_round import decisions, published, ranked_round
from tests.recognition.panel_round import Stage, make_round

HUICHENG = "441302"
COUNTY = ["批次", "转发与截止", "问答", "办法比较"]
PREFECTURE = ["批次", "转发与截止", "问答", "受理台账", "推荐候选", "办法比较"]
PROVINCE_OPEN = ["批次", "转发与截止", "问答", "受理台账", "推荐候选", "资格初审"]
REVIEWED = [*PROVINCE_OPEN, "专家评审", "评审排序", "评审会", "名单与公示", "办法比较"]
OVERSEEN = [*PROVINCE_OPEN, "专家评审", "评审会", "评审监督分析", "名单与公示", "办法比较"]
DRAWN = {"panels": {}, "excluded": {}, "experts": {}, "per_case": 3, "algorithm": "—", "seed": "00"}


@pytest.fixture
def stage(db: None) -> Stage:
    """On public notice, scores opened; what a draw keeps is not told here."""
    found = published(ranked_round())
    Panel.objects.update(draw=DRAWN)
    return found


@pytest.fixture
def closed(db: None) -> Stage:
    """Closed without a recognition: the one cluster of the list was taken off and nobody stood in reserve."""
    found = ranked_round()
    Panel.objects.update(draw=DRAWN)
    found.signed("propose_list", decisions(found, "listed", "not", "not", "not", "not"))
    taken = {"application": str(found.cases[0].pk), "ground": "facts", "objection": "", "reason": "核查发现新情况"}
    found.signed("take_off", taken)
    found.signed("close_empty", {"reason": "拟认定集群经核查不符合条件，无可递补。"})
    found.round.refresh_from_db()
    return found


@pytest.mark.parametrize(
    ("role", "place", "titles"),
    [
        (Role.OFFICER, HUICHENG, COUNTY),
        (Role.OFFICER, HUIZHOU, PREFECTURE),
        (Role.OFFICER, PROVINCE, REVIEWED),
        (Role.SUPERVISOR, PROVINCE, [*PROVINCE_OPEN, "专家评审", "评审会", "名单与公示", "办法比较"]),
    ],
)
def test_every_page_of_a_round_shows_the_same_tabs_and_itself_among_them(
    stage: Stage, role: Role, place: str, titles: list[str]
) -> None:
    assert walked(stage, account(role, place)) == titles


@pytest.mark.parametrize(
    ("role", "place", "titles"),
    [
        (Role.OFFICER, HUICHENG, COUNTY),
        (Role.OFFICER, HUIZHOU, PREFECTURE),
        (Role.OFFICER, PROVINCE, REVIEWED),
        (Role.APPROVER, PROVINCE, REVIEWED),
        (Role.SUPERVISOR, PROVINCE, OVERSEEN),
    ],
)
def test_closed_round_keeps_the_pages_of_what_was_done_in_it(
    closed: Stage, role: Role, place: str, titles: list[str]
) -> None:
    """A14.3: closed without a recognition after a review; its supervisor may now look at how the panel scored."""
    assert closed.round.state == "closed"
    assert walked(closed, account(role, place)) == titles


def test_round_closed_without_a_panel_shows_no_page_of_one(db: None) -> None:
    """Nobody is led to an address that answers with nothing."""
    case = make_round(applications=1).round
    case.state = "closed"
    for role in (Role.OFFICER, Role.SUPERVISOR):
        found = [title.zh for title, _, _ in tabs(case, account(role, PROVINCE), "round")]
        assert found == [*PROVINCE_OPEN, "办法比较"]


def walked(stage: Stage, reader: Account) -> list[str]:
    """The titles of the tabs; each opens, shows the same tabs and is the one that is on."""
    desk = Client()
    desk.force_login(reader)
    found = tabs(stage.round, reader, "round")
    titles = [title.zh for title, _, _ in found]
    for title, url, _ in found:
        page = desk.get(url)
        assert page.status_code == 200, url
        [nav] = re.findall(r'<nav class="tabs" aria-label="批次内容">(.*?)</nav>', page.content.decode(), re.DOTALL)
        shown = re.findall(r'<a href="([^"]+)"( class="on" aria-current="page")?>([^<]+)</a>', nav)
        assert [name for _, _, name in shown] == titles
        assert [(link, name) for link, on, name in shown if on] == [(url, title.zh)]
    return titles


def test_tabs_ask_for_the_panel_once_and_only_where_there_is_one(stage: Stage, django_assert_num_queries: Any) -> None:
    above, below = officer(PROVINCE), officer(HUIZHOU)
    case = Case.objects.get(pk=stage.round.pk)
    with django_assert_num_queries(1):
        tabs(case, above, "list")
    with django_assert_num_queries(0):
        tabs(case, below, "intake")
    case.state = "open"
    with django_assert_num_queries(0):
        tabs(case, above, "intake")


def test_breadcrumb_calls_the_rounds_alike_on_every_page(stage: Stage) -> None:
    desk = Client()
    reader = officer(PROVINCE)
    desk.force_login(reader)
    for _, url, _ in tabs(stage.round, reader, "round"):
        assert f'<a href="{reverse("recognition:rounds")}">批次</a>' in desk.get(url).content.decode(), url
