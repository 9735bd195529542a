"""The tasks that Article 7 names are those of the plan, word for word and none left out."""

from __future__ import annotations

import re

import pytest

from jiqun import law
from jiqun.cultivation.plan.directions import Direction, by_code, directions, templates
from jiqun.register.models import FIGURES

NAMED = {1: 8, 2: 7, 3: 7, 4: 6, 5: 4, 6: 4, 7: 7, 8: 6}
"""How many tasks each item names. A half-sentence that only says what the one before it is for (提升集群数字化管理水平)
belongs to that one; 强化知识产权运用和标准研制 and 强化安全生产意识和中小企业合法权益保护 name two tasks each."""


def clause(of: Direction) -> str:
    """The item's own text, without its number."""
    found = next(each for top in law.load("gd_2023_4").clauses for each in top.walk() if each.anchor == of.clause)
    return str(found.text)


@pytest.mark.parametrize("of", directions(), ids=lambda of: of.clause)
def test_every_task_is_quoted_from_its_item(of: Direction) -> None:
    assert [each.words for each in of.topics if each.words not in clause(of)] == []
    assert of.title.zh in clause(of)


@pytest.mark.parametrize("of", directions(), ids=lambda of: of.clause)
def test_nothing_of_the_item_is_left_over(of: Direction) -> None:
    """Without its heading and the tasks quoted, only the signs between them and 和 remain."""
    rest = clause(of)
    for words in (of.title.zh, *sorted((each.words for each in of.topics), key=len, reverse=True)):
        assert words in rest
        rest = rest.replace(words, "", 1)
    assert re.sub(r"[（）一二三四五六七八，。、和]", "", rest).strip() == ""


def test_tasks_are_counted() -> None:
    assert {of.number: len(of.topics) for of in directions()} == NAMED
    assert len(by_code()) == sum(NAMED.values())


def test_every_direction_offers_a_goal_and_every_figure_is_one_the_register_keeps() -> None:
    assert [of.number for of in directions() if not of.goals] == []
    named = {name for each in templates().values() for name in (each.figure, each.per) if name}
    assert named <= set(FIGURES)


def test_indicators_come_exactly_from_the_years_figures() -> None:
    energy = templates()["单位产值综合能耗", "吨标准煤/万元"]
    assert energy.value({"energy": 5_000_000, "output": 10_000_000_000}) * 2 == 1  # 5,000 t on 100 m yuan
    assert energy.value({"energy": None, "output": 1}) is None
    assert templates()["集群总产值", "亿元"].value({"output": 45 * 10**10}) == 45
    assert templates()["主导产业产值占比", "%"].value({"output_lead": 3, "output": 0}) is None
