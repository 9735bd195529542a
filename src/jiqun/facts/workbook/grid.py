"""The cells of a workbook: what the parser gives, made honest by the first look at its XML."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jiqun.facts.workbook.cells import Cell
from jiqun.facts.workbook.guards import Package, Refused
from jiqun.facts.workbook.scan import BROKEN, Scan, holds_anything, scan, sheet_parts

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet as lines from row 1; merged cells hold their value in the first line only, see `merged`.

    `merged` maps each further place of a vertical merge to the line its value stands in.
    """

    lines: Sequence[Sequence[Cell]]
    scan: Scan
    merged: dict[tuple[int, int], int]

    @property
    def sound(self) -> bool:
        """Whether no cell of it is a failed formula or one without a result."""
        return not self.scan.errors and not self.scan.uncomputed


@dataclass(frozen=True, slots=True)
class Book:
    """Names of the sheets that hold anything or were asked for, in order, and the grids of the latter."""

    names: tuple[str, ...]
    grids: dict[str, Grid]


def open_book(data: bytes, wanted: Sequence[str]) -> Book:
    """Check, scan and parse the wanted sheets. Raises `Refused` with a sentence when the file cannot be read."""
    package = Package(data)
    parts = sheet_parts(package)
    scans = scan(package, {name: part for name, part in parts.items() if name.strip() in wanted})
    # A panic inside the parser does not derive from Exception and can only be told by its name.
    try:
        workbook = _parser(data)
        names = tuple(name for name, part in parts.items() if name in scans or holds_anything(package, part))
        return Book(names, {name: _grid(workbook.get_sheet_by_name(name), scans[name]) for name in scans})
    except Exception:
        raise Refused(BROKEN) from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":
            raise Refused(BROKEN) from None
        raise


def _parser(data: bytes) -> CalamineWorkbook:
    from python_calamine import load_workbook

    return load_workbook(io.BytesIO(data))


def _grid(sheet: CalamineSheet, found: Scan) -> Grid:
    lines = sheet.to_python(skip_empty_area=False)
    merged = {
        (row, left): top
        for (top, left), (bottom, _) in sheet.merged_cell_ranges or ()
        for row in range(top + 1, min(bottom + 1, len(lines)))
    }
    return Grid(lines, found, merged)
