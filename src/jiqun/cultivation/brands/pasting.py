"""Brands pasted from a spreadsheet: columns by their names in the first line, every fault at its line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from jiqun.bilingual import Text, listing
from jiqun.cultivation.brands.fields import amiss, fields_of

MOST_LINES, MOST_CHARACTERS = 500, 300_000
_EMPTY = Text("请先粘贴表头和数据。", "Paste the header and the lines first.")
_ONLY_HEAD = Text("只有表头，没有数据。", "There is a header but no line below it.")
_UNREADABLE = Text(
    "内容不能按表格读取，请检查是否有未成对的引号。",
    "It cannot be read as a table; look for a quotation mark that is not closed.",
)
_UNKNOWN = Text("表头“{name}”不是可用栏目；可用的栏目：{names}。", "No column is called “{name}”; there are: {names}.")
_TWICE = Text("表头“{name}”出现两次。", "Column “{name}” stands there twice.")
_WITHOUT = Text("缺少栏目：{names}。", "Columns missing: {names}.")
_TOO_LONG = Text("最多粘贴 {n} 行，请分次粘贴。", "At most {n} lines at once; paste the rest afterwards.")
_AT = Text("第 {line} 行“{column}”：{said}", "Line {line}, {column}: {said}")
_WIDE = Text("第 {line} 行比表头多出 {n} 格。", "Line {line} has {n} more cells than the header.")
_SAME = Text("第 {line} 行与第 {other} 行是同一项“{name}”。", "Lines {line} and {other} are the same: “{name}”.")


@dataclass
class Pasted:
    """What was read: values by field for each line, and every fault; lines count from the header, which is line 1."""

    lines: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)


def read(text: str) -> Pasted:
    """Reads pasted lines; cells are separated by tabs, quoted as spreadsheets do. A wholly blank line is skipped."""
    found = Pasted()
    try:
        cells = list(csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t"))
    except csv.Error:
        found.faults.append(_UNREADABLE)
        return found
    rows = [(number, row) for number, row in enumerate(cells, start=1) if any(cell.strip() for cell in row)]
    if not rows:
        found.faults.append(_EMPTY)
        return found
    names = _header(rows[0][1], found)
    if not found.faults and len(rows) == 1:
        found.faults.append(_ONLY_HEAD)
    if len(rows) - 1 > MOST_LINES:
        found.faults.append(_TOO_LONG.format(n=MOST_LINES))
    if found.faults:
        return found
    seen: dict[tuple[Any, ...], int] = {}
    for number, row in rows[1:]:
        values = _line(number, names, row, found)
        found.lines.append(values)
        mark = tuple(values.get(name) or "" for name in ("kind", "number" if values.get("number") else "name"))
        if all(mark) and (other := seen.setdefault(mark, number)) != number:
            found.faults.append(_SAME.format(line=number, other=other, name=values.get("name") or ""))
    return found


def _header(cells: list[str], found: Pasted) -> list[str]:
    fields = fields_of()
    words = {_plain(word): name for name, each in fields.items() for word in _words(each.label)}
    names: list[str] = []
    while cells and not cells[-1].strip():
        cells.pop()
    for cell in cells:
        name = words.get(_plain(cell))
        if name is None:
            names_zh = listing(each.label for each in fields.values())
            found.faults.append(_UNKNOWN.format(name=cell.strip()[:40], names=names_zh))
        elif name in names:
            found.faults.append(_TWICE.format(name=cell.strip()))
        else:
            names.append(name)
    absent = [each.label for name, each in fields.items() if each.required and name not in names]
    if absent and not found.faults:
        found.faults.append(_WITHOUT.format(names=listing(absent)))
    return names


def _words(label: Any) -> Iterator[str]:
    yield label.zh
    yield label.en


def _plain(word: str) -> str:
    return word.strip().rstrip("*＊").replace(" ", "").lower()


def _line(number: int, names: list[str], row: list[str], found: Pasted) -> dict[str, Any]:
    given = dict(zip(names, row, strict=False))
    fields = fields_of()
    values: dict[str, Any] = {}
    faults: list[tuple[Any, Text]] = []
    for name, each in fields.items():
        try:
            values[name] = each.clean(given.get(name, ""))
        except ValidationError as wrong:
            faults += [(each.label, Text(said, said)) for said in wrong.messages]
    faults += [(fields[name].label, said) for name, said in amiss(values).items()]
    found.faults += [_AT.format(line=number, column=column, said=said) for column, said in faults]
    if extra := sum(bool(cell.strip()) for cell in row[len(names) :]):
        found.faults.append(_WIDE.format(line=number, n=extra))
    return values
