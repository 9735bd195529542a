"""Steps, moves and candidates on figures alone (Article 7(一))."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from jiqun.cultivation.gradient import climbing
from jiqun.cultivation.gradient.candidates import Year, checked, growth
from jiqun.cultivation.gradient.climbing import Title
from jiqun.cultivation.gradient.steps import after, rules, step_of_title, steps
from jiqun.facts.rows import TITLES

DAY = date(2025, 6, 30)
TITLE = st.builds(
    Title,
    st.sampled_from("ABCD"),
    st.sampled_from(sorted(TITLES)),
    st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    st.none() | st.dates(date(2024, 1, 1), date(2028, 1, 1)),
)
WAN = 1_000_000


def year(**given: int | None) -> Year:
    told: dict[str, int | None] = {"employees": 50, "revenue": 2000 * WAN, "assets": 1000 * WAN, "rd": 100 * WAN}
    told |= {"patents": 0, **given}
    return Year(industry="3981", **told)


def test_steps_stand_for_titles_a_roster_knows() -> None:
    assert set(step_of_title()) <= set(TITLES)
    assert [after(None), after("innovative"), after("champion")] == ["innovative", "specialised", None]
    assert set(rules()) == {"innovative", "specialised", "giant"}
    assert {rule.step for each in rules().values() for rule in each} <= set(steps())


@given(st.lists(TITLE), st.dates(date(2023, 1, 1), date(2027, 1, 1)))
def test_firm_stands_once_on_its_highest_step_in_force(titles: list[Title], day: date) -> None:
    found = climbing.standing(titles, day)
    order = list(steps())
    for uscc in "ABCD":
        held = [
            step_of_title()[t.title] for t in titles if t.uscc == uscc and t.holds(day) and t.title in step_of_title()
        ]
        assert found.get(uscc) == (max(held, key=order.index) if held else None)
    assert sum(climbing.counted(found).values()) == len(found)


@given(st.lists(TITLE), st.lists(TITLE))
def test_moves_lead_from_one_standing_to_the_other(first: list[Title], second: list[Title]) -> None:
    before, now = climbing.standing(first, DAY), climbing.standing(second, DAY)
    walked = {**before}
    for move in climbing.moves(before, now):
        assert walked.get(move.uscc) == move.before != move.now
        if move.now is None:
            del walked[move.uscc]
        else:
            walked[move.uscc] = move.now
    assert walked == now


def test_last_day_of_a_title_counts_and_the_next_does_not() -> None:
    title = Title("A", "创新型中小企业", DAY - timedelta(days=1), DAY)
    assert [title.holds(DAY + timedelta(days=n)) for n in (-2, -1, 0, 1)] == [False, True, True, False]


def test_conditions_hold_at_their_limit_and_not_below_it() -> None:
    def specialised(**given: int | None) -> list[bool | None]:
        return [each.met for each in checked("A", "specialised", {2024: year(**given)}, 2024, False).checks]

    assert specialised(rd=100 * WAN, revenue=1000 * WAN) == [True, True, True]
    assert specialised(rd=100 * WAN - 1, revenue=1000 * WAN) == [False, True, True]
    assert specialised(rd=100 * WAN, revenue=3400 * WAN) == [True, False, True]
    assert specialised(rd=100 * WAN, revenue=1000 * WAN - 1) == [True, True, False]
    assert specialised(rd=None) == [None, None, True]


def test_little_giant_by_bands_of_revenue_and_growth_of_two_years() -> None:
    def giant(last: int, share: int, before: int = 9000, oldest: int = 8000, patents: int = 2) -> list[bool | None]:
        years = {
            2022: year(revenue=oldest * WAN),
            2023: year(revenue=before * WAN, rd=before * WAN * share // 100),
            2024: year(revenue=last * WAN, rd=last * WAN * share // 100, patents=patents),
        }
        return [each.met for each in checked("A", "giant", years, 2024, False).checks]

    assert giant(10_000, 3) == [True, True, True]
    assert giant(9_999, 3) == [True, False, True]
    assert giant(9_999, 6) == [True, True, True]
    assert giant(4_999, 9)[1] is None
    assert giant(10_000, 3, patents=1)[2] is False
    assert growth({2022: year(revenue=100), 2023: year(revenue=105), 2024: year(revenue=105)}, 2024) == Fraction(5, 2)
    assert growth({2024: year()}, 2024) is None


def test_innovative_needs_a_small_firm_with_a_high_tech_title() -> None:
    def innovative(hightech: bool, **given: int | None) -> list[bool | None]:
        return [each.met for each in checked("A", "innovative", {2024: year(**given)}, 2024, hightech).checks]

    assert innovative(True) == [True, True]
    assert innovative(False)[1] is False
    assert innovative(True, employees=2000, revenue=90_000 * WAN)[0] is False
    assert innovative(True, employees=None, revenue=None)[0] is None
