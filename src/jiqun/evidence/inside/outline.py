"""What a file shows in the page: how many pages, the first rows of its sheets, or its paragraphs; as JSON."""

from __future__ import annotations

import html
import io
import json
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_ROWS, MOST_COLUMNS, MOST_SHEETS, MOST_PARAGRAPHS = 200, 40, 20, 2_000
LONGEST_CELL = 500


def outline(data: bytes, ending: str) -> bytes:
    """`{"kind": "pages", "count": n}`, `{"kind": "sheets", …}` or `{"kind": "words", …}`."""
    if ending == "pdf":
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        found: dict[str, Any] = {"kind": "pages", "count": len(document)}
        document.close()
    elif ending in ("jpg", "jpeg", "png"):
        found = {"kind": "pages", "count": 1}
    elif ending == "xlsx":
        found = {"kind": "sheets", "sheets": sheets(data)}
    elif ending == "docx":
        found = words(data)
    else:
        raise ValueError(f".{ending} is kept and not read")
    return json.dumps(found, ensure_ascii=False).encode()


def sheets(data: bytes) -> list[dict[str, Any]]:
    """The first rows of each sheet as text, and how many there are."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for name in book.sheet_names[:MOST_SHEETS]:
        sheet = book.get_sheet_by_name(name)
        rows = sheet.to_python(skip_empty_area=True, nrows=MOST_ROWS)
        found.append(
            {
                "name": name,
                "rows": [[shown(cell) for cell in row[:MOST_COLUMNS]] for row in rows],
                "height": sheet.height,
                "width": sheet.width,
            }
        )
    return found


def shown(cell: object) -> str:
    """A cell as a person sees it."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell)[:LONGEST_CELL]


def words(data: bytes) -> dict[str, Any]:
    """The paragraphs of a document as plain text."""
    from jiqun.evidence.inside.archive import Package
    from jiqun.evidence.inside.office import WORD_PARAGRAPH, WORD_TEXT

    text = Package(data, may_enclose=("word/embeddings/",)).part("word/document.xml").decode("utf-8", "replace")
    lines = ["".join(WORD_TEXT.findall(paragraph)) for paragraph in WORD_PARAGRAPH.findall(text)]
    lines = [html.unescape(line) for line in lines if line.strip()]
    return {"kind": "words", "lines": lines[:MOST_PARAGRAPHS], "count": len(lines)}
