"""Outlines from GeoJSON, KML, zipped Shapefiles and typed coordinates: the same shape from each, every fault named."""

from __future__ import annotations

import io
import json
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS, Transformer
from shapely.geometry import MultiPolygon, Polygon, box

from jiqun.geography import geojson, measuring, reading
from jiqun.geography.systems import CGCS2000, GCJ02, SYSTEMS, from_gcj02, to_gcj02

SQUARE = [(114.40, 23.08), (114.45, 23.08), (114.45, 23.12), (114.40, 23.12), (114.40, 23.08)]
HOLE = [(114.41, 23.09), (114.42, 23.09), (114.42, 23.10), (114.41, 23.10), (114.41, 23.09)]
WGS84 = 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]]'  # noqa: E501
ZONE_38 = CRS.from_epsg(4526).to_wkt("WKT1_ESRI")  # CGCS2000 / 3-degree Gauss-Kruger zone 38, around 114° E
points = st.tuples(st.floats(110.0, 117.0), st.floats(20.5, 25.0))


def as_geojson(*rings: list[tuple[float, float]], **more: object) -> bytes:
    return json.dumps({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": rings}, **more}).encode()


def as_kml(*rings: list[tuple[float, float]]) -> bytes:
    def line(ring: list[tuple[float, float]]) -> str:
        at = " ".join(f"{x},{y},0" for x, y in ring)
        return f"<LinearRing><coordinates>{at}</coordinates></LinearRing>"

    inner = "".join(f"<innerBoundaryIs>{line(ring)}</innerBoundaryIs>" for ring in rings[1:])
    return (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><Polygon>'
        f"<outerBoundaryIs>{line(rings[0])}</outerBoundaryIs>{inner}</Polygon></Placemark></kml>"
    ).encode()


def as_shapefile(*rings: list[tuple[float, float]], prj: str | None = WGS84) -> bytes:
    """Outer ring clockwise, holes the other way, as the format has it."""
    turned = [list(reversed(ring)) if n == 0 else ring for n, ring in enumerate(rings)]
    flat = [each for ring in turned for point in ring for each in point]
    starts, at = [], 0
    for ring in turned:
        starts.append(at)
        at += len(ring)
    content = struct.pack("<i4d", 5, 0, 0, 0, 0) + struct.pack("<ii", len(turned), at)
    content += struct.pack(f"<{len(starts)}i", *starts) + struct.pack(f"<{len(flat)}d", *flat)
    record = struct.pack(">ii", 1, len(content) // 2) + content
    head = struct.pack(">i20xi", 9994, (100 + len(record)) // 2) + struct.pack("<ii8d", 1000, 5, *[0.0] * 8)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("范围.shp", head + record)
        if prj is not None:
            archive.writestr("范围.prj", prj)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (as_geojson(SQUARE, HOLE), "范围.geojson"),
        (as_kml(SQUARE, HOLE), "范围.kml"),
        (as_shapefile(SQUARE, HOLE), "范围.zip"),
    ],
)
def test_every_format_gives_the_same_shape(data: bytes, name: str) -> None:
    """A13.2: the area is measured from the boundary, whatever file it came in."""
    outline = reading.read(data, name, CGCS2000)
    assert outline.faults == [] and outline.shape is not None
    assert outline.shape.equals(MultiPolygon([Polygon(SQUARE, [HOLE])]))


def test_typed_coordinates_are_closed_with_a_remark() -> None:
    outline = reading.typed("\n".join(f"{x}，{y}" for x, y in SQUARE[:-1]), CGCS2000)
    assert outline.shape is not None and outline.shape.equals(Polygon(SQUARE))
    assert [each.zh for each in outline.remarks] == ["第 1 个面首尾不闭合，已自动闭合。"]


def test_projected_coordinates_are_brought_back_by_their_prj() -> None:
    """CGCS2000 3-degree zones, as surveyors hand them over."""
    grid = Transformer.from_crs(4490, 4526, always_xy=True)
    there = [grid.transform(x, y) for x, y in SQUARE]
    outline = reading.read(as_shapefile(there, prj=ZONE_38), "范围.zip", CGCS2000)
    assert outline.shape is not None
    assert measuring.area_m2(outline.shape.symmetric_difference(Polygon(SQUARE))) < 10


def test_coordinates_of_web_maps_are_brought_back_only_when_said() -> None:
    shifted = [to_gcj02(point) for point in SQUARE]
    as_said = reading.read(as_geojson(shifted), "a.json", GCJ02)
    assert as_said.shape is not None
    assert measuring.area_m2(as_said.shape.symmetric_difference(Polygon(SQUARE))) < 5
    assert "已按 GCJ-02 换算" in as_said.remarks[-1].zh
    unsaid = reading.read(as_geojson(shifted), "a.json", CGCS2000)
    assert unsaid.shape is not None and measuring.area_m2(unsaid.shape.symmetric_difference(Polygon(SQUARE))) > 10**6


@given(points)
def test_shift_of_web_maps_is_undone_exactly(point: tuple[float, float]) -> None:
    (back,) = from_gcj02([to_gcj02(point)])
    assert max(abs(back[0] - point[0]), abs(back[1] - point[1])) < 1e-8


BOWTIE = [(114.40, 23.08), (114.45, 23.12), (114.45, 23.08), (114.40, 23.12), (114.40, 23.08)]


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (as_geojson(BOWTIE), "a.json", "自相交"),
        (as_geojson([(y, x) for x, y in SQUARE]), "a.json", "“纬度, 经度”的顺序"),
        (as_geojson([(2.35, 48.85), (2.36, 48.85), (2.36, 48.86), (2.35, 48.85)]), "a.json", "不在我国范围内"),
        (as_geojson([(492000.0, 2552000.0), (493000.0, 2552000.0), (493000.0, 2553000.0)]), "a.json", "须附 .prj"),
        (as_geojson([SQUARE[0], SQUARE[1], SQUARE[0]]), "a.json", "少于 3 个点"),
        (json.dumps({"type": "Point", "coordinates": SQUARE[0]}).encode(), "a.json", "没有面"),
        (b"{", "a.json", "不是可读的 GeoJSON"),
        (b'{"type": "Polygon", "coordinates": [[[1e999, 2]]]}', "a.json", "不是可读的 GeoJSON"),
        (b"[" * 100_000, "a.json", "不是可读的 GeoJSON"),
        (b"<kml>", "a.kml", "不是可读的 KML"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><kml>&a;</kml>', "a.kml", "不是可读的 KML"),
        (as_shapefile(SQUARE, prj=None), "a.zip", "没有 .prj"),
        (as_shapefile(SQUARE, prj="LOCAL"), "a.zip", "无法识别的坐标系"),
        (as_shapefile(SQUARE)[:-60], "a.zip", "损坏"),
        (b"PK\x03\x04", "a.zip", "损坏"),
        (b"", "a.dwg", "不接收“a.dwg”"),
        (b"0" * (reading.LARGEST + 1), "a.json", "超过 5 MB"),
        (as_geojson([(114 + n / 10**6, 23.0) for n in range(reading.MOST_POINTS + 2)]), "a.json", "超过 50000 个点"),
    ],
)
def test_what_is_no_boundary_is_refused_with_a_sentence(data: bytes, name: str, said: str) -> None:
    outline = reading.read(data, name, CGCS2000)
    assert outline.shape is None and said in outline.faults[0].zh and outline.faults[0].en


def test_bomb_in_an_archive_is_refused_unread() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.shp", b"\0" * (30 * 2**20))
        archive.writestr("a.prj", WGS84)
    assert [each.zh for each in reading.read(file.getvalue(), "a.zip", CGCS2000).faults] == [
        "压缩包解压后超过 20 MB，请简化后再上传。"
    ]


def test_lines_that_are_no_points_are_all_named() -> None:
    outline = reading.typed("114.4, 23.1\n东门\n114.5 23.1\n114.5, x", CGCS2000)
    assert "第 2 行“东门”" in outline.faults[0].zh and "第 4 行“114.5, x”" in outline.faults[0].zh


@given(st.lists(points, min_size=3, max_size=12), st.sampled_from(list(SYSTEMS)))
def test_reading_never_fails_otherwise_than_in_words(ring: list[tuple[float, float]], system: str) -> None:
    outline = reading.read(as_geojson(ring), "a.geojson", system)
    assert bool(outline.faults) is (outline.shape is None)
    if outline.shape is not None:
        again = [[list(p.exterior.coords), *(list(r.coords) for r in p.interiors)] for p in outline.shape.geoms]
        back = reading.read(json.dumps(geojson.written(again)).encode(), "a.geojson", CGCS2000)
        assert back.shape is not None or back.faults  # rounding to a centimetre may make a sliver touch itself


def test_boundary_beyond_the_county_is_measured() -> None:
    one, other = box(114.40, 23.08, 114.45, 23.12), box(114.42, 23.08, 114.50, 23.12)
    shared, outside = measuring.shared_m2(one, other), measuring.outside_m2(one, other)
    assert abs(shared + outside - measuring.area_m2(one)) <= 1


def test_shapefile_of_very_many_rings_is_refused_before_anything_is_built() -> None:
    """Trust (files): what is small as an archive may still be much to compute."""
    rings = [[(114.0, 23.0), (114.001, 23.0), (114.001, 23.001), (114.0, 23.0)]] * 1_001
    assert [fault.zh for fault in reading.read(as_shapefile(*rings), "a.zip", CGCS2000).faults] == [
        "图形超过 50,000 个点或 1,000 个环，请简化后再上传。"
    ]


@given(at=st.integers(0, 4_000), byte=st.integers(0, 255))
def test_a_damaged_archive_is_told_in_words(at: int, byte: int) -> None:
    data = bytearray(as_shapefile(SQUARE))
    data[at % len(data)] = byte
    outline = reading.read(bytes(data), "a.zip", CGCS2000)
    assert (outline.shape is None) == bool(outline.faults)
