"""The form as a workbook: what is written reads back, what cannot be read is named by sheet and line."""

from __future__ import annotations

import io
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.facts.workbook.guards import Refused
from jiqun.facts.workbook.texts import texts
from jiqun.forms import sheets
from jiqun.forms.definitions import Field, shipped_form
from jiqun.forms.schema import schema
from jiqun.forms.sections import SectionForm
from jiqun.standards import strategic

FORM = shipped_form("申报")
BASE = 2024
ASKED = [field for field in FORM.fields() if field.asked]
figure = st.integers(0, 10**9).map(str) | st.just("12.5")
words = st.text("甲乙丙丁123 abc，。", min_size=1, max_size=30).map(str.strip).filter(bool)


def answer(field: Field) -> st.SearchStrategy[Any]:
    """Any whole answer of a field, as it is stored."""
    if field.ask == "figures":
        years = st.fixed_dictionaries({str(year): figure for year in field.years_of(BASE)})
        return st.fixed_dictionaries({part.zh: years for part in field.parts}) if field.parts else years
    if field.ask == "register":
        return st.fixed_dictionaries({"count": st.integers(0, 99), "text": words})
    if field.ask == "table":
        return st.lists(st.lists(words, min_size=len(field.columns), max_size=len(field.columns)), max_size=5)
    special = {
        "choice": st.sampled_from([each.key for each in strategic.everything()]),
        "codes": st.just("398、397"),
        "uscc": st.just("91440300708461136T"),
        "decimal": st.just("71.5"),
    }
    return special.get(field.ask, words)


def written(values: dict[str, Any], versions: dict[str, int] | None = None) -> dict[str, list[list[str]]]:
    file = io.BytesIO()
    sheets.write(FORM, BASE, 1, values, versions or {}, file)
    return texts(file.getvalue())


@settings(max_examples=5)
@given(st.fixed_dictionaries({field.id: answer(field) for field in ASKED}))
def test_what_is_written_reads_back_and_fits_the_schema(values: dict[str, Any]) -> None:
    """One definition: workbook, page and schema agree on every answer."""
    filled = sheets.read(written(values, {"niche": 7}), FORM, BASE)
    assert filled.problems == []
    assert filled.versions["niche"] == 7
    read: dict[str, Any] = {}
    for section in FORM.sections:
        form = SectionForm(section, BASE, {f.id: filled.values[f.id] for f in section.fields if f.id in filled.values})
        assert form.is_valid(), form.errors
        read |= form.given()
    assert read == values
    jsonschema.validate(read, schema(FORM, BASE))


def test_line_of_another_form_and_choice_outside_the_list_are_named() -> None:
    lines = written({})
    first = lines[sheets.name_of(FORM.sections[0])]
    first[1][sheets.PATH] = "turnover"
    place = next(n for n, line in enumerate(first) if line[sheets.PATH] == "strategic")
    first[place][sheets.VALUE] = "造船"
    assert [(p.sheet, p.line, p.text.zh) for p in sheets.read(lines, FORM, BASE).problems] == [
        (
            "1.基本情况",
            2,
            "编号“turnover”不是本版申报表的项目。请从本申报重新下载工作簿，不要改动隐藏的前两列。",
        ),
        ("1.基本情况", place + 1, "“造船”不在下拉选项中，请从列表选择。"),
    ]


def test_workbook_of_something_else_is_refused() -> None:
    assert [p.text.zh for p in sheets.read({"Sheet1": [["a"]]}, FORM, BASE).problems] == [
        "没有找到本申报表的工作表。请从本申报下载工作簿，填写后再导入。"
    ]
    with pytest.raises(Refused, match=r"不是 \.xlsx"):
        texts(b"name,value\n")


def test_schema_refuses_what_the_page_refuses() -> None:
    wanted = schema(FORM, BASE)
    for wrong in ({"county_share": "many"}, {"turnover": "1"}, {"strategic": "ships"}, {"leaders": [["one"]]}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, wanted)
