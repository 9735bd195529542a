"""Proof of an attempt to send a first letter after the deadline: refused, and what it would have said is kept."""

from __future__ import annotations

from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.journal.canonical import canonical
from jiqun.recognition.acts.filing.late import keep
from jiqun.recognition.recommending import content
from jiqun.recognition.recommending.acts import recommendation_of

ACT = "late_recommendation"


def keep_late(doing: Doing, refusal: Refusal, key: str) -> None:
    """Keeps proof of a letter that came too late, with the table it would have sent."""

    def table() -> bytes:
        rows = [each.plain() for each in content.lines(recommendation_of(doing.subject))]
        return canonical({"at": doing.now, "rows": rows})

    keep(doing, refusal, key, ACT, table)
