"""What is open to the public now, and the figures that may be told."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from jiqun.notices.disclosure.contents import FIGURES, LEAST_FIRMS, OFFERED, OPEN_DATA
from jiqun.notices.models import Disclosure
from jiqun.register.models import ClusterYear


@dataclass(frozen=True, slots=True)
class Opened:
    """`open_data`: the directory may be fetched by machines; `figures`: year → names of the figures that are open."""

    open_data: bool
    figures: dict[int, list[str]]

    @property
    def names(self) -> list[str]:
        """The figures open in any year, in their order."""
        return [name for name in OFFERED if any(name in chosen for chosen in self.figures.values())]


@dataclass(frozen=True, slots=True)
class YearLine:
    """One year of one cluster: figure → value (money in 分), None where it is not known, not open or of too few firms.

    `few` names the figures withheld because fewer than three firms gave them.
    """

    cluster: UUID
    year: int
    values: dict[str, int | None]
    few: tuple[str, ...]


def opened() -> Opened:
    """What is open; one query."""
    rows = list(Disclosure.objects.opened().values_list("content", "year", "figures"))
    return Opened(
        any(content == OPEN_DATA for content, _, _ in rows),
        {year: figures for content, year, figures in rows if content == FIGURES and year},
    )


def years(found: Opened, cluster: UUID | None = None) -> list[YearLine]:
    """The open years of a cluster, or of all recognised ones, the earliest first; at most one query."""
    if not found.figures:
        return []
    rows = ClusterYear.objects.filter(year__in=found.figures, cluster__recognitions__isnull=False).distinct()
    rows = rows.filter(cluster=cluster) if cluster else rows
    return [line(row, found.figures[row.year]) for row in rows.order_by("cluster", "year")]


def line(row: ClusterYear, names: list[str]) -> YearLine:
    """A year as the public may read it."""
    few = tuple(name for name in names if getattr(row, name) is not None and not told_by_enough(row, name))
    return YearLine(
        row.cluster_id,
        row.year,
        {name: getattr(row, name) if name in names and name not in few else None for name in OFFERED},
        few,
    )


def told_by_enough(row: ClusterYear, name: str) -> bool:
    """Whether at least three firms gave the figure; where it is not known how many there are, they are too few."""
    return (row.firms or 0) - int(row.blanks.get(name, 0)) >= LEAST_FIRMS
