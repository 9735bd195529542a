"""One firm of a large roster corrected in the product: its facts and findings, and the revision stored with them."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bench.measure import Row, measure
from bench.upkeep import GOAL, ON, made
from jiqun import law
from jiqun.authorities.models import Account
from jiqun.demo.play import at
from jiqun.facts import build
from jiqun.register.corrections import correct_roster, facts_after
from jiqun.register.models import Cluster
from jiqun.register.rosters import store_roster

FIRMS = 3_000
NOW = at("2025-03-20 10:00")


def rows(cluster: Cluster, by: Account) -> list[Row]:
    """A roster of 3,000 firms × 4 years: what the goal is about, and beside it storing the whole next revision."""
    whole = made(FIRMS)
    chance = Random(5)
    revision = store_roster(cluster, whole, by, NOW, "", chance)
    kept, line, measure_ = build(whole, on=ON), replace(whole.firm_years[-1], output=5), law.load("gd_2023_4")
    return [
        measure(
            f"facts and findings after one of {FIRMS:,} firms changed",
            lambda: measure_.assess(facts_after(kept, revision, line), on=ON),
            sql_goal=3,
            goal=GOAL,
        ),
        measure(
            f"the next revision stored, {FIRMS:,} firms × 4 years",
            lambda: correct_roster(revision, line, by, NOW, chance),
            runs=5,
        ),
    ]
