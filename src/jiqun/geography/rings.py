"""What every reader hands over: polygons as rings of points, the outer ring first."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.geography.systems import Point

Part = list[list[Point]]
"""One polygon: its outer ring, then its holes."""


class Unreadable(Exception):
    """A file that cannot be read; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text
