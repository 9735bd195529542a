"""Bringing a policy to every cluster of a territory, a few at a time, so that a page can show how far it is."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import datetime

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.models import Policy
from jiqun.cultivation.outreach import queries

SECONDS = 1.5
"""So long one step works, by the machine's own clock; what is left is done by the next."""


@dataclass
class Spread:
    """How far it is: clusters done in this step, those where nobody is meant, and how many are left."""

    done: int = 0
    left: int = 0
    passed_over: list[tuple[str, Text]] = field(default_factory=list)


def spread(policy: Policy, by: Account, now: datetime, passed: frozenset[str] = frozenset()) -> Spread:
    """The next clusters, each an act of its own; `passed` are keys of those where nobody was meant before."""
    found = Spread()
    clusters = [each for each in queries.still_to_open(by, policy) if str(each.pk) not in passed]
    ends = time.monotonic() + SECONDS
    for number, cluster in enumerate(clusters):
        if time.monotonic() > ends:
            found.left = len(clusters) - number
            break
        told = {"cluster": str(cluster.pk), "policy": str(policy.pk)}
        try:
            open_matter("outreach", by=by, payload=told, key=f"spread-{policy.pk}-{cluster.pk}"[:64], now=now)
            found.done += 1
        except Refusal as said:
            found.passed_over.append((str(cluster.pk), said.text))
    return found
