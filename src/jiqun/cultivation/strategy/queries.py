"""What the strategic map shows: clusters of a territory by strategic cluster, level and prefecture, and blank spots."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from jiqun.bilingual import Text
from jiqun.cultivation.models import ACTIVE
from jiqun.cultivation.strategy.filing import of
from jiqun.geography import tiles as grid
from jiqun.register.levels import MUNICIPAL, NATIONAL, PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.register.terms import in_force
from jiqun.standards import divisions, strategic
from jiqun.standards.strategic import StrategicIndustry

LEVELS = {
    "national": Text("国家级", "National"),
    "provincial": Text("省级", "Provincial"),
    "municipal": Text("市级", "Municipal"),
    "library": Text("培育库", "Library"),
    "other": Text("其他", "Other"),
}
"""The highest standing of a cluster on a day; `other` has applied or lost its recognition."""
OF_LEVEL = {NATIONAL: "national", PROVINCIAL: "provincial", MUNICIPAL: "municipal"}


@dataclass(slots=True)
class Placed:
    """A cluster on the map."""

    cluster: Cluster
    industry: StrategicIndustry | None
    level: str

    @property
    def prefecture(self) -> str:
        """The adcode of its prefecture."""
        return self.cluster.path.split("/")[1]

    @property
    def level_title(self) -> Text:
        """Its standing."""
        return LEVELS[self.level]


@dataclass(slots=True)
class Line:
    """One strategic cluster with the clusters filed under it; `industry` is None for those under none."""

    industry: StrategicIndustry | None
    clusters: list[Placed] = field(default_factory=list)

    @property
    def named(self) -> list[tuple[Text, int]]:
        """Each standing with how many there are."""
        return list(zip(LEVELS.values(), self.counts, strict=True))

    @property
    def counts(self) -> list[int]:
        """How many of each standing, in the order of `LEVELS`."""
        return [sum(each.level == level for each in self.clusters) for level in LEVELS]


@dataclass(frozen=True, slots=True)
class Tile:
    """A prefecture's tile: where it stands in the grid, and how many clusters it has."""

    code: str
    name: str
    column: int
    row: int
    n: int


def placed(clusters: QuerySet[Cluster], on: date) -> list[Placed]:
    """Every cluster with its strategic cluster and its standing on a day; two queries."""
    order = list(LEVELS)
    rows = list(clusters.select_related("authority", "library_entry__case").order_by("path", "name"))
    levels: dict[object, str] = {}
    for pk, level in Recognition.objects.filter(in_force(on), cluster__in=clusters).values_list("cluster", "level"):
        found = OF_LEVEL.get(level, "other")
        if pk not in levels or order.index(found) < order.index(levels[pk]):
            levels[pk] = found
    return [Placed(each, of(each), levels.get(each.pk) or standing(each)) for each in rows]


def standing(cluster: Cluster) -> str:
    """Of one without a recognition in force."""
    entry = getattr(cluster, "library_entry", None)
    return "library" if entry is not None and entry.case.state in ACTIVE else "other"


def lines(rows: list[Placed]) -> list[Line]:
    """One line for each of the 25, in the documents' order, then those under none where there are any."""
    found = {each.key: Line(each) for each in strategic.everything()}
    none = Line(None)
    for each in rows:
        (found[each.industry.key] if each.industry else none).clusters.append(each)
    return [*found.values(), *([none] if none.clusters else [])]


def blank(rows: list[Line]) -> list[StrategicIndustry]:
    """Strategic clusters without any cluster."""
    return [each.industry for each in rows if each.industry is not None and not each.clusters]


def tiles(rows: list[Placed]) -> list[Tile]:
    """The prefectures as tiles with their clusters; no query."""
    counts: dict[str, int] = {}
    for each in rows:
        counts[each.prefecture] = counts.get(each.prefecture, 0) + 1
    return [
        Tile(code, divisions.spoken(code), column, row, counts.get(code, 0))
        for code, (column, row) in grid.prefectures().items()
    ]
