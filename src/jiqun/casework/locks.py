"""Which tasks have to wait, asked of a whole list at once: each lock of an act is a column of the list's own query."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import Act, Lock, Procedure


def tasks_in(table: Procedure, state: str, user: Account) -> list[Act]:
    """The tasks of this account at a subject in a state."""
    return [act for act in table.acts if act.task and state in act.source and act.who.fits(user)]


def locks_of(tables: Sequence[Procedure], user: Account) -> Iterator[tuple[Procedure, Act, Lock, str]]:
    """Every lock of this account's tasks, with the name of its column."""
    number = 0
    for table in tables:
        for act in table.acts:
            if act.task and act.who.fits(user):
                for lock in act.locks:
                    yield table, act, lock, f"locked_{number}"
                    number += 1


def columns(tables: Sequence[Procedure], user: Account, now: datetime, *, cases: bool) -> dict[str, Any]:
    """The columns to annotate; over `cases` each looks at the matters of its own procedure only."""
    found: dict[str, Any] = {}
    for table, act, lock, name in locks_of(tables, user):
        here = Q(state__in=act.source) & (Q(procedure_name=table.name) if cases else Q())
        found[name] = ExpressionWrapper(here & lock.when(user, now), output_field=BooleanField())
    return found


def reasons(tables: Sequence[Procedure], user: Account, row: Any, table: Procedure, state: str) -> dict[str, Text]:
    """Why acts have to wait at one row (a mapping of columns): by act, the first reason."""
    found: dict[str, Text] = {}
    for of, act, lock, name in locks_of(tables, user):
        if of is table and state in act.source and row[name]:
            found.setdefault(act.name, lock.text)
    return found
