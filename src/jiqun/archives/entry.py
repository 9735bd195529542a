"""One file of an archive: where it lies in it, what it is, and its bytes or the stored file that holds them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from jiqun.bilingual import Text
from jiqun.journal.canonical import plain

LONGEST = 80
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff<>:"/\\|?*]')
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file; `stored` is the SHA-256 of one in the file store, taken instead of `data`."""

    name: str
    about: Text
    data: bytes = b""
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Absent:
    """A file that belongs here and cannot be given, and why."""

    name: str
    why: Text


def as_json(name: str, about: Text, value: object) -> Entry:
    """Values as JSON to be read by people too: sorted, indented, UTF-8."""
    return Entry(name, about, (json.dumps(plain(value), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode())


def safe(name: str) -> str:
    """A file name that any system can unpack and none takes for a path, a device or another direction of writing.

    The ending is kept; what is longer than 80 characters is shortened before it.
    """
    found = _UNSAFE.sub("_", name).strip(" .")
    if not found or _DEVICE.match(found):
        found = f"_{found}"
    ending = PurePosixPath(found).suffix[:10]
    return found if len(found) <= LONGEST else found[: LONGEST - len(ending)].rstrip(" .") + ending


def apart(names: Iterable[str]) -> list[str]:
    """The names, those that meet another (also but for capitals) told apart: `图.pdf`, `图-2.pdf`."""
    taken: set[str] = set()
    found = []
    for name in names:
        path, number, fresh = PurePosixPath(name), 1, name
        while fresh.casefold() in taken:
            number += 1
            fresh = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        taken.add(fresh.casefold())
        found.append(fresh)
    return found
