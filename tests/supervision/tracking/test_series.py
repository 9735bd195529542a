"""Article 16: a cluster's figures year by year, exact, lower bounds marked."""

from __future__ import annotations

from jiqun.register.models import ClusterYear
from jiqun.supervision.tracking.series import HEIGHT, change, columns, series, shown

YI = 10**10


def year(of: int, **more: object) -> ClusterYear:
    """A line that is not stored."""
    return ClusterYear(year=of, **{"blanks": {}, **more})


def test_series_show_known_figures_in_their_units_and_leave_out_unknown_ones() -> None:
    found = {each.name: each for each in series([year(2024, output=60 * YI, energy=10**7), year(2023, output=50 * YI)])}
    assert set(found) == {"output", "energy"}
    assert [(cell.year, cell.shown) for cell in found["output"].cells] == [(2023, "50.00"), (2024, "60.00")]
    assert (found["output"].change, found["output"].unit.zh) == ("+20.00%", "亿元")
    assert [cell.shown for cell in found["energy"].cells] == ["—", "1.00"]


def test_a_change_is_not_computed_from_lower_bounds_or_over_a_gap() -> None:
    sure = [year(2023, output=50 * YI), year(2024, output=60 * YI)]
    assert change(sure, "output") == "+20.00%"
    assert change([sure[0], year(2024, output=60 * YI, blanks={"output": 2})], "output") == "—"
    assert change([year(2022, output=50 * YI), sure[1]], "output") == "—"
    assert change([year(2023), sure[1]], "output") == "—"


def test_the_greatest_column_is_as_high_as_the_drawing_and_the_last_is_marked() -> None:
    found = columns([5, None, 10])
    assert [(each.height, each.last) for each in found] == [("15.0", False), (f"{HEIGHT}.0", True)]
    assert columns([None, None]) == ()


def test_counts_are_shown_whole() -> None:
    assert (shown(1234, "patents"), shown(None, "output")) == ("1,234", "—")
