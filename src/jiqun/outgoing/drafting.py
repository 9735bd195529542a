"""Drafting a paper inside the act that calls for it, and every later wording of its text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiqun.authorities.models import Account, Authority
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.documents.official import Official, plain
from jiqun.journal import canonical
from jiqun.outgoing.kinds import kind
from jiqun.outgoing.models import Paper, Wording


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

    `context` holds values that JSON can hold (days and identifiers as their text): it is kept, so that the paper can
    be composed anew. The journal keeps its kind and digest beside the act. A second call makes a second paper: a
    corrected one does not replace what stood before. Raises `KeyError` for an unknown kind.
    """
    of_kind, given = kind(slug), dict(context or {})
    official = of_kind.compose(case, given)
    return lay(doing, official, slug, case, authority, given, addressee=addressee, through=through)


def lay(
    doing: Doing,
    official: Official,
    slug: str,
    case: Case,
    authority: Authority,
    context: Mapping[str, Any],
    *,
    addressee: Authority | None,
    through: Authority | None,
    replaces: Paper | None = None,
) -> Paper:
    """The drafted paper of a text that is there already; `draft` says the rest."""
    drafter = doing.preparer
    paper = Paper.objects.create(
        id=doing.new_id(),
        case=case,
        kind_slug=slug,
        authority=authority,
        addressee=addressee,
        through=None if through == authority else through,
        hand=authority,
        heading=heading_of(official),
        content=plain(official),
        context=canonical.plain(context),
        sha256=digest(official),
        openness=kind(slug).openness,
        replaces=replaces,
        drafted_by=drafter if isinstance(drafter, Account) else None,
        drafted_at=doing.now,
    )
    keep(doing, paper, Wording.Origin.COMPOSED)
    papers = doing.told.setdefault("papers", [])
    assert isinstance(papers, list)
    papers.append({"id": str(paper.pk), "kind": slug, "sha256": paper.sha256})
    return paper


def reword(doing: Doing, official: Official, origin: Wording.Origin, reason: str) -> None:
    """Gives the paper of the act another text; what was looked at for secrecy before is to be looked at again."""
    paper: Paper = doing.subject
    paper.content, paper.sha256, paper.heading = plain(official), digest(official), heading_of(official)
    paper.secrecy, paper.secrecy_by, paper.secrecy_at = "", None, None
    paper.save(update_fields=["content", "sha256", "heading", "secrecy", "secrecy_by", "secrecy_at"])
    keep(doing, paper, origin, reason)
    doing.told["sha256"] = paper.sha256


def keep(doing: Doing, paper: Paper, origin: Wording.Origin, reason: str = "") -> None:
    """Keeps the paper's text as its next wording."""
    by = doing.preparer
    Wording.objects.create(
        id=doing.new_id(),
        paper=paper,
        position=paper.wordings.count() + 1 if origin != Wording.Origin.COMPOSED else 1,
        origin=origin,
        content=paper.content,
        sha256=paper.sha256,
        reason=reason,
        by=by if isinstance(by, Account) else None,
        at=doing.now,
    )


def heading_of(official: Official) -> str:
    """What lists call a paper: its title in one line."""
    return "".join(official.title.split("\n"))[:200]


def digest(official: Official) -> str:
    """SHA-256 of the canonical paper."""
    return canonical.digests(canonical.canonical(plain(official))).sha256
