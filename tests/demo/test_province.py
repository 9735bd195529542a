"""The demonstration: the whole round played through the one door, reproducible, and marked as invented."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from jiqun.authorities.models import Account
from jiqun.casework import todo
from jiqun.casework.models import ActRecord, Case, Proposal
from jiqun.config import clock
from jiqun.demo import accounts, clusters, province
from jiqun.demo.firms import INVENTED
from jiqun.journal import chain
from jiqun.recognition.models import Application
from jiqun.register.models import Cluster, Enterprise, FirmYearRow, Recognition
from jiqun.review.models import Sheet
from jiqun.standards import credit_code
from tests.office import lay_tree

SOME = [each for number, each in enumerate(clusters.MAIN) if number % 6 == 0 or each.fate != "review"]
pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def laid(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The default stage with a part of the applicants, laid once for this file and rolled back after it."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(JIQUN_DEMO=True, EVIDENCE_FOLDER=folder),
        transaction.atomic(),
    ):
        lay_tree()
        province.lay(stage="scoring", seed=2025, main=SOME)
        yield
        transaction.set_rollback(True)


def test_demonstration_is_of_the_size_it_promises() -> None:
    assert Application.objects.count() == len(SOME) + len(clusters.SECOND)
    assert len(clusters.MAIN) + len(clusters.SECOND) <= 60
    assert Recognition.objects.filter(backfilled=True, level="省级").count() == 17
    assert FirmYearRow.objects.values("roster", "enterprise").distinct().count() > 20 * 50


def test_journal_of_the_demonstration_is_whole_and_every_act_is_in_it() -> None:
    report = chain.verify()
    assert report.whole
    assert ActRecord.objects.filter(cause__isnull=True).count() == report.entries


@pytest.mark.parametrize("name", [name for name, _, _ in accounts.SHOWN])
def test_every_account_that_is_printed_finds_work_and_can_sign_in(name: str) -> None:
    user = Account.objects.get_by_natural_key(name)
    assert user.check_password(accounts.PASSWORD)
    assert todo.tasks(user, clock.now()) or todo.to_sign(user)


def test_what_is_invented_says_so_by_its_name() -> None:
    assert all(INVENTED in name for name in Enterprise.objects.values_list("name", flat=True))
    assert all(INVENTED in name for name in Cluster.objects.filter(invented=True).values_list("name", flat=True))
    assert not Cluster.objects.filter(invented=False, name__contains=INVENTED).exists()
    backfilled = Cluster.objects.filter(recognitions__backfilled=True)
    assert not backfilled.filter(invented=True).exists()


def test_invented_firms_hit_no_real_one() -> None:
    """practice: an unassigned division code (449999); each code is valid by GB 32100."""
    for uscc in Enterprise.objects.values_list("uscc", flat=True)[:200]:
        assert uscc[2:8] == "449999"
        assert credit_code.problems(uscc) == []


def test_second_round_of_the_year_gives_its_reason() -> None:
    """A12: once a year in principle."""
    rounds = [case.round for case in Case.objects.filter(procedure_name="round").order_by("number")]  # type: ignore[attr-defined]
    assert [bool(row.reason) for row in rounds] == [False, True]


def test_stage_stands_where_it_says() -> None:
    states = set(Case.objects.filter(procedure_name="round").values_list("number", "state"))
    assert states == {("2025-R1", "scoring"), ("2025-R2", "open")}
    assert {"invited", "declared", "submitted"} <= set(Sheet.objects.values_list("state", flat=True))
    assert Proposal.objects.filter(status="pending").count() == 3
    assert clock.now().date().isoformat() == "2025-05-16"


def test_demonstration_is_not_laid_over_anything() -> None:
    assert not province.is_empty()
