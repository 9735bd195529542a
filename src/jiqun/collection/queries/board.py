"""The county's board: who has answered, who opened the link, who has not; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.collection.asked import as_text
from jiqun.collection.models import Collection, Invitation, Reminder, Return, Use
from jiqun.register.models import Cluster

A_PAGE = 100
SHOWN = {
    "all": (Text("全部", "All"), ~Q(state="struck")),
    "confirmed": (Text("已确认", "Confirmed"), Q(state="confirmed")),
    "started": (Text("填写中", "Being filled in"), Q(state="waiting", opened_at__isnull=False)),
    "unopened": (Text("未打开", "Not opened"), Q(state="waiting", opened_at__isnull=True)),
    "correcting": (Text("更正中", "Being corrected"), Q(state="correcting")),
    "struck": (Text("已移出", "Taken off"), Q(state="struck")),
}
"""How the board can be cut, each with its title and condition."""


@dataclass(frozen=True, slots=True)
class FirmLine:
    """One firm of the board. `changed` are answers other than those known before, `remarks` checks it looked at."""

    pk: UUID
    name: str
    uscc: str
    phone: str
    state: Text
    state_name: str
    opened_at: datetime | None
    saved_at: datetime | None
    confirmed_at: datetime | None
    reminded: int
    reminded_at: datetime | None
    remarks: int
    changed: int
    receipt: str
    adopted: bool


@dataclass(frozen=True, slots=True)
class CollectionLine:
    """One collection of a cluster."""

    pk: UUID
    number: str
    title: str
    state: Text
    due_at: datetime | None
    asked: int
    confirmed: int


def of_cluster(cluster: Cluster, user: Any) -> list[CollectionLine]:
    """The collections of a cluster that an account sees, the newest first; one query."""
    asked = Count("collection__invitations", filter=~Q(collection__invitations__state="struck"))
    confirmed = Count("collection__invitations", filter=Q(collection__invitations__state="confirmed"))
    rows = (
        Case.objects.visible_to(user)
        .filter(cluster=cluster, procedure_name="collection")
        .annotate(asked=asked, confirmed=confirmed)
        .order_by("-opened_at", "-number")
        .values_list("pk", "number", "title", "state", "due_at", "asked", "confirmed")
    )
    table = procedure("collection")
    return [
        CollectionLine(pk, number, title, table.by_state[state].title, due_at, firms, done)
        for pk, number, title, state, due_at, firms, done in rows
    ]


def tally(collection: Collection) -> dict[str, int]:
    """How many firms stand where, by the keys of `SHOWN`; one query."""
    counts: dict[str, int] = Invitation.objects.filter(collection=collection).aggregate(
        **{name: Count("pk", filter=condition) for name, (_, condition) in SHOWN.items()}
    )
    return counts


def page(
    collection: Collection, counts: Mapping[str, int], show: str, number: str | None, *, personal: bool
) -> Page[Any]:
    """A page of the board by name; four queries at most. Phones only where `personal`."""
    chosen = show if show in SHOWN else "all"
    rows = Invitation.objects.filter(SHOWN[chosen][1], collection=collection).order_by("name", "uscc")
    paginator = Paginator(rows, A_PAGE)
    paginator.count = counts[chosen]  # counted already
    found: Page[Any] = paginator.get_page(number)
    found.object_list = lines(list(found.object_list), personal=personal)
    return found


def lines(rows: Sequence[Invitation], *, personal: bool) -> list[FirmLine]:
    """Rows with what is known of each; two queries."""
    keys = [row.pk for row in rows]
    given = {each.invitation_id: each for each in returns(keys)}
    reminded = {
        pk: (count, last)
        for pk, count, last in Reminder.objects.filter(invitation__in=keys)
        .values_list("invitation")
        .annotate(count=Count("pk"), last=Max("at"))
    }
    table, started = procedure("firm_return"), SHOWN["started"][0]
    found = []
    for row in rows:
        last, (count, at) = given.get(row.pk), reminded.get(row.pk, (0, None))
        found.append(
            FirmLine(
                pk=row.pk,
                name=row.name,
                uscc=row.uscc,
                phone=row.phone if personal else "",
                state=started if row.state == "waiting" and row.opened_at else table.by_state[row.state].title,
                state_name=row.state,
                opened_at=row.opened_at,
                saved_at=row.saved_at,
                confirmed_at=row.confirmed_at,
                reminded=count,
                reminded_at=at,
                remarks=len(last.warnings) if last else 0,
                changed=len(changed(last, row.prefill)) if last else 0,
                receipt=last.receipt if last else "",
                adopted=bool(last and last.adopted),  # type: ignore[attr-defined]
            )
        )
    return found


def returns(keys: Sequence[UUID]) -> QuerySet[Return]:
    """The last return of each invitation, and whether it was taken over."""
    return Return.objects.filter(invitation__in=keys, number=F("invitation__returned")).annotate(
        adopted=Exists(Use.objects.filter(given=OuterRef("pk")))
    )


def changed(given: Return, prefill: Mapping[str, str]) -> list[str]:
    """The questions whose answer is another than the one known before."""
    return [
        f"{figure}-{year}"
        for year, figures in given.values["figures"].items()
        for figure, value in figures.items()
        if f"{figure}-{year}" in prefill and as_text(figure, value) != prefill[f"{figure}-{year}"]
    ]
