"""What leaves the product as a file to keep."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")
OPENXML = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": f"{OPENXML}.wordprocessingml.document",
    "geojson": "application/geo+json",
    "json": "application/json",
    "pdf": "application/pdf",
    "pem": "application/x-pem-file",
    "py": "text/x-python; charset=utf-8",
    "xlsx": f"{OPENXML}.spreadsheetml.sheet",
    "zip": "application/zip",
}


def download(body: bytes | str, name: str) -> HttpResponse:
    """A file under its name, saved and never shown; its media type is that of the ending. Raises `KeyError`."""
    response = HttpResponse(body, content_type=TYPES[name.rsplit(".", 1)[-1]])
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def cell(value: object) -> str:
    """A value as text that no spreadsheet takes for a formula (full-width signs too: WPS reads them)."""
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA) else text
