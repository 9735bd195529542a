"""The boundary of a cluster in the demonstration: a round piece of its county, as large as its roster states."""

from __future__ import annotations

from datetime import datetime
from math import cos, pi, radians, sin, sqrt

from jiqun.casework.models import Case
from jiqun.demo.clusters import Invented
from jiqun.demo.play import Stage, current
from jiqun.geography.outlines import outline_of

CORNERS = 24
METRES_PER_DEGREE = 111_320


def file(stage: Stage, case: Case, of: Invented, now: datetime) -> None:
    """The officer files it as typed coordinates; nothing where the county has no outline or the roster no area."""
    roster, county = current(case).roster, outline_of(of.place)
    if county is None or roster is None or roster.area_m2 is None:
        return
    # A polygon of so many corners is as large as a circle of this radius.
    radius = sqrt(roster.area_m2 / (CORNERS / 2 * sin(2 * pi / CORNERS)))
    middle = county.representative_point()
    across = radius / (METRES_PER_DEGREE * cos(radians(middle.y)))
    up = radius / METRES_PER_DEGREE
    angles = [2 * pi * n / CORNERS for n in range(CORNERS)]
    lines = [f"{middle.x + across * cos(a):.6f}, {middle.y + up * sin(a):.6f}" for a in angles]
    payload = {
        "cluster": str(case.cluster_id),
        "system": "cgcs2000",
        "outline": "\n".join(lines),
        "note": "示意范围（虚构）",
    }
    stage.open("boundary", stage.officer(of.place), now, payload)
