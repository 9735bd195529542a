"""Concluding on a hit, and taking a conclusion back (Article 13(一)). Nobody but a person concludes."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.inquiries.finding import above_county
from jiqun.inquiries.models import Hit
from jiqun.inquiries.models.hits import CONFIRMED, PENDING

FOUND = ("kind", "grade", "on", "authority", "document")


def outcome(doing: Doing) -> str:
    """The state a conclusion leads to is the conclusion."""
    return str(doing.payload["outcome"])


def conclude(doing: Doing) -> None:
    """Keeps what was concluded; a true one stands as it was found, and its county sees it from now on."""
    payload, hit = doing.payload, doing.subject
    by: Any = doing.by
    changes: dict[str, Any] = {
        "reason": payload["reason"],
        "concluded_by": by,
        "concluded_at": doing.now,
        "path": hit.cluster.path,
    }
    if payload["outcome"] == CONFIRMED:
        doing.told["before"] = {name: str(getattr(hit, name) or "") for name in FOUND}
        changes |= {name: payload[name] for name in FOUND}
    if payload["file"]:
        changes |= {"file_id": payload["file"]["sha256"], "file_name": payload["file"]["name"]}
    Hit.objects.filter(pk=hit.pk).update(**changes)
    for name, value in changes.items():
        setattr(hit, name, value)
    if payload["reason"]:
        doing.note = Text(payload["reason"], payload["reason"])


def reconsider(doing: Doing) -> None:
    """The conclusion is taken back: the hit is open again, the former conclusion stays in the history."""
    hit = doing.subject
    path = hit.letter.inquiry.case.path if hit.letter_id else above_county(hit.cluster)
    Hit.objects.filter(pk=hit.pk).update(
        state=PENDING, reason="", concluded_by=None, concluded_at=None, path=path, file=None, file_name=""
    )
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
