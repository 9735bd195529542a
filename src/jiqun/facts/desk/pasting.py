"""A block copied from a spreadsheet: tab-separated lines, with or without their header."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.facts.desk.matching import converted, hits, match
from jiqun.facts.workbook.cells import BLANKS
from jiqun.facts.workbook.sheets import Sheet

MOST_LINES = 20_000
LONGEST_CELL = 500


@dataclass(frozen=True, slots=True)
class Pasted:
    """Lines of (column, text); `headed` whether the first line named the columns."""

    lines: tuple[tuple[tuple[int, str], ...], ...]
    headed: bool
    notes: tuple[Text, ...] = ()


def pasted(text: str, sheet: Sheet, at: int = 0) -> Pasted:
    """Reads a pasted block for a sheet. With a header line (two headers or more) columns go by name, else by order
    from column `at` on. What has no column is told in `notes`."""
    rows = [[cell.strip(BLANKS)[:LONGEST_CELL] for cell in row] for row in _rows(text)]
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        return Pasted((), False, (Text("没有粘贴任何内容。", "Nothing was pasted."),))
    notes: list[Text] = []
    if len(rows) > MOST_LINES:
        notes.append(
            Text(
                f"一次最多粘贴 {MOST_LINES:,} 行，其余未带入；数据较多的请上传工作簿。",
                f"At most {MOST_LINES:,} lines are pasted at once; the rest was left out. Upload a workbook instead.",
            )
        )
        rows = rows[:MOST_LINES]
    if hits(sheet, rows[0]) >= min(2, len(sheet.columns)):
        found = match(sheet, rows[0])
        lines = []
        for row in rows[1:]:
            cells = []
            for place, index in sorted(found.places.items()):
                given = row[index] if index < len(row) else ""
                factor = found.factors.get(place)
                cells.append((place, converted(given, factor, sheet.columns[place]) if factor else given))
            lines.append(tuple(cells))
        return Pasted(tuple(lines), True, (*notes, *found.notes))
    room = len(sheet.columns) - at
    if any(any(row[room:]) for row in rows):
        notes.append(
            Text(
                "粘贴的列数多于右侧剩余的列，超出部分没有带入。请核对起始列，或连同表头一起复制。",
                "More columns were pasted than there are to the right; the rest was left out. Copy the header as well.",
            )
        )
    return Pasted(
        tuple(tuple((at + n, cell) for n, cell in enumerate(row[:room])) for row in rows), False, tuple(notes)
    )


def _rows(text: str) -> list[list[str]]:
    """Spreadsheets quote cells that hold tabs or line breaks; a stray quote in a cell stands for itself."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if '"' not in text:
        return [line.split("\t") for line in text.split("\n")]
    try:
        return list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:  # more than 128 kB in one cell: a quote that is never closed, so it quotes nothing
        return [line.split("\t") for line in text.split("\n")]
