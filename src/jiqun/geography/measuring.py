"""Geodesic areas on the ellipsoid GRS 80, which CGCS2000 uses, and shares of them; whole square metres throughout."""

from __future__ import annotations

from functools import lru_cache

from pyproj import Geod
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry


def area_m2(shape: BaseGeometry) -> int:
    """The geodesic area in m², holes taken off; 0 for what has none."""
    return round(sum(_polygon(each) for each in polygons(shape)))


def outside_m2(shape: BaseGeometry, county: BaseGeometry) -> int:
    """How much of a shape lies outside a county, in m²."""
    return area_m2(shape.difference(county))


def shared_m2(one: BaseGeometry, other: BaseGeometry) -> int:
    """The area two shapes have in common, in m²."""
    return area_m2(one.intersection(other))


def polygons(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of any shape; lines and points left by a cut have no area."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [each for part in getattr(shape, "geoms", ()) for each in polygons(part)]


def whole(shape: BaseGeometry) -> MultiPolygon:
    """A shape as one multipolygon."""
    return MultiPolygon(polygons(shape))


def _polygon(polygon: Polygon) -> float:
    area = abs(_ellipsoid().geometry_area_perimeter(Polygon(polygon.exterior))[0])
    return float(area) - sum(abs(_ellipsoid().geometry_area_perimeter(Polygon(ring))[0]) for ring in polygon.interiors)


@lru_cache(maxsize=1)
def _ellipsoid() -> Geod:
    return Geod(ellps="GRS80")
