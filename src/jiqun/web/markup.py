"""Printing many small pieces of HTML from plain values: what Django's `format_html` does, for strings only.

A list of fifty rows escapes hundreds of cells; Django's own functions also serve lazy texts and objects that render
themselves, which costs three times as much and is not needed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString


def safe(value: object) -> str:
    """The value as HTML: safe markup as it is, anything else escaped."""
    return value if isinstance(value, SafeString) else escape(str(value))


def markup(template: str, *values: object, **named: object) -> SafeString:
    """The template with the values put in for `{}` and `{name}`, each escaped unless it is safe already."""
    return SafeString(template.format(*map(safe, values), **{name: safe(value) for name, value in named.items()}))


def markup_join(between: str, template: str, rows: Iterable[Sequence[object]]) -> SafeString:
    """The template once for each row, joined; `between` and `template` are markup of the program's own."""
    return SafeString(between.join([template.format(*map(safe, row)) for row in rows]))
