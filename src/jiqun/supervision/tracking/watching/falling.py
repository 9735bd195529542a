"""Figures that fell in two years running (Article 16): output, R&D, patents, firms, as they were handed in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction
from uuid import UUID

from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.register.models import Cluster, ClusterYear
from jiqun.supervision.tracking.series import TITLES, shown
from jiqun.supervision.tracking.sources import Found, register
from jiqun.web.figures import percent

WATCHED = ("output", "rd", "patents", "firms")


def look(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """One lead for each figure of a cluster that is lower in each of the last two years; one query.

    A figure that is a lower bound in one of the years says nothing of its course and is left out.
    """
    years: dict[UUID, list[ClusterYear]] = defaultdict(list)
    for row in ClusterYear.objects.filter(cluster__in=clusters, year__lte=on.year).order_by("-year"):
        years[row.cluster_id].append(row)
    for cluster, rows in years.items():
        last = rows[:3]
        if len(last) < 3 or [row.year for row in last] != [last[0].year - back for back in range(3)]:
            continue
        for name in WATCHED:
            values = [getattr(row, name) for row in last]
            if any(value is None for value in values) or any(name in row.blanks for row in last):
                continue
            now, before, first = values
            if now < before < first:
                yield lead(cluster, name, last[0].year, (now, before, first))


def lead(cluster: UUID, name: str, year: int, values: tuple[int, int, int]) -> Found:
    """One figure with its three years."""
    title, unit = TITLES[name]
    fall = percent(1 - Fraction(values[0], values[2]))
    rows = [
        [f"{year - back} 年（{unit.zh}）", f"{year - back} ({unit.en})", shown(value, name)]
        for back, value in enumerate(values)
    ]
    return Found(
        cluster,
        "",
        "falling",
        Text(
            f"{title.zh}连续两年下降：{year} 年比 {year - 2} 年低 {fall}。",
            f"{title.en} fell two years running: {fall} lower in {year} than in {year - 2}.",
        ),
        {"rows": rows, "links": [["跟踪", "Tracking", reverse("supervision:tracking", args=[cluster])]]},
        f"{name}/{year}",
    )


register(look)
