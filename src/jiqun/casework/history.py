"""What was done to a matter, as people read it (办理记录)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord
from jiqun.casework.procedure import procedure, title_of_act


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history. `state` is the one after the act, `changed` whether the act changed it.

    `seq` is its place in the journal.
    """

    title: Text
    state: Text | None
    changed: bool
    by: str
    prepared_by: str
    authority: str
    at: datetime
    note: Text | None
    seq: int | None


def history(subject_id: object, *, names: bool = True) -> list[Line]:
    """The acts on one subject, the newest first; without `names` people appear by their authority only."""
    rows = (
        ActRecord.objects.filter(subject_id=str(subject_id))
        .order_by("-version")
        .values_list(
            "procedure_name",
            "act",
            "from_state",
            "to_state",
            "by__person__name",
            "prepared_by__person__name",
            "by__authority__body",
            "at",
            "note",
            "seq",
        )
    )
    found = []
    for name, act, before, state, by, prepared, body, at, note, seq in rows:
        table = procedure(name)
        found.append(
            Line(
                title_of_act(name, act),
                table.by_state[state].title if state in table.by_state else None,
                state in table.by_state and state != before,
                (by or "") if names else "",
                (prepared or "") if names else "",
                body or "",
                at,
                Text(note["zh"], note["en"]) if note else None,
                seq,
            )
        )
    return found
