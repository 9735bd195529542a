"""Setting the numbered papers of a batch, a few at a time, outside of any transaction; each exactly once."""

from __future__ import annotations

from datetime import datetime

from jiqun.evidence import store
from jiqun.outgoing import printing
from jiqun.outgoing.models import Paper, PaperBatch

AT_ONCE = 6
"""So many in one request: a second or two of work."""


def progress(batch: PaperBatch) -> tuple[int, int]:
    """How many of how many are set (one query)."""
    made = list(Paper.objects.filter(batch=batch).values_list("pdf_id", flat=True))
    return sum(pdf is not None for pdf in made), len(made)


def set_some(batch: PaperBatch, now: datetime, most: int = AT_ONCE) -> int:
    """Sets the next papers and keeps their PDFs; how many. What another request set meanwhile stays as it is.

    Raises `DocumentError` where nothing can be typeset; what was set before that stays.
    """
    waiting = Paper.objects.filter(batch=batch, state="numbered", pdf__isnull=True).select_related("case")
    done = 0
    for paper in waiting.order_by("place")[:most]:
        assert paper.dated_on is not None  # it is numbered
        made = printing.finished(paper, paper.number, paper.dated_on, now=now)
        kept = store.keep(made, printing.PDF, now)
        done += Paper.objects.filter(pk=paper.pk, pdf__isnull=True).update(pdf=kept)
    return done
