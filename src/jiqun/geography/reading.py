"""An outline from what a clerk has: GeoJSON, KML, a zipped Shapefile, or coordinates typed in; all faults at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from shapely.geometry import MultiPolygon, Polygon
from shapely.validation import explain_validity

from jiqun.bilingual import Text
from jiqun.geography import geojson, kml, pasted, shapefile
from jiqun.geography.measuring import whole
from jiqun.geography.rings import Part, Unreadable
from jiqun.geography.systems import GCJ02, Point, UnknownSystem, change_from, from_gcj02

LARGEST = 5 * 2**20
MOST_POINTS = 50_000
CHINA = (73.0, 3.0, 136.0, 54.0)
ENDINGS = ("geojson", "json", "kml", "zip")

TOO_LARGE = Text("文件超过 5 MB，请简化后再上传。", "The file is larger than 5 MB; simplify it first.")
ENDING = Text(
    "不接收“{name}”。请上传 GeoJSON（.geojson）、KML（.kml）或打包的 Shapefile（.zip，含 .shp、.dbf、.prj）。",
    "“{name}” is not taken. Upload GeoJSON, KML, or a zipped Shapefile (.shp, .dbf, .prj).",
)
NOTHING = Text("文件中没有面（多边形）。请上传集群范围的面状图形。", "There is no polygon in it.")
TOO_MANY = Text("范围线超过 {most} 个点，请简化后再上传。", "There are more than {most} points; simplify it.")
FEW = Text("第 {n} 个面少于 3 个点，围不成范围。", "Polygon {n} has fewer than three points.")
CROSSED = Text(
    "第 {n} 个面的边线自相交或内外环错位（{why}）。请改正后再上传。",
    "The line of polygon {n} crosses itself or its rings are misplaced ({why}); correct it.",
)
SWAPPED = Text(
    "坐标像是“纬度, 经度”的顺序（如 {x:.4f}, {y:.4f}）。请改为“经度, 纬度”。",
    "The coordinates look like latitude first ({x:.4f}, {y:.4f}); put longitude first.",
)
ABROAD = Text(
    "坐标（{x:.4f}, {y:.4f}）不在我国范围内。请核对坐标系；投影坐标须附 .prj 文件。",
    "The point ({x:.4f}, {y:.4f}) is not in China. Check the system; projected coordinates need a .prj file.",
)
SYSTEM = Text("无法识别的坐标系“{said}”。", "The system of reference “{said}” is not known.")
CLOSED = Text("第 {n} 个面首尾不闭合，已自动闭合。", "Polygon {n} was not closed; it has been closed.")
SHIFTED = Text(
    "已按 GCJ-02 换算为 CGCS2000；原文件原样保留。", "Brought from GCJ-02 to CGCS2000; the original is kept."
)
SEVERAL = Text("图中有 {n} 个面，合并为一个范围。", "There are {n} polygons; together they are one boundary.")


@dataclass
class Outline:
    """What was read: the shape in CGCS2000 longitude and latitude (`None` with a fault), faults and remarks."""

    shape: MultiPolygon | None = None
    faults: list[Text] = field(default_factory=list)
    remarks: list[Text] = field(default_factory=list)


def read(data: bytes, name: str, system: str) -> Outline:
    """Reads a file by its ending; `system` is a key of `systems.SYSTEMS`, what its user says the coordinates are in."""
    ending = name.rpartition(".")[2].lower()
    readers = {"geojson": geojson.parts, "json": geojson.parts, "kml": kml.parts, "zip": shapefile.parts}
    if ending not in readers:
        return Outline(faults=[ENDING.format(name=name[-60:])])
    if len(data) > LARGEST:
        return Outline(faults=[TOO_LARGE])
    try:
        found, said = readers[ending](data)
    except Unreadable as fault:
        return Outline(faults=[fault.text])
    return assembled(found, said, system)


def typed(text: str, system: str) -> Outline:
    """Reads coordinates typed or drawn: a point a line, `longitude, latitude`; a blank line begins another polygon."""
    try:
        return assembled(pasted.parts(text), "", system)
    except Unreadable as fault:
        return Outline(faults=[fault.text])


def assembled(parts: Sequence[Part], said: str, system: str) -> Outline:
    """Rings brought to CGCS2000 and put together, once nothing is wrong with them."""
    outline = Outline()
    if not parts:
        outline.faults.append(NOTHING)
        return outline
    if sum(len(ring) for part in parts for ring in part) > MOST_POINTS:
        outline.faults.append(TOO_MANY.format(most=MOST_POINTS))
        return outline
    try:
        change = change_from(said)
    except UnknownSystem as unknown:
        outline.faults.append(SYSTEM.format(said=str(unknown)))
        return outline
    polygons = []
    for n, part in enumerate(parts, start=1):
        rings = [change(ring) for ring in part]
        if wrong := misplaced([point for ring in rings for point in ring]):
            outline.faults.append(wrong)
            break  # every further point would say the same
        if system == GCJ02:
            rings = [from_gcj02(ring) for ring in rings]
        if any(len(set(ring)) < 3 for ring in rings):
            outline.faults.append(FEW.format(n=n))
            continue
        if any(ring[0] != ring[-1] for ring in rings):
            outline.remarks.append(CLOSED.format(n=n))
        polygon = Polygon(rings[0], rings[1:])
        if polygon.is_valid:
            polygons.append(polygon)
        else:
            outline.faults.append(CROSSED.format(n=n, why=explain_validity(polygon)))
    if not outline.faults:
        outline.shape = whole(MultiPolygon(polygons).buffer(0) if len(polygons) > 1 else polygons[0])
        if len(polygons) > 1:
            outline.remarks.append(SEVERAL.format(n=len(polygons)))
        if system == GCJ02:
            outline.remarks.append(SHIFTED)
    return outline


def misplaced(points: Sequence[Point]) -> Text | None:
    """Why points cannot be longitudes and latitudes in China; `None` when they can."""
    west, south, east, north = CHINA
    for x, y in points:
        if not (west <= x <= east and south <= y <= north):
            swapped = west <= y <= east and south <= x <= north
            return (SWAPPED if swapped else ABROAD).format(x=x, y=y)
    return None
