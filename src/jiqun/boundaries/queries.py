"""A cluster's boundary, and how a shape stands to its county and to the neighbours of the same industry."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import OuterRef, Subquery

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.boundaries.models import Boundary
from jiqun.geography.systems import CGCS2000, from_gcj02
from jiqun.law.citation import here
from jiqun.register.models import Cluster
from jiqun.web import figures

if TYPE_CHECKING:  # geometry is loaded by the first page that measures: most processes never do
    from shapely.geometry import MultiPolygon

SLIVER = 1_000
"""m² below which a share is the line's own width, not land: outlines are exact to about 20 m."""
LARGEST = 100 * 10**6
"""Article 13(二): within 100 km²."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another cluster of the same lead industry that shares land."""

    cluster: UUID
    name: str
    m2: int


@dataclass(frozen=True, slots=True)
class Measured:
    """A shape held against its surroundings: areas in m², `outside_m2` `None` where there is no outline."""

    area_m2: int
    outside_m2: int | None
    overlaps: tuple[Neighbour, ...]
    shift_suspected: bool


def latest(cluster: Cluster | UUID) -> Boundary | None:
    """The boundary in force; one query."""
    return Boundary.objects.filter(cluster=cluster).order_by("-number").first()


def history(cluster: Cluster) -> list[Boundary]:
    """Every revision, the newest first; one query."""
    rows = Boundary.objects.filter(cluster=cluster).select_related("by__person").defer("shape")
    return list(rows.order_by("-number"))


def county_of(cluster: Cluster) -> MultiPolygon | None:
    """The outline a boundary has to lie within: of the place, or of the place around a functional zone."""
    authority = cluster.authority
    from jiqun.geography.outlines import outline_of

    return outline_of(authority.code) or (outline_of(authority.within) if authority.within else None)


def measured(cluster: Cluster, shape: MultiPolygon, system: str) -> Measured:
    """Measures a shape; two queries for the neighbours' boundaries, of which only those alike are read."""
    from jiqun.geography import measuring

    county = county_of(cluster)
    outside = None if county is None else measuring.outside_m2(shape, county)
    suspected = (
        county is not None and bool(outside) and system == CGCS2000 and fits_shifted(shape, county, outside or 0)
    )
    return Measured(measuring.area_m2(shape), outside, tuple(neighbours(cluster, shape)), suspected)


def fits_shifted(shape: MultiPolygon, county: MultiPolygon, outside: int) -> bool:
    """Whether a shape that leaves its county would lie in it, were its coordinates those of web maps (GCJ-02)."""
    if outside <= SLIVER:
        return False
    from shapely.geometry import MultiPolygon

    from jiqun.geography import measuring

    rings = [[from_gcj02([(x, y) for x, y, *_ in part.exterior.coords])] for part in shape.geoms]
    moved = MultiPolygon([(rings_of[0], []) for rings_of in rings])
    return moved.is_valid and measuring.outside_m2(moved, county) * 10 < outside


def neighbours(cluster: Cluster, shape: MultiPolygon) -> Iterator[Neighbour]:
    """Clusters of the same lead industry whose boundary in force shares land with a shape."""
    from jiqun.geography import measuring

    newest = Boundary.objects.filter(cluster=OuterRef("pk")).order_by("-number").values("pk")[:1]
    others = Cluster.objects.exclude(pk=cluster.pk).annotate(newest=Subquery(newest)).filter(newest__isnull=False)
    alike = {other.newest: other for other in others.order_by("pk") if same_industry(cluster, other)}
    for row in Boundary.objects.filter(pk__in=alike).order_by("cluster"):
        if (m2 := measuring.shared_m2(shape, row.polygons)) > SLIVER:
            yield Neighbour(row.cluster_id, alike[row.pk].name, m2)


def same_industry(one: Cluster, other: Cluster) -> bool:
    """Whether lead industries meet: a code that begins with one of the other's."""
    return any(a.startswith(b) or b.startswith(a) for a in one.leads for b in other.leads)


def warnings(found: Measured, stated_m2: int | None, seen: set[UUID]) -> list[Text]:
    """What a person has to look at; nothing of it blocks. `seen` are the clusters the reader may see by name."""
    told = []
    if found.outside_m2 is not None and found.outside_m2 > SLIVER:
        share = figures.percent(Fraction(found.outside_m2, found.area_m2))
        told.append(
            Text(
                f"有 {km2(found.outside_m2)} 平方公里（{share}）在本县级区划之外；"
                f"集群应在一个县级区划内（{here('A3').zh}）。",
                f"{km2(found.outside_m2)} km² ({share}) lie outside the county; "
                f"a cluster lies in one ({here('A3').en}).",
            )
        )
    if found.outside_m2 is None:
        told.append(
            Text(
                "没有可对照的行政区划轮廓（功能区），未核对是否越界。",
                "There is no outline to hold it against (a functional zone), so that was not checked.",
            )
        )
    if found.shift_suspected:
        told.append(
            Text(
                "按 GCJ-02（网络地图）换算后即落在县域内，坐标疑为 GCJ-02，请核对并选择正确的坐标系。",
                "Taken as GCJ-02 (web maps) it would lie within the county; check the system of its coordinates.",
            )
        )
    for each in found.overlaps:
        name = Text(f"“{each.name}”", f"“{each.name}”") if each.cluster in seen else Text("另一集群", "another cluster")
        told.append(
            Text(
                f"与同一主导产业的{name.zh}重叠 {km2(each.m2)} 平方公里。",
                f"It shares {km2(each.m2)} km² with {name.en} of the same lead industry.",
            )
        )
    if found.area_m2 > LARGEST:
        told.append(
            Text(
                f"面积 {km2(found.area_m2)} 平方公里，超过 100 平方公里（{here('A13.2').zh}）。",
                f"The area is {km2(found.area_m2)} km², more than 100 ({here('A13.2').en}).",
            )
        )
    if stated_m2 is not None and abs(stated_m2 - found.area_m2) * 20 > found.area_m2:
        told.append(
            Text(
                f"名册填报面积 {km2(stated_m2)} 平方公里，与范围图测算的 {km2(found.area_m2)} 平方公里相差超过 5%。",
                f"The roster states {km2(stated_m2)} km², more than 5 % off the {km2(found.area_m2)} km² measured.",
            )
        )
    return told


def km2(m2: int) -> str:
    """m² as km²."""
    return figures.shown(Fraction(m2, 10**6), 3)


def names_seen(user: Account, overlaps: tuple[Neighbour, ...]) -> set[UUID]:
    """Those of the neighbours the account may see; one query, none without neighbours."""
    keys = [each.cluster for each in overlaps]
    return set(Cluster.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True)) if keys else set()
