"""Icons as inline SVG, read once from the vendored Tabler files (MIT, static/web/vendor/tabler/LICENSE.txt)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

FOLDER = Path(__file__).parent / "static" / "web" / "vendor" / "tabler"
_PATH = re.compile(r'<path d="[^"<>]+" ?/>')


def names() -> list[str]:
    """The icons at hand."""
    return sorted(path.stem for path in FOLDER.glob("*.svg"))


@cache
def _strokes(name: str) -> SafeString:
    if not re.fullmatch(r"[a-z0-9-]+", name) or not (file := FOLDER / f"{name}.svg").is_file():
        raise LookupError(f"no icon {name!r}; vendored are {', '.join(names())}")
    # Only plain paths are taken over, so nothing but strokes can come from the file.
    return mark_safe("".join(_PATH.findall(file.read_text(encoding="utf-8"))))


@cache
def _drawn(name: str) -> SafeString:
    """An icon as decoration: the same every time."""
    return _svg(name, mark_safe('aria-hidden="true"'))


def icon(name: str, label: str = "") -> SafeString:
    """The icon in the colour and size of its text; without a label it is decoration, the word beside it speaks."""
    return _svg(name, format_html('role="img" aria-label="{}"', label)) if label else _drawn(name)


def _svg(name: str, speech: SafeString) -> SafeString:
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" '
        'stroke-width="2" stroke-linecap="round" stroke-linejoin="round" focusable="false" {}>{}</svg>',
        speech,
        _strokes(name),
    )
