"""What the pages show of a procedure: bar, offers, to-do lists, history. All read from the table."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from jiqun.bilingual import speaking
from jiqun.casework import todo
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.offers import bar, offers
from jiqun.casework.procedure import Procedure, procedures
from jiqun.casework.signing import pending
from tests.casework.conftest import begin
from tests.casework.test_perform import NOW, SUNDAY, do, send
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, approver, at, officer


def on_offer(case: Case, by: Any, now: Any = NOW) -> list[tuple[str, bool]]:
    return [(o.act.name, o.allowed) for o in offers(case.procedure, case, by, now, pending(case))]


def test_offers_are_the_acts_of_my_role_at_this_state(matter: Case) -> None:
    assert on_offer(matter, officer(HUICHENG)) == [("send", True), ("drop", True), ("explode", True)]
    assert on_offer(matter, approver(HUICHENG)) == []


def test_offer_that_is_off_says_why(matter: Case) -> None:
    first = offers(matter.procedure, matter, officer(HUICHENG), SUNDAY, None)[0]
    assert (first.allowed, first.refusal and first.refusal.zh) == (False, "周日不收件。")


def test_offers_while_a_signature_is_awaited(matter: Case) -> None:
    do(matter, "send", officer(HUICHENG))
    matter.refresh_from_db()
    assert on_offer(matter, approver(HUICHENG)) == [("sign", True), ("send_back", True)]
    assert on_offer(matter, officer(HUICHENG)) == [("recall", True)]


def test_bar_stands_where_the_matter_stands(errand: Procedure) -> None:
    assert [s.status for s in bar(errand, "sent")] == ["done", "now", "todo"]
    assert [s.status for s in bar(errand, "settled")] == ["done", "done", "done"]
    assert [(s.title.zh, s.status) for s in bar(errand, "dropped")][-1] == ("作罢", "now")


def test_tasks_and_waiting_follow_the_matter(matter: Case) -> None:
    clerk, above = officer(HUICHENG), officer(HUIZHOU)
    assert [t.title for t in todo.tasks(clerk, NOW)] == ["修路"]
    assert (todo.tasks(above, NOW), todo.waiting(above, NOW)) == ([], [])
    do(matter, "send", clerk)
    assert [p.act for p in todo.to_sign(approver(HUICHENG), NOW)] == ["send"]
    assert (todo.tasks(clerk, NOW), [t.title for t in todo.waiting(clerk, NOW)]) == ([], ["修路"])
    do(matter, "sign", approver(HUICHENG), version=2, affirmed="on")
    assert [[a.zh for a in t.acts] for t in todo.tasks(above, NOW)] == [["办结"]]
    assert todo.tasks(officer(HUIDONG), NOW) == []


def test_days_left_are_working_days_by_the_state_councils_calendar() -> None:
    """2025-04-04 is 清明节, 04-05 and 04-06 a weekend: from the 3rd to the 8th two working days pass."""
    assert todo.days_left(at("2025-04-08 17:30"), at("2025-04-03 09:00")) == 2
    assert todo.days_left(at("2025-04-03 17:30"), at("2025-04-03 09:00")) == 0
    assert todo.days_left(at("2025-04-03 17:30"), at("2025-04-07 09:00")) == -1
    assert todo.days_left(at("2031-04-03 17:30"), at("2025-04-07 09:00")) is None


def test_history_tells_every_act_newest_first(matter: Case) -> None:
    send(matter)
    lines = history(matter.pk)
    assert [line.title.zh for line in lines] == ["上报", "提请：上报", "立项"]
    assert (lines[0].by, lines[0].prepared_by) == ("approver-441302某", "officer-441302某")
    assert [line.changed for line in lines] == [True, False, True]
    with speaking("en"):
        assert str(lines[1].title) == "Prepared: Send"


@pytest.mark.parametrize("size", [1, 3])
def test_workbench_costs_the_same_however_long(
    errand: Procedure, db: None, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk = officer(HUICHENG)
    for number in range(size):
        begin(clerk, key=f"k{number}")
    officer(PROVINCE)
    # One for all cases, and one for each other kind of subject such an officer has tasks at (hearings, papers).
    tables = [table for table in procedures() if table.model != todo.CASE_MODEL]
    others = [table for table in tables if any(act.task and act.who.fits(clerk) for act in table.acts)]
    with django_assert_num_queries(1 + len(others)):
        assert len(todo.tasks(clerk, NOW)) == size
    with django_assert_num_queries(1):
        todo.waiting(clerk, NOW)
