"""The three years behind the demonstration (Articles 15, 16): marked, cheap, and nothing amiss with a real cluster."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from jiqun.casework.models import Case
from jiqun.demo import clusters, past_years, province
from jiqun.demo.firms import INVENTED
from jiqun.register.models import ClusterYear, Goal, Recognition, RecognitionChange
from jiqun.register.terms import Standing
from jiqun.supervision.models import AnnualReport, PastEntry, Problem
from tests.office import lay_tree

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PINNED = date(2025, 4, 8)
SPENT: list[float] = []


@pytest.fixture(scope="module", autouse=True)
def laid(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Two applicants up to April 2025, laid once for this file and rolled back after it."""
    folder = tmp_path_factory.mktemp("files")
    with (
        django_db_blocker.unblock(),
        override_settings(JIQUN_DEMO=True, EVIDENCE_FOLDER=folder),
        pytest.MonkeyPatch.context() as patch,
        transaction.atomic(),
    ):
        for of, name in ((past_years.Years, "before"), (province.reporting, "cycle")):
            patch.setattr(of, name, timed(getattr(of, name)))
        lay_tree()
        province.lay(stage="applying", seed=2025, main=clusters.MAIN[:2])
        yield
        transaction.set_rollback(True)


def timed(play: Any) -> Any:
    """The same, adding the processor time it takes."""

    def played(*given: Any) -> None:
        start = time.process_time()
        play(*given)
        SPENT.append(time.process_time() - start)

    return played


def test_three_years_cost_little() -> None:
    """A demonstration is laid while somebody waits: three seconds of one processor are the budget."""
    assert len(SPENT) == 2
    assert sum(SPENT) < 3


def test_every_recognised_cluster_has_three_years_goals_and_reports() -> None:
    """A15, A16."""
    held = Recognition.objects.filter(level="省级")
    assert held.count() == 17 + len(past_years.PILOTS)
    of_held = ClusterYear.objects.filter(cluster__in=held.values("cluster"))
    years = Counter(of_held.values_list("year", flat=True))
    assert years == {2022: 25, 2023: 25, 2024: 22}  # four pilots hand in 2024 themselves; one was received
    assert Goal.objects.filter(backfilled=True).count() == 4 * 25
    assert set(Goal.objects.filter(backfilled=True).values_list("recognition", flat=True)) == set(
        held.values_list("pk", flat=True)
    )


def test_reports_on_2024_are_at_every_point_and_only_invented_ones_lack() -> None:
    """practice: adverse states only on invented clusters."""
    reports = AnnualReport.objects.filter(year=2024).select_related("case", "cluster")
    assert Counter(each.case.state for each in reports if not each.cluster.invented) == {"received": 17}
    assert {each.cluster.name: each.case.state for each in reports if each.cluster.invented} == {
        each.name: "received" if each.report == "paper" else each.report
        for each in past_years.PILOTS
        if each.report != "absent"
    }
    assert all(each.cluster.invented for each in Problem.objects.select_related("cluster"))
    assert Problem.objects.exists()
    changes = RecognitionChange.objects.select_related("recognition__cluster")
    assert {each.kind: each.recognition.cluster.name for each in changes} == {
        "renewed": past_years.STAMPINGS.name,
        "revoked": past_years.HARNESSES.name,
    }


def test_terms_that_end_within_the_year_are_of_invented_clusters() -> None:
    """A15: 有效期满，待复核 comes in the demonstration's spring and summer; one is renewed before."""
    soon = {
        each.cluster.name: (each.standing(PINNED), each.standing(date(2025, 4, 10)), each.standing(date(2025, 7, 1)))
        for each in Recognition.objects.filter(level="省级").select_related("cluster")
        if each.valid_to and each.valid_to.year == 2025
    }
    valid, over = Standing.VALID, Standing.EXPIRED
    assert soon == {
        past_years.LOCKS.name: (valid, over, over),
        past_years.SPEAKERS.name: (valid, over, over),
        past_years.LEATHER.name: (valid, valid, over),
    }
    renewed = Recognition.objects.get(cluster__name=past_years.STAMPINGS.name)
    assert renewed.valid_to == date(2028, 1, 14)


def test_all_of_it_says_that_it_is_invented_and_from_paper() -> None:
    assert all(INVENTED in each.source for each in PastEntry.objects.all())
    assert PastEntry.objects.filter(confirmed_at=None).count() == 0
    assert set(Case.objects.filter(procedure_name="past").values_list("state", "backfilled")) == {("confirmed", True)}
    paper = ClusterYear.objects.filter(backfilled=True)
    assert all(INVENTED in source for source in paper.values_list("source", flat=True))
    not_paper = ClusterYear.objects.filter(backfilled=False)
    assert not_paper.exclude(source__startswith="年度自评").count() == 1


def test_lists_of_the_nation_are_on_record_with_their_source() -> None:
    """A12: as far as public sources name them; a cluster the province knows is not entered twice."""
    found = Recognition.objects.filter(level="国家级", backfilled=True)
    assert Counter(found.values_list("batch", flat=True)) == {"国家第一批": 7, "国家第三批": 8}
    both = found.filter(cluster__recognitions__level="省级")
    assert list(both.values_list("cluster__name", flat=True)) == ["智能传输及感知器件产业集群"]
