"""The text a notice begins from is data with a revision; what was changed of it is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jiqun.notices import wording


def test_the_template_says_whose_it_is() -> None:
    found = wording.shipped("public_notice")
    assert (found.revision, "非官方范本" in found.source) == (1, True)
    assert "{basis}" in found.body


def test_what_was_changed_is_shown_and_counted() -> None:
    found = wording.differences("公示期为7个工作日。", "公示期为10个工作日。")
    assert [(each.kind, each.text) for each in found] == [
        ("same", "公示期为"), ("gone", "7"), ("new", "10"), ("same", "个工作日。"),
    ]  # fmt: skip
    said = wording.summary("公示期为7个工作日。", "公示期为10个工作日。", 1)
    assert said is not None
    assert said.zh == "正文与示范文本（第 1 版）有 2 处不同，请核对。"


def test_line_ends_of_a_browser_are_no_change() -> None:
    assert wording.differences("一\n二", "一\r\n二\r\n") == ()
    assert wording.summary("一", "一", 1) is None


@given(st.text("公示期abc\n", max_size=40), st.text("公示期abc\n", max_size=40))
def test_both_texts_can_be_read_off_the_differences(before: str, after: str) -> None:
    found = wording.differences(before, after)
    if found:
        assert "".join(each.text for each in found if each.kind != "new") == before.strip()
        assert "".join(each.text for each in found if each.kind != "gone") == after.strip()
    else:
        assert before.strip() == after.strip()
