"""From a layout and its data to a PDF. Nothing is fetched, and the same data and moment give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any, Literal

from jiqun.documents.errors import NoTypesetter
from jiqun.documents.fonts import Faces, choose

Form = Literal["pdf", "png"]

STANDARD = "a-2b"
"""PDF/A-2b (ISO 19005-2): every font is in the file, so that it can be read as long as the record must be kept."""


def typeset(layout: str, data: Mapping[str, Any], *, now: datetime) -> bytes:
    """The PDF of a layout (a `.typ` file of `layouts/`, without its ending) filled with data that JSON can hold.

    `now` is the date in the file. Raises `NoTypesetter` and `NoChineseFont`.
    """
    made: bytes = _compiled(layout, data, now, "pdf")
    return made


def pages(layout: str, data: Mapping[str, Any], *, now: datetime, ppi: float = 100) -> list[bytes]:
    """The same as pictures (PNG), page by page. Raises as `typeset`."""
    made = _compiled(layout, data, now, "png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def faces() -> Faces:
    """The faces that papers are set in on this machine. Raises as `typeset`."""
    return _fonts()[1]


def _compiled(layout: str, data: Mapping[str, Any], now: datetime, form: Form, **more: Any) -> Any:
    fonts, faces = _fonts()
    moment = {"year": now.year, "month": now.month, "day": now.day, "hour": now.hour, "minute": now.minute}
    given = {**data, "faces": asdict(faces), "now": moment}
    folder = resources.files("jiqun.documents") / "layouts"
    files = {file.name: file.read_bytes() for file in folder.iterdir() if file.name.endswith(".typ")}
    files["main.typ"] = files.pop(f"{layout}.typ")
    files["data.json"] = json.dumps(given, ensure_ascii=False).encode()
    if form == "pdf":
        more["pdf_standards"] = [STANDARD]
    return _typst().compile(files, format=form, font_paths=fonts, timestamp=int(now.timestamp()), **more)


@cache
def _fonts() -> tuple[Any, Faces]:
    """The machine's fonts, looked through once: it takes longer than a page."""
    fonts = _typst().Fonts()
    return fonts, choose(fonts.families())


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise NoTypesetter from None
    return typst
