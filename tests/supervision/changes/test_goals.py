"""Article 15: goals frozen at recognition stay; approved adjustments stand beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.casework.refusals import Invalid
from jiqun.register.models import Goal
from jiqun.supervision.changes import queries
from jiqun.supervision.changes.kinds.goals import wrong_side
from tests.supervision.changes.county import begin, filed, goal, held

pytestmark = pytest.mark.django_db


def test_adjusted_targets_stand_beside_the_frozen_goal() -> None:
    of = held()
    row = goal(of)
    case = begin(of, "goals", **{f"goal_{row.pk}_2025": "46", f"goal_{row.pk}_2026": "53"})
    assert queries.adjusted(row) == {"2024": "44", "2025": "48", "2026": "53"}, "nothing before it is on record"
    filed(case)
    assert queries.adjusted(row) == {"2024": "44", "2025": "46", "2026": "53"}
    assert Goal.objects.get(pk=row.pk).targets == {"2024": "44", "2025": "48", "2026": "53"}
    (found,) = queries.adjusted_all([row])
    assert (found.changed, found.filings) == (("2025",), (case.number,))


def test_later_adjustment_rests_on_the_earlier_one() -> None:
    of = held()
    row = goal(of)
    filed(begin(of, "goals", **{f"goal_{row.pk}_2025": "46", f"goal_{row.pk}_2026": "53"}))
    filed(begin(of, "goals", **{f"goal_{row.pk}_2025": "46", f"goal_{row.pk}_2026": "50"}))
    assert queries.adjusted(row) == {"2024": "44", "2025": "46", "2026": "50"}


@pytest.mark.parametrize(
    ("base", "targets", "given", "said"),
    [
        ("40", ("44", "48", "53"), "39", "低于基值 40"),
        ("0.30", ("0.28", "0.26", "0.24"), "0.31", "高于基值 0.30"),
        ("40", ("44", "48", "53"), "四十", "不是数字"),
        ("40", ("44", "48", "53"), "48", "相同"),
    ],
)
def test_target_on_the_wrong_side_of_its_base_is_refused(
    base: str, targets: tuple[str, str, str], given: str, said: str
) -> None:
    of = held()
    row = goal(of, base, *targets)
    with pytest.raises(Invalid, match=said):
        begin(of, "goals", **{f"goal_{row.pk}_2025": given, f"goal_{row.pk}_2026": targets[2]})


def test_year_that_has_ended_cannot_be_adjusted() -> None:
    of = held()
    row = goal(of)
    case = begin(of, "goals", **{f"goal_{row.pk}_2024": "1", f"goal_{row.pk}_2025": "46", f"goal_{row.pk}_2026": "53"})
    assert case.change_filing.after == {"targets": {str(row.pk): {"2025": "46"}}}  # type: ignore[attr-defined]


def test_cluster_without_registered_goals_is_told_to_enter_them() -> None:
    with pytest.raises(Invalid, match="没有登记规划目标"):
        begin(held(), "goals")


@given(st.decimals(0, 1000, places=2), st.decimals(0, 1000, places=2), st.booleans())
def test_a_target_is_never_on_both_sides(base: object, target: object, rising: bool) -> None:
    found = {"base": str(base), "rising": rising}
    opposite = {"base": str(base), "rising": not rising}
    assert not (wrong_side(found, str(target)) and wrong_side(opposite, str(target)))
    assert not wrong_side(found, str(base))
