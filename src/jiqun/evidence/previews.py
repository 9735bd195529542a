"""What a file shows in the page, made in the limited process and kept by digest; and the copy that may be published.

Pictures and pages come as pixels: no place, device or author travels along. doc, xls, wps, et and ofd are never parsed.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jiqun.evidence import process, store
from jiqun.evidence.kinds import KINDS, ending_of

WIDTHS = {"1": 900, "1.5": 1400, "2": 2000}
"""Zoom steps and their width in pixels."""
_ENDINGS = {kind.media_type: ending for ending, kind in KINDS.items() if kind.shown}


class NoPreview(Exception):
    """The file cannot be shown in the page: its kind is never parsed, or it needs too much."""


@dataclass(frozen=True, slots=True)
class Outline:
    """What there is to show: `kind` is pages, sheets or words; `pages` counts the pages."""

    kind: str
    pages: int
    sheets: tuple[dict[str, Any], ...]
    lines: tuple[str, ...]
    count: int


def can_be_shown(name: str) -> bool:
    """Whether files of this name's kind are parsed at all."""
    return ending_of(name) in KINDS and KINDS[ending_of(name)].shown


def outline(sha256: str, name: str) -> Outline:
    """What a stored file shows. Raises `NoPreview` or `store.NotStored`."""
    made = json.loads(_made(sha256, name, "outline"))
    return Outline(
        made["kind"],
        made.get("count", 0) if made["kind"] == "pages" else 0,
        tuple(made.get("sheets", ())),
        tuple(made.get("lines", ())),
        made.get("count", 0),
    )


def page(sha256: str, name: str, number: int, zoom: str = "1") -> bytes:
    """One page (1, 2 …) as PNG. Raises `NoPreview`, also for a page or a zoom that is not there, or `NotStored`."""
    if zoom not in WIDTHS or not 0 < number < 10_000:
        raise NoPreview
    return _made(sha256, name, "draw", number, WIDTHS[zoom])


def published_copy(stored: Any) -> bytes:
    """A `StoredFile` without what its properties tell of place, device and people; same content, other digest.

    For pdf, jpg, png, docx and xlsx. Raises `NoPreview` for any other kind, which is never published.
    """
    ending = _ENDINGS.get(stored.media_type)
    if ending is None:
        raise NoPreview
    return _made(stored.sha256, f"a.{ending}", "clean")


def _made(sha256: str, name: str, task: str, *numbers: int) -> bytes:
    """A task's answer, from the cache or made now."""
    if not can_be_shown(name):
        raise NoPreview
    ending = ending_of(name)
    place = store.folder() / "cache" / sha256[:2] / "-".join(map(str, (sha256, ending, task, *numbers)))
    with suppress(FileNotFoundError):
        return place.read_bytes()
    with store.open_file(sha256) as file:
        try:
            made = process.run(task, file, ending, *numbers)
        except process.Broken:
            raise NoPreview from None
    _cache(place, made)
    return made


def _cache(place: Path, made: bytes) -> None:
    """Written beside and renamed, so that nobody reads half of it."""
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as target:
        target.write(made)
    os.replace(temporary, place)
