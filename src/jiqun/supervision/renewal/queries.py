"""The expiry calendar, rounds and renewals as pages show them: fixed numbers of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Recognition
from jiqun.register.terms import Standing
from jiqun.standards import divisions
from jiqun.supervision.models import Covered, Renewal, RenewalRound


@dataclass(frozen=True, slots=True)
class Expiring:
    """One term that ends: whose, what it is on the day, the round that covers it, and how far its renewal is.

    `renewal` is `None` where the account sees no application; a draft is seen by its county alone.
    """

    recognition: UUID
    cluster: UUID
    name: str
    invented: bool
    place: str
    batch: str
    valid_to: date
    standing: Standing
    round: UUID | None = None
    round_number: str = ""
    renewal: UUID | None = None
    state: Text | None = None


@dataclass(frozen=True, slots=True)
class Month:
    """The terms that end in a month."""

    year: int
    month: int
    lines: tuple[Expiring, ...]

    @property
    def title(self) -> Text:
        """For people."""
        return Text(f"{self.year} 年 {self.month} 月", f"{self.year}-{self.month:02d}")

    @property
    def waiting(self) -> int:
        """How many ran out and wait for their review."""
        return sum(line.standing is Standing.EXPIRED for line in self.lines)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round in a list: how many it covers, how many handed in, how many were renewed."""

    pk: UUID
    number: str
    title: str
    state: Text
    covered: int
    handed_in: int
    renewed: int


def calendar(user: Account, on: date) -> list[Month]:
    """When the terms of the territory end, by month, the first first; revoked ones left out. Three queries."""
    rows = (
        Recognition.objects.visible_to(user)
        .filter(Q(revoked_from__isnull=True) | Q(revoked_from__gt=on), level=PROVINCIAL, valid_to__isnull=False)
        .select_related("cluster")
        .order_by("valid_to", "cluster__path", "cluster__name")
    )
    return by_month(lines(user, list(rows), on))


def lines(user: Account, rows: list[Recognition], on: date) -> list[Expiring]:
    """Terms with the round and the renewal of the present one; two queries."""
    rounds = RenewalRound.objects.visible_to(user).called()
    covering = {
        row.recognition_id: row.round
        for row in Covered.objects.filter(recognition__in=rows, round__in=rounds)
        .select_related("round__case")
        .order_by("round__issued_on", "pk")
    }
    table = procedure("renewal")
    seen = Renewal.objects.visible_to(user).filter(recognition__in=rows, live=True).select_related("case")
    applied = {(row.recognition_id, row.ends_on): row for row in seen}
    found = []
    for row in rows:
        assert row.valid_to is not None
        of, renewal = covering.get(row.pk), applied.get((row.pk, row.valid_to))
        if of is not None and not of.ends_from <= row.valid_to <= of.ends_to:
            of = None  # the round was about the term before
        found.append(
            Expiring(
                row.pk,
                row.cluster_id,
                row.cluster.name,
                row.cluster.invented,
                divisions.full_name(row.cluster.authority_id),
                row.batch,
                row.valid_to,
                row.standing(on),
                of.pk if of else None,
                of.case.number if of else "",
                renewal.pk if renewal else None,
                table.by_state[renewal.case.state].title if renewal else None,
            )
        )
    return found


def by_month(found: Iterable[Expiring]) -> list[Month]:
    """Lines, ordered by their end, under the month of it."""
    months: dict[tuple[int, int], list[Expiring]] = {}
    for line in found:
        months.setdefault((line.valid_to.year, line.valid_to.month), []).append(line)
    return [Month(year, month, tuple(rows)) for (year, month), rows in months.items()]


def rounds(user: Account) -> list[RoundLine]:
    """The rounds the account sees, the newest first; one query."""
    table = procedure("renewal_round")
    handed_in = Q(renewals__live=True, renewals__submitted_at__isnull=False)
    rows = (
        RenewalRound.objects.visible_to(user)
        .select_related("case")
        .annotate(
            n=Count("covered", distinct=True),
            handed=Count("renewals", filter=handed_in, distinct=True),
            passed=Count("renewals", filter=Q(renewals__case__state="renewed"), distinct=True),
        )
        .order_by("-case__opened_at")
    )
    return [
        RoundLine(
            row.pk,
            row.case.number,
            row.case.title,
            table.by_state[row.case.state].title,
            row.n,
            row.handed,
            row.passed,
        )
        for row in rows
    ]


def of_round(user: Account, of: RenewalRound, on: date) -> list[Expiring]:
    """What a round covers within the account's territory, with how far each is; three queries."""
    rows = (
        Recognition.objects.visible_to(user)
        .filter(Exists(Covered.objects.filter(recognition=OuterRef("pk"), round=of)))
        .select_related("cluster")
        .order_by("valid_to", "cluster__path", "cluster__name")
    )
    table = procedure("renewal")
    seen = Renewal.objects.visible_to(user).filter(round=of, live=True).select_related("case")
    applied = {row.recognition_id: row for row in seen}
    found = []
    for row in rows:
        renewal = applied.get(row.pk)
        ends = renewal.ends_on if renewal else row.valid_to
        assert ends is not None
        found.append(
            Expiring(
                row.pk,
                row.cluster_id,
                row.cluster.name,
                row.cluster.invented,
                divisions.full_name(row.cluster.authority_id),
                row.batch,
                ends,
                row.standing(on),
                of.pk,
                "",
                renewal.pk if renewal else None,
                table.by_state[renewal.case.state].title if renewal else None,
            )
        )
    return found
