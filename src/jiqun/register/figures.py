"""Keeping a cluster's yearly figures when they are handed in, so that no page adds up rosters (Article 16)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from jiqun.facts import Facts
from jiqun.register.models import FIGURES, Cluster, ClusterYear, RosterRevision

FACTS = {
    **{name: (name,) for name in FIGURES},
    "rd": ("rd_sme", "rd_large", "rd_unsized"),
    "listed_firms": ("listed_firms_all_any_level",),
}
"""Which facts make up a figure."""


def figures_of(facts: Facts, year: int) -> tuple[dict[str, int | None], dict[str, int]]:
    """The figures of a year, and which of them are lower bounds with how many rows left blank; `None` is not known.

    A sum none of whose rows gave a figure is not known. Raises `KeyError` for a year without rows.
    """
    sums = facts.years[year]
    found: dict[str, int | None] = {}
    blanks: dict[str, int] = {}
    for name in FIGURES:
        parts = FACTS[name]
        if any(part not in sums for part in parts):
            found[name] = None
            continue
        blank = sum(sums.get(f"{part}__na", 0) for part in parts)
        total = sum(sums[part] for part in parts)
        found[name] = None if blank and not total else total
        if blank and total:
            blanks[name] = blank
    return found, blanks


def keep_years(
    cluster: Cluster,
    facts: Facts,
    years: Iterable[int] | None = None,
    *,
    source: str,
    now: datetime,
    roster: RosterRevision | None = None,
    case_id: UUID | None = None,
) -> list[ClusterYear]:
    """Keeps the figures of these years (all by default) in the place of what was kept of them; years without rows are
    left alone. In the caller's transaction; one query whatever the number of years.
    """
    roster_id = roster.pk if roster else None
    return keep(lines_of(cluster, facts, years, source=source, now=now, roster_id=roster_id, case_id=case_id))


def lines_of(
    cluster: Cluster,
    facts: Facts,
    years: Iterable[int] | None = None,
    *,
    source: str,
    now: datetime,
    roster_id: UUID | None = None,
    case_id: UUID | None = None,
) -> list[ClusterYear]:
    """The lines of these years (all by default), not yet kept, for `keep`."""
    return [
        line_of(cluster, year, *figures_of(facts, year), source, now, roster_id, case_id)
        for year in (facts.years if years is None else years)
        if year in facts.years
    ]


def line_of(
    cluster: Cluster,
    year: int,
    figures: dict[str, int | None],
    blanks: dict[str, int],
    source: str,
    now: datetime,
    roster_id: UUID | None = None,
    case_id: UUID | None = None,
    *,
    backfilled: bool = False,
) -> ClusterYear:
    """One line, not yet kept."""
    told: dict[str, Any] = {name: figures.get(name) for name in FIGURES}
    return ClusterYear(
        cluster=cluster,
        year=year,
        roster_id=roster_id,
        case_id=case_id,
        source=source,
        backfilled=backfilled,
        kept_at=now,
        blanks=blanks,
        **told,
    )


def keep(lines: list[ClusterYear]) -> list[ClusterYear]:
    """Keeps lines of any clusters, each in the place of the one of its year; one query."""
    return ClusterYear.objects.bulk_create(
        lines,
        update_conflicts=True,
        unique_fields=["cluster", "year"],
        update_fields=["roster", "case_id", "source", "backfilled", "kept_at", "blanks", *FIGURES],
    )
