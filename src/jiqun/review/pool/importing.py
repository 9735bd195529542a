"""Proposing many experts at once from a workbook: every fault at its cell, or all of them are proposed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.perform import SYSTEM_CHANCE, open_matter
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.facts.workbook import texts
from jiqun.facts.workbook.guards import Refused
from jiqun.facts.workbook.headers import letter
from jiqun.review.fields import field_key
from jiqun.review.pool.parsing import Unclear, place, split

SHEET = "专家"
COLUMNS = {
    "code": "代号",
    "name": "姓名",
    "phone": "手机",
    "email": "电子邮箱",
    "fields": "领域",
    "title": "职务职称",
    "employer": "任职单位",
    "uscc": "统一社会信用代码",
    "place": "任职地",
    "ties": "利害关系",
    "advised": "咨询辅导经历",
    "periods": "可参加日期",
}
EXAMPLE = {
    "name": "何某（示例，请删除本行）",
    "fields": "财务金融、先进材料",
    "title": "教授",
    "employer": "某大学（示例）",
    "place": "广州市",
    "periods": "2025-05-01 至 2025-06-30",
}
MOST = 500


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong, and in which cell (`F3`); a whole sheet or file has none."""

    cell: str
    text: Text


def blank(stream: io.BytesIO) -> None:
    """Writes the workbook to fill in, with one line as an example."""
    from xlsxwriter import Workbook

    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        cell = book.add_format({"num_format": "@", "text_wrap": True})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(COLUMNS) - 1, 18, cell)
        for number, (key, title) in enumerate(COLUMNS.items()):
            sheet.write_string(0, number, title, head)
            sheet.write_string(1, number, EXAMPLE.get(key, ""), cell)


def bring_in(data: bytes, *, by: Account, key: str, now: datetime) -> tuple[int, list[CellFault]]:
    """How many were proposed, and every fault; with one fault nobody is. A code that was typed goes first, so that no
    line without one takes it."""
    try:
        sheets = texts.texts(data)
    except Refused as said:
        return 0, [CellFault("", said.text)]
    rows, faults = lines(sheets)
    payloads = []
    for number, row in rows:
        payload, wrong = payload_of(number, row, by, now)
        faults += wrong
        payloads.append(payload)
    faults += repeated(rows)
    if faults:
        return 0, sorted(faults, key=lambda fault: (int("".join(filter(str.isdigit, fault.cell)) or 0), fault.cell))
    coded_first = sorted(zip(rows, payloads, strict=True), key=lambda each: not each[1]["code"])
    try:
        with transaction.atomic():
            for (line, _), payload in coded_first:
                open_matter("expert", by=by, payload=payload, key=f"{key[:56]}-{line}", now=now)
    except Invalid as taken:  # since it was looked at
        told = [(name, each) for name, faults in taken.faults.items() for each in faults]
        return 0, [CellFault(cell(name, line), Text(each, each)) for name, each in told]
    except Refusal as refused:
        return 0, [CellFault("", refused.text)]
    return len(payloads), []


def lines(sheets: Mapping[str, list[list[str]]]) -> tuple[list[tuple[int, dict[str, str]]], list[CellFault]]:
    """The lines of the sheet by column, with their numbers in it."""
    grid = sheets.get(SHEET) or next(iter(sheets.values()), [])
    head = [title.strip() for title in grid[0]] if grid else []
    if missing := [title for title in ("姓名", "领域", "任职单位", "任职地") if title not in head]:
        said = "、".join(missing)
        text = Text(f"缺少列：{said}。请下载模板，在其中填写。", f"Columns are missing: {said}. Fill in the template.")
        return [], [CellFault("", text)]
    places = {key: head.index(title) for key, title in COLUMNS.items() if title in head}
    found = [
        (number, {key: line[at].strip() if at < len(line) else "" for key, at in places.items()})
        for number, line in enumerate(grid[1:], 2)
        if any(cell.strip() for cell in line)
    ]
    if not found:
        return [], [CellFault("", Text("表中没有专家。", "There is no expert in the sheet."))]
    if len(found) > MOST:
        return [], [CellFault("", Text(f"一次最多 {MOST} 名，请分批导入。", f"At most {MOST} at a time."))]
    return found, []


def payload_of(
    number: int, row: Mapping[str, str], by: Account, now: datetime
) -> tuple[dict[str, Any], list[CellFault]]:
    """One line as the proposing act takes it, and what of it does not hold."""
    faults: list[CellFault] = []
    payload: dict[str, Any] = {key: row.get(key, "") for key in COLUMNS} | {"account": "", "available": "on"}
    named = {said: field_key(said) for said in split(row.get("fields", ""))}
    payload["fields"] = [key for key in named.values() if key]
    if unknown := [said for said, key in named.items() if key is None]:
        text = Text(f"没有这个领域：{'、'.join(unknown)}。", f"No such field: {', '.join(unknown)}.")
        faults.append(CellFault(cell("fields", number), text))
    if payload["place"]:
        try:
            payload["place"] = place(payload["place"])
        except Unclear as said:
            faults.append(CellFault(cell("place", number), said.text))
            payload["place"] = ""
    table = procedure("expert")
    assert table.opening is not None
    form = table.opening.form(payload, doing=Doing(table, table.opening, None, by, {}, now, SYSTEM_CHANCE))
    told = {fault.cell for fault in faults}
    for name, errors in form.errors.items():
        at = cell(name, number)
        faults += [CellFault(at, Text(str(error), str(error))) for error in errors if at not in told]
    return payload, faults


def repeated(rows: list[tuple[int, dict[str, str]]]) -> list[CellFault]:
    """Codes and persons that stand in the sheet twice."""
    faults = []
    seen: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        person = (row.get("name", ""), row.get("phone", "") or row.get("employer", ""))
        for column, mark in (("code", (row.get("code", ""),)), ("name", person)):
            if not mark[0]:
                continue
            first = seen.setdefault((column, *mark), number)
            if first != number:
                text = Text(f"与第 {first} 行重复。", f"The same as in line {first}.")
                faults.append(CellFault(cell(column, number), text))
    return faults


def cell(column: str, line: int) -> str:
    """Where a column stands in the template."""
    return f"{letter(list(COLUMNS).index(column))}{line}" if column in COLUMNS else f"{line}"
