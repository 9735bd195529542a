"""What was done to an application, as its editions tell it: hand-ins, receipts, acts, the journal, sign-offs."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from jiqun.archives.entry import Absent, Entry, as_json
from jiqun.archives.handling import journal, sign_offs, told
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case
from jiqun.documents.errors import DocumentError
from jiqun.recognition.dossier.editions import Edition
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
    yield from sign_offs(case, user, "11-签批")


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
