"""Systems of reference: what a file's coordinates are in, brought to longitude and latitude in CGCS2000.

CGCS2000 and WGS-84 agree within centimetres and are taken as one. GCJ-02 (火星坐标), in which Chinese web maps draw,
lies 300 to 700 m off; it is undone only when its user says that the coordinates are in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from math import cos, pi, sin, sqrt
from typing import TYPE_CHECKING

from jiqun.bilingual import Text

if TYPE_CHECKING:  # 20 MB that a process which reads no boundary never holds
    from pyproj import Transformer

SAME = ("EPSG:4326", "EPSG:4490", "OGC:CRS84")
CGCS2000, GCJ02 = "cgcs2000", "gcj02"
SYSTEMS = {
    CGCS2000: Text("CGCS2000 或 WGS-84（国家大地坐标系）", "CGCS2000 or WGS-84"),
    GCJ02: Text("GCJ-02（高德、腾讯等网络地图的“火星坐标”）", "GCJ-02 (as drawn by Chinese web maps)"),
}
Point = tuple[float, float]
Change = Callable[[Sequence[Point]], list[Point]]


class UnknownSystem(ValueError):
    """A system of reference that cannot be read."""


def unchanged(points: Sequence[Point]) -> list[Point]:
    """Points that are in longitude and latitude already."""
    return [(float(x), float(y)) for x, y in points]


def change_from(said: str) -> Change:
    """How points of a system come to longitude and latitude; `said` is a code or WKT. Raises `UnknownSystem`."""
    if not said.strip():
        return unchanged
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    try:
        system = CRS.from_user_input(said)
    except CRSError:
        raise UnknownSystem(said[:80]) from None
    if system.is_geographic:
        return unchanged
    transform = _transformer(system.to_wkt())
    return lambda points: [(float(x), float(y)) for x, y in transform.itransform(list(points))]


@lru_cache(maxsize=16)
def _transformer(wkt: str) -> Transformer:
    from pyproj import CRS, Transformer

    return Transformer.from_crs(CRS.from_wkt(wkt), CRS.from_epsg(4490), always_xy=True)


# ── GCJ-02 ───────────────────────────────────────────────────────────────────────────────────────────────────────────

_A, _EE = 6378245.0, 0.00669342162296594323  # the ellipsoid of the published formula (Krasovsky 1940)
_TOLERANCE = 1e-9


def to_gcj02(point: Point) -> Point:
    """A point as Chinese web maps shift it, by the formula in circulation since 2013; within China only."""
    x, y = point[0] - 105.0, point[1] - 35.0
    wave = (20.0 * sin(6.0 * x * pi) + 20.0 * sin(2.0 * x * pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(abs(x)) + wave
    north += (20.0 * sin(y * pi) + 40.0 * sin(y / 3.0 * pi)) * 2.0 / 3.0
    north += (160.0 * sin(y / 12.0 * pi) + 320.0 * sin(y * pi / 30.0)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(abs(x)) + wave
    east += (20.0 * sin(x * pi) + 40.0 * sin(x / 3.0 * pi)) * 2.0 / 3.0
    east += (150.0 * sin(x / 12.0 * pi) + 300.0 * sin(x / 30.0 * pi)) * 2.0 / 3.0
    latitude = point[1] / 180.0 * pi
    magic = 1 - _EE * sin(latitude) ** 2
    north = north * 180.0 / (_A * (1 - _EE) / (magic * sqrt(magic)) * pi)
    east = east * 180.0 / (_A / sqrt(magic) * cos(latitude) * pi)
    return point[0] + east, point[1] + north


def from_gcj02(points: Sequence[Point]) -> list[Point]:
    """Points of GCJ-02 brought back, by iteration, to less than a millimetre."""
    found = []
    for wanted in points:
        guess = wanted
        for _ in range(30):
            shifted = to_gcj02(guess)
            step = (wanted[0] - shifted[0], wanted[1] - shifted[1])
            guess = (guess[0] + step[0], guess[1] + step[1])
            if max(abs(step[0]), abs(step[1])) < _TOLERANCE:
                break
        found.append(guess)
    return found
