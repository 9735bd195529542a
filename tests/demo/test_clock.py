"""The demonstration's clock moves forward, by an act, and nowhere else."""

from __future__ import annotations

import pytest
from pytest_django import Settings

from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, NotHere
from jiqun.config import clock
from jiqun.demo.models import DemoClock
from tests.office import HUICHENG, PROVINCE, approver, at, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: Settings) -> None:
    settings.JIQUN_DEMO = True
    DemoClock.objects.create(now=at("2025-05-16 10:00"))


def move(to: str, by: object = None, version: int = 1) -> None:
    perform(
        "demo-clock",
        1,
        "move",
        by=by or officer(PROVINCE),  # type: ignore[arg-type]
        version=version,
        payload={"to": to},
        key=f"{to}{version}",
        now=clock.now(),
    )


def test_clock_moves_forward_and_is_read_from_then_on() -> None:
    assert clock.now() == at("2025-05-16 10:00")
    move("2025-06-18")
    assert clock.now() == at("2025-06-18 09:00")


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("2025-05-16", "只能向后移动"),
        ("2025-01-01", "只能向后移动"),
        ("2026-12-31", "一次最多移动一年"),
    ],
)
def test_clock_refuses_to_go_back_or_too_far(to: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        move(to)


def test_clock_refuses_a_year_whose_calendar_is_unknown() -> None:
    move("2026-05-15")
    with pytest.raises(Invalid, match="2027"):
        move("2027-01-04", version=2)


def test_only_the_provinces_officer_moves_it() -> None:
    with pytest.raises(NotHere):
        move("2025-06-18", by=officer(HUICHENG))
    with pytest.raises(Exception, match="由省级经办办理"):
        move("2025-06-18", by=approver(PROVINCE))


def test_clock_is_the_real_one_outside_a_demonstration(settings: Settings) -> None:
    settings.JIQUN_DEMO = False
    assert clock.now().year >= 2026
    with pytest.raises(NotHere):
        move("2025-06-18")
