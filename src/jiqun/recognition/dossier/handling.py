"""What was done to an application, as its editions tell it: hand-ins, receipts, acts, the journal, sign-offs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case, Proposal, Signature
from jiqun.casework.procedure import procedure, title_of_act
from jiqun.documents.errors import DocumentError
from jiqun.journal import chain
from jiqun.journal.models import Entry as Link
from jiqun.recognition.dossier.editions import Edition
from jiqun.recognition.dossier.entry import Absent, Entry, apart, as_json, safe
from jiqun.recognition.models import LateAttempt
from jiqun.recognition.papers import receipt as paper
from jiqun.recognition.queries.filing import receipts


def entries(case: Case, user: Account, edition: Edition, address: str) -> Iterator[Entry | Absent]:
    """Hand-ins with their receipts, acts, journal, sign-offs; `address` checks receipts, as it is printed on them."""
    yield from hand_ins(case, address)
    acts = records(case, edition)
    yield as_json("10-办理记录/办理记录.json", Text("办理记录", "The acts"), list(told(acts)))
    yield as_json("10-办理记录/办理日志.json", Text("办理日志摘录", "Its entries in the journal"), journal(acts, user))
    attempts = LateAttempt.objects.visible_to(user).filter(case=case).order_by("at", "id")
    if late := list(attempts.values("at", "deadline", "sha256", "sm3", "seq")):
        yield as_json("10-办理记录/截止后提交尝试.json", Text("截止后提交尝试", "Attempts after the deadline"), late)
    yield from sign_offs(case, user)


def hand_ins(case: Case, address: str) -> Iterator[Entry | Absent]:
    """Every hand-in as it was frozen, with its receipt as data and as a paper."""
    for number, row in enumerate(receipts.of_case(case), start=1):
        folder = f"08-提交与回执/第{number}次提交"
        said = Text(f"第 {number} 次提交的全部内容", f"What was handed in, submission {number}")
        yield Entry(f"{folder}/提交内容.json", said, stored=row.sha256)
        if not row.signed:
            continue
        said = Text(f"回执 {row.pk}", f"Receipt {row.pk}")
        yield Entry(f"{folder}/回执-{row.pk}.json", said, receipts.file_of(row))
        name = f"{folder}/回执-{row.pk}.pdf"
        try:
            yield Entry(name, said, paper.pdf(row, language="zh", address=address))
        except DocumentError as none:
            yield Absent(name, none.text)


def records(case: Case, edition: Edition) -> QuerySet[ActRecord]:
    """The acts of an edition, the first one first: the applicant's own, or all."""
    found = ActRecord.objects.filter(subject_id=str(case.pk)).order_by("version", "id")
    return found.filter(by__authority=case.authority_id) if edition == Edition.APPLICANT else found


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


def sign_offs(case: Case, user: Account) -> Iterator[Entry]:
    """Sign-offs given within one's own authority, with their sheets; nobody else's travel along."""
    proposals = Proposal.objects.filter(subject_id=str(case.pk)).values("pk")
    found = (
        Signature.objects.visible_to(user)
        .filter(proposal__in=proposals)
        .select_related("proposal", "by__person")
        .order_by("at", "pk")
    )
    lines = [
        {
            "act": each.act_title,
            "link": each.link_name,
            "outcome": each.outcome_title,
            "by": each.by.person.name,
            "at": each.at,
            "comment": each.comment,
            "paper": each.paper or None,
            "valid": each.valid,
        }
        for each in found
    ]
    if not lines:
        return
    yield as_json("11-签批/签批.json", Text("本单位签批", "Sign-offs of one's own authority"), lines)
    sheets = {each.paper["sha256"]: each.paper["name"] for each in found if each.paper}
    for sha256, name in zip(sheets, apart(safe(name) for name in sheets.values()), strict=True):
        yield Entry(f"11-签批/签批单/{name}", Text("纸质签批单", "Endorsement on paper"), stored=sha256)
