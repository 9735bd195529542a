"""Screening the applications of a round against the imported lists (Article 13(一))."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.inquiries.acts import lists
from jiqun.recognition.queries import screening as queries

NOTHING = Text("本批次没有可筛查的申报。", "There is no application of this round to screen.")


def screen(doing: Doing) -> None:
    """Screens what the authority is answerable for; again and again, each run on record."""
    by: Any = doing.by
    found = queries.targets(doing.payload["round"], by)
    if not found:
        raise Refusal(NOTHING, clause="A13.1")
    lists.screen(doing, Case.objects.get(pk=doing.payload["round"]), found)
