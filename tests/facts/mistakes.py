"""A workbook of 300 firms with the usual mistakes, each at a known cell, and how its message says to mend it.

What is harmless (full-width digits, spaces, thousands separators) is put in as well and must be read rightly.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jiqun.demo import rosters
from jiqun.facts.rows import FirmYear, Roster
from jiqun.facts.workbook.sheets import FIRM_YEARS, HONOURS
from jiqun.facts.workbook.template import write_template

FIRMS, TITLES = FIRM_YEARS.name, HONOURS.name
LEFT_OUT = 21
"""The firm, of those with sensible figures, that has no line for 2022."""


@dataclass(frozen=True)
class Mistake:
    """`wrong` was put into the cell; `says` is part of the sentence that must stand there; `mend` is what a clerk who
    reads only that sentence would type, from the firm's own paper where it says so, `None` for deleting the line."""

    what: str
    sheet: str
    row: int
    header: str
    wrong: Any
    says: str
    severe: bool
    mend: str | None


@cache
def roster() -> Roster:
    """300 invented firms, four years each."""
    return rosters.roster(
        Random(11),
        name="惠城区电子元件产业集群",
        place="惠城区",
        short="惠城",
        leads=("398",),
        base_year=2024,
        shape=rosters.Character(firms=300),
    )


def plain() -> Workbook:
    """The right workbook."""
    file = io.BytesIO()
    write_template(file, roster())
    return load_workbook(io.BytesIO(file.getvalue()))


def cell(sheet: Worksheet, row: int, header: str) -> Any:
    """The cell of a row under a header."""
    at = next(each.column for each in sheet[1] if each.value == header)
    return sheet.cell(row, at)


def row_of(index: int, year: int) -> int:
    """The row of the n-th firm with sensible figures in a year."""
    return _chosen()[index][year]


@cache
def _chosen() -> list[dict[int, int]]:
    """Rows by year of firms that have all four years and a large enough output: what is seeded must show."""
    by_firm: dict[str, dict[int, int]] = {}
    big = set()
    for row, line in enumerate(roster().firm_years, 2):
        by_firm.setdefault(line.uscc, {})[line.year] = row
        if line.output and line.revenue and line.rd and line.output > 2_000 * 1_000_000 and (line.employees or 0) > 20:
            big.add((line.uscc, line.year))
    years = range(2021, 2025)
    return [rows for code, rows in by_firm.items() if all((code, year) in big for year in years)]


def workbook() -> tuple[bytes, list[Mistake]]:
    """The workbook with its mistakes."""
    book = plain()
    firms, titles = book[FIRMS], book[TITLES]
    found: list[Mistake] = []

    def put(
        what: str,
        row: int,
        header: str,
        wrong: Any,
        says: str,
        *,
        severe: bool,
        mend: str | None = "",
        at: Worksheet = firms,
    ) -> None:
        there = cell(at, row, header)
        right = there.value
        there.value = wrong
        if what == "code typed as a number":
            there.number_format = "0"
        text = _typed(right) if mend == "" else mend
        found.append(Mistake(what, at.title, row, header, wrong, says, severe, text))

    def now(index: int, header: str) -> Any:
        return cell(firms, row_of(index, 2024), header).value

    code, name, money = "统一社会信用代码", "企业名称", "产值（万元）"
    put("code typed as a number", row_of(0, 2024), code, 914413020000000000, "代码被当作数字保存", severe=True)
    right = now(1, code)
    put(
        "wrong check character",
        row_of(1, 2024),
        code,
        right[:-1] + ("0" if right[-1] != "0" else "1"),
        f"应为“{right[-1]}”",
        severe=False,
    )
    right = now(2, code)
    put("letter O for zero", row_of(2, 2024), code, right[:3] + "O" + right[4:], "第 4 位是“O”，应为数字", severe=True)
    right = now(3, money)
    put("yuan for 10,000 yuan", row_of(3, 2024), money, right * 10_000, "疑似按“元”填写", severe=False)
    right = now(4, "营业收入（万元）")
    put(
        "100 million yuan for 10,000",
        row_of(4, 2024),
        "营业收入（万元）",
        round(right / 10_000, 6),
        "疑似按“亿元”填写",
        severe=False,
    )
    put("a word for nothing", row_of(5, 2024), "研发经费（万元）", "无", "未掌握的请留空", severe=True)
    put("a dash for nothing", row_of(6, 2024), "有效发明专利（件）", "—", "未掌握的请留空", severe=True)
    put("a unit in the cell", row_of(7, 2024), "从业人员（人）", "约120人", "只填数字", severe=True, mend="120")
    put("industry left blank", row_of(8, 2024), "行业代码", None, "此格必填", severe=True)
    put("a tick for yes", row_of(9, 2024), "应用工业软件", "√", "请改为“是”或“否”", severe=True, mend="是")
    put("2004 for 2024", row_of(10, 2024), "年度", 2004, "年度不在 2020 至 2024 年之间", severe=False)
    put(
        "R&D above output",
        row_of(11, 2024),
        "研发经费（万元）",
        round(now(11, money) * 1.5, 2),
        "高于产值",
        severe=False,
    )
    put(
        "a second name for one code", row_of(12, 2024), name, "惠城另名有限公司（虚构）", "同一代码的企业", severe=False
    )
    put("half a person", row_of(13, 2024), "从业人员（人）", 120.5, "不能有小数", severe=True, mend="120")
    put("no staff, yet output", row_of(14, 2024), "从业人员（人）", 0, "从业人员为 0", severe=False)
    put(
        "a sudden jump",
        row_of(15, 2024),
        money,
        round(cell(firms, row_of(15, 2023), money).value * 8, 2),
        "变动过大",
        severe=False,
    )
    put("a title by another name", 2, "称号", "国家高新技术企业", "请从下拉列表中选择", severe=True, at=titles)
    put("a date with dots", 3, "有效期起", "2023.7.1", "无法识别为日期", severe=True, at=titles)
    put("a date without signs", 4, "有效期起", 20230701, "所填是数字，不是日期", severe=True, at=titles)
    put("a day that is none", 5, "有效期起", "2023年2月30日", "没有这一天", severe=True, at=titles)
    put("a title that ran out", 6, "有效期止", "2024-12-31", "已过有效期", severe=False, at=titles)
    # Harmless: read rightly, never mentioned.
    cell(firms, row_of(16, 2024), "从业人员（人）").value = "１２０"
    cell(firms, row_of(17, 2024), money).value = "12,345.60"
    cell(firms, row_of(18, 2024), name).value = f" {now(18, name)}\u3000"
    cell(firms, row_of(19, 2024), "年度").value = "2024年"
    cell(titles, 7, "有效期起").value = "2023年7月1日"
    # Lines: one left out, one given twice, a total below.
    last = firms.max_row
    doubled = row_of(20, 2024)
    firms.append([each.value for each in firms[doubled]])
    found.append(
        Mistake("a firm and year twice", FIRMS, last + 1, code, None, f"第 {doubled} 行和第 {last + 1} 行", True, None)
    )
    firms.append([None, "合计", "39", 2024, 99, 99])
    found.append(Mistake("a total left in", FIRMS, last + 2, name, "合计", "合计行", False, None))
    short = _chosen()[LEFT_OUT]
    firms.delete_rows(short[2022])
    found = [_moved(each, short[2022]) for each in found]
    first = min(row for row in short.values())
    found.append(
        Mistake("a year left out", FIRMS, first - (first > short[2022]), "年度", None, "缺 2022 年的数据", False, None)
    )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue(), found


def left_out() -> FirmYear:
    """The line that was left out."""
    return roster().firm_years[_chosen()[LEFT_OUT][2022] - 2]


def _typed(value: Any) -> str:
    if value is None:
        return ""
    return value.date().isoformat() if isinstance(value, datetime) else str(value)


def _moved(mistake: Mistake, gone: int) -> Mistake:
    """The mistake's row once a line above it is gone; rows its sentence names move, too."""
    if mistake.sheet != FIRMS:
        return mistake
    says = mistake.says
    if mistake.what == "a firm and year twice":
        rows = [row - (row > gone) for row in (row_of(20, 2024), mistake.row)]
        says = f"第 {rows[0]} 行和第 {rows[1]} 行"
    row = mistake.row - (mistake.row > gone)
    return Mistake(mistake.what, mistake.sheet, row, mistake.header, mistake.wrong, says, mistake.severe, mistake.mend)
