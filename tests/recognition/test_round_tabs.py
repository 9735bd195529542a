"""One frame for the pages of a round: every one shows the tabs, each only to who may open it (Article 14)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Role
from jiqun.casework.models import Case
from jiqun.recognition.views.round_tabs import tabs
from jiqun.review.models import Panel
from tests.office import HUIZHOU, PROVINCE, account, officer
from tests.recognition.listed_round import published, ranked_round
from tests.recognition.panel_round import Stage

HUICHENG = "441302"
COUNTY = ["批次", "转发与截止", "办法比较"]
PREFECTURE = ["批次", "转发与截止", "受理台账", "推荐候选", "办法比较"]
PROVINCE_OPEN = ["批次", "转发与截止", "受理台账", "推荐候选", "资格初审"]


@pytest.fixture
def stage(db: None) -> Stage:
    """On public notice, scores opened; what a draw keeps is not told here."""
    found = published(ranked_round())
    record = {"panels": {}, "excluded": {}, "experts": {}, "per_case": 3, "algorithm": "—", "seed": "00"}
    Panel.objects.update(draw=record)
    return found


@pytest.mark.parametrize(
    ("role", "place", "titles"),
    [
        (Role.OFFICER, HUICHENG, COUNTY),
        (Role.OFFICER, HUIZHOU, PREFECTURE),
        (Role.OFFICER, PROVINCE, [*PROVINCE_OPEN, "专家评审", "评审排序", "评审会", "名单与公示", "办法比较"]),
        (Role.SUPERVISOR, PROVINCE, [*PROVINCE_OPEN, "专家评审", "评审会", "名单与公示", "办法比较"]),
    ],
)
def test_every_page_of_a_round_shows_the_same_tabs_and_itself_among_them(
    stage: Stage, role: Role, place: str, titles: list[str]
) -> None:
    reader = account(role, place)
    desk = Client()
    desk.force_login(reader)
    found = tabs(stage.round, reader, "round")
    assert [title.zh for title, _, _ in found] == titles
    for title, url, _ in found:
        page = desk.get(url)
        assert page.status_code == 200, url
        [nav] = re.findall(r'<nav class="tabs" aria-label="批次内容">(.*?)</nav>', page.content.decode(), re.DOTALL)
        shown = re.findall(r'<a href="([^"]+)"( class="on" aria-current="page")?>([^<]+)</a>', nav)
        assert [name for _, _, name in shown] == titles
        assert [(link, name) for link, on, name in shown if on] == [(url, title.zh)]


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
