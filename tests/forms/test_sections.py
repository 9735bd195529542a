"""The web form of a section: reasons beside figures, tables that grow, values as a page's inputs."""

from __future__ import annotations

import pytest

from jiqun.forms.definitions import shipped_form
from jiqun.forms.sections import SectionForm, answerable, shown_versions
from jiqun.forms.widgets import MOST_ROWS, TABLE_ROWS
from tests.recognition.applicant import answer_for

FORM = shipped_form("申报")
EVERY = [section.number for section in FORM.sections]


def test_reason_may_stand_beside_every_figure_and_is_never_required() -> None:
    fields = {name: field for section in FORM.sections for name, field in answerable(section).items()}
    reasons = {name for name in fields if name.endswith(".reason")}
    assert reasons == {f"{f.id}.reason" for f in FORM.fields() if f.ask in ("figures", "decimal")}
    assert "profit_tax.reason" in reasons
    assert not any(fields[name].required for name in reasons)


@pytest.mark.parametrize("number", EVERY)
def test_value_written_into_a_pages_inputs_and_read_again_is_the_same(number: int) -> None:
    """What a merge or another clerk brings into the page is what the server reads from it."""
    section = FORM.section(number)
    first = SectionForm(section, 2024, {name: answer_for(field) for name, field in answerable(section).items()})
    assert first.is_valid(), first.errors
    given = first.given()
    inputs = {key: text for name, value in given.items() for key, text in first.inputs(name, value).items()}
    again = SectionForm(section, 2024, inputs)
    assert again.is_valid(), again.errors
    assert again.given() == given


@pytest.mark.parametrize("number", EVERY)
def test_blank_written_into_a_pages_inputs_leaves_nothing(number: int) -> None:
    section = FORM.section(number)
    form = SectionForm(section, 2024, {})
    inputs = {key: text for name in form.fields for key, text in form.inputs(name, "").items()}
    assert set(inputs.values()) <= {""}
    again = SectionForm(section, 2024, inputs)
    assert again.is_valid() and not any(again.given().values())


def rows(count: int) -> dict[str, str]:
    return {f"leaders-{n}-{c}": f"第{n}家" if c == 1 else "" for n in range(count) for c in range(3)}


@pytest.mark.parametrize("count", [1, TABLE_ROWS, TABLE_ROWS + 1, MOST_ROWS])
def test_table_takes_as_many_lines_as_people_add(count: int) -> None:
    form = SectionForm(FORM.section(3), 2024, rows(count))
    assert form.is_valid(), form.errors
    assert len(form.given()["leaders"]) == count


def test_table_with_more_lines_than_it_holds_is_refused_and_not_cut() -> None:
    form = SectionForm(FORM.section(3), 2024, rows(MOST_ROWS + 1))
    assert form.errors["leaders"] == ["表格最多 60 行；其余内容请作为佐证材料上传。"]


def test_table_shows_what_it_holds_and_blank_lines_to_fill() -> None:
    shown = SectionForm(FORM.section(3), 2024, initial={"leaders": [["甲", "鞋底", "1"]] * 12})["leaders"]
    assert (str(shown).count("<tr>") - 1, str(SectionForm(FORM.section(3), 2024)["leaders"]).count("<tr>") - 1) == (
        12,
        TABLE_ROWS,
    )


@pytest.mark.parametrize("said", ["", "-1", "1.5", "甲", "²", "9" * 10])
def test_version_that_is_no_number_is_none(said: str) -> None:
    assert shown_versions({"shown-extent": said, "shown-niche": "3", "extent": "7"}) == {"niche": 3}
