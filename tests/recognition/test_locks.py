"""The workbench lists what can be done now; what a guard would refuse stands apart, with its reason (Article 14)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jiqun.casework import todo
from jiqun.casework.models import Case
from jiqun.casework.offers import offers
from jiqun.recognition.models import Round
from tests.office import HUICHENG, PROVINCE, at, officer
from tests.recognition.applicant import open_round, start
from tests.recognition.listed_round import on_notice, proposed, publish, published, ranked_round
from tests.recognition.panel_round import Stage, make_round

pytestmark = pytest.mark.django_db


def of_round(stage: Stage, now: datetime) -> tuple[set[str], dict[str, str]]:
    """What the province's officer reads of the round: acts that can be done, and why the others wait."""
    [found] = [
        task for task in todo.tasks(officer(PROVINCE), now) if task.url.rstrip("/").endswith(str(stage.round.pk))
    ]
    return {act.zh for act in found.acts}, {act.zh: why.zh for act, why in found.locked}


def test_announcement_waits_until_the_period_is_over() -> None:
    """Article 14(三): the list is announced after the public notice."""
    stage = published(ranked_round())
    acts, locked = of_round(stage, at("2025-06-20 09:00"))
    assert ("公布名单" in acts, locked["公布名单"]) == (False, "公示期未满，或有公示尚未登记发布。")
    acts, locked = of_round(stage, at("2025-06-27 09:00"))
    assert ("公布名单" in acts, "公布名单" in locked) == (True, False)


def test_publication_is_a_task_until_it_is_on_record() -> None:
    stage = on_notice(ranked_round())
    assert "登记发布情况" in of_round(stage, stage.now)[0]
    stage.now = at("2025-06-17 10:00")
    publish(stage)
    assert of_round(stage, stage.now)[1]["登记发布情况"] == "公示都已登记发布。"


@pytest.mark.parametrize("made", [ranked_round, lambda: proposed(ranked_round()), lambda: on_notice(ranked_round())])
def test_what_a_list_calls_locked_the_guard_refuses(made: Callable[[], Stage]) -> None:
    """The condition of a list is never stricter than the act itself."""
    stage = made()
    by = officer(PROVINCE)
    on_offer = {offer.act.title.zh: offer.allowed for offer in offers(
        stage.round.procedure, Case.objects.get(pk=stage.round.pk), by, stage.now, None
    )}  # fmt: skip
    acts, locked = of_round(stage, stage.now)
    assert [name for name in locked if on_offer[name]] == []
    assert [name for name in acts if name in on_offer and not on_offer[name]] == []


def test_late_draft_is_no_task_but_stands_with_its_reason(client: Client) -> None:
    """Article 14(一): after the counties' deadline nothing is handed in; the draft is kept."""
    case = start(open_round())
    by = officer(HUICHENG)
    now = at("2025-05-02 09:00")
    Round.objects.filter(applications=case.pk).update(county_deadline=at("2025-03-01 17:30"))
    late = [task for task in todo.tasks(by, now) if task.title == case.title]
    assert [[(act.zh, why.zh) for act, why in task.locked] for task in late] == [
        [("提交申报", "截止时间已过，草稿保留。")]
    ]
    client.force_login(by)
    page = client.get("/work/").content.decode()
    assert ("尚不能办理" in page, "截止时间已过，草稿保留。" in page) == (True, True)


def test_locks_cost_no_query_more(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    stage = make_round(applications=3, experts=1)
    by = officer(PROVINCE)
    before = [table for table in todo.procedures() if table.model != todo.CASE_MODEL]
    others = [table for table in before if any(act.task and act.who.fits(by) for act in table.acts)]
    with django_assert_num_queries(1 + len(others)):
        todo.tasks(by, stage.now)
