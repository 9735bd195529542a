"""A table as it is shown, to take away: CSV or a workbook, every cell as text."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from jiqun.web.exports import cell

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def exported(kind: str, name: str, heads: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """The table as a file. Raises `Http404` for a kind that is neither `csv` nor `xlsx`."""
    told = [[str(value) for value in row] for row in rows]
    if kind == "csv":
        body = as_csv([str(head) for head in heads], told)
        response = HttpResponse(body, content_type="text/csv; charset=utf-8")
    elif kind == "xlsx":
        response = HttpResponse(as_workbook(name, [str(head) for head in heads], told), content_type=XLSX)
    else:
        raise Http404
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}")
    return response


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """With the mark that tells Excel it is UTF-8; nothing in it becomes a formula."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(heads)
    writer.writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def as_workbook(name: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """One sheet, its head kept in sight, every cell written as text."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name[:31].translate(str.maketrans("[]:*?/\\", "       ")))
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, bold)
            sheet.set_column(column, column, max(12, min(40, 2 * len(head))))
        for number, row in enumerate(rows, start=1):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
        sheet.freeze_panes(1, 0)
    return target.getvalue()
