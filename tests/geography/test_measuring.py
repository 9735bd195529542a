"""Geodesic areas (A13.2: within 100 km²): independent of how a line is drawn, additive, right against known areas."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Polygon

from jiqun.geography.measuring import area_m2
from jiqun.geography.outlines import outline_of

corners = st.tuples(st.floats(110, 116), st.floats(21, 25), st.floats(0.01, 0.3), st.floats(0.01, 0.3))


@given(corners, st.integers(0, 3), st.booleans())
def test_area_does_not_depend_on_direction_or_start(
    at: tuple[float, float, float, float], start: int, turned: bool
) -> None:
    x, y, w, h = at
    ring = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    moved = ring[start:] + ring[:start]
    assert area_m2(Polygon(moved[::-1] if turned else moved)) == area_m2(Polygon(ring))


@given(corners)
def test_parts_add_up_to_the_whole(at: tuple[float, float, float, float]) -> None:
    """Cut from corner to corner, so that no side gains a point, nothing is lost but the rounding of two parts."""
    x, y, w, h = at
    ring = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)]
    parts = [Polygon([ring[n] for n in corner]) for corner in ((0, 1, 2), (0, 2, 3))]
    assert abs(sum(map(area_m2, parts)) - area_m2(Polygon(ring))) <= 2


def test_counties_have_the_area_that_yearbooks_give() -> None:
    """东莞 2,460 km², 中山 1,784 km², 惠城区 about 1,156 km² by their yearbooks of 2023; outlines are simplified."""
    for code, km2 in {"441900": 2460, "442000": 1784}.items():
        outline = outline_of(code)
        assert outline is not None and abs(area_m2(outline) / 10**6 / km2 - 1) < 0.05


def test_town_is_held_against_its_prefecture_where_there_are_no_counties() -> None:
    assert outline_of("442000118") == outline_of("442000")
    assert outline_of("441302") is not None and outline_of("zhongkai") is None
