"""Every procedure is a sound table: what its docs, its permissions and its way promise holds for each act."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from jiqun.authorities.models import ADMINISTRATORS, OFFICE, Account, Level, Role
from jiqun.bilingual import speaking
from jiqun.casework import steps
from jiqun.casework.diagram import document
from jiqun.casework.doing import Doing
from jiqun.casework.procedure import PUBLIC, Act, Actor, Own, Procedure, procedures
from jiqun.casework.refusals import Refusal
from jiqun.law.citation import cite
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, at

DOCS = Path(__file__).parents[2] / "docs" / "procedures.md"
TABLES = procedures()
ACTS = [(table, act) for table in TABLES for act in ([table.opening] if table.opening else []) + list(table.acts)]
PLACES = {Level.COUNTY: HUICHENG, Level.PREFECTURE: HUIZHOU, Level.PROVINCE: PROVINCE}


def everybody() -> list[Actor]:
    """One account of every role at every level, an expert, and the public."""
    found: list[Actor] = [PUBLIC, account(Role.EXPERT, None)]
    for role in Role:
        if role != Role.EXPERT:
            found += [account(role, code) for code in PLACES.values()]
    return found


def entitled(table: Procedure, act: Act, who: Actor) -> bool:
    doing = Doing(table, act, None, who, {}, at("2025-03-20 10:00"), Random(0))
    try:
        steps.entitled(doing)
    except Refusal:
        return False
    return True


@pytest.mark.django_db
def test_each_act_is_for_the_one_role_the_table_names_and_nobody_else() -> None:
    """A5: every act names the role entitled to it; the whole matrix of acts × roles × levels."""
    people = everybody()
    for table, act in ACTS:
        allowed = [who for who in people if entitled(table, act, who)]
        if isinstance(act.who, Own):
            assert allowed == [who for who in people if isinstance(who, Account)], f"{table.name}.{act.name}"
            continue
        levels = len(PLACES) if act.who.level is None and act.who.role in (*OFFICE, *ADMINISTRATORS) else 1
        assert len(allowed) == levels, f"{table.name}.{act.name}: {allowed}"
        for who in allowed:
            assert (who.role if isinstance(who, Account) else None) == act.who.role
            assert act.who.level is None or who.level == act.who.level


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_state_can_be_reached_and_left(table: Procedure) -> None:
    reached = set(table.starts) | {state.name for state in table.states if state.by}
    while True:
        more = {
            act.target
            for act in table.acts
            if isinstance(act.target, str) and set(act.source) & reached and act.target not in reached
        }
        if not more:
            break
        reached |= more
    dynamic = any(callable(act.target) for act in table.acts)
    taken_along = {s.name for s in table.states} - reached
    assert dynamic or not taken_along, f"never reached: {sorted(taken_along)}"
    for state in table.states:
        leaves = any(state.name in act.source for act in table.acts) or taken_from(table, state.name)
        assert state.final or leaves, f"{state.name} is a dead end"


def taken_from(table: Procedure, state: str) -> bool:
    """Whether another procedure's acts take a matter out of this state: a later state on the bar says so."""
    here = table.by_state[state].step
    return any(other.by and other.step > here for other in table.states)


@pytest.mark.parametrize(("table", "act"), ACTS, ids=[f"{table.name}.{act.name}" for table, act in ACTS])
def test_every_act_cites_its_clause_and_speaks_both_languages(table: Procedure, act: Act) -> None:
    if act.clause:
        assert cite(act.clause).zh.startswith("第")
    else:
        assert table.name == "demo-clock"
    assert act.title.zh and act.title.en and act.title.zh != act.title.en


@pytest.mark.django_db
def test_what_the_docs_say_is_what_the_tables_say() -> None:
    """`jiqun procedures > docs/procedures.md` after a change of a table."""
    with speaking("zh"):
        assert DOCS.read_text(encoding="utf-8") == document(TABLES)
