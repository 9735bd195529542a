"""Drafting a paper inside the act that calls for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.authorities.models import Account, Authority
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.documents.official import Official, plain
from jiqun.journal.canonical import canonical, digests
from jiqun.outgoing.kinds import kind
from jiqun.outgoing.models import Paper


def draft(
    doing: Doing,
    slug: str,
    case: Case,
    authority: Authority,
    context: Mapping[str, Any] | None = None,
    *,
    addressee: Authority | None = None,
    through: Authority | None = None,
) -> Paper:
    """Makes the drafted paper of a kind in the act's own transaction; nothing is typeset here.

    The journal keeps its kind and digest beside the act. A second call makes a second paper: a corrected one does
    not replace what stood before.
    """
    of_kind = kind(slug)
    official = of_kind.compose(case, context or {})
    drafter = doing.prepared_by or doing.by
    paper = Paper.objects.create(
        id=doing.new_id(),
        case=case,
        kind_slug=slug,
        authority=authority,
        addressee=addressee,
        through=through,
        heading=official.title[:200],
        content=plain(official),
        sha256=digest(official),
        openness=of_kind.openness,
        drafted_by=drafter if isinstance(drafter, Account) else None,
        drafted_at=doing.now,
    )
    papers = doing.told.setdefault("papers", [])
    assert isinstance(papers, list)
    papers.append({"id": str(paper.pk), "kind": slug, "sha256": paper.sha256})
    return paper


def digest(official: Official) -> str:
    """SHA-256 of the canonical paper."""
    return digests(canonical(plain(official))).sha256
