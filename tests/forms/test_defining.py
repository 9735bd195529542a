"""A department's own definition as a workbook: read back as written, every flaw named at its line."""

from __future__ import annotations

import io

import pytest

from jiqun.facts.workbook.texts import texts
from jiqun.forms import defining
from jiqun.forms.definitions import read, shipped

MEASURE = "gd_2023_4"


def lines_of(form: str = "申报") -> list[list[str]]:
    file = io.BytesIO()
    defining.write(shipped(form), file)
    return texts(file.getvalue())[defining.SHEET]


def flaws(lines: list[list[str]]) -> list[tuple[int | None, str]]:
    return [(flaw.line, flaw.text.zh) for flaw in defining.read({defining.SHEET: lines}, "申报", MEASURE)[1]]


def column(name: str) -> int:
    return list(defining.COLUMNS).index(name)


@pytest.mark.parametrize("form", ["申报", "推荐", "年度", "复核"])
def test_shipped_definition_reads_back_as_it_was_written(form: str) -> None:
    definition, wrong = defining.read({defining.SHEET: lines_of(form)}, form, MEASURE)
    assert wrong == []
    assert read(definition) == read(shipped(form))


def test_every_flaw_is_named_at_its_line_at_once() -> None:
    lines = lines_of()
    lines[1][column("id")] = "1st"
    lines[2][column("ask")] = "magic"
    lines[3][column("required")] = "maybe"
    lines[4][column("clause")] = "A99"
    lines[5][column("shows")] = "nothing_known"
    lines[6][column("field_en")] = ""
    lines[7][column("id")] = lines[8][column("id")]
    lines[9][column("parts")] = "甲;乙"
    assert flaws(lines) == [
        (2, "编号“1st”须为小写字母开头的字母、数字或下划线，2 至 40 位。"),
        (
            3,
            "填写方式“magic”不认识，应为 line、area、decimal、codes、choice、uscc、figures、table、register、shown、"
            "ledger 之一。",
        ),
        (4, "必填应为 0 或 1，现为“maybe”。"),
        (5, "办法中没有条款“A99”。"),
        (6, "没有测算数“nothing_known”。"),
        (7, "“项目（英文）”不能为空。"),
        (9, "编号“strategic”与第 8 行重复。"),
        (10, "“分项”的中文有 2 项，英文有 1 项，应一一对应（以分号分隔）。"),
    ]


def test_section_torn_apart_is_named() -> None:
    lines = lines_of()
    lines.append(lines.pop(1))
    assert flaws(lines) == [(len(lines), f"“基本情况”的字段须连续排列，第 {len(lines)} 行与前面的同名部分被隔开。")]


def test_workbook_without_the_sheet_or_its_columns_is_refused() -> None:
    assert [flaw.text.zh for flaw in defining.read({}, "申报", MEASURE)[1]] == [
        "没有找到工作表“字段定义”。请下载现行定义表，在其中修改后上传。"
    ]
    lines = lines_of()
    lines[0][column("ask")] = "方式"
    assert flaws(lines) == [(None, "缺少列：填写方式。请保留表头原文。")]
