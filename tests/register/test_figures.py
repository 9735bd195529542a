"""Article 16: a cluster's yearly figures are kept when they are handed in, each known, a lower bound, or not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from jiqun.facts.facts import Facts
from jiqun.register.figures import figures_of, keep_years
from jiqun.register.models import ClusterYear
from tests.office import at, officer
from tests.supervision.recognised import cluster

NOW = at("2026-03-01 10:00")
SUMS = {"firms": 20, "firms__na": 0, "output": 500_00, "output__na": 2, "rd_sme": 3, "rd_sme__na": 0, "patents": 0}
FACTS = Facts(
    "女鞋", "惠东县", ("1952",), None, None, 2022, date(2026, 3, 1), {2025: {**SUMS, "patents__na": 20}}, partial=True
)


def test_figures_are_known_lower_bounds_or_not_known() -> None:
    found, blanks = figures_of(FACTS, 2025)
    assert (found["firms"], found["output"]) == (20, 500_00)
    assert blanks == {"output": 2}
    assert found["patents"] is None, "twenty firms, none of whom gave a figure"
    assert found["rd"] is None, "one of its three parts was not given"
    assert found["rd_sme"] == 3


@pytest.mark.django_db
def test_year_handed_in_again_takes_the_place_of_the_first() -> None:
    of = cluster()
    keep_years(of, FACTS, (2024, 2025), source="2025年度报告", now=NOW)
    again = replace(FACTS, years={2025: {**SUMS, "output": 600_00}})
    keep_years(of, again, (2025,), source="2025年度报告（更正）", now=NOW)
    assert list(ClusterYear.objects.values_list("year", "output", "source")) == [(2025, 600_00, "2025年度报告（更正）")]


@pytest.mark.django_db
def test_figures_are_seen_in_their_territory_alone() -> None:
    of = cluster()
    keep_years(of, FACTS, (2025,), source="2025年度报告", now=NOW)
    assert ClusterYear.objects.visible_to(officer("441323")).count() == 1
    assert ClusterYear.objects.visible_to(officer("441302")).count() == 0
