"""Reading the working draft of a roster: its cells, one page of a sheet, and what stands in the way."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts.desk.checking import BY_NAME, place
from jiqun.facts.workbook.problems import CellProblem
from jiqun.facts.workbook.sheets import CLUSTER, SHEETS
from jiqun.recognition.models import RosterDraft, RosterDraftLines

PAGE = 100
Line = list[Any]
"""Number within its chunk, then the cells."""


def pack(value: Any) -> bytes:
    """Compact JSON, compressed."""
    return zlib.compress(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), 3)


def unpack(data: Any) -> Any:
    """What `pack` was given."""
    return json.loads(zlib.decompress(bytes(data))) if data else []


def chunks(draft: RosterDraft, sheet: str = "") -> Any:
    """The chunks of the draft's present generation, in order."""
    found = RosterDraftLines.objects.filter(draft=draft, generation=draft.generation)
    return (found.filter(sheet=sheet) if sheet else found).order_by("sheet", "place")


def cells(draft: RosterDraft) -> dict[str, list[list[str]]]:
    """All cells by sheet, for the reader."""
    found: dict[str, list[list[str]]] = {sheet.name: [] for sheet in SHEETS}
    for sheet, packed in chunks(draft).values_list("sheet", "packed"):
        found[sheet] += [line[1:] for line in unpack(packed)]
    return found


@dataclass(frozen=True, slots=True)
class Problem:
    """An error or remark with its place in the grid: `line` from 0 and `column`, `None` for a whole line or sheet."""

    severe: bool
    sheet: str
    line: int | None
    column: int | None
    header: str
    found: str
    expected: Text
    text: Text

    @property
    def row(self) -> int | None:
        """The row number the grid shows; for 集群 there is none to show."""
        return None if self.line is None or self.sheet == CLUSTER.name else self.line + 2

    @property
    def short(self) -> Text:
        """What stands beside the cell: what is expected and what to do."""
        if not self.expected.zh:
            return self.text
        return Text(f"应为{self.expected.zh}。{self.text.zh}", f"Expected {self.expected.en}. {self.text.en}")

    @property
    def sentence(self) -> Text:
        """The whole sentence with its place."""
        row = self.row
        return CellProblem(self.sheet, row, None, self.header, self.found, self.expected, self.text).sentence


def packed_problems(errors: Sequence[CellProblem], remarks: Sequence[CellProblem]) -> bytes:
    """Problems as they are kept with a draft."""
    rows = []
    for severe, problems in ((1, errors), (0, remarks)):
        for each in problems:
            line, column = place(each)
            said = [each.expected.zh, each.expected.en, each.text.zh, each.text.en]
            rows.append([severe, each.sheet, line, column, each.header, each.found, *said])
    return pack(rows)


def problems(draft: RosterDraft) -> list[Problem]:
    """Every error and remark of the last check, errors first within the order of the sheets."""
    order = {name: at for at, name in enumerate(BY_NAME)}
    found = [
        Problem(bool(severe), sheet, line, column, header, held, Text(*said[:2]), Text(*said[2:]))
        for severe, sheet, line, column, header, held, *said in unpack(draft.problems)
    ]
    return sorted(
        found,
        key=lambda each: (
            order.get(each.sheet, -1),
            -1 if each.line is None else each.line,
            not each.severe,
            -1 if each.column is None else each.column,
        ),
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """One line on a page: `key` names it for life, `at` is its place in the sheet from 0."""

    key: str
    at: int
    cells: tuple[str, ...]

    @property
    def row(self) -> int:
        """The row number it would have in a workbook."""
        return self.at + 2


def counts(draft: RosterDraft) -> dict[str, int]:
    """Lines by sheet."""
    found = dict.fromkeys(BY_NAME, 0)
    for sheet, count in chunks(draft).values_list("sheet", "count"):
        found[sheet] += count
    return found


def lines_at(draft: RosterDraft, sheet: str, wanted: Sequence[int]) -> list[Shown]:
    """The lines at these places of a sheet, in order; two queries."""
    left, first = set(wanted), 0
    needed: dict[int, int] = {}
    for pk, count in chunks(draft, sheet).values_list("pk", "count"):
        if any(at in left for at in range(first, first + count)):
            needed[pk] = first
        first += count
    found = []
    for pk, packed in RosterDraftLines.objects.filter(pk__in=needed).order_by("place").values_list("pk", "packed"):
        for at, line in enumerate(unpack(packed), needed[pk]):
            if at in left:
                found.append(Shown(f"{pk}-{line[0]}", at, tuple(line[1:])))
    return found


def all_lines(draft: RosterDraft, sheet: str) -> Iterator[tuple[int, list[str]]]:
    """Every line of a sheet with its place from 0."""
    at = 0
    for packed in chunks(draft, sheet).values_list("packed", flat=True):
        for line in unpack(packed):
            yield at, line[1:]
            at += 1


def holding(draft: RosterDraft, sheet: str, words: str) -> list[int]:
    """Places of the lines with a cell that holds the words."""
    sought = words.lower()
    return [at for at, line in all_lines(draft, sheet) if any(sought in cell.lower() for cell in line)]
