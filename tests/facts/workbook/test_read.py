"""Reading a workbook: what is accepted, and every cell that is refused with its place (roster.md)."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from jiqun.bilingual import speaking
from jiqun.facts.rows import INCIDENT_KINDS, TITLES
from jiqun.facts.workbook import read
from tests.facts.workbook.samples import (
    CODE,
    OTHER_CODE,
    Formula,
    only_error,
    only_warning,
    read_tables,
    read_with,
    repacked,
    tables,
    with_cell,
    workbook,
)

FIRMS = "企业年度数据"


def test_read_small_workbook_gives_every_figure_in_whole_units() -> None:
    reading = read_tables(tables(), on=date(2025, 3, 20))
    assert (reading.errors, reading.warnings) == ((), ())
    roster = reading.roster
    assert roster is not None
    assert roster.cluster.area_m2 == 12_500_000
    assert roster.cluster.lead_codes == ("3821", "385")
    firm = roster.firm_years[0]
    assert (firm.uscc, firm.name, firm.industry, firm.year) == (CODE, "甲公司", "3821", 2024)
    assert (firm.employees, firm.revenue, firm.assets) == (120, 1_234_567_800, None)
    assert (firm.energy, firm.co2, firm.platform, firm.software) == (1_500, 2_001, True, False)
    assert roster.searches[0].kinds == frozenset(INCIDENT_KINDS)
    assert roster.incidents[0].on == date(2023, 5, 6)


def test_read_takes_a_path(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(workbook(tables()))
    assert read(path).roster == read(str(path)).roster == read(path.read_bytes()).roster


def test_read_missing_file_is_a_sentence(tmp_path: Path) -> None:
    _, row, _, said = only_error(read(tmp_path / "没有.xlsx"))
    assert row is None
    assert said.startswith("找不到文件或无权读取")


def test_problem_names_sheet_row_column_found_and_expected_in_both_languages() -> None:
    reading = read_with(FIRMS, 3, "H", "约1200")
    sheet, row, column, said = only_error(reading)
    assert (sheet, row, column) == (FIRMS, 3, "H")
    assert said == (
        "工作表“企业年度数据”第 3 行 H 列“产值（万元）”：现为“约1200”，应为不小于 0 的数字（万元）。"
        "请只填数字（可带小数点和千分位逗号），不要带单位、“约”等文字；单位见表头。"
    )
    with speaking("en"):
        assert str(reading.errors[0]) == (
            "sheet 企业年度数据, row 3, column H, “产值（万元）”: found “约1200”, expected a number, not negative "
            "(10,000 yuan). Write digits only (a decimal point and thousands commas may be used), without unit or "
            "other words; the unit stands in the header."
        )


def test_all_errors_of_all_sheets_are_named_at_once() -> None:
    found = tables()
    found["集群"][6][1] = "去年"
    found[FIRMS][1][4] = -1
    found[FIRMS][2][12] = "√"
    found["荣誉资质"][1][1] = "小巨人"
    found["重大事项"][1][3] = "不详"
    found["查询登记"][1][2] = "安全事故、火灾"
    reading = read_tables(found)
    assert reading.roster is None
    assert [(p.sheet, p.row, p.column) for p in reading.errors] == [
        ("集群", 7, "B"),
        (FIRMS, 2, "E"),
        (FIRMS, 3, "M"),
        ("荣誉资质", 2, "B"),
        ("重大事项", 2, "D"),
        ("查询登记", 2, "C"),
    ]


REFUSED: list[tuple[str, str, Any, str]] = [
    (FIRMS, "A", 914499990000000.0, "文本"),
    (FIRMS, "A", CODE[:-1], "应为 18 位"),
    (FIRMS, "A", CODE.replace("D", "d") if "D" in CODE else CODE[:-1] + "d", "大写字母"),
    (FIRMS, "A", None, "必填"),
    (FIRMS, "A", "合计", "合计行"),
    (FIRMS, "B", None, "必填"),
    (FIRMS, "B", date(2024, 1, 1), "转成了日期"),
    (FIRMS, "B", True, "文本"),
    (FIRMS, "C", "3899x", "行业代码"),
    (FIRMS, "C", "9999", "GB/T 4754-2017"),
    (FIRMS, "C", "C", "门类"),
    (FIRMS, "D", 1899, "年份须在"),
    (FIRMS, "D", 2024.5, "年份须在"),
    (FIRMS, "D", date(2024, 1, 1), "日期格式"),
    (FIRMS, "D", "今年", "四位数字的年份"),
    (FIRMS, "D", "2023-2024", "四位数字的年份"),
    (FIRMS, "E", 12.5, "不能有小数"),
    (FIRMS, "E", True, "只填数字"),
    (FIRMS, "H", -0.01, "不能为负数"),
    (FIRMS, "H", "-5", "不能为负数"),
    (FIRMS, "H", 1.0000001, "最多保留到分（6 位小数）"),
    (FIRMS, "H", "1.0000001", "最多保留到分（6 位小数）"),
    (FIRMS, "H", "1200万元", "不要带单位"),
    (FIRMS, "H", "1,2,3", "只填数字"),
    (FIRMS, "H", "1e5", "只填数字"),
    (FIRMS, "H", "—", "留空"),
    (FIRMS, "H", "无", "留空"),
    (FIRMS, "H", 1e12, "数值过大"),
    (FIRMS, "H", date(2024, 1, 1), "日期或时间格式"),
    (FIRMS, "H", Formula("=1/0", "#DIV/0!"), "公式出错"),
    (FIRMS, "H", Formula("=NA()", "#N/A"), "公式出错"),
    (FIRMS, "K", 0.0001, "千克标准煤（3 位小数）"),
    (FIRMS, "L", "1.2345", "千克（3 位小数）"),
    (FIRMS, "M", "有", "“是”或“否”"),
    (FIRMS, "M", True, "“是”或“否”"),
    (FIRMS, "N", 1, "“是”或“否”"),
    ("荣誉资质", "B", "高新技术企业", "国家级高新技术企业"),
    ("荣誉资质", "F", None, "必填"),
    ("荣誉资质", "F", 20230701, "是数字，不是日期"),
    ("荣誉资质", "F", "2023-02-30", "没有这一天"),
    ("荣誉资质", "F", "2023.7.1", "无法识别为日期"),
    ("荣誉资质", "G", "长期", "无法识别为日期"),
    ("荣誉资质", "G", "9999-12-31", "长期有效的请留空"),
    ("荣誉资质", "G", date(2023, 6, 30), "早于有效期起"),
    ("重大事项", "B", "事故", "安全事故、质量事故"),
    ("重大事项", "D", None, "必填"),
    ("查询登记", "A", None, "必填"),
    ("查询登记", "C", "火灾、税收违法", "“火灾”不在所列类别中"),
]


@pytest.mark.parametrize(("sheet", "column", "value", "says"), REFUSED)
def test_cell_that_cannot_be_read_is_an_error_with_its_place(sheet: str, column: str, value: Any, says: str) -> None:
    where, row, at, said = only_error(read_with(sheet, 2, column, value))
    assert (where, row, at) == (sheet, 2, column)
    assert says in said


@pytest.mark.parametrize(
    ("row", "value", "says"),
    [
        (2, None, "必填"),
        (3, None, "必填"),
        (4, "3821、999", "GB/T 4754-2017"),
        (4, None, "必填"),
        (5, "12平方公里", "只填数字"),
        (5, 1.0000001, "平方米（6 位小数）"),
        (6, 10.5, "不能有小数"),
        (7, None, "必填"),
        (7, 24, "年份须在"),
    ],
)
def test_cluster_cell_that_cannot_be_read_is_an_error(row: int, value: Any, says: str) -> None:
    sheet, at, column, said = only_error(read_with("集群", row, "B", value))
    assert (sheet, at, column) == ("集群", row, "B")
    assert says in said


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        (0.1 + 0.2, 300_000),
        ("1,234.5", 1_234_500_000),
        ("１２３．５", 123_500_000),
        (" 12 ", 12_000_000),
        ("0.000001", 1),
        (0, 0),
        ("０", 0),
        (None, None),
        ("\u3000", None),
        (999_999_999, 999_999_999_000_000),
        (Formula("=1+1", 2), 2_000_000),
    ],
)
def test_figure_is_read_as_exact_decimal_and_blank_is_not_zero(value: Any, fen: int | None) -> None:
    roster = read_with(FIRMS, 2, "H", value).roster
    assert roster is not None
    assert roster.firm_years[0].output == fen


@pytest.mark.parametrize("value", [2022, "2022", "2022年", "２０２２年", 2022.0])
def test_year_may_be_number_or_text(value: Any) -> None:
    roster = read_with(FIRMS, 3, "D", value).roster
    assert roster is not None
    assert roster.firm_years[1].year == 2022


@pytest.mark.parametrize(
    "value",
    [
        date(2024, 7, 10),
        datetime(2024, 7, 10, 8, 30),
        "2024-07-10",
        "2024/7/10",
        "2024年7月10日",
        "2024-07-10 00:00:00",
    ],
)
def test_date_may_be_excel_date_or_text(value: Any) -> None:
    roster = read_with("重大事项", 2, "D", value).roster
    assert roster is not None
    assert roster.incidents[0].on == date(2024, 7, 10)


@pytest.mark.parametrize(("value", "grade"), [(None, None), ("未知", None), ("不详", None), ("较大", "较大")])
def test_incident_grade_blank_or_unknown_is_none(value: str | None, grade: str | None) -> None:
    roster = read_with("重大事项", 2, "C", value).roster
    assert roster is not None
    assert roster.incidents[0].grade == grade


@pytest.mark.parametrize(
    ("value", "kinds"),
    [
        (None, set(INCIDENT_KINDS)),
        ("全部", set(INCIDENT_KINDS)),
        ("安全事故、税收违法", {"安全事故", "税收违法"}),
        ("安全事故，税收违法；", {"安全事故", "税收违法"}),
    ],
)
def test_search_covers_named_kinds_and_blank_covers_all(value: str | None, kinds: set[str]) -> None:
    roster = read_with("查询登记", 2, "C", value).roster
    assert roster is not None
    assert roster.searches[0].kinds == kinds


@pytest.mark.parametrize("title", TITLES)
def test_every_title_is_read(title: str) -> None:
    roster = read_with("荣誉资质", 2, "B", title).roster
    assert roster is not None
    assert roster.honours[0].title == title


def test_industry_code_typed_as_number_is_read() -> None:
    roster = read_with(FIRMS, 2, "C", 3821).roster
    assert roster is not None
    assert roster.firm_years[0].industry == "3821"


def test_formula_without_stored_result_is_an_error_not_a_blank() -> None:
    import io

    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(with_cell(FIRMS, 2, "H", None)))
    book[FIRMS]["H2"] = "=1+1"
    stream = io.BytesIO()
    book.save(stream)
    sheet, row, column, said = only_error(read(stream.getvalue()))
    assert (sheet, row, column) == (FIRMS, 2, "H")
    assert "公式没有计算结果" in said


def test_formula_giving_empty_text_is_blank() -> None:
    data = with_cell(FIRMS, 2, "H", Formula('=IF(1,"","")', "x"))
    roster = read(repacked(data, "xl/worksheets/sheet2.xml", b"<v>x</v>", b"<v></v>")).roster
    assert roster is not None
    assert roster.firm_years[0].output is None


def test_below_size_and_efficiency_are_read_when_given() -> None:
    found = tables()
    found["规下汇总"].append([2024, "小型", "是", 12, 300, None, 80, "统计局", "南统〔2025〕3号"])
    found["能效水效"].append([CODE, "制氢", "2024年", "水效", 4.35, "m³/t", "4.50", None])
    roster = read_tables(found).roster
    assert roster is not None
    assert (roster.below_size[0].output, roster.below_size[0].rd) == (300_000_000, None)
    assert str(roster.efficiency[0].used) == "87/20"


@pytest.mark.parametrize(
    ("sheet", "column", "value", "says"),
    [
        ("规下汇总", 1, "大型", "中型、小型、微型"),
        ("规下汇总", 2, None, "必填"),
        ("规下汇总", 3, 1.5, "不能有小数"),
        ("能效水效", 3, "电效", "能效、水效"),
        ("能效水效", 4, "4.35kWh", "只填数字"),
        ("能效水效", 6, -1, "不能为负数"),
        ("能效水效", 5, None, "必填"),
    ],
)
def test_optional_sheets_are_checked_as_well(sheet: str, column: int, value: Any, says: str) -> None:
    found = tables()
    found["规下汇总"].append([2024, "小型", "是", 12, 300, None, 80, None, None])
    found["能效水效"].append([CODE, "制氢", 2024, "水效", 4.35, "m³/t", 4.5, None])
    found[sheet][1][column] = value
    where, row, at, said = only_error(read_tables(found))
    assert (where, row, at) == (sheet, 2, "ABCDEFGHI"[column])
    assert says in said


def test_the_same_firm_and_year_twice_is_an_error_naming_both_rows() -> None:
    found = tables()
    found[FIRMS].append(list(found[FIRMS][1]))
    sheet, row, column, said = only_error(read_tables(found))
    assert (sheet, row, column) == (FIRMS, 4, "A")
    assert "第 2 行和第 4 行" in said


def test_very_many_errors_are_counted_rather_than_listed() -> None:
    found = tables()
    found[FIRMS] = [found[FIRMS][0], *([["x"] * 15] * 500)]
    reading = read_tables(found)
    assert reading.roster is None
    assert len(reading.errors) == 5_001
    assert "另有 2000 处未逐一列出" in str(reading.errors[-1])


def test_wrong_check_digit_is_a_warning_with_its_row() -> None:
    """GB 32100: the register itself holds some codes with a wrong check character."""
    from tests.facts.workbook.samples import WRONG_CHECK

    found = tables()
    found[FIRMS].append([WRONG_CHECK, "丙公司", "3821", 2024, *[None] * 11])
    sheet, row, column, said = only_warning(read_tables(found))
    assert (sheet, row, column) == (FIRMS, 4, "A")
    assert "校验码" in said


def test_one_firm_with_two_names_is_a_warning_naming_the_other_row() -> None:
    sheet, row, column, said = only_warning(read_with(FIRMS, 3, "B", "甲股份公司"))
    assert (sheet, row, column) == (FIRMS, 3, "B")
    assert "第 2 行名为“甲公司”" in said


@pytest.mark.parametrize("sheet", ["荣誉资质", "重大事项"])
def test_firm_that_is_not_in_the_roster_is_a_warning(sheet: str) -> None:
    where, row, column, said = only_warning(read_with(sheet, 2, "A", OTHER_CODE))
    assert (where, row, column) == (sheet, 2, "A")
    assert "没有这家企业" in said


def test_the_same_aggregate_twice_is_a_warning() -> None:
    found = tables()
    found["规下汇总"] += [[2024, "小型", "是", 12, 300, None, 80, "统计局", None]] * 2
    sheet, row, _, said = only_warning(read_tables(found))
    assert (sheet, row) == ("规下汇总", 3)
    assert "第 2 行和第 3 行" in said


def test_base_year_other_than_the_year_before_is_noticed() -> None:
    assert read_tables(tables(), on=date(2025, 1, 1)).warnings == ()
    sheet, row, column, said = only_warning(read_tables(tables(), on=date(2026, 3, 20)))
    assert (sheet, row, column) == ("集群", 7, "B")
    assert "2025 年" in said


@pytest.mark.parametrize(("year", "noticed"), [(2019, True), (2020, False), (2023, False), (2025, True)])
def test_years_outside_the_base_year_and_four_before_are_noticed(year: int, noticed: bool) -> None:
    reading = read_with(FIRMS, 3, "D", year)
    assert reading.errors == ()
    assert [(p.row, p.column) for p in reading.warnings] == ([(3, "D")] if noticed else [])


PLACES = [("南海区", False), ("440605", False), ("小榄镇", False), ("火星镇", True)]


@pytest.mark.parametrize(("place", "warned"), PLACES)
def test_unknown_place_is_a_warning(place: str, warned: bool) -> None:
    reading = read_with("集群", 3, "B", place)
    assert reading.roster is not None
    assert reading.roster.cluster.place == place
    assert [p.header for p in reading.warnings] == (["所在地"] if warned else [])
