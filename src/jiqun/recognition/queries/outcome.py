"""How far the applicants of an announced round were told what became of them (Article 14(三))."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.notices.queries import held_back
from jiqun.outgoing.models import Paper, PaperBatch
from jiqun.recognition.models import Application, Remedy
from jiqun.recognition.queries.letters import AGAINST, CERTIFICATE, KINDS, untold
from jiqun.recognition.queries.listing import in_state

OUT = ("delivered", "received")
"""States of a paper that reached its addressee."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`against` ended without recognition, `remedied` of them have their remedy chosen; `letters`, `delivered` and
    `received` count letters of the result, `untold` who has none; `held` names clusters and their open objections."""

    against: int
    remedied: int
    untold: int
    letters: int
    delivered: int
    received: int
    certificates: int
    announcements: tuple[Paper, ...]
    batches: tuple[PaperBatch, ...]
    held: tuple[tuple[str, tuple[str, ...]], ...]


def outcome(round_case: Case, user: Account) -> Outcome | None:
    """How far it is; `None` before the announcement (eight queries)."""
    if round_case.state != "announced":
        return None
    of_round = Paper.objects.filter(case__application__round=round_case.pk).exclude(state="dropped")
    states = Counter(of_round.filter(kind_slug__in=KINDS).values_list("state", flat=True))
    held = held_back(round_case)
    listed = in_state(round_case, "listed") if held else []
    return Outcome(
        against=Application.objects.filter(round=round_case.pk, case__state__in=AGAINST).count(),
        remedied=Remedy.objects.filter(application__round=round_case.pk).count(),
        untold=len(untold(round_case)),
        letters=states.total(),
        delivered=sum(states[state] for state in OUT),
        received=states["received"],
        certificates=of_round.filter(kind_slug=CERTIFICATE).count(),
        announcements=tuple(
            Paper.objects.visible_to(user)
            .filter(case=round_case, kind_slug="announcement")
            .exclude(state="dropped")
            .order_by("drafted_at")
        ),
        batches=tuple(PaperBatch.objects.visible_to(user).filter(case=round_case).order_by("drafted_at")),
        held=tuple((row.cluster.name, tuple(held[row.pk])) for row in listed if row.pk in held),
    )
