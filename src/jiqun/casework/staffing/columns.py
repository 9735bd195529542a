"""The workbook of units and accounts: what it looks like empty or with what stands, and reading it back as lines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jiqun.authorities.models import ROLE_TITLES, Account, Authority, Kind, Role
from jiqun.bilingual import Text
from jiqun.facts.workbook import texts
from jiqun.facts.workbook.headers import letter
from jiqun.web.exports import cell as plain

UNITS, PEOPLE = "单位", "人员"
COLUMNS: Mapping[str, Mapping[str, str]] = {
    UNITS: {
        "code": "代码",
        "name": "名称",
        "body": "机构全称",
        "kind": "类型",
        "parent": "主管单位代码",
        "within": "所在地代码",
        "closing": "下班时间",
    },
    PEOPLE: {
        "username": "用户名",
        "name": "姓名",
        "role": "角色",
        "authority": "单位代码",
        "phone": "联系电话",
        "email": "电子邮箱",
        "state": "状态",
    },
}
NEEDED = {
    UNITS: ("代码", "名称", "机构全称", "类型", "主管单位代码"),
    PEOPLE: ("用户名", "姓名", "角色", "单位代码"),
}
KINDS = {"省": Kind.PROVINCE, "市": Kind.PREFECTURE, "县": Kind.COUNTY, "镇": Kind.TOWN, "功能区": Kind.ZONE}
ROLES = {title.zh: role for role, title in ROLE_TITLES.items() if role != Role.EXPERT}
"""Experts come in through the pool of experts."""
IN_USE, CLOSED = "在用", "停用"
MOST = 3_000
NOTE = (
    "一行一个；已有的单位和账号照列，改动的直接改，新的加在后面，停用的把状态改为“停用”；删去的行不受影响。",
    f"类型：{'、'.join(KINDS)}。角色：{'、'.join(ROLES)}。下班时间如 17:30，决定期限日几点截止。",
)
Line = dict[str, str]


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong, in which sheet and cell (`人员`, `F3`); of a whole file or sheet there is no cell."""

    sheet: str
    cell: str
    text: Text


def written(authorities: Iterable[Authority], accounts: Iterable[Account]) -> bytes:
    """The workbook with what stands, to go over and bring back."""
    from xlsxwriter import Workbook

    kinds = {kind: said for said, kind in KINDS.items()}
    rows = {
        UNITS: [
            (a.code, a.name, a.body, kinds[Kind(a.kind)], a.parent_id or "", a.within, f"{a.closing:%H:%M}")
            for a in authorities
        ],
        PEOPLE: [
            (
                each.username,
                each.person.name,
                ROLE_TITLES[Role(each.role)].zh,
                each.authority_id or "",
                each.person.phone,
                each.person.email,
                IN_USE if each.is_active else CLOSED,
            )
            for each in accounts
        ],
    }
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        text = book.add_format({"num_format": "@"})
        for name, columns in COLUMNS.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, len(columns) - 1, 18, text)
            for at, title in enumerate(columns.values()):
                sheet.write_string(0, at, title, head)
            for line, row in enumerate(rows[name], 1):
                for at, value in enumerate(row):
                    sheet.write_string(line, at, plain(value), text)
        notes = book.add_worksheet("说明")
        notes.set_column(0, 0, 100)
        for line, said in enumerate(NOTE):
            notes.write_string(line, 0, said)
    return file.getvalue()


def read(data: bytes) -> tuple[dict[str, list[Line]], list[CellFault]]:
    """The lines of both sheets, each with its number in the sheet as `line`, and what keeps them from being read.

    A sheet that is missing has no lines: units and people may come one after the other. Raises `Refused` for a file
    that is no honest, small workbook.
    """
    sheets = texts.texts(data)
    found: dict[str, list[Line]] = {}
    faults: list[CellFault] = []
    for name, columns in COLUMNS.items():
        grid = sheets.get(name, [])
        head = [title.strip() for title in grid[0]] if grid else []
        if grid and (missing := [title for title in NEEDED[name] if title not in head]):
            said = "、".join(missing)
            text = Text(f"缺少列：{said}。请下载模板，在其中填写。", f"Columns are missing: {said}. Use the template.")
            faults.append(CellFault(name, "", text))
            head = []
        places = {key: head.index(title) for key, title in columns.items() if title in head}
        found[name] = [
            {"line": str(number), **{key: typed(line, place) for key, place in places.items()}}
            for number, line in enumerate(grid[1:], 2)
            if places and any(cell.strip() for cell in line)
        ]
    if not faults and not any(found.values()):
        text = Text(
            "“单位”“人员”两张表都没有内容。请下载模板，在其中填写。", "Both sheets are empty. Use the template."
        )
        faults.append(CellFault("", "", text))
    if any(len(lines) > MOST for lines in found.values()):
        faults.append(CellFault("", "", Text(f"每张表最多 {MOST} 行，请分批导入。", f"At most {MOST} lines a sheet.")))
    return found, faults


def typed(line: list[str], place: int) -> str:
    """What stands in a cell, without the mark that keeps a spreadsheet from computing it."""
    return line[place].strip().lstrip("'") if place < len(line) else ""


def at(sheet: str, column: str, line: str) -> str:
    """Where a column stands in the template: `F3`."""
    return f"{letter(list(COLUMNS[sheet]).index(column))}{line}"
