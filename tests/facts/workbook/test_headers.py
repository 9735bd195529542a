"""Sheets and columns: order is free, text is exact, what looks alike is named (roster.md)."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.facts.workbook.headers import letter
from tests.facts.workbook.samples import only_error, only_warning, read_tables, tables

FIRMS = "企业年度数据"
REQUIRED_SHEETS = ["集群", "企业年度数据", "荣誉资质", "重大事项", "查询登记"]


def without_column(sheet: str, header: str) -> dict[str, list[list[Any]]]:
    found = tables()
    at = found[sheet][0].index(header)
    for line in found[sheet]:
        if at < len(line):
            del line[at]
    return found


def test_column_order_is_free() -> None:
    found = tables()
    for sheet, lines in found.items():
        width = len(lines[0])
        found[sheet] = [(line + [None] * (width - len(line)))[::-1] for line in lines]
    reading = read_tables(found)
    assert (reading.errors, reading.warnings) == ((), ())
    assert reading.roster == read_tables(tables()).roster


@pytest.mark.parametrize("sheet", REQUIRED_SHEETS)
def test_missing_required_sheet_is_an_error(sheet: str) -> None:
    found = tables()
    del found[sheet]
    reading = read_tables(found)
    assert reading.roster is None
    assert [(p.sheet, p.row) for p in reading.errors] == [(sheet, None)]
    assert f"缺少工作表“{sheet}”" in str(reading.errors[0])


@pytest.mark.parametrize("sheet", ["规下汇总", "能效水效"])
def test_missing_optional_sheet_is_empty(sheet: str) -> None:
    found = tables()
    del found[sheet]
    reading = read_tables(found)
    assert (reading.errors, reading.warnings) == ((), ())
    assert reading.roster == read_tables(tables()).roster


def test_sheet_with_a_similar_name_is_named() -> None:
    found = tables()
    found["企业年度数据表"] = found.pop(FIRMS)
    reading = read_tables(found)
    assert reading.roster is None
    assert "“企业年度数据表”与之相近" in str(reading.errors[0])


@pytest.mark.parametrize("header", tables()[FIRMS][0][:15])
def test_every_listed_column_of_firm_years_is_required(header: str) -> None:
    sheet, row, column, said = only_error(read_tables(without_column(FIRMS, header)))
    assert (sheet, row, column) == (FIRMS, 1, None)
    assert f"缺少“{header}”列" in said


@pytest.mark.parametrize(
    ("sheet", "header", "required"),
    [
        ("荣誉资质", "统一社会信用代码", True),
        ("荣誉资质", "称号", True),
        ("荣誉资质", "级别", False),
        ("荣誉资质", "认定机关", False),
        ("荣誉资质", "批次", False),
        ("荣誉资质", "有效期起", True),
        ("荣誉资质", "有效期止", True),
        ("查询登记", "登记库", True),
        ("查询登记", "查询日期", True),
        ("查询登记", "覆盖类别", False),
        ("重大事项", "等级", True),
        ("重大事项", "文号", True),
        ("规下汇总", "核定单位", True),
        ("能效水效", "依据", True),
        (FIRMS, "增加值（万元）", False),
    ],
)
def test_which_columns_may_be_missing(sheet: str, header: str, required: bool) -> None:
    reading = read_tables(without_column(sheet, header))
    assert [p.header for p in reading.errors] == ([header] if required else [])
    assert (reading.roster is None) is required


def renamed(header: str, other: str) -> dict[str, list[list[Any]]]:
    found = tables()
    line = found[FIRMS][0]
    line[line.index(header)] = other
    return found


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ("产值（亿元）", "表头的单位不符"),
        ("产值（元）", "表头的单位不符"),
        ("产值", "表头须写明单位"),
        ("产值(万元)", "须与模板完全一致"),
        ("产 值（万元）", "须与模板完全一致"),
        ("总产值（万元）", "“总产值（万元）”与之相近"),
    ],
)
def test_header_that_looks_alike_is_refused_with_its_own_sentence(other: str, says: str) -> None:
    reading = read_tables(renamed("产值（万元）", other))
    assert reading.roster is None
    (problem,) = reading.errors
    assert reading.warnings == ()
    assert (problem.row, problem.column, problem.header, problem.found) == (1, "H", "产值（万元）", other)
    assert says in str(problem)


def test_header_with_brackets_where_none_belong_is_refused() -> None:
    reading = read_tables(renamed("年度", "年度（年）"))
    assert [p.found for p in reading.errors] == ["年度（年）"]
    assert "不应带括号" in str(reading.errors[0])


def test_spaces_around_a_header_do_not_matter() -> None:
    assert read_tables(renamed("产值（万元）", " 产值（万元）\u3000")).errors == ()


def test_extra_column_is_ignored_with_a_notice() -> None:
    found = tables()
    for number, line in enumerate(found[FIRMS]):
        line += [None] * (16 - len(line)) + ["备注" if number == 0 else "x"]
    reading = read_tables(found)
    sheet, row, column, said = only_warning(reading)
    assert (sheet, row, column) == (FIRMS, 1, "Q")
    assert "“备注”" in said
    assert reading.roster == read_tables(tables()).roster


def test_extra_sheet_is_ignored_with_a_notice_unless_empty() -> None:
    found = tables()
    found["Sheet1"] = []
    assert read_tables(found).warnings == ()
    found["附表"] = [["x"]]
    assert only_warning(read_tables(found))[0] == "附表"


def test_doubled_column_is_an_error() -> None:
    found = tables()
    found[FIRMS][0] += ["产值（万元）"]
    sheet, row, column, said = only_error(read_tables(found))
    assert (sheet, row, column) == (FIRMS, 1, "Q")
    assert "H 列" in said


def test_title_line_above_the_header_is_skipped_with_a_notice() -> None:
    found = tables()
    found[FIRMS][:0] = [["企业年度数据表（2024年）"], []]
    reading = read_tables(found)
    assert [(p.sheet, p.row) for p in reading.warnings] == [(FIRMS, 3)]
    assert reading.roster == read_tables(tables()).roster


def test_sheet_without_any_header_misses_every_column() -> None:
    found = tables()
    found["重大事项"] = []
    reading = read_tables(found)
    assert [p.header for p in reading.errors] == tables()["重大事项"][0]


def test_cluster_sheet_needs_its_two_columns() -> None:
    found = tables()
    found["集群"][0] = ["项目", "内容"]
    sheet, row, _, said = only_error(read_tables(found))
    assert (sheet, row) == ("集群", 1)
    assert "“字段”“值”两列" in said


@pytest.mark.parametrize("name", ["集群名称", "所在地", "主导产业代码", "占地面积（平方公里）", "基准年"])
def test_missing_line_of_the_cluster_sheet_is_an_error(name: str) -> None:
    found = tables()
    found["集群"] = [line for line in found["集群"] if line[0] != name]
    reading = read_tables(found)
    assert reading.roster is None
    assert [p.header for p in reading.errors] == [name]


def test_population_may_be_missing_and_area_may_be_blank() -> None:
    found = tables()
    found["集群"] = [line for line in found["集群"] if line[0] != "常住人口（人）"]
    found["集群"][4][1] = None
    roster = read_tables(found).roster
    assert roster is not None
    assert (roster.cluster.population, roster.cluster.area_m2) == (None, None)


def test_cluster_line_that_is_doubled_or_unknown_is_named() -> None:
    found = tables()
    found["集群"] += [["联系人", "张三"]]
    assert only_warning(read_tables(found))[:3] == ("集群", 8, "A")
    found["集群"] += [["基准年", 2023]]
    assert only_error(read_tables(found))[:3] == ("集群", 9, "A")


def test_letter_of_a_column() -> None:
    assert [letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]
