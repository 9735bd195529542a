"""Which printed version does a scan show? Its pages' QR codes are read in a process that may be killed.

The child gets the bytes and answers in JSON, which is checked; a scan that is not read is no fault of the reader's:
the code stands beside the QR and can be typed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.documents.book.mark import read_payload
from jiqun.facts.workbook.sandbox import run_limited

CHILD = "jiqun.documents.scan_child"
LARGEST_ANSWER = 2**20
KINDS = ("pdf", "image")


@dataclass(frozen=True, slots=True)
class Seen:
    """A mark on a page of the scan; pages count from 1."""

    page: int
    number: str
    code: str


@dataclass(frozen=True, slots=True)
class Scan:
    """What was read: `pages` of the scan, how many were `looked` at, the marks seen. `pages` is 0 for what cannot be
    opened."""

    pages: int = 0
    looked: int = 0
    seen: tuple[Seen, ...] = ()


UNREAD = Scan()


def read_scan(data: bytes, kind: str, *, cpu_seconds: int = 20, memory_mb: int = 768) -> Scan:
    """The marks on a scan's pages (`kind` is `pdf` or `image`); `UNREAD` when it cannot be opened in the limits."""
    answer = run_limited(CHILD, [kind], [], data, cpu_seconds=cpu_seconds, memory_mb=memory_mb)
    return UNREAD if isinstance(answer, Text) else _checked(answer[:LARGEST_ANSWER])


def _checked(answer: bytes) -> Scan:
    try:
        told: Any = json.loads(answer)
        found = [(int(page), read_payload(str(text))) for page, text in told["found"]]
        return Scan(
            int(told["pages"]),
            int(told["looked"]),
            tuple(Seen(page, *mark) for page, mark in found if mark is not None),
        )
    except (ValueError, KeyError, TypeError):
        return UNREAD
