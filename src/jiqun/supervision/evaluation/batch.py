"""A report for each cluster of a territory, made in steps.

What is left is asked anew each time, so that nothing is lost when a step is broken off.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Refusal
from jiqun.supervision.evaluation import scope
from jiqun.supervision.evaluation.forms import for_cluster
from jiqun.supervision.models.evaluation import Evaluation

STEP_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: clusters with a report, of all that should have one, and those still without by name."""

    total: int
    done: int
    left: tuple[tuple[UUID, str], ...]


def progress(by: Account, year: int) -> Progress:
    """How many clusters of the account's territory have its authority's report on a year; two queries."""
    assert by.authority is not None
    asked = list(scope.clusters(by, by.authority, year).order_by("path", "name").values_list("pk", "name"))
    made = set(
        Evaluation.objects.filter(maker=by.authority_id, year=year, live=True, cluster__isnull=False).values_list(
            "cluster_id", flat=True
        )
    )
    left = tuple((pk, name) for pk, name in asked if pk not in made)
    return Progress(len(asked), len(asked) - len(left), left)


def step(by: Account, year: int, *, now: datetime, seconds: float = STEP_SECONDS) -> list[tuple[str, Text]]:
    """Makes reports for some seconds, each by its own act; what was refused, by the cluster's name.

    A request that is sent twice makes none twice: the act's key names cluster, year and how often one was discarded.
    """
    until, refused = time.monotonic() + seconds, []
    for pk, name in progress(by, year).left:
        again = Evaluation.objects.filter(maker=by.authority_id, cluster=pk, year=year).count()
        try:
            open_matter(
                "evaluation",
                by=by,
                payload=for_cluster(pk, year),
                key=f"pg-{year}-{pk.hex}-{again}",
                now=now,
            )
        except Refusal as refusal:
            refused.append((name, refusal.text))
        if time.monotonic() > until:
            break
    return refused
