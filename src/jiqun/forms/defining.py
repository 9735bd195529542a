"""A form's definition as a table that a department edits in Excel: written out, read back, checked line by line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any

from jiqun import law
from jiqun.bilingual import Text, listing
from jiqun.facts.declarations import BY_NAME
from jiqun.forms import definitions

SHEET = "字段定义"
COLUMNS = {
    "section": "部分", "section_en": "部分（英文）", "id": "编号", "field": "项目", "field_en": "项目（英文）",
    "unit": "单位", "unit_en": "单位（英文）", "years": "年度", "type": "类型", "source": "来源", "clause": "条款",
    "definition": "填报说明", "definition_en": "填报说明（英文）",
    "evidence": "佐证材料", "evidence_en": "佐证材料（英文）",
    "ask": "填写方式", "required": "必填", "shows": "带出的测算数", "parts": "分项", "parts_en": "分项（英文）",
    "columns": "表格列", "columns_en": "表格列（英文）", "ledger": "台账",
}  # fmt: skip
NEEDED = ("section", "section_en", "id", "field", "field_en", "ask")
_ID = re.compile(r"[a-z][a-z0-9_]{1,39}")
_CREATED = datetime(2023, 12, 29)  # the file says nothing of when it was written

NO_SHEET = Text(
    "没有找到工作表“{sheet}”。请下载现行定义表，在其中修改后上传。",
    "There is no sheet {sheet}. Download the definition in force, edit it and upload it.",
)
NO_COLUMNS = Text("缺少列：{names}。请保留表头原文。", "Columns are missing: {names}. Keep the headers as they are.")
NO_LINES = Text("没有任何字段。", "There are no fields.")
BLANK = Text("“{column}”不能为空。", "{column} may not be blank.")
BAD_ID = Text(
    "编号“{id}”须为小写字母开头的字母、数字或下划线，2 至 40 位。",
    "The id “{id}” must be 2 to 40 lower-case letters, digits or underscores, a letter first.",
)
TWICE = Text("编号“{id}”与第 {line} 行重复。", "The id “{id}” stands in line {line} already.")
BAD_ASK = Text("填写方式“{ask}”不认识，应为 {known} 之一。", "“{ask}” is no way of asking; use one of {known}.")
BAD_REQUIRED = Text("必填应为 0 或 1，现为“{value}”。", "Required is 0 or 1, not “{value}”.")
BAD_CLAUSE = Text("办法中没有条款“{clause}”。", "The measure has no clause “{clause}”.")
BAD_FACT = Text("没有测算数“{name}”。", "There is no computed figure “{name}”.")
UNEVEN = Text(
    "“{column}”的中文有 {zh} 项，英文有 {en} 项，应一一对应（以分号分隔）。",
    "{column} has {zh} parts in Chinese and {en} in English; they must match (separated by semicolons).",
)
NO_TABLE_COLUMNS = Text("填写方式为表格的，须写明表格列。", "A table needs its columns.")
NO_YEARS = Text(
    "填写方式为分年数字的，年度应为 {known} 之一。", "Yearly figures need one of these as their years: {known}."
)
SCATTERED = Text(
    "“{section}”的字段须连续排列，第 {line} 行与前面的同名部分被隔开。",
    "The fields of {section} must stand together; line {line} is apart from the others.",
)


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a definition, at a line of its sheet (from 1; none for the whole)."""

    line: int | None
    text: Text


def write(definition: Mapping[str, Any], stream: IO[bytes]) -> None:
    """Writes a revision's definition as a workbook that `read` takes."""
    from xlsxwriter import Workbook

    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": definition["form"], "created": _CREATED})
        sheet = book.add_worksheet(SHEET)
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 4)
        for column, title in enumerate(COLUMNS.values()):
            sheet.set_column(column, column, 18)
            sheet.write_string(0, column, title, head)
        for line, row in enumerate(definition["fields"], start=1):
            for column, name in enumerate(COLUMNS):
                sheet.write_string(line, column, row.get(name, ""), wrapped)
        last = len(definition["fields"]) + 200
        ask = list(COLUMNS).index("ask")
        ways = [*definitions.ASKED, "shown"]
        sheet.data_validation(1, ask, last, ask, {"validate": "list", "source": ways, "ignore_blank": True})


def read(sheets: Mapping[str, list[list[str]]], form: str, measure: str) -> tuple[dict[str, Any], list[Flaw]]:
    """The definition a workbook holds (sheets as `facts.workbook.texts` gives them), and everything wrong with it.

    `form` is the form it is to define, `measure` the one its clauses are held against.
    """
    if SHEET not in sheets or not sheets[SHEET]:
        return {}, [Flaw(None, NO_SHEET.format(sheet=SHEET))]
    head, *lines = sheets[SHEET]
    places = {name: head.index(title) for name, title in COLUMNS.items() if title in head}
    if missing := [COLUMNS[name] for name in NEEDED if name not in places]:
        return {}, [Flaw(None, NO_COLUMNS.format(names=listing(missing)))]
    found = [
        (number, {name: line[place].strip() for name, place in places.items() if place < len(line)})
        for number, line in enumerate(lines, start=2)
        if any(map(str.strip, line))
    ]
    rows = [(number, dict.fromkeys(COLUMNS, "") | row) for number, row in found]
    flaws = [flaw for number, row in rows for flaw in _flaws(number, row, measure)] + _between(rows)
    if not rows:
        flaws.append(Flaw(None, NO_LINES))
    fields = [{**row, "required": row["required"] or "0"} for _, row in rows]
    return {"form": form, "fields": fields}, sorted(flaws, key=lambda flaw: flaw.line or 0)


def _flaws(number: int, row: Mapping[str, str], measure: str) -> list[Flaw]:
    found = [BLANK.format(column=COLUMNS[name]) for name in NEEDED if not row[name]]
    if row["id"] and not _ID.fullmatch(row["id"]):
        found.append(BAD_ID.format(id=row["id"][:40]))
    known = (*definitions.ASKED, "shown", "ledger")
    if row["ask"] and row["ask"] not in known:
        found.append(BAD_ASK.format(ask=row["ask"][:40], known=listing(known)))
    if row["required"] not in ("", "0", "1"):
        found.append(BAD_REQUIRED.format(value=row["required"][:20]))
    clauses = {clause.anchor for top in law.load(measure).clauses for clause in top.walk()}
    found += [BAD_CLAUSE.format(clause=each[:20]) for each in row["clause"].split() if each not in clauses]
    shows = [name for name in row["shows"].split(";") if name]
    found += [BAD_FACT.format(name=name[:40]) for name in shows if name not in BY_NAME]
    for name in ("parts", "columns"):
        zh, en = row[name].split(";"), row[f"{name}_en"].split(";")
        if len(zh) != len(en):
            found.append(UNEVEN.format(column=COLUMNS[name], zh=len(zh), en=len(en)))
    if row["ask"] == "table" and not row["columns"]:
        found.append(NO_TABLE_COLUMNS)
    if row["ask"] == "figures" and row["years"] not in definitions.SPANS:
        found.append(NO_YEARS.format(known=listing(list(definitions.SPANS))))
    return [Flaw(number, text) for text in found]


def _between(rows: Sequence[tuple[int, Mapping[str, str]]]) -> list[Flaw]:
    flaws, ids, seen, before = [], dict[str, int](), set[str](), ""
    for number, row in rows:
        if (id := row["id"]) in ids:
            flaws.append(Flaw(number, TWICE.format(id=id, line=ids[id])))
        ids.setdefault(id, number)
        if row["section"] != before and row["section"] in seen:
            flaws.append(Flaw(number, SCATTERED.format(section=row["section"], line=number)))
        seen.add(row["section"])
        before = row["section"]
    return flaws
