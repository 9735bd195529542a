"""A table as it is shown, to take away: CSV or a workbook; counts as numbers, everything else as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse

from jiqun.web.exports import cell, download

A4 = 9


def exported(
    kind: str,
    name: str,
    heads: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    title: object = "",
    widths: Sequence[int] = (),
) -> HttpResponse:
    """The table as a file. `title` stands above it in a workbook; `widths` are in characters.

    Raises `Http404` for a kind that is neither `csv` nor `xlsx`.
    """
    if kind == "csv":
        return download(as_csv(heads, rows), f"{name}.csv")
    if kind == "xlsx":
        return download(as_workbook(name, heads, rows, title=title, widths=widths), f"{name}.xlsx")
    raise Http404


def as_csv(heads: Sequence[object], rows: Iterable[Sequence[object]]) -> bytes:
    """With the mark that tells Excel it is UTF-8; nothing in it becomes a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow([str(head) for head in heads])
    writer.writerows([plain(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def plain(value: object) -> int | str:
    """A count or a signed figure such as +12.87% as it is; anything else as text no spreadsheet takes for a formula."""
    if isinstance(value, int):
        return value
    text = str(value)
    signed = text[:1] in ("+", "-") and text[1:].rstrip("%").replace(",", "").replace(".", "", 1).isdecimal()
    return text if signed else cell(text)


def as_workbook(
    name: str,
    heads: Sequence[object],
    rows: Iterable[Sequence[object]],
    *,
    title: object = "",
    widths: Sequence[int] = (),
) -> bytes:
    """One sheet on its side, as wide as a page, its head kept in sight and repeated on every page."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name[:31].translate(str.maketrans("[]:*?/\\", "       ")))
        bold = book.add_format({"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
        body = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        top = 1 if str(title) else 0
        if top:
            sheet.write_string(0, 0, str(title), book.add_format({"bold": True, "font_size": 14}))
        for column, head in enumerate(heads):
            sheet.write_string(top, column, str(head), bold)
            sheet.set_column(column, column, widths[column] if widths else max(12, min(40, 2 * len(str(head)))))
        for number, row in enumerate(rows, start=top + 1):
            for column, value in enumerate(row):
                if isinstance(value, int):
                    sheet.write_number(number, column, value, body)
                else:
                    sheet.write_string(number, column, str(value), body)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(0, top)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
    return target.getvalue()
