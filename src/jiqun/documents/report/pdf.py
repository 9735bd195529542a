"""A report as PDF/A and its drawings as pictures: typst sets what the structure holds."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from jiqun.bilingual import speaking
from jiqun.documents.report.parts import Picture, Report
from jiqun.documents.report.words import labels
from jiqun.documents.typesetting import faces, pages, typeset

_LAYOUT, _DRAWING = "report", "drawing"
_PPI = 200


def pdf(report: Report, *, now: datetime) -> bytes:
    """The report as PDF/A-2b; the same report and moment give the same bytes. Raises `DocumentError`."""
    return typeset(_LAYOUT, filled(report), now=now)


def pictures(report: Report, *, now: datetime, ppi: float = 80) -> list[bytes]:
    """The same pages as pictures (PNG). Raises as `pdf`."""
    return pages(_LAYOUT, filled(report), now=now, ppi=ppi)


def drawn(found: list[Picture], *, now: datetime) -> list[bytes]:
    """Drawings as PNG for a paper that takes no SVG, in one run. Raises as `pdf`."""
    if not found:
        return []
    return pages(_DRAWING, {"svg": [faced(picture.svg) for picture in found]}, now=now, ppi=_PPI)


def filled(report: Report) -> dict[str, Any]:
    """All that the layout prints, as JSON can hold it."""
    with speaking(report.language):
        words = labels()
    chapters = [
        {"title": chapter.title, "annex": chapter.annex, "blocks": [_block(block) for block in chapter.blocks]}
        for chapter in report.chapters
    ]
    return {
        "lang": report.language,
        "name": report.name,
        "edition": report.edition,
        "draft": report.draft,
        "cover": asdict(report.cover),
        "chapters": chapters,
        "words": words,
    }


def faced(svg: str) -> str:
    """A drawing with the face of the paper's figures."""
    return svg.replace("<svg ", f'<svg font-family="{faces().hei}" ', 1)


def _block(block: Any) -> dict[str, Any]:
    told = {"kind": type(block).__name__.lower(), **asdict(block)}
    if isinstance(block, Picture):
        told["svg"] = faced(block.svg)
    elif "head" in told:
        told["widths"] = block.shares
    return told
