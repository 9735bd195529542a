"""Fast printing escapes exactly as Django does."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from jiqun.web.markup import markup, markup_join

VALUES = st.one_of(st.text(), st.integers(), st.text().map(SafeString))


@given(st.lists(VALUES, min_size=2, max_size=2))
def test_markup_is_what_django_would_print(values: list[object]) -> None:
    assert markup("<b>{}</b> {}", *values) == format_html("<b>{}</b> {}", *values)


@given(st.lists(st.tuples(VALUES, VALUES)))
def test_joined_markup_is_what_django_would_print(rows: list[tuple[object, object]]) -> None:
    assert markup_join("\n", "<i>{}</i>{}", rows) == format_html_join("\n", "<i>{}</i>{}", rows)


def test_script_typed_as_a_value_is_shown_not_run() -> None:
    assert markup("<td>{}</td>", "<script>x</script>") == "<td>&lt;script&gt;x&lt;/script&gt;</td>"
