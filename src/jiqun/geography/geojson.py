"""GeoJSON (RFC 7946), also with the `crs` member of its predecessor of 2008."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from jiqun.bilingual import Text
from jiqun.geography.rings import Part, Unreadable
from jiqun.geography.systems import Point

BROKEN = Text("不是可读的 GeoJSON 文件。请从制图软件重新导出。", "It is no readable GeoJSON; export it again.")
DEEPEST = 20


def parts(data: bytes) -> tuple[list[Part], str]:
    """Every polygon, and the system the file states (empty: longitude and latitude). Raises `Unreadable`."""
    try:
        found = json.loads(data.decode("utf-8-sig"))
        return list(_polygons(found, 0)), _system(found)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError):
        raise Unreadable(BROKEN) from None


def _polygons(node: Any, depth: int) -> Iterator[Part]:
    if depth > DEEPEST or not isinstance(node, dict):
        raise ValueError(node)
    kind = node.get("type")
    if kind == "FeatureCollection":
        for each in node["features"]:
            yield from _polygons(each, depth + 1)
    elif kind == "Feature":
        if node.get("geometry") is not None:
            yield from _polygons(node["geometry"], depth + 1)
    elif kind == "GeometryCollection":
        for each in node["geometries"]:
            yield from _polygons(each, depth + 1)
    elif kind == "Polygon":
        yield [_ring(ring) for ring in node["coordinates"]]
    elif kind == "MultiPolygon":
        for polygon in node["coordinates"]:
            yield [_ring(ring) for ring in polygon]
    elif kind not in ("Point", "MultiPoint", "LineString", "MultiLineString"):
        raise ValueError(kind)


def _ring(points: Any) -> list[Point]:
    ring = [(float(point[0]), float(point[1])) for point in points]
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in ring):
        raise ValueError("not finite")
    return ring


def _system(found: dict[str, Any]) -> str:
    stated = (found.get("crs") or {}).get("properties", {}).get("name", "")
    return str(stated)


def written(polygons: list[Part]) -> dict[str, Any]:
    """Polygons as a GeoJSON MultiPolygon, coordinates to 7 digits (about a centimetre)."""
    rounded = [[[[round(x, 7), round(y, 7)] for x, y in ring] for ring in part] for part in polygons]
    return {"type": "MultiPolygon", "coordinates": rounded}
