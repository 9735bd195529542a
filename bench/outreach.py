"""`python -m bench.outreach`: one policy brought to 30,000 firms of 100 clusters, step by step as its page does.

The goal is ten seconds for all of them; a step works about a second and a half, so that the page tells how far it is.
"""

from __future__ import annotations

import time
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from bench.alone import alone
from bench.measure import Row

CLUSTERS, FIRMS, GOAL_MS = 100, 300, 10_000
CITY = "441300"


def rows() -> list[Row]:
    """All steps of one outreach, and the greatest single one; each is done once, for it cannot be done again."""
    from jiqun.authorities.hours import ZONE
    from jiqun.authorities.models import Account, Authority, Person, Role
    from jiqun.authorities.tree import lay_tree
    from jiqun.cultivation.models import OutreachFirm
    from jiqun.cultivation.outreach.spreading import spread

    if not Authority.objects.exists():
        lay_tree()
    officer = Account.objects.create(
        username="bench-outreach",
        person=Person.objects.create(name="测量"),
        role=Role.OFFICER,
        authority=Authority.objects.get(pk=CITY),
    )
    now = datetime(2025, 9, 10, 10, 0, tzinfo=ZONE)
    lay(officer, now)
    policy = published(officer, now)
    steps: list[float] = []
    left = True
    while left:
        began = time.perf_counter()
        left = bool(spread(policy, officer, now).left)
        steps.append(1000 * (time.perf_counter() - began))
    count = OutreachFirm.objects.filter(outreach__policy=policy).count()
    if count != CLUSTERS * FIRMS:
        raise RuntimeError(f"{count} firms instead of {CLUSTERS * FIRMS}")
    whole = sum(steps)
    return [
        Row(f"one policy to {count:,} firms, {len(steps)} steps", milliseconds=whole, goal=GOAL_MS, unit="ms"),
        Row("its longest step", milliseconds=max(steps), unit="ms"),
    ]


def lay(officer: Any, now: datetime, clusters: int = CLUSTERS, firms: int = FIRMS) -> None:
    """Clusters over the prefecture's counties, each with a roster of as many firms."""
    from jiqun.authorities.models import Authority, Level
    from jiqun.demo.firms import code
    from jiqun.register.models import Cluster, Enterprise, FirmYearRow, RosterRevision

    chance = Random(7)
    counties = [each for each in Authority.objects.filter(path__contains=f"/{CITY}/") if each.level == Level.COUNTY]
    codes: dict[str, None] = {}
    while len(codes) < clusters * firms:
        codes[code(chance)] = None
    every = list(codes)
    for number in range(clusters):
        county = counties[number % len(counties)]
        cluster = Cluster.objects.create(
            id=UUID(int=chance.getrandbits(128)),
            name=f"测量集群{number}",
            authority=county,
            path=county.path,
            lead_codes="398",
            invented=True,
        )
        roster = RosterRevision.objects.create(
            id=UUID(int=chance.getrandbits(128)),
            cluster=cluster,
            number=1,
            base_year=2024,
            place=county.name,
            lead_codes="398",
            firms=firms,
            sha256="0" * 64,
            by=officer,
            at=now,
        )
        own = every[number * firms : (number + 1) * firms]
        Enterprise.objects.bulk_create(Enterprise(uscc=each, name=f"企业{each}", invented=True) for each in own)
        FirmYearRow.objects.bulk_create(
            FirmYearRow(
                roster=roster, enterprise_id=each, name=f"企业{each}", industry="3981", year=2024, employees=100
            )
            for each in own
        )


def published(officer: Any, now: datetime) -> Any:
    """A policy for every firm."""
    from jiqun.casework.perform import open_matter, perform
    from tests.cultivation.outreach.brought import POLICY

    found = open_matter("policy", by=officer, payload=POLICY, key="bench-policy", now=now).subject
    perform("policy", found.pk, "publish_policy", by=officer, version=1, payload={}, key="bench-publish", now=now)
    return found


if __name__ == "__main__":
    raise SystemExit(alone(lambda _: rows()))
