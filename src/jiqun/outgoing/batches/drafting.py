"""Laying drafted papers together, inside the act that drafted them."""

from __future__ import annotations

from collections.abc import Sequence

from jiqun.authorities.models import Account, Authority
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.outgoing.models import Paper, PaperBatch


def lay_batch(doing: Doing, title: str, case: Case, authority: Authority, papers: Sequence[Paper]) -> PaperBatch:
    """The batch of these papers, in the order given; from now on they are handled together.

    Raises `ValueError` without papers, or when one of them is no draft of this authority.
    """
    if not papers or any(paper.authority_id != authority.pk or paper.state != "drafted" for paper in papers):
        raise ValueError("a batch is made of drafts of one authority")
    drafter = doing.preparer
    batch = PaperBatch.objects.create(
        id=doing.new_id(),
        case=case,
        authority=authority,
        title=title,
        openness=papers[0].openness,
        drafted_by=drafter if isinstance(drafter, Account) else None,
        drafted_at=doing.now,
    )
    for place, paper in enumerate(papers, start=1):
        paper.batch, paper.place = batch, place
    Paper.objects.bulk_update(papers, ["batch", "place"], batch_size=200)
    doing.told["batch"] = {"id": str(batch.pk), "papers": len(papers)}
    return batch
