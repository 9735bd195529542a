"""Drawings of a report as SVG: columns side by side, and a place's prefectures as tiles.

Geometry is in whole units of the drawing, rounded from exact fractions; every value is also written as text. A drawing
names no face: the page or the paper it stands on gives its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

WIDTH, HEIGHT = 640, 250
_LEFT, _RIGHT, _TOP, _FLOOR = 20, 20, 34, 206
_WIDEST = 84
INK, GREY, RULE, BLUE, PALE = "#1c2733", "#4a5865", "#cfd7e0", "#0b5cad", "#9dbfe0"
TILE_W, TILE_H, TILE_GAP = 66, 54, 5
SHADES = ("#f5f7f9", "#dce9f6", "#b5d0ea", "#7fb0dc", "#0b5cad")
_LIGHT_ON = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its label below, its value above as it is written; `None` is not known and has no column."""

    label: str
    value: Fraction | None
    shown: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile at a column and a row: a name, what is written under it, and its shade (0 to 4)."""

    column: int
    row: int
    name: str
    shown: str
    shade: int


def columns(of: Sequence[Column], *, said: str) -> str:
    """Columns over a common floor, the last one in the accent; negative values stand at the floor and say so in words.

    `said` is what the drawing shows, for who cannot see it. Raises `ValueError` without columns.
    """
    if not of:
        raise ValueError("a chart has columns")
    known = [column.value for column in of if column.value is not None]
    top = max(known, default=Fraction(0))
    step = Fraction(WIDTH - _LEFT - _RIGHT, len(of))
    width = min(_WIDEST, int(step * Fraction(3, 5)))
    parts = [f'<line x1="{_LEFT}" y1="{_FLOOR}" x2="{WIDTH - _RIGHT}" y2="{_FLOOR}" stroke="{RULE}"/>']
    for place, column in enumerate(of):
        middle = round(_LEFT + step * place + step / 2)
        value = max(column.value or Fraction(0), Fraction(0))
        height = round(value / top * (_FLOOR - _TOP)) if top > 0 else 0
        if height:
            fill = BLUE if place == len(of) - 1 else PALE
            x, y = middle - width // 2, _FLOOR - height
            parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>')
        parts.append(_text(middle, _FLOOR - height - 9, column.shown, 15, INK))
        parts.append(_text(middle, _FLOOR + 19, column.label, 14, INK))
        if column.note:
            parts.append(_text(middle, _FLOOR + 36, column.note, 11, GREY))
    return _drawn(WIDTH, HEIGHT, parts, said)


def tiles(of: Sequence[Tile], *, said: str) -> str:
    """Tiles of one size on a grid: a schematic of where places lie to each other, without any boundary.

    Raises `ValueError` without tiles or for two on one place.
    """
    if not of:
        raise ValueError("a cartogram has tiles")
    if len({(tile.column, tile.row) for tile in of}) != len(of):
        raise ValueError("two tiles on one place")
    parts = []
    for tile in of:
        x, y = tile.column * (TILE_W + TILE_GAP), tile.row * (TILE_H + TILE_GAP)
        ink = "#ffffff" if tile.shade == _LIGHT_ON else INK
        fill = SHADES[tile.shade]
        parts.append(f'<rect x="{x}" y="{y}" width="{TILE_W}" height="{TILE_H}" fill="{fill}" stroke="{RULE}"/>')
        parts.append(_text(x + TILE_W // 2, y + 22, tile.name, 13, ink))
        parts.append(_text(x + TILE_W // 2, y + 42, tile.shown, 15, ink))
    across, down = max(tile.column for tile in of) + 1, max(tile.row for tile in of) + 1
    return _drawn(across * (TILE_W + TILE_GAP), down * (TILE_H + TILE_GAP), parts, said)


def shade(value: Fraction, most: Fraction) -> int:
    """The shade of a value among values up to `most`: 0 for nothing, otherwise its quarter from 1 to 4."""
    if value <= 0 or most <= 0:
        return 0
    return min(4, max(1, -(-value * 4 // most)))


def _text(x: int, y: int, said: str, size: int, fill: str) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{fill}" text-anchor="middle">{escape(said)}</text>'


def _drawn(width: int, height: int, parts: Sequence[str], said: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {width + 2} {height + 2}" width="{width}" '
        f'height="{height}" role="img" aria-label={quoteattr(said)}>{"".join(parts)}</svg>'
    )
