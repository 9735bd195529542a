"""KML 2.2 (OGC 07-147r2): its polygons, always in WGS-84 longitude and latitude."""

from __future__ import annotations

import math
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from jiqun.bilingual import Text
from jiqun.geography.rings import Part, Unreadable
from jiqun.geography.systems import Point

BROKEN = Text(
    "不是可读的 KML 文件。请从制图软件重新导出（不是 .kmz）。", "It is no readable KML; export it again (no .kmz)."
)


def parts(data: bytes) -> tuple[list[Part], str]:
    """Every polygon of the file. Raises `Unreadable`."""
    try:
        root = fromstring(data)
        return [_polygon(node) for node in root.iter() if _name(node) == "Polygon"], ""
    except (ParseError, DefusedXmlException, ValueError, IndexError):
        raise Unreadable(BROKEN) from None


def _polygon(node: Element) -> Part:
    rings: dict[str, list[list[Point]]] = {"outerBoundaryIs": [], "innerBoundaryIs": []}
    for side in node:
        if _name(side) in rings:
            rings[_name(side)] += [_ring(each.text or "") for each in side.iter() if _name(each) == "coordinates"]
    return [rings["outerBoundaryIs"][0], *rings["innerBoundaryIs"]]


def _ring(text: str) -> list[Point]:
    ring = []
    for point in text.split():
        x, y, *_ = point.split(",")
        ring.append((float(x), float(y)))
    if not all(math.isfinite(x) and math.isfinite(y) for x, y in ring):
        raise ValueError("not finite")
    return ring


def _name(node: Element) -> str:
    return str(node.tag).rpartition("}")[2]
