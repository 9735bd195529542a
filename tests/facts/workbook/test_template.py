"""The exported template: exact headers, drop-downs, notes in two languages, nothing a formula."""

from __future__ import annotations

import io
import re
import time
import zipfile
from typing import Any

import pytest
from openpyxl import load_workbook

from jiqun.facts.rows import INCIDENT_KINDS, TITLES, ClusterSheet, FirmYear, Honour, Roster
from jiqun.facts.workbook import read, write_template
from jiqun.facts.workbook.sheets import SHEETS
from jiqun.standards import credit_code
from tests.facts.workbook.samples import CODE, ROSTER

HEADERS = {
    "集群": "集群名称 所在地 主导产业代码 占地面积（平方公里） 常住人口（人） 基准年",
    "企业年度数据": "统一社会信用代码 企业名称 行业代码 年度 从业人员（人） 营业收入（万元） 资产总额（万元） "
    "产值（万元） 研发经费（万元） 有效发明专利（件） 综合能源消费量（吨标准煤） 二氧化碳排放量（吨） "
    "应用工业互联网平台 应用工业软件 出口额（万元） 增加值（万元）",
    "规下汇总": "年度 企业类型 是否主导产业 企业数（家） 产值（万元） 研发经费（万元） 从业人员（人） 核定单位 文号",
    "荣誉资质": "统一社会信用代码 称号 级别 认定机关 批次 有效期起 有效期止",
    "重大事项": "统一社会信用代码 类别 等级 发生日期 认定机关 文号",
    "查询登记": "登记库 查询日期 覆盖类别",
    "能效水效": "统一社会信用代码 产品或工序 年度 种类 单耗 单位 行业基准值 依据",
}


def written(roster: Roster | None = None) -> bytes:
    stream = io.BytesIO()
    write_template(stream, roster)
    return stream.getvalue()


def opened(roster: Roster | None = None) -> Any:
    return load_workbook(io.BytesIO(written(roster)))


def test_template_has_the_sheets_and_exact_headers_of_the_contract() -> None:
    book = opened()
    assert book.sheetnames == ["填报说明", *HEADERS]
    assert [sheet.name for sheet in SHEETS] == list(HEADERS)
    for name, headers in HEADERS.items():
        sheet = book[name]
        found = [cell.value for cell in (sheet["A"][1:] if name == "集群" else sheet[1])]
        assert found == headers.split()


def test_empty_template_is_refused_only_for_what_must_be_filled() -> None:
    reading = read(written())
    assert reading.warnings == ()
    assert [problem.header for problem in reading.errors] == ["集群名称", "所在地", "主导产业代码", "基准年"]


@pytest.mark.parametrize(
    ("sheet", "column", "words"),
    [
        ("企业年度数据", "M", ("是", "否")),
        ("企业年度数据", "N", ("是", "否")),
        ("规下汇总", "B", ("中型", "小型", "微型")),
        ("规下汇总", "C", ("是", "否")),
        ("荣誉资质", "B", TITLES),
        ("重大事项", "B", INCIDENT_KINDS),
        ("能效水效", "D", ("能效", "水效")),
    ],
)
def test_columns_with_fixed_words_have_a_drop_down(sheet: str, column: str, words: tuple[str, ...]) -> None:
    rules = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in opened()[sheet].data_validations.dataValidation}
    assert rules[f"{column}2"] == '"' + ",".join(words) + '"'


def test_every_header_has_a_note_in_both_languages_with_unit_or_words() -> None:
    book = opened()
    for name in HEADERS:
        sheet = book[name]
        for cell in sheet["A"][1:] if name == "集群" else sheet[1]:
            zh, en = cell.comment.text.split("\n", 1)
            assert "应填" in zh
            assert "Expected: " in en
    assert "万元" in book["企业年度数据"]["H1"].comment.text


def test_instructions_name_every_column() -> None:
    lines = {(row[0].value, row[1].value) for row in opened()["填报说明"].iter_rows()}
    for name, headers in HEADERS.items():
        for header in headers.split():
            assert (name, header) in lines


@pytest.mark.parametrize(("sheet", "column"), [("企业年度数据", "A"), ("能效水效", "A"), ("荣誉资质", "A")])
def test_code_columns_are_formatted_as_text(sheet: str, column: str) -> None:
    book = opened()
    found = book[sheet].column_dimensions[column]
    assert found.number_format == "@"


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "\t=1", "http://x.cn", "{=1}", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("text", FORMULAS)
def test_text_that_looks_like_a_formula_or_link_stays_text(text: str) -> None:
    roster = Roster(ClusterSheet("甲", "乙", ("38",), None, None, 2024), (FirmYear(CODE, text, "38", 2024),))
    data = written(roster)
    cell = load_workbook(io.BytesIO(data))["企业年度数据"]["B2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix is (text[0] in "=+-@＝\t")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert not re.search(rb"<f[ >]|TargetMode=\"External\"", archive.read(name))


def test_figure_of_more_than_15_digits_is_written_as_text() -> None:
    firm = FirmYear(CODE, "甲", "38", 2024, revenue=999_999_999_999_999, assets=10**15, output=1)
    roster = Roster(ROSTER.cluster, (firm,))
    sheet = opened(roster)["企业年度数据"]
    assert [sheet[at].value for at in ("F2", "G2", "H2")] == [999999999.999999, 1000000000, 0.000001]
    area = ClusterSheet("甲", "南海区", ("38",), 10**15 - 1, 10**15 - 1, 2024)
    assert read(written(Roster(area, ()))).roster == Roster(area, ())


def test_the_same_roster_gives_the_same_bytes() -> None:
    first = written(ROSTER)
    time.sleep(1.1)
    assert written(ROSTER) == first


def test_more_rows_than_the_template_prepares_are_written() -> None:
    firms = tuple(
        FirmYear(credit_code.complete(f"91449999{n:09d}"), f"企业{n}", "3821", 2024, output=n) for n in range(5_100)
    )
    roster = Roster(ROSTER.cluster, firms)
    assert read(written(roster)).roster == roster


def test_three_hundred_firms_over_four_years_are_read_whole() -> None:
    firms = tuple(
        FirmYear(
            credit_code.complete(f"91449999{n:09d}"),
            f"企业{n}",
            "3821",
            year,
            *[n * 10**6 + year] * 8,
            True,
            False,
            n,
            n,
        )
        for n in range(300)
        for year in (2021, 2022, 2023, 2024)
    )
    honours = tuple(Honour(firm.uscc, TITLES[0], "", "", "", ROSTER.honours[0].valid_from, None) for firm in firms[::4])
    data = written(Roster(ROSTER.cluster, firms, honours=honours))
    reading = read(data)
    assert reading.roster == Roster(ROSTER.cluster, firms, honours=honours)
