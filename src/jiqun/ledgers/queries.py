"""What pages and forms read of the ledgers: plain values, a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from jiqun.ledgers.counting import Row
from jiqun.ledgers.kinds import Kind, kinds
from jiqun.ledgers.models import IN_FORCE, Entry, EntryFile
from jiqun.ledgers.pasting import mark
from jiqun.register.models import Cluster, EfficiencyRow, RosterRevision

_PROVED = Exists(EntryFile.objects.filter(entry=OuterRef("pk"), removed_at__isnull=True))


@dataclass(frozen=True, slots=True)
class KindLine:
    """A ledger in the list of them: entries in force, how many of those have no proof, and those struck off."""

    kind: Kind
    entries: int
    unproved: int
    struck: int


@dataclass(frozen=True, slots=True)
class Proof:
    """A file that proves an entry."""

    id: UUID
    name: str
    sha256: str


def values_of(entry: Entry) -> dict[str, Any]:
    """An entry's values by the names of the form's fields; one query for none of them."""
    names = ("sub", "part", "title", "party", "document", "issuer", "on", "valid_from", "valid_to", "amount", "number")
    return {**{name: getattr(entry, name) for name in names}, "uscc": entry.firm_id or "", "note": entry.note}


def marks(cluster: Cluster, name: str) -> dict[UUID, tuple[str, ...]]:
    """What tells the entries in force of a ledger from one another; one query."""
    rows = Entry.objects.in_force().filter(cluster=cluster, kind=name)
    columns = ("sub", "title", "document", "firm_id", "on")
    return {row["pk"]: mark({**row, "uscc": row["firm_id"]}) for row in rows.values("pk", *columns)}


def alike(cluster: Cluster, name: str) -> set[tuple[str, ...]]:
    """The marks of all entries in force of a ledger; one query."""
    return set(marks(cluster, name).values())


def same(cluster: Cluster, name: str, values: Mapping[str, Any], *, but: Entry | None = None) -> bool:
    """Whether the same entry is in force already, other than `but`; one query."""
    wanted = mark(values)
    return any(there == wanted and (but is None or pk != but.pk) for pk, there in marks(cluster, name).items())


def lines(cluster: Cluster) -> list[KindLine]:
    """Every ledger of a cluster with its counts; one query."""
    rows = (
        Entry.objects.filter(cluster=cluster)
        .annotate(proved=_PROVED)
        .values("kind")
        .annotate(
            entries=Count("pk", filter=Q(state=IN_FORCE)),
            unproved=Count("pk", filter=Q(state=IN_FORCE, proved=False)),
            struck=Count("pk", filter=~Q(state=IN_FORCE)),
        )
        .values_list("kind", "entries", "unproved", "struck")
    )
    counts = {name: tuple(rest) for name, *rest in rows}
    return [KindLine(each, *counts.get(each.name, (0, 0, 0))) for each in kinds().values()]


def entries(cluster: Cluster, name: str, wanted: Mapping[str, str]) -> QuerySet[Entry]:
    """The entries of a ledger, those struck off last, the newest first.

    `wanted` may narrow it: `sub`, `q` (words in title, document, party or firm), `show` = `struck` or `unproved`.
    """
    found = Entry.objects.filter(cluster=cluster, kind=name).annotate(proved=_PROVED)
    if sub := wanted.get("sub"):
        found = found.filter(sub=sub)
    if words := wanted.get("q"):
        found = found.filter(
            Q(title__icontains=words)
            | Q(document__icontains=words)
            | Q(party__icontains=words)
            | Q(firm=words)
            | Q(firm__name__icontains=words)
        )
    match wanted.get("show"):
        case "struck":
            found = found.exclude(state=IN_FORCE)
        case "unproved":
            found = found.filter(state=IN_FORCE, proved=False)
        case _:
            found = found.filter(state=IN_FORCE)
    return found.select_related("firm").order_by("-on", "title", "pk")


def proofs(entry_ids: list[UUID]) -> dict[UUID, list[Proof]]:
    """The files of some entries; one query."""
    found: dict[UUID, list[Proof]] = defaultdict(list)
    rows = EntryFile.objects.current().filter(entry__in=entry_ids).order_by("at", "id")
    for entry, pk, name, sha256 in rows.values_list("entry_id", "pk", "name", "file_id"):
        found[entry].append(Proof(pk, name, sha256))
    return dict(found)


def rows(cluster: Cluster) -> tuple[Row, ...]:
    """The entries in force as counting looks at them; one query."""
    found = Entry.objects.in_force().filter(cluster=cluster).annotate(proved=_PROVED)
    return tuple(
        Row(kind, sub, part, uscc or "", on, begins, ends, amount, number, proved)
        for kind, sub, part, uscc, on, begins, ends, amount, number, proved in found.values_list(
            "kind", "sub", "part", "firm_id", "on", "valid_from", "valid_to", "amount", "number", "proved"
        )
    )


def efficiency(cluster: Cluster) -> list[EfficiencyRow]:
    """Unit consumption against the benchmark, from the latest roster; two queries."""
    latest = RosterRevision.objects.filter(cluster=cluster).order_by("-number").first()
    if latest is None:
        return []
    return list(EfficiencyRow.objects.filter(roster=latest).order_by("-year", "uscc", "product"))
