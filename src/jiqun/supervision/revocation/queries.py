"""What pages show of revocations (Article 17)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.law.citation import here
from jiqun.supervision.models import ProofRequest, Revocation
from jiqun.supervision.revocation.grounds import Ground, missing, named


@dataclass(frozen=True, slots=True)
class Line:
    """One revocation in a list."""

    pk: UUID
    number: str
    cluster: UUID
    name: str
    invented: bool
    batch: str
    grounds: Text
    state: Text
    final: bool
    opened_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """One ground of a matter, and what is missing of it: `None` when everything is on file."""

    ground: Ground
    missing: Text | None


def revocations(user: Account) -> QuerySet[Revocation]:
    """Those the account sees, the newest first, ready to be cut into pages."""
    found = Revocation.objects.visible_to(user).select_related("case", "cluster", "recognition")
    return found.order_by("-case__opened_at", "-pk")


def lines(rows: object) -> list[Line]:
    """Revocations as a list shows them."""
    states = procedure("revocation").by_state
    assert isinstance(rows, QuerySet | list)
    return [
        Line(
            row.pk,
            row.case.number,
            row.cluster_id,
            row.cluster.name,
            row.cluster.invented,
            row.recognition.batch,
            here(" ".join(row.grounds)),
            states[row.case.state].title,
            states[row.case.state].final,
            day_of(row.case.opened_at),
        )
        for row in rows
    ]


def requests(user: Account, of: Revocation | None = None) -> list[ProofRequest]:
    """What prefectures were asked, as far as the account sees it, the newest first; one query."""
    rows = ProofRequest.objects.visible_to(user).select_related("case", "prefecture")
    if of is not None:
        rows = rows.filter(revocation=of)
    return list(rows.order_by("-case__opened_at", "-pk"))


def grounds(of: Revocation, on: date) -> list[Standing]:
    """The grounds of a matter with what is still missing of each."""
    lacking = {
        ground.clause: said for ground, said in missing(of.recognition, of.grounds, list(of.proofs.standing()), on)
    }
    return [Standing(each, lacking.get(each.clause)) for each in named(of.grounds)]


def standing(of: Revocation) -> list[Standing]:
    """The grounds of a matter that is past its inquiry."""
    return [Standing(each, None) for each in named(of.grounds)]
