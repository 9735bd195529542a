"""Outlines of county-level units, for warnings behind sign-in; their source and its limits stand in data/README.md."""

from __future__ import annotations

import gzip
import json
from functools import lru_cache
from pathlib import Path

from shapely.geometry import MultiPolygon, Polygon

DATA = Path(__file__).parent / "data" / "county_outlines.json.gz"


def outline_of(code: str) -> MultiPolygon | None:
    """The outline of a division by its six-digit code; of a town by its prefecture's, where counties are none.

    `None` when there is no outline to hold anything against (a functional zone).
    """
    known = _outlines()
    return known.get(code) or (known.get(f"{code[:4]}00") if len(code) == 9 else None)


@lru_cache(maxsize=1)
def _outlines() -> dict[str, MultiPolygon]:
    rows = json.loads(gzip.decompress(DATA.read_bytes()))
    return {row["code"]: MultiPolygon([Polygon(shell, holes) for shell, *holes in row["outline"]]) for row in rows}
