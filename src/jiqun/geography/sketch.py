"""A sketch of outlines as SVG paths: a schematic for people behind sign-in, no map."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, radians

from shapely.geometry.base import BaseGeometry

from jiqun.geography.measuring import polygons

WIDTH = 640
MARGIN = 0.05


@dataclass(frozen=True, slots=True)
class Frame:
    """How longitude and latitude fall onto the drawing: `x = (lon - west) * across`, `y = (north - lat) * down`."""

    west: float
    north: float
    across: float
    down: float
    width: int
    height: int

    def path(self, shape: BaseGeometry) -> str:
        """A shape as the `d` of an SVG path, a tenth of a pixel exact."""
        rings = [ring for each in polygons(shape) for ring in (each.exterior, *each.interiors)]
        return "".join("M" + "L".join(self._at(x, y) for x, y, *_ in ring.coords[:-1]) + "Z" for ring in rings)

    def _at(self, x: float, y: float) -> str:
        return f"{(x - self.west) * self.across:.1f} {(self.north - y) * self.down:.1f}"


def frame(*shapes: BaseGeometry) -> Frame:
    """A frame that holds all shapes, as wide as `WIDTH`, true to scale in its middle."""
    west, south, east, north = (pick(each.bounds[n] for each in shapes) for n, pick in enumerate((min, min, max, max)))
    room_x, room_y = (east - west) * MARGIN or 0.01, (north - south) * MARGIN or 0.01
    west, east, south, north = west - room_x, east + room_x, south - room_y, north + room_y
    across = WIDTH / (east - west)
    down = across / cos(radians((north + south) / 2))
    height = round((north - south) * down)
    return Frame(west, north, across, down, WIDTH, height)
