"""A table somebody uploads (.xlsx, .csv): kept as it came, and read as rows of text, a workbook in a process apart."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from jiqun.bilingual import Text
from jiqun.evidence import store
from jiqun.evidence.fields import EvidenceField
from jiqun.inquiries.sheet_child import CPU_SECONDS

LARGEST_CSV = 10 * 2**20
_ROOT = str(Path(__file__).parents[2])
ENDINGS = (".xlsx", ".csv")
_NO_TABLE = Text(
    "请上传 .xlsx 或 .csv 表格；扫描件请另作附件。", "Upload a table as .xlsx or .csv; a scan is attached by itself."
)
_TOO_LARGE = Text("CSV 文件超过 10 MB，请分成几个文件。", "The CSV file exceeds 10 MB; split it.")
UNREADABLE = Text(
    "表格读不出来。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。",
    "The table cannot be read. Open it in Excel or WPS, save it as .xlsx and upload that.",
)


class Unreadable(Exception):
    """The table could not be read."""


class TableField(EvidenceField):
    """A table: `{"sha256", "name"}` once it is stored, like any evidence; a .csv is kept as it came."""

    def stored(self, upload: Any) -> dict[str, str]:
        """Keeps an upload. Raises `ValidationError` for what is no table."""
        name = str(upload.name).lower()
        if not name.endswith(ENDINGS):
            raise ValidationError(str(_NO_TABLE), code="unfit")
        if not name.endswith(".csv"):
            return super().stored(upload)
        data = upload.read(LARGEST_CSV + 1)
        if len(data) > LARGEST_CSV:
            raise ValidationError(str(_TOO_LARGE), code="unfit")
        return {"sha256": store.keep(data, "text/csv", self.now or timezone.now()).sha256, "name": upload.name}


@lru_cache(maxsize=2)
def rows_of(sha256: str, csv_file: bool) -> tuple[tuple[str, ...], ...]:
    """The rows of a stored table. Raises `Unreadable`. Kept for a moment: a form is cleaned more than once."""
    data = store.read(sha256)
    return of_text(decoded(data)) if csv_file else of_workbook(data)


def decoded(data: bytes) -> str:
    """The text of a CSV file in UTF-8 or GB 18030. Raises `Unreadable`."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable


def of_text(text: str) -> tuple[tuple[str, ...], ...]:
    """Rows of pasted or CSV text: cells parted by tabs where its first line has any, by commas otherwise."""
    delimiter = "\t" if "\t" in text.strip("\r\n").partition("\n")[0] else ","
    try:
        return tuple(tuple(row) for row in csv.reader(io.StringIO(text.strip("\r\n")), delimiter=delimiter))
    except csv.Error:  # a cell of more than 128 kB: a quotation mark that is never closed
        raise Unreadable from None


def of_workbook(data: bytes) -> tuple[tuple[str, ...], ...]:
    """Rows of the first sheet, read apart. Raises `Unreadable`."""
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-B", "-X", "utf8", "-m", "jiqun.inquiries.sheet_child"],
            input=data,
            capture_output=True,
            env={"PYTHONPATH": _ROOT},
            cwd="/",
            timeout=CPU_SECONDS + 20,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        raise Unreadable from None
    return tuple(tuple(row) for row in json.loads(done.stdout))
