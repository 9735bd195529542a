"""Guangdong's prefectures as a grid of tiles: who lies beside whom, as a schematic without any boundary.

A map of China for the public needs a review number (审图号); a schematic of tiles shows no boundary and needs none.
"""

from __future__ import annotations

from types import MappingProxyType

_ROWS = (
    ("", "", "441200", "441800", "440200", "441600", "441400", "445100", ""),
    ("", "445300", "440600", "440100", "441900", "441300", "441500", "445200", "440500"),
    ("440900", "441700", "440700", "442000", "440300", "", "", "", ""),
    ("440800", "", "", "440400", "", "", "", "", ""),
)
"""Adcodes (GB/T 2260) from west to east, from north to south."""

PREFECTURES = MappingProxyType(
    {code: (column, row) for row, codes in enumerate(_ROWS) for column, code in enumerate(codes) if code}
)
"""Column and row of each prefecture's tile, by its adcode."""
