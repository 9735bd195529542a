"""One filled line of a sheet while it is being read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Line:
    """Its Excel row, the column letter of each header found, and the values of the cells that could be read."""

    row: int
    letters: Mapping[str, str]
    values: dict[str, Any] = field(default_factory=dict)
