"""Texts in two languages as other programs use them."""

from __future__ import annotations

from jiqun.bilingual import Text, listing, speaking

LIMIT = Text("占比不高于 100%，现为 %(show_value)s。", "At most 100%, not %(show_value)s.")


def test_text_fills_in_what_a_form_field_says_of_its_limit() -> None:
    """Django writes `message % params`; a per cent sign of the text's own stays one."""
    assert LIMIT % {"limit_value": 100, "show_value": 120} == "占比不高于 100%，现为 120。"
    with speaking("en"):
        assert LIMIT % {"show_value": 120} == "At most 100%, not 120."


def test_listing_separates_as_each_language_does() -> None:
    assert listing([2021, "产值", Text("件", "pieces")]) == Text("2021、产值、件", "2021, 产值, pieces")


def test_listing_of_one_and_of_none() -> None:
    assert (listing(["a"]), listing([])) == (Text("a", "a"), Text("", ""))
