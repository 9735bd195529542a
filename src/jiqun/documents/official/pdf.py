"""An official paper as PDF/A: typst sets it in one of the five layouts."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import segno

from jiqun.documents.book import Mark
from jiqun.documents.official.model import BLANK_NUMBER, Official, plain
from jiqun.documents.official.titles import broken
from jiqun.documents.typesetting import pages, typeset

_LAYOUT = "official"
NUMBERED = ("document", "letter")


def pdf(official: Official, *, now: datetime, mark: Mark | None = None) -> bytes:
    """The paper as PDF/A-2b; `now` is the date in the file, `mark` the small code at the head of its first page.

    The same paper and moment give the same bytes. Raises `DocumentError`.
    """
    return typeset(_LAYOUT, filled(official, now, mark), now=now)


def pictures(official: Official, *, now: datetime, mark: Mark | None = None, ppi: float = 96) -> list[bytes]:
    """The same pages as pictures (PNG). Raises as `pdf`."""
    return pages(_LAYOUT, filled(official, now, mark), now=now, ppi=ppi)


def filled(official: Official, now: datetime, mark: Mark | None) -> dict[str, Any]:
    """All that the layout prints, as JSON can hold it: number and day as they are written, blank where not given."""
    kept = plain(official)
    kept["dated"] = official.dated and written_day(official.dated)
    kept["title"] = broken(official.title)
    kept["annexes"] = [{**annex, "name": broken(annex["name"])} for annex in kept["annexes"]]
    kept["number"] = written_number(official, now)
    told = mark and {"number": mark.number, "code": mark.code, "qr": mark.svg}
    address = official.extra.get("verify", "")
    return {
        "paper": kept,
        "title": official.title.replace("\n", ""),
        "mark": told,
        "qr": _code(address) if address else None,
    }


def _code(address: str) -> str:
    """A QR code of an address, as SVG."""
    made = io.BytesIO()
    segno.make(address, error="m", micro=False).save(made, kind="svg", border=2, xmldecl=False, svgclass=None)
    return made.getvalue().decode()


def written_day(day: date) -> str:
    """2026年3月5日: whole year, no zeros before month and day (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"


def written_number(official: Official, now: datetime) -> str:
    """The number, or its blank with the year where the layout has a place for one."""
    if official.number or official.layout not in NUMBERED:
        return official.number
    return BLANK_NUMBER.format(year=(official.dated or now).year)
