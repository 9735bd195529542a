"""The tests' own ground: a remembered state is the one that the real acts made, or it is made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from random import Random
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import override_settings
from django.utils import translation

from jiqun.authorities.models import Person
from jiqun.config import clock
from jiqun.evidence import store
from jiqun.evidence.models import StoredFile
from tests import remembered as ground
from tests.office import at
from tests.recognition.applicant import open_round, submitted
from tests.recognition.listed_round import published, ranked_round
from tests.remembered import Unsure, remembered, remembering, told

pytestmark = pytest.mark.django_db
Start = Callable[..., AbstractContextManager[None]]


@pytest.fixture
def start(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Start:
    """`with start():` is like a test of its own, from the first state; the memory is empty at first."""
    monkeypatch.setattr(ground, "_MEMORY", {})

    @contextmanager
    def start(patch: pytest.MonkeyPatch | None = None) -> Iterator[None]:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(request.getfixturevalue("first_numbers"))
        with transaction.atomic():
            with remembering(patch):
                yield
            transaction.set_rollback(True)

    return start


really_made: list[str] = []


@pytest.fixture(autouse=True)
def nothing_made_yet() -> None:
    really_made.clear()


@remembered
def person(name: str = "甲", chance: Random | None = None) -> Person:
    really_made.append(name)
    return Person.objects.create(name=f"{name}{chance.getrandbits(8) if chance else ''}")


@remembered
def application() -> Any:
    really_made.append("application")
    return submitted(open_round())


@remembered
def notice() -> Any:
    really_made.append("notice")
    return published(ranked_round())


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    return {each._meta.label: list(each._base_manager.order_by("pk").values_list()) for each in apps.get_models()}


@pytest.mark.parametrize("make", [application, notice])
def test_remembered_state_equals_what_was_made_row_for_row_and_file_for_file(start: Start, make: Any) -> None:
    seen = []
    for _ in range(2):
        with start():
            answer = make()
            kept = {row.sha256: store.read(row.sha256) for row in StoredFile.objects.all()}
            seen.append((told([answer]), everything(), kept))
            for sha256 in kept:
                store.path_of(sha256).unlink()
    assert seen[0][1]["casework.Case"] and seen[0][2]
    assert seen[0] == seen[1]
    assert really_made == [make.__name__]


def test_acts_go_on_from_a_remembered_state(start: Start) -> None:
    for _ in range(2):
        with start():
            first, second = person("甲"), Person.objects.create(name="乙")
            assert list(Person.objects.order_by("pk")) == [first, second]
    assert really_made == ["甲"]


def test_state_is_made_anew_for_another_argument_or_after_another_statement(start: Start) -> None:
    with start():
        person("甲")
    with start():
        person("乙")
    with start():
        Person.objects.create(name="丙")
        assert person("甲").name == "甲"
    assert really_made == ["甲", "乙", "甲"]


def test_state_is_made_anew_after_something_was_undone(start: Start) -> None:
    with start():
        person("甲")
    with start():
        with transaction.atomic():
            Person.objects.create(name="丙")
            transaction.set_rollback(True)
        person("甲")
    assert really_made == ["甲", "甲"]


@pytest.mark.parametrize("how", ["patch", "setting", "language", "clock"])
def test_state_is_made_anew_in_other_surroundings(start: Start, how: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        with start(patch):
            person("甲")
        if how == "patch":
            patch.setattr(store, "_STEP", 1)
        if how == "clock":
            patch.setattr(clock, "now", lambda: at("2025-03-20 10:00"))
        other = {"setting": override_settings(JIQUN_DEMO=True), "language": translation.override("en")}.get(how)
        with start(patch), other or translation.override(None, deactivate=False):
            person("甲")
    assert really_made == ["甲", "甲"]


def test_chance_goes_on_as_after_the_real_call(start: Start) -> None:
    after = []
    for _ in range(2):
        chance = Random(5)
        with start():
            name = person("甲", chance).name
        after.append((name, chance.random()))
    assert after[0] == after[1]
    assert really_made == ["甲"]


def test_what_is_handed_in_stays_the_same_object_and_knows_what_became_of_it(start: Start) -> None:
    became = []
    for _ in range(2):
        with start():
            stage = ranked_round()
            row, cases = stage.round, list(stage.cases)
            assert published(stage) is stage
            assert stage.round is row
            assert all(one is other for one, other in zip(stage.cases, cases, strict=True))
            became.append((row.state, row.version, stage.keys, stage.now, stage.key(), stage.chance.random()))
    assert became[0] == became[1]
    assert became[0][0] == "notice"


def test_what_fails_is_never_remembered(start: Start) -> None:
    @remembered
    def fails() -> None:
        really_made.append("fails")
        raise RuntimeError

    for _ in range(2):
        with start(), pytest.raises(RuntimeError):
            fails()
    assert really_made == ["fails", "fails"]


def test_value_that_cannot_be_told_is_not_taken_for_another() -> None:
    assert told({"a": [1, at("2025-03-20 10:00")]}) != told({"a": [1, at("2025-03-20 10:01")]})
    with pytest.raises(Unsure):
        told(object())
