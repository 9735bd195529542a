"""Articles 6, 15, 17: counting recognitions by year and terms by quarter. Pure."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from jiqun.register.levels import NATIONAL, PROVINCIAL
from jiqun.register.terms import Standing, term_end
from jiqun.supervision.overview.flow import automatic, by_year, firsts, standings, target, wave
from jiqun.supervision.overview.indicators import table
from jiqun.supervision.overview.reading import FIGURES, Change, Held, Year
from jiqun.supervision.overview.reported import by_place

DAY = date(2026, 9, 1)
DAYS = st.dates(date(2021, 1, 1), date(2026, 8, 31))


def held(
    start: date, cluster: int = 0, level: str = PROVINCIAL, end: date | None = None, revoked: date | None = None
) -> Held:
    """One recognition."""
    return Held(
        uuid.uuid4(), uuid.UUID(int=cluster), f"集群{cluster}", True, "441300", ("1952",), level, start, start,
        end or term_end(start), revoked,
    )  # fmt: skip


def test_a_year_counts_what_came_went_and_stood_at_its_end() -> None:
    one = held(date(2023, 7, 10), 1)
    renewed = held(date(2023, 7, 10), 2, end=date(2029, 7, 9))
    gone = held(date(2024, 7, 10), 3, revoked=date(2026, 8, 1))
    changes = [
        Change(renewed.pk, "renewed", date(2026, 6, 1), date(2026, 7, 10)),
        Change(gone.pk, "revoked", date(2026, 7, 20), date(2026, 8, 1)),
    ]
    rows = {row.year: row for row in by_year([one, renewed, gone], changes, DAY)}
    assert list(rows) == [2023, 2024, 2025, 2026]
    assert (rows[2023].first, rows[2023].valid) == (2, 2)
    assert (rows[2024].first, rows[2024].valid) == (1, 3)
    now = rows[2026]
    assert (now.first, now.renewed, now.revoked, now.valid, now.expired) == (0, 1, 1, 1, 1)
    assert [row.running for row in rows.values()] == [False, False, False, True]


def test_a_cluster_recognised_with_the_national_batch_is_told_apart() -> None:
    national = held(date(2022, 12, 1), 1, NATIONAL)
    along = held(date(2023, 7, 10), 1)
    own = held(date(2023, 7, 10), 2)
    later = held(date(2024, 12, 1), 2, NATIONAL)  # national after provincial: not automatic
    rows = [national, along, own, later]
    assert automatic(rows) == frozenset({along.cluster})
    year = next(row for row in by_year(rows, [], DAY) if row.year == 2023)
    assert (year.first, year.automatic) == (1, 1)
    assert (target(rows).total, target(rows).automatic) == (2, 1)


def test_the_target_counts_first_recognitions_of_the_plan_whatever_became_of_them() -> None:
    rows = [
        held(date(2023, 7, 10), 1, revoked=date(2024, 1, 1)),
        held(date(2026, 7, 10), 1),
        held(date(2026, 7, 10), 2),
        held(date(2021, 1, 1), 3),
    ]
    assert target(rows).years == ((2021, 1), (2022, 0), (2023, 1), (2024, 0), (2025, 0))
    assert firsts(rows)[uuid.UUID(int=1)].start == date(2023, 7, 10)


def test_the_wave_begins_with_what_waits_and_reaches_three_years() -> None:
    over, ahead = held(date(2023, 5, 1), 1), held(date(2024, 7, 10), 2)
    revoked = held(date(2023, 7, 10), 3, revoked=date(2025, 1, 1))
    rows = wave([over, ahead, revoked], DAY)
    assert (rows[0].year, rows[0].quarter, rows[0].waiting) == (2026, 2, 1)
    assert (rows[-1].year, rows[-1].quarter) == (2029, 3)
    assert [(row.year, row.quarter, len(row.ends)) for row in rows if row.ends] == [(2026, 2, 1), (2027, 3, 1)]
    assert wave([revoked], DAY) == []


@given(st.lists(DAYS, max_size=30))
def test_every_first_recognition_is_counted_in_exactly_one_year(starts: list[date]) -> None:
    rows = [held(start, n) for n, start in enumerate(starts)]
    assert sum(row.first + row.automatic for row in by_year(rows, [], DAY)) == len(rows)
    assert sum(n for _, n in target(rows).years) == sum(1 for start in starts if start.year <= 2025)


@given(st.lists(DAYS, max_size=30))
def test_every_unrevoked_term_stands_in_exactly_one_quarter(starts: list[date]) -> None:
    rows = [held(start, n) for n, start in enumerate(starts)]
    quarters = wave(rows, DAY)
    assert sum(len(row.ends) for row in quarters) == len(rows)
    assert sum(row.waiting for row in quarters) == standings(rows, DAY).get(Standing.EXPIRED, 0)
    for row in quarters:
        assert all((each.valid_to or DAY).year == row.year for each in row.ends)


def year(of: int, cluster: int, output: int | None, *blanks: str) -> Year:
    """A line of figures with an output."""
    values = tuple(output if name == "output" else None for name in FIGURES)
    return Year(uuid.UUID(int=cluster), of, values, frozenset(blanks))


def test_growth_counts_only_clusters_complete_in_both_years() -> None:
    rows = [
        year(2024, 1, 100 * 10**10), year(2025, 1, 110 * 10**10),
        year(2024, 2, 50 * 10**10, "output"), year(2025, 2, 500 * 10**10),
        year(2025, 3, 900 * 10**10),
    ]  # fmt: skip
    line = next(line for line in table(rows) if line.name == "output")
    first, last = line.cells
    assert (first.shown, first.clusters, first.bounded, first.grown) == ("150.00", 2, 1, "—")
    assert (last.shown, last.clusters, last.both, last.grown) == ("1,510.00", 3, 1, "+10.00%")


def test_reports_are_counted_once_a_cluster_and_drafts_are_not_handed_in() -> None:
    rows = [held(date(2024, 7, 10), n) for n in range(4)]
    rows.append(held(date(2024, 7, 10) + timedelta(days=1), 3))
    states = {rows[0].cluster: "drafting", rows[1].cluster: "forwarded", rows[2].cluster: "received"}
    (place,) = by_place(rows, states, 2025)
    assert (place.due, place.missing, place.at_prefecture, place.at_province, place.received) == (4, 2, 0, 1, 1)
    assert by_place(rows, states, 2030) == []
