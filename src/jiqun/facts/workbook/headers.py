"""Finding the columns: the line that holds the headers, the missing ones, and what looks like them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Sequence

from jiqun.bilingual import Text
from jiqun.facts.workbook.cells import Cell, blank, shown
from jiqun.facts.workbook.problems import CellProblem, Findings
from jiqun.facts.workbook.sheets import Column

_UNIT = re.compile(r"^(.*?)[（(](.*)[）)]$", re.DOTALL)
LOOKED_THROUGH = 20


def letter(index: int) -> str:
    """The letter of a column counted from 0: A, B, …, Z, AA."""
    name, rest = "", index + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def header_line(lines: Sequence[Sequence[Cell]], headers: Sequence[str]) -> int | None:
    """Index of the line with the most headers among the first filled ones; the first of them if none has any."""
    best: tuple[int, int] | None = None
    for index, line in enumerate(lines[:LOOKED_THROUGH]):
        if all(blank(cell) for cell in line):
            continue
        hits = len({shown(cell) for cell in line} & set(headers))
        if best is None or hits > best[1]:
            best = (index, hits)
    return None if best is None else best[0]


def place_columns(
    sheet: str, row: int, line: Sequence[Cell], columns: Sequence[Column], findings: Findings
) -> dict[str, int]:
    """Header → column index of what was found; missing, doubled and extra columns go to the findings."""
    placed: dict[str, int] = {}
    extra: dict[int, str] = {}
    wanted = {column.header for column in columns}
    for index, cell in enumerate(line):
        if blank(cell):
            continue
        found = shown(cell)
        if found not in wanted:
            extra[index] = found
        elif found in placed:
            findings.error(
                CellProblem(
                    sheet,
                    row,
                    letter(index),
                    found,
                    "",
                    Text("", ""),
                    Text(
                        "同一表头出现两次，另一处在 {other} 列。请删除其中一列。",
                        "This header stands twice, also in column {other}. Delete one of the two.",
                    ).format(other=letter(placed[found])),
                )
            )
        else:
            placed[found] = index
    named = set()
    for column in columns:
        if column.header not in placed and column.must_exist:
            problem = _missing(sheet, row, column.header, extra)
            findings.error(problem)
            named.add(problem.column)
    for index, found in extra.items():
        if letter(index) not in named:
            findings.warning(_ignored(sheet, row, index, found))
    return placed


def _missing(sheet: str, row: int, header: str, extra: dict[int, str]) -> CellProblem:
    expected = Text(f"“{header}”", f"“{header}”")
    match = look_alike(header, list(extra.values()))
    if match is None:
        text = Text(
            f"缺少“{header}”列。请补上该列，表头文字（含单位）须与模板完全一致。",
            f"Column “{header}” is missing. Add it; the header must be exactly that of the template, unit included.",
        )
        return CellProblem(sheet, row, None, header, "", expected, text)
    found, text = match
    index = next(index for index, other in extra.items() if other == found)
    return CellProblem(sheet, row, letter(index), header, found, expected, text)


def _ignored(sheet: str, row: int, index: int, found: str) -> CellProblem:
    text = Text("模板中没有这一列，未读取。", "The template has no such column; it was not read.")
    return CellProblem(sheet, row, letter(index), "", found, Text("", ""), text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def _parts(header: str) -> tuple[str, str]:
    match = _UNIT.match(header.strip())
    return (_plain(match[1]), _plain(match[2])) if match else (_plain(header), "")


def look_alike(header: str, found: Sequence[str]) -> tuple[str, Text] | None:
    """What was found that was probably meant as `header`, and how it differs."""
    name, unit = _parts(header)
    for other in found:
        if _plain(other) == _plain(header):
            return other, Text(
                f"表头须与模板完全一致（注意全角括号和空格）。请改为“{header}”。",
                f"The header must match the template exactly (full-width brackets, no spaces). Write “{header}”.",
            )
    for other in found:
        other_name, other_unit = _parts(other)
        if other_name == name and unit and other_unit:
            return other, Text(
                f"表头的单位不符。请把数值换算成模板的单位，并将表头改为“{header}”。",
                f"The unit in the header differs. Convert the figures and rename the header to “{header}”.",
            )
        if other_name == name:
            return other, Text(
                f"表头须写明单位。请核对数值单位，并将表头改为“{header}”。"
                if unit
                else f"表头不应带括号内容。请改为“{header}”。",
                f"The header must name the unit. Check the figures and rename it to “{header}”."
                if unit
                else f"The header carries no brackets. Rename it to “{header}”.",
            )
    close = difflib.get_close_matches(header, found, n=1, cutoff=0.6)
    if close:
        return close[0], Text(
            f"缺少“{header}”列，“{close[0]}”与之相近。如属同一项，请将表头改为“{header}”。",
            f"Column “{header}” is missing; “{close[0]}” resembles it. If it is meant, rename it to “{header}”.",
        )
    return None
