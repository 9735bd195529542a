"""A firm corrected: a new revision, and its facts right without counting the rest again (Article 13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from jiqun import facts
from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.identity import uuid7
from jiqun.facts import FactError
from jiqun.facts.rows import FirmYear, Roster
from jiqun.register import queries
from jiqun.register.corrections import correct_roster, facts_after, firm_lines
from jiqun.register.models import Cluster, RosterRevision
from jiqun.register.rosters import digest_of, store_roster, to_roster
from tests.facts.workbook.samples import CODE, OTHER_CODE, ROSTER
from tests.law import rosters
from tests.office import HUICHENG, at, chance, officer

NOW, LATER = at("2025-03-20 10:00"), at("2025-03-21 10:00")
ON = date(2025, 3, 20)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster() -> Cluster:
    by = officer(HUICHENG)
    place = Authority.objects.get(pk=HUICHENG)
    assert by.authority is not None
    return Cluster.objects.create(
        id=uuid7(NOW, chance()), name="惠城区电子元件产业集群", authority=place, path=place.path, lead_codes="398"
    )


def stored(cluster: Cluster, roster: Roster = ROSTER) -> RosterRevision:
    return store_roster(cluster, roster, officer(HUICHENG), NOW, "f" * 64, chance(), [Text("提醒", "remark")])


def line_of(roster: Roster, uscc: str, year: int = 2024, **changes: Any) -> FirmYear:
    (found,) = (line for line in roster.firm_years if (line.uscc, line.year) == (uscc, year))
    return replace(found, **changes)


def with_line(roster: Roster, line: FirmYear) -> Roster:
    """The roster as its workbook would read with that line in it."""
    same = (line.uscc, line.year)
    return replace(
        roster, firm_years=tuple(line if (each.uscc, each.year) == same else each for each in roster.firm_years)
    )


def test_corrected_roster_is_the_next_revision_and_the_first_one_stays(cluster: Cluster) -> None:
    first = stored(cluster)
    line = line_of(ROSTER, CODE, output=5, platform=None, industry="3822")
    second = correct_roster(first, line, officer(HUICHENG), LATER, chance(2))
    assert to_roster(first) == ROSTER
    assert to_roster(second) == with_line(ROSTER, line)
    assert (second.number, second.firms, second.base_year, second.file_sha256) == (2, first.firms, 2024, "")
    assert second.sha256 == digest_of(with_line(ROSTER, line)) != first.sha256
    assert second.warnings == first.warnings
    assert [(each.number, each.corrects) for each in queries.revisions(cluster)] == [(2, 1), (1, None)]


def test_line_that_is_not_on_the_roster_cannot_be_corrected(cluster: Cluster) -> None:
    first = stored(cluster)
    for line in (line_of(ROSTER, CODE, year=2024), line_of(ROSTER, OTHER_CODE)):
        with pytest.raises(LookupError, match="has no line of 2019"):
            correct_roster(first, replace(line, year=2019), officer(HUICHENG), LATER, chance(2))
    assert RosterRevision.objects.count() == 1


def test_lines_of_a_firm_come_by_year(cluster: Cluster) -> None:
    first = stored(cluster)
    own = [line for line in ROSTER.firm_years if line.uscc == CODE]
    assert firm_lines(first, CODE) == tuple(sorted(own, key=lambda line: line.year))
    assert firm_lines(first, "91449999MA0000000D") == ()


CHANGES: tuple[dict[str, Any], ...] = (
    {"output": 5},
    {"output": None},
    {"employees": 5_000, "revenue": 10**13, "assets": 10**13},
    {"platform": None, "software": True},
    {"industry": "3411", "rd": 0},
    {"patents": 3, "co2": 9, "energy": 2, "exports": None},
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: "-".join(change))
@pytest.mark.parametrize("year", [2022, 2024])
def test_facts_after_a_correction_equal_a_full_recount(
    cluster: Cluster, change: dict[str, Any], year: int, django_assert_num_queries: Any
) -> None:
    """On SQLite and on PostgreSQL; three queries, whatever the size of the roster."""
    roster = rosters.roster(incidents=(rosters.incident("安全事故", "一般"),))
    first = stored(cluster, roster)
    line = line_of(roster, "A", year, **change)
    with django_assert_num_queries(3):
        after = facts_after(facts.build(roster, on=ON), first, line)
    assert after == facts.build(with_line(roster, line), on=ON)
    second = correct_roster(first, line, officer(HUICHENG), LATER, chance(2))
    assert after == facts.build(to_roster(second), on=ON)


def test_first_line_of_the_base_year_is_counted_from_all_lines(cluster: Cluster) -> None:
    """Nobody's last class was known before it, so every firm's changes."""
    roster = rosters.without_year(rosters.BASE)
    first = stored(cluster, roster)
    line = rosters.firm("A", rosters.BASE, output=7)
    after = facts_after(facts.build(roster, on=ON), first, line)
    assert after == facts.build(replace(roster, firm_years=(*roster.firm_years, line)), on=ON)


def test_figure_that_takes_a_sum_to_the_largest_integer_is_refused(cluster: Cluster) -> None:
    first = stored(cluster, rosters.roster())
    built = facts.build(rosters.roster(), on=ON)
    fits = line_of(rosters.roster(), "B", output=2**63 - 1 - rosters.OUTPUT[2024])
    assert facts_after(built, first, fits).years[2024]["output"] == 2**63 - 1
    with pytest.raises(FactError, match="2\\^63"):
        facts_after(built, first, replace(fits, output=2**63 - rosters.OUTPUT[2024]))
