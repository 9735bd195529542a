"""The copies of a released extract as one archive with its list; made anew from the copies that were signed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import datetime
from typing import IO

from jiqun.archives.entry import Entry, as_json
from jiqun.archives.models import Extract
from jiqun.archives.packing import pack
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.journal import signing

_LIST = Text("提供文件清单", "List of what is given")


def package(case: Case, now: datetime) -> IO[bytes]:
    """A temporary file at its beginning; the caller closes it."""
    extract: Extract = case.extract
    signing.announce(now)
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        pack(file, {"number": case.number, "request": extract.request, "title": case.title}, parts(extract), now)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file


def parts(extract: Extract) -> Iterator[Entry]:
    """The list first: names and what is withheld and why; then the copies."""
    listed = {
        "request": extract.request,
        "files": [each["name"] for each in extract.chosen],
        "withheld": extract.withheld,
    }
    yield as_json("清单.json", _LIST, listed)
    for each in extract.chosen:
        yield Entry(each["name"], _LIST, stored=each["sha256"])
