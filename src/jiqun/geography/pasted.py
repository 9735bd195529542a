"""Coordinates as people type them or a drawing leaves them: a point a line, a blank line between polygons."""

from __future__ import annotations

import math
import re

from jiqun.bilingual import Text
from jiqun.geography.rings import Part, Unreadable
from jiqun.geography.systems import Point

LINE = Text(
    "第 {n} 行“{line}”不是一个点。每行写一个点：经度, 纬度，如 114.4121, 23.0843。",
    "Line {n}, “{line}”, is no point. One point a line: longitude, latitude, such as 114.4121, 23.0843.",
)
_SPLIT = re.compile(r"[,，;；\s]+")
MOST_SAID = 10


def parts(text: str) -> list[Part]:
    """Every polygon, without holes. Raises `Unreadable`, naming every line that is no point (the first ten)."""
    found: list[Part] = []
    ring: list[Point] = []
    wrong: list[Text] = []
    for n, line in enumerate([*text.splitlines(), ""], start=1):
        if not line.strip():
            if ring:
                found.append([ring])
            ring = []
            continue
        try:
            x, y = (float(each) for each in _SPLIT.split(line.strip().strip("()（）[]")))
            if not (math.isfinite(x) and math.isfinite(y)):
                raise ValueError(line)
            ring.append((x, y))
        except ValueError:
            wrong.append(LINE.format(n=n, line=line.strip()[:40]))
    if wrong:
        said = wrong[:MOST_SAID]
        raise Unreadable(Text("".join(each.zh for each in said), " ".join(each.en for each in said)))
    return found
