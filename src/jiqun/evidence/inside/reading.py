"""Everything a file says in words, also where nobody looks: comments, properties, links, cells that hold a number."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Iterator

APART = "\x1f"
"""Between cells and parts: what stands on its two sides never belongs together."""
_TEXT = re.compile(r"<(?:w:|a:)?t(?: [^>]*)?>([^<]*)</(?:w:|a:)?t>")
_PROPERTY = re.compile(r">([^<>]+)<")
_TARGET = re.compile(r'Target="([^"]*)"')


def said(data: bytes, ending: str) -> bytes:
    """The words of a pdf, docx or xlsx in UTF-8, its stretches parted by `APART`; nothing for a picture."""
    stretches = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx}
    if ending not in stretches:
        return b""
    return APART.join(each for each in stretches[ending](data) if each.strip()).encode()


def _pdf(data: bytes) -> Iterator[str]:
    import pypdfium2

    from jiqun.evidence.inside.pdf import lines

    yield "\n".join(lines(data))
    document = pypdfium2.PdfDocument(data)
    yield from document.get_metadata_dict().values()
    document.close()


def _docx(data: bytes) -> Iterator[str]:
    from jiqun.evidence.inside.archive import Package
    from jiqun.evidence.inside.office import WORD_PARAGRAPH

    package = Package(data, may_enclose=("word/embeddings/",))
    for name in package.names("word/", ".xml"):
        paragraphs = WORD_PARAGRAPH.findall(package.part(name).decode("utf-8", "replace"))
        yield "\n".join(html.unescape("".join(_TEXT.findall(each))) for each in paragraphs)
    yield from _around(package)


def _xlsx(data: bytes) -> Iterator[str]:
    from python_calamine import CalamineWorkbook

    from jiqun.evidence.inside.archive import Package
    from jiqun.evidence.inside.outline import shown

    package = Package(data, may_enclose=("xl/embeddings/",))
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for sheet in book.sheet_names:
        yield sheet
        for row in book.get_sheet_by_name(sheet).iter_rows():
            yield APART.join(shown(cell) for cell in row)
    for name in package.names("xl/", ".xml"):
        if not name.startswith(("xl/worksheets/", "xl/sharedstrings", "xl/styles", "xl/theme")):
            yield "\n".join(
                html.unescape(each) for each in _TEXT.findall(package.part(name).decode("utf-8", "replace"))
            )
    yield from _around(package)


def _around(package: object) -> Iterator[str]:
    """Properties of the file (its author), and where its links lead (mailto:)."""
    from jiqun.evidence.inside.archive import Package

    assert isinstance(package, Package)
    for name in package.names("docprops/", ".xml"):
        yield from _PROPERTY.findall(html.unescape(package.part(name).decode("utf-8", "replace")))
    for name in package.names(end=".rels"):
        yield from (html.unescape(each) for each in _TARGET.findall(package.part(name).decode("utf-8", "replace")))
