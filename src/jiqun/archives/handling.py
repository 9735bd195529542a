"""What was done to a matter, as it goes into its file: acts, their entries in the journal, sign-offs, papers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from jiqun.archives.entry import Absent, Entry, apart, as_json, safe
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case, Proposal, Signature
from jiqun.casework.procedure import procedure, title_of_act
from jiqun.journal import chain
from jiqun.journal.models import Entry as Link
from jiqun.outgoing import queries as papers
from jiqun.outgoing.kinds import kind

NO_PDF = Text("成文文件不在文件库中。", "The finished paper is not in the store.")


def told(acts: QuerySet[ActRecord]) -> Iterator[dict[str, Any]]:
    """Acts as the history page tells them; one query."""
    for row in acts.select_related("by__person", "by__authority", "prepared_by__person"):
        table = procedure(row.procedure_name)
        state = table.by_state.get(row.to_state)
        yield {
            "at": row.at,
            "act": title_of_act(row.procedure_name, row.act),
            "state": state and state.title,
            "authority": row.by.authority.body if row.by and row.by.authority else "",
            "by": row.by.person.name if row.by else "",
            "prepared_by": row.prepared_by.person.name if row.prepared_by else "",
            "note": row.note or None,
            "version": row.version,
            "journal": row.seq,
        }


def journal(acts: QuerySet[ActRecord], user: Account) -> dict[str, Any]:
    """The entries of these acts byte for byte with their digests, and where the chain stands; three queries.

    What an entry speaks of lies apart from it and goes along for the acts of one's own authority only: what was
    decided on other matters by the same act, and sign-offs elsewhere, stay where they are.
    """
    own = set(acts.filter(by__authority=user.authority_id, cause__isnull=True).values_list("seq", flat=True))
    head = chain.head()
    rows = Link.objects.filter(pk__in=set(acts.values_list("seq", flat=True))).order_by("seq")
    return {
        "head": {"seq": head.seq, "sha256": head.sha256, "sm3": head.sm3},
        "entries": [
            {
                "seq": row.seq,
                "canonical": bytes(row.canonical).decode(),
                "sha256": row.sha256,
                "sm3": row.sm3,
                "payload": spoken(row) if row.seq in own else None,
            }
            for row in rows.select_related("payload")
        ],
    }


def spoken(row: Link) -> dict[str, str] | None:
    """What an entry speaks of and the salt that precedes it in its digest; `None` once it was erased."""
    if row.payload.canonical is None:
        return None
    return {"canonical": bytes(row.payload.canonical).decode(), "salt": bytes(row.payload.salt).hex()}


def sign_offs(case: Case, user: Account, folder: str) -> Iterator[Entry]:
    """Sign-offs given within one's own authority, with their sheets; nobody else's travel along."""
    proposals = Proposal.objects.filter(subject_id=str(case.pk)).values("pk")
    found = Signature.objects.visible_to(user).filter(proposal__in=proposals).with_signers()
    lines = [
        {
            "act": each.act_title,
            "link": each.link_name,
            "outcome": each.outcome_title,
            "by": each.signer,
            "at": each.at,
            "comment": each.comment,
            "paper": each.paper or None,
            "valid": each.valid,
        }
        for each in found
    ]
    if not lines:
        return
    yield as_json(f"{folder}/签批.json", Text("本单位签批", "Sign-offs of one's own authority"), lines)
    sheets = {each.paper["sha256"]: each.paper["name"] for each in found if each.paper}
    for sha256, name in zip(sheets, apart(safe(name) for name in sheets.values()), strict=True):
        yield Entry(f"{folder}/签批单/{name}", Text("纸质签批单", "Endorsement on paper"), stored=sha256)


def outgoing(case: Case, user: Account, folder: str) -> Iterator[Entry | Absent]:
    """The finished papers of a matter that the account may see: the sealed copy, otherwise as it was set."""
    found = [each for each in papers.papers_of(case, user) if each.state in papers.FINISHED]
    names = apart(safe(f"{each.number or kind(each.kind_slug).title.zh} {each.heading}.pdf") for each in found)
    for each, name in zip(found, names, strict=True):
        stored = each.sealed_file_id or each.pdf_id
        where = f"{folder}/{name}"
        yield Entry(where, kind(each.kind_slug).title, stored=stored) if stored else Absent(where, NO_PDF)
