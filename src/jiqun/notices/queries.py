"""What is read of objections: plain values, fixed numbers of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.procedure import Actor, procedure
from jiqun.casework.todo import days_left
from jiqun.notices.models import Objection


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One objection of the province's list."""

    pk: UUID
    number: str
    cluster: str
    notice: str
    lead: bool
    state: Text
    handler: str
    received_at: datetime
    due_at: datetime | None
    days: int | None


def objections(by: Actor, now: datetime) -> list[ObjectionLine]:
    """What the actor may see, open ones first by due date; one query."""
    table = procedure("objection")
    rows = Objection.objects.visible_to(by).select_related("case", "notice", "handler__person").order_by("received_at")
    found = [
        ObjectionLine(
            row.pk,
            row.number,
            row.case.title if row.case else "",
            row.notice.title,
            row.lead,
            table.by_state[row.state].title,
            row.handler.person.name if row.handler else "",
            row.received_at,
            None if table.by_state[row.state].final else row.due_at,
            None if table.by_state[row.state].final else days_left(row.due_at, now),
        )
        for row in rows
    ]
    final = {state.title for state in table.states if state.final}
    return sorted(found, key=lambda line: (line.state in final, line.due_at is None, line.due_at or line.received_at))


def received_under(key: str) -> UUID | None:
    """The objection that a repeated request already handed in, by the request's key."""
    rows = ActRecord.objects.filter(by__isnull=True, key=key, act="object")
    found = rows.values_list("subject_id", flat=True).first()
    return UUID(found) if found else None


def held_back(round_case: Case) -> dict[UUID, list[str]]:
    """The applications of a round that open objections hold back, with their numbers; one query (Article 14(三)).

    An objection to one cluster holds back that cluster, one to the whole list every cluster of its notice. A lead
    holds back nobody before it is taken up.
    """
    found: dict[UUID, list[str]] = {}
    rows = Objection.objects.open().filter(notice__round=round_case).select_related("notice").order_by("number")
    for row in rows:
        about = [row.case_id] if row.case_id else [UUID(item["case"]) for item in row.notice.items]
        for case in about:
            found.setdefault(case, []).append(row.number)
    return found
