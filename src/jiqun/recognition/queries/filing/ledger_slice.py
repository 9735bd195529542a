"""What of the cluster's ledgers an application counts: living while its county drafts, frozen once handed in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from jiqun.evidence import store
from jiqun.evidence.attachments import File
from jiqun.forms.computed import Counted
from jiqun.forms.computed import counted as count
from jiqun.forms.definitions import Field, Form
from jiqun.ledgers import queries
from jiqun.ledgers.counting import Row, counted
from jiqun.ledgers.models import Entry
from jiqun.ledgers.shown import EntryShown, FileShown, as_plain, from_plain, shown_entries
from jiqun.recognition.models import Application

LEDGER_FILE = "ledger"
"""What proof of the ledgers is attached as when an application is handed in; no evidence for a requirement by itself,
as it stands with the entries."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The entries an application counts, with the base year and the day they were counted for."""

    base_year: int
    on: date
    entries: tuple[EntryShown, ...]

    def of(self, field: Field) -> list[EntryShown]:
        """The entries a field counts, in the order of the ledgers."""
        return [
            each
            for each in self.entries
            if any(counted(one, each.row, base_year=self.base_year, on=self.on) for one in field.ledger)
        ]


def rows(application: Application) -> tuple[Row, ...]:
    """The living ledgers as counting looks at them; one query."""
    return queries.rows(application.cluster)


def living(application: Application, form: Form) -> Slice:
    """The living entries that the form counts; two queries."""
    base_year, on = application.round.base_year, application.round.closes_on
    wanted = [each for field in form.fields() for each in field.ledger]
    if not wanted:
        return Slice(base_year, on, ())
    found = Entry.objects.in_force().filter(cluster=application.cluster_id, kind__in={each.kind for each in wanted})
    entries = shown_entries(found.select_related("firm").order_by("kind", "sub", "on", "title", "pk"))
    used = (each for each in entries if any(counted(one, each.row, base_year=base_year, on=on) for one in wanted))
    return Slice(base_year, on, tuple(used))


def frozen(application: Application) -> Slice:
    """The entries as they were handed in last; no query. Empty for what was handed in before there were ledgers."""
    kept = _read(application.snapshot_sha256) if application.snapshot_sha256 else None
    return kept or Slice(application.round.base_year, application.round.closes_on, ())


@lru_cache(maxsize=64)
def _read(sha256: str) -> Slice | None:
    """The slice in a snapshot, which never changes."""
    try:
        kept = json.loads(store.read(sha256)).get("ledgers")
    except store.NotStored:
        return None
    if kept is None:
        return None
    return Slice(kept["base_year"], date.fromisoformat(kept["on"]), tuple(from_plain(each) for each in kept["entries"]))


def plain(found: Slice, form: Form) -> dict[str, Any]:
    """A slice as a snapshot keeps it: the entries with the digests of their proof, and what each field counted."""
    return {
        "base_year": found.base_year,
        "on": found.on,
        "entries": [as_plain(each) for each in found.entries],
        "counted": {
            field.id: [line.zh for line in told.lines]
            for field in form.fields()
            if (told := told_of(field, [each.row for each in found.entries], found.base_year, found.on)) is not None
        },
    }


def told_of(field: Field, found: Iterable[Row], base_year: int, on: date) -> Counted | None:
    """What a field counts, in words; `None` for a field that is not counted from the ledgers."""
    return count(field, found, base_year=base_year, on=on)


def counts(form: Form, found: Iterable[Row], application: Application) -> dict[str, Counted]:
    """What every field that is counted from the ledgers counts, by its id."""
    kept = tuple(found)
    base_year, on = application.round.base_year, application.round.closes_on
    return {field.id: told for field in form.fields() if (told := told_of(field, kept, base_year, on)) is not None}


def proved(form: Form, counts: Mapping[str, Counted]) -> set[str]:
    """The fields all of whose counted entries have proof in the ledger: their requirement is met by it."""
    return {field.id for field in form.evidence() if field.id in counts and counts[field.id].proved}


def empty(form: Form, counts: Mapping[str, Counted]) -> set[str]:
    """The required fields that count no entry."""
    return {
        field.id for field in form.fields() if field.required and field.id in counts and not counts[field.id].entries
    }


def with_attachments(found: Slice, files: Mapping[str, list[File]]) -> Slice:
    """A frozen slice whose files lead to the application's own copies, which everybody who sees it may open."""
    ids = {each.sha256: str(each.id) for each in files.get(LEDGER_FILE, ())}
    return replace(
        found,
        entries=tuple(
            replace(each, files=tuple(FileShown(f.name, f.sha256, ids.get(f.sha256, "")) for f in each.files))
            for each in found.entries
        ),
    )
