"""The years that were taken over, as the file that counting reads: made of the database, never the other way round.

Counting (`standards`) knows no database, and several processes count; the file is replaced as a whole when a notice is
signed and when the server starts.
"""

from __future__ import annotations

import csv
import io
import os
import tempfile
from pathlib import Path

from django.conf import settings

from jiqun.instruments.models import HolidayNotice

HEAD = ("date", "name", "kind", "state_council_notice")


def write() -> None:
    """Writes the file anew; later notices stand below earlier ones and win."""
    said = io.StringIO()
    lines = csv.writer(said, lineterminator="\n")
    lines.writerow(HEAD)
    for notice in HolidayNotice.objects.taken_over():
        lines.writerows((row["date"], row["name"], row["kind"], notice.source) for row in notice.rows)
    place = Path(settings.WORKDAYS_FILE)
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".workdays-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(said.getvalue())
        os.replace(temporary, place)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
