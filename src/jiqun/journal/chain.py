"""Writing and checking the chain. The check needs no database: it reads what it is given."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random

from django.db import transaction

from jiqun.journal.canonical import Digests, canonical, digests
from jiqun.journal.models import Entry, Head, Payload
from jiqun.journal.verifier import Link, Report, verify_links

PERSONAL_SALT = 16


@dataclass(frozen=True, slots=True)
class Position:
    """Where the chain stands: the last link's number and digests."""

    seq: int
    sha256: str
    sm3: str


def append(fields: Mapping[str, object], payload: object, *, now: datetime, personal: bool, chance: Random) -> Position:
    """Adds one link inside the caller's transaction; the head is locked last, so writers queue only here.

    `fields` name the act, the actor, the subject; `payload` lies apart and may be erased one day.
    Raises `RuntimeError` outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("the journal is written in the same transaction as the act it records")
    body = canonical(payload)
    salt = chance.randbytes(PERSONAL_SALT) if personal else b""
    told = digests(salt + body)
    head = Head.objects.select_for_update().get(pk=1)
    link = canonical(
        {
            **fields,
            "seq": head.seq + 1,
            "at": now,
            "prev_sha256": head.sha256,
            "prev_sm3": head.sm3,
            "payload_sha256": told.sha256,
            "payload_sm3": told.sm3,
        }
    )
    mine = digests(link)
    entry = Entry(seq=head.seq + 1, canonical=link, sha256=mine.sha256, sm3=mine.sm3)
    entry.save(force_insert=True)
    Payload(entry=entry, canonical=body, salt=salt).save(force_insert=True)
    Head.objects.filter(pk=1, seq=head.seq).update(seq=entry.seq, sha256=entry.sha256, sm3=entry.sm3)
    return Position(entry.seq, entry.sha256, entry.sm3)


def head() -> Position:
    """Where the chain stands now."""
    row = Head.objects.get(pk=1)
    return Position(row.seq, row.sha256, row.sm3)


def links(until: int | None = None) -> Iterable[Link]:
    """Every link (up to a number) with what it speaks of, in order, streamed."""
    found = Entry.objects.all() if until is None else Entry.objects.filter(seq__lte=until)
    rows = found.order_by("seq").values_list("seq", "canonical", "sha256", "sm3", "payload__canonical", "payload__salt")
    for seq, body, sha256, sm3, payload, salt in rows.iterator(chunk_size=2000):
        yield Link(seq, bytes(body), sha256, sm3, None if payload is None else bytes(payload), bytes(salt or b""))


def verify() -> Report:
    """Checks the stored chain from its first link to its head, as it stood when the check began."""
    position = head()
    return verify_links(links(position.seq), head=(position.seq, Digests(position.sha256, position.sm3)))


def read(seq: int) -> dict[str, object]:
    """One entry's fields as written. Raises `Entry.DoesNotExist`."""
    fields: dict[str, object] = json.loads(bytes(Entry.objects.get(pk=seq).canonical))
    return fields
