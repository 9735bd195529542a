"""The process that binds files behind a set: limits itself, reads what to bind, writes the PDF, ends.

Started by `binding` as `python -m jiqun.documents.binding_child CPU_SECONDS MEMORY_MB`.
"""

from __future__ import annotations

import io
import json
import resource
import sys
from collections.abc import Mapping
from typing import Any

LARGEST = 400 * 2**20
LONGEST_SIDE = 2400
"""Pixels of a bound picture's longer side: some 200 dpi on A4."""


def main(arguments: list[str]) -> int:
    """Bind what standard input names; 0 when the set was written."""
    cpu_seconds, memory_mb = int(arguments[0]), int(arguments[1])
    for limit, value in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_mb * 2**20),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    from pypdf import PdfReader, PdfWriter

    asked = json.load(sys.stdin)
    book, bound = PdfReader(asked["book"]), PdfWriter()
    sheets = len(book.pages) - len(asked["enclosed"])
    bound.append(book, pages=(0, sheets))
    for number, each in enumerate(asked["enclosed"]):
        bound.append(book, pages=(sheets + number, sheets + number + 1), import_outline=False)
        for page in _pages(each):
            bound.add_page(page)
    made = io.BytesIO()
    bound.write(made)
    sys.stdout.buffer.write(made.getvalue())
    return 0


def _pages(each: Mapping[str, str]) -> list[Any]:
    """The pages of a file; none for what is not bound in or cannot be opened."""
    from pypdf import PdfReader

    try:
        if each["kind"] == "pdf":
            return list(PdfReader(each["path"]).pages)
        if each["kind"] == "image":
            return list(PdfReader(_drawn(each["path"])).pages)
    except MemoryError:
        raise
    except Exception:  # whatever a stranger's file makes the parser say, it is left out
        return []
    return []


def _drawn(path: str) -> io.BytesIO:
    """A picture as one page."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the memory limit is the guard
    picture = Image.open(path)
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    made = io.BytesIO()
    upright.save(made, "PDF", resolution=max(upright.size) / 11.0, quality=80)
    made.seek(0)
    return made


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
