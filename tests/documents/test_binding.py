"""Files bound behind a set: each after its own sheet, in a process of its own; what cannot be opened is left out."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from pypdf import PdfReader, PdfWriter

from jiqun.documents.binding import Enclosed, bind


def paper(widths: list[int]) -> bytes:
    """A PDF with pages of these widths, by which they are told apart."""
    made, writer = io.BytesIO(), PdfWriter()
    for width in widths:
        writer.add_blank_page(width, 800)
    writer.write(made)
    return made.getvalue()


def put(folder: Path, name: str, data: bytes) -> str:
    (folder / name).write_bytes(data)
    return str(folder / name)


def widths(made: bytes | None) -> list[int]:
    assert made is not None
    return [round(page.mediabox.width) for page in PdfReader(io.BytesIO(made)).pages]


def test_each_file_follows_its_sheet(tmp_path: Path) -> None:
    """A14.1: two pages of the set, then a sheet and a file, and again."""
    one = Enclosed(put(tmp_path, "a.pdf", paper([301, 302])), "pdf")
    two = Enclosed(put(tmp_path, "b.pdf", paper([401])), "pdf")
    assert widths(bind(paper([100, 101, 201, 202]), [one, two])) == [100, 101, 201, 301, 302, 202, 401]


def test_picture_becomes_a_page(tmp_path: Path) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(drawn, "PNG")
    made = bind(paper([100, 200]), [Enclosed(put(tmp_path, "a.png", drawn.getvalue()), "image")])
    assert len(widths(made)) == 3


def test_what_is_not_bound_in_has_its_sheet_alone(tmp_path: Path) -> None:
    damaged = Enclosed(put(tmp_path, "a.pdf", b"%PDF-1.4 nothing"), "pdf")
    assert widths(bind(paper([100, 201, 202]), [Enclosed("", ""), damaged])) == [100, 201, 202]


def test_binding_beyond_its_limits_gives_nothing() -> None:
    assert bind(paper([100]), [], memory_mb=16) is None
