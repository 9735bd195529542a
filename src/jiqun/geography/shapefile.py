"""A zipped Shapefile (ESRI, Shapefile Technical Description, July 1998): its polygons and its projection."""

from __future__ import annotations

import io
import lzma
import math
import struct
import zipfile
import zlib
from itertools import pairwise

from shapely import prepare
from shapely.errors import ShapelyError
from shapely.geometry import LinearRing, Point, Polygon

from jiqun.bilingual import Text
from jiqun.geography.rings import Part, Unreadable

LARGEST_INSIDE = 20 * 2**20
MOST_POINTS, MOST_RINGS = 50_000, 1_000
_POLYGONS = (5, 15, 25)  # Polygon, PolygonZ, PolygonM
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    ShapelyError,
)

BROKEN = Text(
    "压缩包损坏或不是 Shapefile。请把 .shp、.shx、.dbf、.prj 一起打成 .zip 上传。",
    "The archive is damaged or holds no Shapefile. Zip .shp, .shx, .dbf and .prj together.",
)
SEVERAL = Text("压缩包中有 {n} 个 .shp 文件，只能有一个。", "There are {n} .shp files in the archive; one is needed.")
NO_PRJ = Text(
    "压缩包中没有 .prj 文件，无法得知坐标系。请一并打包后上传。",
    "There is no .prj file in the archive, so the system of reference is not known; add it.",
)
MANY = Text(
    f"图形超过 {MOST_POINTS:,} 个点或 {MOST_RINGS:,} 个环，请简化后再上传。",
    f"There are more than {MOST_POINTS:,} points or {MOST_RINGS:,} rings; simplify it.",
)
LARGE = Text("压缩包解压后超过 20 MB，请简化后再上传。", "The archive holds more than 20 MB; simplify it.")
NOT_POLYGONS = Text("Shapefile 中不是面图层，请导出面图层。", "The Shapefile is no layer of polygons; export one.")


def parts(data: bytes) -> tuple[list[Part], str]:
    """Every polygon, and the projection as WKT. Raises `Unreadable`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            shapes = [name for name in archive.namelist() if name.lower().endswith(".shp")]
            if len(shapes) != 1:
                raise Unreadable(SEVERAL.format(n=len(shapes)) if shapes else BROKEN)
            prj = next((n for n in archive.namelist() if n.lower() == shapes[0].lower()[:-4] + ".prj"), None)
            if prj is None:
                raise Unreadable(NO_PRJ)
            return _polygons(_part(archive, shapes[0])), _part(archive, prj).decode("utf-8-sig")
    except _DAMAGED:
        raise Unreadable(BROKEN) from None


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part of the archive, inflated no further than is allowed whatever its directory says."""
    with archive.open(name) as file:
        data = file.read(LARGEST_INSIDE + 1)
    if len(data) > LARGEST_INSIDE:
        raise Unreadable(LARGE)
    return data


def _polygons(data: bytes) -> list[Part]:
    if len(data) < 100 or struct.unpack(">i", data[:4])[0] != 9994:
        raise ValueError("no shapefile")
    if struct.unpack("<i", data[32:36])[0] not in _POLYGONS:
        raise Unreadable(NOT_POLYGONS)
    found: list[Part] = []
    at, points, rings = 100, 0, 0
    while at + 8 <= len(data):
        words = struct.unpack(">ii", data[at : at + 8])[1]
        record = data[at + 8 : at + 8 + 2 * words]
        if words <= 0 or len(record) < 2 * words:
            raise ValueError("truncated")
        at += 8 + 2 * words
        if struct.unpack("<i", record[:4])[0] in _POLYGONS:
            each = _rings(record)
            points, rings = points + sum(map(len, each)), rings + len(each)
            if points > MOST_POINTS or rings > MOST_RINGS:
                raise Unreadable(MANY)
            found += _grouped(each)
    return found


def _rings(record: bytes) -> list[list[tuple[float, float]]]:
    count, points = struct.unpack("<ii", record[36:44])
    if count < 1 or points < 1:
        raise ValueError("empty")
    if points > MOST_POINTS or count > MOST_RINGS:
        raise Unreadable(MANY)
    starts = [*struct.unpack(f"<{count}i", record[44 : 44 + 4 * count]), points]
    if starts[0] < 0 or any(b < a for a, b in pairwise(starts)):
        raise ValueError("rings overlap")
    begin = 44 + 4 * count
    flat = struct.unpack(f"<{2 * points}d", record[begin : begin + 16 * points])
    if not all(map(math.isfinite, flat)):
        raise ValueError("not finite")
    every = list(zip(flat[::2], flat[1::2], strict=True))
    return [every[a:b] for a, b in pairwise(starts)]


def _grouped(rings: list[list[tuple[float, float]]]) -> list[Part]:
    """Outer rings run clockwise, holes the other way; a hole belongs to the outer ring it lies in."""
    solid = [ring for ring in rings if len(set(ring)) >= 3]
    found: list[Part] = []
    areas: list[Polygon] = []
    # Outer rings first: holes may stand before them.
    for hole, ring in sorted(((LinearRing(ring).is_ccw, ring) for ring in solid), key=lambda each: each[0]):
        first = Point(ring[0])
        home = next((at for at, area in enumerate(areas) if area.covers(first)), None) if hole else None
        if home is not None:
            found[home].append(list(ring))
            continue
        found.append([list(ring)])  # also of a file that runs its outer rings the wrong way round
        areas.append(Polygon(ring))
        prepare(areas[-1])
    return found
