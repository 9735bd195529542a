"""What was done since a subscription was looked through last, as far as its account sees it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from random import SystemRandom
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from jiqun.api.models import Delivery, Hook
from jiqun.api.tokens.scopes import OWN
from jiqun.authorities.models import Account
from jiqun.casework.identity import uuid7
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.procedure import procedure, procedures
from jiqun.casework.steps import subject_model
from jiqun.journal import chain

AT_ONCE = 1000
"""Entries looked through in one go."""
CHANCE = SystemRandom()


def gather(now: datetime) -> int:
    """Puts what happened on the way of every subscription in force; returns how many messages. `now` is real time."""
    hooks = Hook.objects.filter(state="active", account__is_active=True).select_related("account__authority")
    return sum(gather_for(hook, now) for hook in hooks.order_by("pk"))


def gather_for(hook: Hook, now: datetime) -> int:
    """The events of one subscription since its place in the journal, in the journal's order."""
    found = 0
    while True:
        rows = list(ActRecord.objects.filter(seq__gt=hook.seq).order_by("seq", "pk")[: AT_ONCE + 1])
        if not rows:
            return found
        whole = rows if len(rows) <= AT_ONCE else [row for row in rows if row.seq != rows[-1].seq]
        # One act that took more matters along than are looked through in one go is still looked through whole.
        whole = whole or list(ActRecord.objects.filter(seq=rows[0].seq))
        wanted = [row for row in whole if meant(row, hook.events)]
        seen = visible(wanted, hook.account)
        new = [
            Delivery(id=uuid7(now, CHANCE), hook=hook, record=row, next_at=now)
            for row in wanted
            if (row.procedure_name, row.subject_id) in seen
        ]
        place = whole[-1].seq
        assert place is not None
        with transaction.atomic():
            moved = Hook.objects.filter(pk=hook.pk, seq=hook.seq).update(seq=place)
            if not moved:  # another run is at it
                return found
            Delivery.objects.bulk_create(new)
        hook.seq, found = place, found + len(new)


def meant(row: ActRecord, events: Iterable[str]) -> bool:
    """Whether a record is one of these events: a procedure, or one act of it."""
    return row.procedure_name in events or f"{row.procedure_name}.{row.act}" in events


def visible(rows: Iterable[ActRecord], account: Account) -> set[tuple[str, str]]:
    """The subjects among these records that an account sees, by procedure; one query a procedure."""
    by_procedure: dict[str, set[str]] = {}
    for row in rows:
        by_procedure.setdefault(row.procedure_name, set()).add(row.subject_id)
    found = set()
    for name, keys in by_procedure.items():
        model = subject_model(procedure(name))
        manager: Any = model._default_manager
        clean = [key for key in keys if fits(model, key)]
        shown = manager.visible_to(account).filter(pk__in=clean)
        if model is Case:
            shown = shown.filter(procedure_name=name)
        found |= {(name, str(pk)) for pk in shown.values_list("pk", flat=True)}
    return found


def fits(model: Any, key: str) -> bool:
    """Whether a key could be one of the model's."""
    try:
        model._meta.pk.to_python(key)
    except ValidationError:
        return False
    return True


def body(delivery: Delivery) -> bytes:
    """The message: which event, which matter, and where to read it. Nobody is named in it and no figure."""
    row, base = delivery.record, settings.JIQUN_ADDRESS.rstrip("/")
    table = procedure(row.procedure_name)
    links = {"page": base + reverse(table.url, args=[row.subject_id])}
    if row.procedure_name not in OWN:
        links["acts"] = f"{base}{settings.JIQUN_PATH}/api/v1/matters/{table.name}/{row.subject_id}/acts"
    told = {
        "id": str(delivery.pk),
        "event": f"{row.procedure_name}.{row.act}",
        "procedure": row.procedure_name,
        "matter": row.subject_id,
        "state": row.to_state,
        "version": row.version,
        "seq": row.seq,
        "at": row.at.isoformat(),
        "links": links,
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True).encode()


def names() -> set[str]:
    """Every event there is: the procedures, and their acts as records name them."""
    found: set[str] = set()
    for table in procedures():
        if table.name in OWN:
            continue
        acts = [*table.by_act, *([table.opening.name] if table.opening else [])]
        signed = [f"propose.{act.name}" for act in table.acts if act.chain]
        taken = [cause for state in table.states for cause in state.by]
        found |= {table.name, *(f"{table.name}.{act}" for act in (*acts, *signed, *taken))}
    return found


def place_now() -> int:
    """The journal's last entry: a new subscription begins after it."""
    return chain.head().seq
