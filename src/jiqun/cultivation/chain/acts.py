"""Entering, correcting and ending links. Called by the one door only (Article 7(八))."""

from __future__ import annotations

from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.cultivation.chain.forms import common
from jiqun.cultivation.models import ChainLink
from jiqun.cultivation.models.chain import DIRECTIONS
from jiqun.cultivation.services.acts import end, noted, own

CLAUSE = "A7"
__all__ = ["CLAUSE", "correct", "end", "enter", "own"]


def columns(payload: Any) -> dict[str, Any]:
    """The columns as they were entered."""
    plain = {name: payload[name] for name in common() if name not in ("firm", "partner")}
    return {**plain, "firm_id": payload["firm"] or None, "partner_id": payload["partner"] or None}


def enter(doing: Doing) -> None:
    """A new link."""
    clerk: Any = doing.clerk
    row = ChainLink(
        id=doing.new_id(),
        cluster_id=doing.payload["cluster"],
        authority_id=str(clerk.authority_id),
        by=clerk,
        at=doing.now,
        **columns(doing.payload),
    )
    row.save(force_insert=True)
    doing.subject = row
    way = DIRECTIONS[row.direction]
    doing.note = Text(f"{way.zh}：{row.title}", f"{way.en}: {row.title}")


def correct(doing: Doing) -> None:
    """The link as it was entered anew; the history says what changed and why."""
    row: ChainLink = doing.subject
    after = columns(doing.payload)
    before = {name: getattr(row, name) for name in after}
    changed = [name for name in after if str(before[name] or "") != str(after[name] or "")]
    ChainLink.objects.filter(pk=row.pk).update(**after)
    doing.told["before"] = {name: str(before[name] or "") for name in changed}
    labels = common()
    doing.note = noted(doing.payload["reason"], (labels[name.removesuffix("_id")].label for name in changed))
