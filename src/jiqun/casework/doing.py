"""An act in the course of being done: what guards look at and effects change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any
from uuid import UUID

from django.db.models import F

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.identity import uuid7
from jiqun.casework.models import ActRecord, Audience, Case, Counter, Proposal
from jiqun.casework.procedure import Act, Actor, Payload, Procedure
from jiqun.casework.refusals import Conflict
from jiqun.journal.chain import Position
from jiqun.register.models import Cluster


@dataclass
class Doing:
    """Everything an act knows. `subject` is `None` while an opening act is checked.

    `claimed`: the act is under way and has taken the subject's version, so nobody else changes it any more.

    Effects may set `note` (what the history shows), `shown` (what the answer to the user carries), add to
    `told` (what the journal keeps beside the payload) and move other matters along. What can only be written once the
    act's place in the journal is known (a receipt that names it) is left in `after`: it runs in the same transaction
    while the journal's head is held, so it is to be quick.
    """

    procedure: Procedure
    act: Act
    subject: Any
    by: Actor
    payload: Payload
    now: datetime
    chance: Random
    prepared_by: Actor | None = None
    record_id: UUID | None = None
    claimed: bool = False
    note: Text | None = None
    told: dict[str, object] = field(default_factory=dict)
    moved: list[tuple[Case, str, Text | None]] = field(default_factory=list)
    after: list[Callable[[Position], None]] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The office's calendar day on which this is done."""
        return day_of(self.now)

    @property
    def preparer(self) -> Actor:
        """Who prepared the act, whoever signs it."""
        return self.prepared_by or self.by

    @property
    def clerk(self) -> Account:
        """The preparer's account, for acts that nobody does without one."""
        found = self.preparer
        assert isinstance(found, Account)
        return found

    def new_id(self) -> UUID:
        """A fresh identifier in the order of time."""
        return uuid7(self.now, self.chance)

    def move(self, case: Case, to: str, note: Text | None = None, due: datetime | None = None) -> None:
        """Takes another matter along: its own record names this act as the cause.

        What was prepared there and waits for a signature falls with it. Raises `Conflict` when it changed meanwhile.
        """
        came_from = case.state
        case.due_at = due
        changed = Case.objects.filter(pk=case.pk, version=case.version).update(
            state=to, version=F("version") + 1, due_at=due, pending=False
        )
        if not changed:
            raise Conflict(
                Text(f"{case.title}刚刚有变化，请刷新后重办。", f"{case.title} has just changed; reload and act again.")
            )
        if case.pending:
            Proposal.objects.filter(subject_id=str(case.pk), status=Proposal.Status.PENDING).update(
                status=Proposal.Status.RECALLED, reason=f"因“{self.act.title.zh}”终止 · ended by “{self.act.title.en}”"
            )
        case.state, case.version, case.pending = to, case.version + 1, False
        self.moved.append((case, came_from, note))

    def trail(self, record: ActRecord) -> list[ActRecord]:
        """The records of every matter taken along."""
        return [
            ActRecord(
                id=self.new_id(),
                procedure_name=case.procedure_name,
                subject_id=str(case.pk),
                act=f"{self.procedure.name}.{self.act.name}",
                from_state=came_from,
                to_state=case.state,
                by_id=record.by_id,
                prepared_by_id=record.prepared_by_id,
                at=self.now,
                version=case.version,
                key=record.key,
                digest=record.digest,
                note={} if note is None else {"zh": note.zh, "en": note.en},
                seq=record.seq,
                cause=record,
            )
            for case, came_from, note in self.moved
        ]


def next_number(scope: str) -> int:
    """The next number within a scope, in the caller's transaction."""
    Counter.objects.get_or_create(scope=scope)
    Counter.objects.filter(scope=scope).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(scope=scope)


def open_case(
    doing: Doing,
    *,
    number: str,
    title: str,
    authority: Any,
    measure: str,
    state: str,
    cluster: Cluster | None = None,
    audience: Audience = Audience.OWN,
    due_at: datetime | None = None,
) -> Case:
    """Makes the case of an opening act."""
    return Case.objects.create(
        id=doing.new_id(),
        number=number,
        procedure_name=doing.procedure.name,
        state=state,
        title=title,
        authority=authority,
        path=authority.path,
        audience=audience,
        cluster=cluster,
        measure=measure,
        opened_at=doing.now,
        due_at=due_at,
    )
