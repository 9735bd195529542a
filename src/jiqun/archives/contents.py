"""What the file of a matter holds: by its procedure where a chapter says so, otherwise what every matter has.

A chapter registers `Contents` for a procedure; `parts` are all files that go on record for the account that files it,
`openable` those of which somebody outside may ask for a copy. Sign-offs, notes, conclusions, scores and experts are
never among the latter (《政府信息公开条例》, 国务院令第711号, 第十六条: 内部事务信息、过程性信息可以不予公开).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from jiqun.archives.entry import Absent, Entry, apart, as_json, safe
from jiqun.archives.handling import journal, outgoing, sign_offs, told
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case
from jiqun.evidence.models import Attachment
from jiqun.forms import answers
from jiqun.outgoing.kinds import kind
from jiqun.outgoing.models import Paper
from jiqun.outgoing.queries import FINISHED

CLOSED_PAPER = "不予公开"
GIVEN, PAPERS, FILES, ACTS, SIGNED = "填报内容", "公文", "附件", "办理记录", "签批"
_ATTACHED = Text("附件", "Attached file")


@dataclass(frozen=True, slots=True)
class Contents:
    """`parts(case, user, now, address)`: `address` is the public page that checks receipts. `openable(case, user)`:
    stored files alone."""

    parts: Callable[[Case, Account, datetime, str], Iterator[Entry | Absent]]
    openable: Callable[[Case, Account], Iterator[Entry]]


_contents: dict[str, Contents] = {}


def register(procedure_name: str, contents: Contents) -> None:
    """Makes the contents of a procedure's matters known."""
    _contents[procedure_name] = contents


def parts(case: Case, user: Account, now: datetime, address: str) -> Iterator[Entry | Absent]:
    """Everything of a matter that goes on record for this account's authority."""
    yield from outgoing(case, user, PAPERS)
    own = _contents.get(case.procedure_name)
    if own is not None:
        yield from own.parts(case, user, now, address)
        return
    if given := answers.values(case):
        yield as_json(f"{GIVEN}.json", Text("填报内容", "What was filled in"), given)
    yield from attached(case, user)
    acts = ActRecord.objects.filter(subject_id=str(case.pk)).order_by("version", "id")
    yield as_json(f"{ACTS}/办理记录.json", Text("办理记录", "The acts"), list(told(acts)))
    yield as_json(f"{ACTS}/办理日志.json", Text("办理日志摘录", "Its entries in the journal"), journal(acts, user))
    yield from sign_offs(case, user, SIGNED)


def openable(case: Case, user: Account) -> list[Entry]:
    """The stored files of a matter of which a copy may be given, each name once; none is read for it."""
    found = [*papers(case, user)]
    own = _contents.get(case.procedure_name)
    found += own.openable(case, user) if own is not None else attached(case, user)
    names = apart(each.name for each in found)
    return [Entry(name, each.about, stored=each.stored) for name, each in zip(names, found, strict=True)]


def papers(case: Case, user: Account) -> Iterator[Entry]:
    """Finished papers of the matter that the own authority issued, except those not to be published."""
    rows = Paper.objects.visible_to(user).filter(case=case, authority=user.authority_id, state__in=FINISHED)
    for each in rows.exclude(openness=CLOSED_PAPER).order_by("drafted_at", "id"):
        stored = each.sealed_file_id or each.pdf_id
        if stored:
            yield Entry(
                f"{PAPERS}/{safe(f'{each.number} {each.heading}'.strip() + '.pdf')}",
                kind(each.kind_slug).title,
                stored=stored,
            )


def attached(case: Case, user: Account) -> Iterator[Entry]:
    """What is attached to the matter now; one query."""
    rows = list(Attachment.objects.visible_to(user).current().filter(case=case).order_by("requirement", "name", "id"))
    for each, name in zip(rows, apart(safe(each.name) for each in rows), strict=True):
        yield Entry(f"{FILES}/{name}", _ATTACHED, stored=each.file_id)
