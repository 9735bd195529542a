"""A zipped Shapefile (ESRI, Shapefile Technical Description, July 1998): its polygons and its projection."""

from __future__ import annotations

import io
import struct
import zipfile
from itertools import pairwise

from shapely.geometry import LinearRing, Point, Polygon

from jiqun.bilingual import Text
from jiqun.geography.rings import Part, Unreadable

LARGEST_INSIDE = 20 * 2**20
_POLYGONS = (5, 15, 25)  # Polygon, PolygonZ, PolygonM

BROKEN = Text(
    "压缩包损坏或不是 Shapefile。请把 .shp、.shx、.dbf、.prj 一起打成 .zip 上传。",
    "The archive is damaged or holds no Shapefile. Zip .shp, .shx, .dbf and .prj together.",
)
SEVERAL = Text("压缩包中有 {n} 个 .shp 文件，只能有一个。", "There are {n} .shp files in the archive; one is needed.")
NO_PRJ = Text(
    "压缩包中没有 .prj 文件，无法得知坐标系。请一并打包后上传。",
    "There is no .prj file in the archive, so the system of reference is not known; add it.",
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
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError, struct.error):
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
    found, at = [], 100
    while at + 8 <= len(data):
        words = struct.unpack(">ii", data[at : at + 8])[1]
        record = data[at + 8 : at + 8 + 2 * words]
        if words <= 0 or len(record) < 2 * words:
            raise ValueError("truncated")
        at += 8 + 2 * words
        if struct.unpack("<i", record[:4])[0] in _POLYGONS:
            found += _grouped(_rings(record))
    return found


def _rings(record: bytes) -> list[list[tuple[float, float]]]:
    count, points = struct.unpack("<ii", record[36:44])
    if count < 1 or points < 1:
        raise ValueError("empty")
    starts = [*struct.unpack(f"<{count}i", record[44 : 44 + 4 * count]), points]
    begin = 44 + 4 * count
    flat = struct.unpack(f"<{2 * points}d", record[begin : begin + 16 * points])
    every = list(zip(flat[::2], flat[1::2], strict=True))
    return [every[a:b] for a, b in pairwise(starts)]


def _grouped(rings: list[list[tuple[float, float]]]) -> list[Part]:
    """Outer rings run clockwise, holes the other way; a hole belongs to the outer ring it lies in."""
    solid = [ring for ring in rings if len(set(ring)) >= 3]
    outer = [ring for ring in solid if not LinearRing(ring).is_ccw]
    found: list[Part] = [[list(ring)] for ring in outer]
    for ring in solid:
        if LinearRing(ring).is_ccw:
            home = next((part for part in found if Polygon(part[0]).covers(Point(ring[0]))), None)
            if home is None:
                found.append([list(ring)])  # a file that runs its outer rings the wrong way round
            else:
                home.append(list(ring))
    return found
