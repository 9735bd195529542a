"""Lines pasted from a spreadsheet: columns by their names in the first line, every fault at its line and column."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text, listing
from jiqun.ledgers.fields import amiss, fields_of
from jiqun.ledgers.kinds import Kind

MOST_LINES, MOST_CHARACTERS = 1000, 1_000_000
FIRM, PROOF = Text("企业名称（登记带出）", "Firm (from the register)"), Text("佐证材料", "Proof")
EXPORTED = (FIRM, PROOF)
"""Columns of an exported ledger that are not entered; pasted back, they are passed over."""
_EMPTY = Text("请先粘贴表头和数据。", "Paste the header and the lines first.")
_ONLY_HEAD = Text("只有表头，没有数据。", "There is a header but no line below it.")
_UNKNOWN = Text(
    "表头“{name}”不是本台账的栏目；可用的栏目：{names}。", "No column is called “{name}”; there are: {names}."
)
_TWICE = Text("表头“{name}”出现两次。", "Column “{name}” stands there twice.")
_WITHOUT = Text("缺少栏目：{names}。", "Columns missing: {names}.")
_TOO_LONG = Text("最多粘贴 {n} 行，请分次粘贴。", "At most {n} lines at once; paste the rest afterwards.")
_UNREADABLE = Text(
    "内容不能按表格读取，请检查是否有未成对的引号。",
    "It cannot be read as a table; look for a quotation mark that is not closed.",
)
_AT = Text("第 {line} 行“{column}”：{said}", "Line {line}, {column}: {said}")
_WIDE = Text("第 {line} 行比表头多出 {n} 格。", "Line {line} has {n} more cells than the header.")


Between = Callable[[Mapping[str, Any]], Mapping[str, Text]]
"""What does not hold between the values of a line, by field."""


@dataclass
class Pasted:
    """What was read: values by field for each line with its number (the header is line 1), and every fault."""

    lines: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)


def columns(kind: Kind) -> dict[str, forms.Field]:
    """The columns of a ledger: the fields of its entries."""
    return fields_of(kind)


def mark(values: Mapping[str, Any]) -> tuple[str, ...]:
    """What makes two entries of a kind the same: sub-kind, title, document, firm and date."""
    return tuple(str(values.get(name) or "") for name in ("sub", "title", "document", "uscc", "on"))


def read(kind: Kind, text: str, *, today: date) -> Pasted:
    """Reads pasted lines of a ledger."""
    return read_columns(columns(kind), text, lambda values: amiss(kind, values, today=today), EXPORTED)


def read_columns(
    fields: Mapping[str, forms.Field], text: str, wrong: Between, passed_over: Iterable[Text] = ()
) -> Pasted:
    """Reads pasted lines; cells are separated by tabs, quoted as spreadsheets do. A wholly blank line is skipped.

    `wrong` says by field what does not hold between the values of a line; columns `passed_over` are not read.
    """
    found = Pasted()
    if len(text) > MOST_CHARACTERS:
        found.faults.append(_TOO_LONG.format(n=MOST_LINES))
        return found
    try:
        cells = list(csv.reader(io.StringIO(text.strip("\r\n")), delimiter="\t"))
    except csv.Error:  # a cell of more than 128 kB: a quotation mark that is never closed
        found.faults.append(_UNREADABLE)
        return found
    rows = [(number, row) for number, row in enumerate(cells, start=1) if any(cell.strip() for cell in row)]
    if not rows:
        found.faults.append(_EMPTY)
        return found
    names = _header(rows[0][1], fields, passed_over, found)
    if not found.faults and len(rows) == 1:
        found.faults.append(_ONLY_HEAD)
    if len(rows) - 1 > MOST_LINES:
        found.faults.append(_TOO_LONG.format(n=MOST_LINES))
    if found.faults:
        return found
    for number, row in rows[1:]:
        values, faults = _line(fields, names, row, wrong)
        found.faults += [_AT.format(line=number, column=column, said=said) for column, said in faults]
        if extra := sum(bool(cell.strip()) for cell in row[len(names) :]):
            found.faults.append(_WIDE.format(line=number, n=extra))
        found.lines.append((number, values))
    return found


def _header(
    cells: list[str], fields: Mapping[str, forms.Field], passed_over: Iterable[Text], found: Pasted
) -> list[str]:
    words = {word: "" for label in passed_over for word in _words(label)}
    words |= {word: name for name, field in fields.items() for word in _words(field.label)}
    names: list[str] = []
    while cells and not cells[-1].strip():
        cells.pop()
    for cell in cells:
        name = words.get(_plain(cell))
        if name is None:
            found.faults.append(_UNKNOWN.format(name=cell.strip(), names=listing(f.label for f in fields.values())))
        elif name and name in names:
            found.faults.append(_TWICE.format(name=cell.strip()))
        else:
            names.append(name)
    absent = [field.label for name, field in fields.items() if field.required and name not in names]
    if absent and not found.faults:
        found.faults.append(_WITHOUT.format(names=listing(absent)))
    return names


def _words(label: Any) -> Iterator[str]:
    """A column's name in both languages, with and without its unit."""
    for word in (label.zh, label.en):
        yield _plain(word)
        yield _plain(word.split("（")[0].split(" (")[0])


def _plain(word: str) -> str:
    return word.strip().rstrip("*＊").replace(" ", "").replace("(", "（").replace(")", "）").lower()


def _line(
    fields: Mapping[str, forms.Field], names: list[str], row: list[str], wrong: Between
) -> tuple[dict[str, Any], list[tuple[Any, Text]]]:
    given = dict(zip(names, row, strict=False))
    values: dict[str, Any] = {}
    faults: list[tuple[Any, Text]] = []
    for name, field_ in fields.items():
        try:
            values[name] = field_.clean(given.get(name, ""))
        except ValidationError as fault:
            faults += [(field_.label, Text(said, said)) for said in fault.messages]
    faults += [(fields[name].label, said) for name, said in wrong(values).items()]
    return values, faults
