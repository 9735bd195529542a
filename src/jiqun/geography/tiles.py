"""The province's prefectures as a grid of tiles: who lies beside whom, as a schematic without any boundary."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from jiqun.standards import divisions, province

ACROSS = 6
"""Tiles in a row where the province's folder does not say who lies beside whom."""


@lru_cache(maxsize=1)
def prefectures() -> Mapping[str, tuple[int, int]]:
    """Column and row of each prefecture's tile, by its adcode: from west to east, from north to south.

    Prefectures the folder gives no place follow below, in the order of their codes.
    """
    rows = province.here().tiles
    known = [each.code for each in divisions.everything() if each.kind == "prefecture"]
    placed = {code: (x, y) for y, row in enumerate(rows) for x, code in enumerate(row) if code in known}
    rest = [code for code in known if code not in placed]
    placed |= {code: (n % ACROSS, len(rows) + n // ACROSS) for n, code in enumerate(rest)}
    return MappingProxyType(placed)
