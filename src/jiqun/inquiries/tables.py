"""Rows of text become values: columns by their names in the first row, every fault at its row and column at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text, listing
from jiqun.facts.rows import INCIDENT_KINDS
from jiqun.inquiries.sheet_child import MOST_ROWS
from jiqun.standards import credit_code
from jiqun.web.fields import T, day, line

MOST_FAULTS = 100
_PASSED_OVER = "-"
"""Stands for a column that is there and not read."""
_EMPTY = Text("表格里没有数据：第一行是表头，下面每行一条。", "The table is empty: a header, then a line each.")
_UNKNOWN = Text("不认识表头“{name}”；可用的栏目：{names}。", "No column is called “{name}”; there are: {names}.")
_TWICE = Text("表头“{name}”出现两次。", "Column “{name}” stands there twice.")
_WITHOUT = Text("缺少栏目：{names}。", "Columns missing: {names}.")
_TOO_LONG = Text("一次最多 {n} 行，请分次导入。", "At most {n} lines at once; import the rest afterwards.")
_AT = Text("第 {line} 行“{column}”：{said}", "Line {line}, {column}: {said}")
_MORE = Text("还有 {n} 处错误，请先改正以上各处。", "There are {n} more faults; mend these first.")
_BAD_KIND = Text("没有“{kind}”这一类别；可填：{kinds}。", "There is no kind “{kind}”; there are: {kinds}.")


class CodeField(forms.CharField):
    """A credit code by GB 32100, tidied."""

    def clean(self, value: Any) -> str:
        """The code; each fault of it as a sentence."""
        code = credit_code.tidy(super().clean(value))
        if code and (wrong := credit_code.problems(code)):
            raise ValidationError(wrong)
        return code


class KindField(forms.CharField):
    """A kind of incident by its name."""

    def clean(self, value: Any) -> str:
        """One of `INCIDENT_KINDS`, or blank where it may be."""
        kind: str = super().clean(value)
        if kind and kind not in INCIDENT_KINDS:
            raise ValidationError(str(_BAD_KIND.format(kind=kind, kinds=listing(INCIDENT_KINDS))))
        return kind


def columns(*, code: bool, kind: bool, on: bool) -> dict[str, forms.Field]:
    """The columns of a table of firms; the arguments say which have to be filled in every line."""
    return {
        "uscc": CodeField(label=T("统一社会信用代码", "Credit code"), required=code, max_length=30),
        "name": line(T("企业名称", "Firm"), limit=120, required=False),
        "kind": KindField(label=T("类别", "Kind"), required=kind, max_length=20),
        "grade": line(T("等级", "Grade"), limit=40, required=False),
        "on": day(T("日期", "Date"), required=on),
        "document": line(T("文号", "Document"), limit=120, required=False),
    }


@dataclass
class Table:
    """What was read: the values of each line with its number (the header is line 1), and every fault.

    `given` are the cells of each line as they came, by column; `wrong` what is wrong with a cell, by line and column.
    """

    lines: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    faults: list[Text] = field(default_factory=list)
    given: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    wrong: dict[tuple[int, str], list[str]] = field(default_factory=dict)

    def find_fault(self, number: int, name: str, label: Any, said: Text) -> None:
        """Keeps what is wrong with a cell, as a sentence that names its place."""
        self.wrong.setdefault((number, name), []).append(str(said))
        self.faults.append(_AT.format(line=number, column=label, said=said))


RECORD = ("kind", "grade", "on", "document")
"""What a department fills in for a firm with a record."""
_NO_RECORD = Text(
    "表格里没有一行填写了记录（类别、等级、日期、文号）。",
    "No line of the table has a record (kind, grade, date, document).",
)


def read(rows: Sequence[Sequence[str]], fields: Mapping[str, forms.Field], *, records: bool = False) -> Table:
    """Reads a table; wholly blank lines are passed over, with `records` also firms for which nothing was filled in."""
    found = Table()
    filled = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    if len(filled) < 2:
        found.faults.append(_EMPTY)
        return found
    names = _header(filled[0][1], fields, found)
    if len(filled) - 1 > MOST_ROWS:
        found.faults.append(_TOO_LONG.format(n=MOST_ROWS))
    if found.faults:
        return found
    for number, row in filled[1:]:
        given = dict(zip(names, row, strict=False))
        if records and not any(given.get(name, "").strip() for name in RECORD):
            continue
        values: dict[str, Any] = {}
        found.given.append((number, given))
        for name, each in fields.items():
            try:
                values[name] = each.clean(given.get(name, "").strip())
            except ValidationError as wrong:
                for text in wrong.messages:
                    found.find_fault(number, name, each.label, Text(text, text))
        found.lines.append((number, values))
    if not found.lines:
        found.faults.append(_NO_RECORD)
    if (over := len(found.faults) - MOST_FAULTS) > 0:
        found.faults = [*found.faults[:MOST_FAULTS], _MORE.format(n=over)]
    return found


def _header(cells: Sequence[str], fields: Mapping[str, forms.Field], found: Table) -> list[str]:
    words = {_plain(word): name for name, each in fields.items() for word in _both(each)}
    words |= {_plain("序号"): _PASSED_OVER, _plain("No."): _PASSED_OVER}
    words |= {_plain("信用代码"): "uscc", _plain("名称"): "name", _plain("文书号"): "document"}
    names: list[str] = []
    for cell in cells:
        name = words.get(_plain(cell), "")
        if not name and cell.strip():
            labels = listing(each.label for each in fields.values())
            found.faults.append(_UNKNOWN.format(name=cell.strip(), names=labels))
        elif name not in ("", _PASSED_OVER) and name in names:
            found.faults.append(_TWICE.format(name=cell.strip()))
        names.append(name)
    absent = [each.label for name, each in fields.items() if each.required and name not in names]
    if absent:
        found.faults.append(_WITHOUT.format(names=listing(absent)))
    return names


def _both(each: forms.Field) -> tuple[str, str]:
    label: Any = each.label
    return label.zh, label.en


def _plain(word: str) -> str:
    return "".join(word.split()).rstrip("*＊").casefold()
