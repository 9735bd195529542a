"""Rosters and workbooks for the tests of this folder; credit codes carry an unassigned division."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from jiqun.facts.rows import (
    INCIDENT_KINDS,
    BelowSize,
    ClusterSheet,
    Efficiency,
    FirmYear,
    Honour,
    Incident,
    RegisterSearch,
    Roster,
)
from jiqun.facts.workbook import Reading, read
from jiqun.facts.workbook.sheets import SHEETS
from jiqun.standards import credit_code

CODE, OTHER_CODE, THIRD_CODE = (credit_code.complete(f"91449999{n:09d}") for n in (1, 2, 3))
WRONG_CHECK = CODE[:-1] + ("0" if CODE[-1] != "0" else "1")
Tables = dict[str, list[list[Any]]]

ROSTER = Roster(
    cluster=ClusterSheet("南海区氢能产业集群", "南海区", ("3821", "385"), 12_345_678, None, 2024),
    firm_years=(
        FirmYear(
            *(CODE, "甲公司", "3821", 2024, 120, 1_234_567_800, 987_654_321, 612_345_678_901, 0, 7, 1_500, 2_001),
            *(True, False, 50, 30),
        ),
        FirmYear(CODE, "甲公司", "3821", 2023, platform=None, software=True),
        FirmYear(OTHER_CODE, "=乙公司", "38", 2024, 0, 0, 0, 0, 0, 0, 0, 0, False, None, 0),
    ),
    below_size=(BelowSize(2024, "小型", True, 12, 3_000_000, None, 80, "南海区统计局", "南统〔2025〕3号"),),
    honours=(
        Honour(CODE, "专精特新“小巨人”企业", "国家级", "工业和信息化部", "第五批", date(2023, 7, 1), date(2026, 6, 30)),
        Honour(OTHER_CODE, "创新型中小企业", "", "", "", date(2024, 1, 1), None),
    ),
    incidents=(Incident(CODE, "安全事故", None, date(2023, 5, 6), "应急管理局", ""),),
    searches=(
        RegisterSearch("国家企业信用信息公示系统", date(2025, 3, 1), frozenset(INCIDENT_KINDS)),
        RegisterSearch("信用中国", date(2025, 3, 2), frozenset(("税收违法", "严重失信"))),
    ),
    efficiency=(Efficiency(CODE, "电解水制氢", 2024, "能效", Fraction("4.35"), Fraction("4.5"), "kWh/Nm³", "GB 1"),),
)


def tables() -> Tables:
    """The sheets of a small correct workbook, header first, with values as a clerk would type them."""
    found: Tables = {sheet.name: [list(sheet.headers)] for sheet in SHEETS}
    found["集群"] = [
        ["字段", "值"],
        ["集群名称", "南海区氢能产业集群"],
        ["所在地", "南海区"],
        ["主导产业代码", "3821、385"],
        ["占地面积（平方公里）", 12.5],
        ["常住人口（人）", None],
        ["基准年", 2024],
    ]
    for year in (2024, 2023):
        found["企业年度数据"].append(
            [CODE, "甲公司", "3821", year, 120, 1234.5678, None, 100.5, 3, 7, 1.5, 2.001, "是", "否", None]
        )
    found["荣誉资质"].append([CODE, "创新型中小企业", "省级", "工信厅", "第一批", date(2023, 7, 1), None])
    found["重大事项"].append([CODE, "安全事故", "一般", "2023年5月6日", "应急管理局", "文〔2023〕1号"])
    found["查询登记"].append(["信用中国", "2025/3/1", None])
    return found


def workbook(sheets: Tables) -> bytes:
    """A plain workbook of these values; strings starting with `{=` are formulas, their results as given."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for row, line in enumerate(lines):
                for column, value in enumerate(line):
                    if isinstance(value, Formula):
                        sheet.write_formula(row, column, value.text, None, value.result)
                    elif isinstance(value, (date, datetime)):
                        sheet.write_datetime(row, column, value, day)
                    elif value is not None:
                        sheet.write(row, column, value)
    return stream.getvalue()


def repacked(data: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with some bytes of one part replaced; they must occur."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                assert old in content
                content = content.replace(old, new)
            archive.writestr(name, content)
    return target.getvalue()


def with_rows(rows: int, columns: int, cell: bytes) -> bytes:
    """The small workbook with rows more of firms; `cell` holds `%d`, so that they do not compress like a bomb."""
    chance = random.Random(1)
    kinds = [
        b"<row>" + b"".join(cell % chance.randrange(10**6) for _ in range(columns)) + b"</row>"
        for _ in range(min(rows, 3_000))
    ]
    body = b"".join(kinds[number % len(kinds)] for number in range(rows))
    return repacked(workbook(tables()), "xl/worksheets/sheet2.xml", b"</sheetData>", body + b"</sheetData>")


class Formula:
    """A formula with the result Excel stored, or an error value."""

    def __init__(self, text: str, result: Any) -> None:
        self.text = text
        self.result = result


def with_cell(sheet: str, row: int, column: str, value: Any) -> bytes:
    """The small workbook with one cell changed; `row` as in Excel, `column` a letter."""
    found = tables()
    found[sheet][row - 1][ord(column) - ord("A")] = value
    return workbook(found)


def read_with(sheet: str, row: int, column: str, value: Any) -> Reading:
    """Reading of the small workbook with one cell changed."""
    return read(with_cell(sheet, row, column, value))


def read_tables(sheets: Tables, *, on: date | None = None) -> Reading:
    """Reading of a workbook of these sheets."""
    return read(workbook(sheets), on=on)


def only_error(reading: Reading) -> tuple[str, int | None, str | None, str]:
    """(sheet, row, column, sentence) of the single error of a reading, which then has no roster."""
    assert reading.roster is None
    (problem,) = reading.errors
    return problem.sheet, problem.row, problem.column, str(problem)


def only_warning(reading: Reading) -> tuple[str, int | None, str | None, str]:
    """(sheet, row, column, sentence) of the single warning of a reading without errors."""
    assert reading.errors == ()
    assert reading.roster is not None
    (problem,) = reading.warnings
    return problem.sheet, problem.row, problem.column, str(problem)
