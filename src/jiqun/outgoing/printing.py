"""A paper as it is set: with its number, its date and the marks of where it stands. Nothing is set in a transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.conf import settings

from jiqun.documents import official as documents
from jiqun.documents.book import Mark, code_of
from jiqun.documents.official import Official, from_plain
from jiqun.outgoing.models import Paper

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
UNSIGNED = ("drafted", "dropped")


def shown(paper: Paper) -> Official:
    """The paper as it stands: a draft says so, number and date stay blank until they are given."""
    return replace(
        from_plain(paper.content),
        number=paper.number,
        dated=paper.dated_on,
        draft=paper.state in UNSIGNED,
        openness=paper.openness,
        invented=settings.JIQUN_DEMO,
    )


def mark_of(paper: Paper) -> Mark:
    """What stands small at the head of its first page, by which a scan of the sealed copy is known again."""
    return Mark(paper.case.number, code_of(paper.sha256))


def finished(paper: Paper, number: str, dated: date, *, now: datetime) -> bytes:
    """The PDF with number and date, as it is kept for good. Raises `DocumentError`."""
    official = replace(shown(paper), number=number, dated=dated, draft=False)
    return documents.pdf(official, now=now, mark=mark_of(paper))


def pdf(paper: Paper, now: datetime) -> bytes:
    """The PDF of a paper that is not finished yet. Raises `DocumentError`."""
    mark = None if paper.state in UNSIGNED else mark_of(paper)
    return documents.pdf(shown(paper), now=now, mark=mark)


def docx(paper: Paper, now: datetime) -> bytes:
    """The same as a Word file, for editing: it carries no mark."""
    return documents.docx(shown(paper), now=now)


def picture(paper: Paper, now: datetime) -> bytes:
    """The first page as PNG. Raises `DocumentError`."""
    mark = None if paper.state in UNSIGNED else mark_of(paper)
    return documents.pictures(shown(paper), now=now, mark=mark)[0]
