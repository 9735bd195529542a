"""What a change does to the findings: the norms on the newest roster, under the codes on record and under the new.

For those who review a change of the lead industry; computed, never a conclusion. Nothing of it is stored: the roster
is pinned to the filing when it is handed in, so that the same comes out later.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from jiqun import facts
from jiqun.bilingual import Text, language
from jiqun.facts.rows import Roster
from jiqun.forms.fields import split_codes
from jiqun.instruments.queries.amounts import Finding, value_of
from jiqun.instruments.queries.measures import PROVINCIAL, day_in_force, measure
from jiqun.law import Measure
from jiqun.register.models import RosterRevision
from jiqun.register.rosters import to_roster
from jiqun.supervision.models import ChangeFiling


@dataclass(frozen=True, slots=True)
class Effect:
    """One norm: verdict and value before and after; `turns` where the verdict differs."""

    title: Text
    clause: str
    before: str
    after: str
    value_before: str
    value_after: str

    @property
    def turns(self) -> bool:
        """Whether the verdict differs."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class Effects:
    """The norms that come out otherwise, what they rest on, and how many come out the same."""

    roster: int
    base_year: int
    on: date
    rows: tuple[Effect, ...]
    same: int


def of(filing: ChangeFiling, on: date) -> Effects | None:
    """What new codes do to the findings; `None` for another kind of change, or without a roster."""
    if filing.kind != "lead":
        return None
    roster = filing.roster or RosterRevision.objects.filter(cluster=filing.cluster).order_by("-number").first()
    if roster is None:
        return None
    rows = to_roster(roster)
    law = measure(PROVINCIAL)
    day = day_in_force(law, on)
    one, other = (under(law, rows, kept["codes"], day) for kept in (filing.before, filing.after))
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if result(a) != result(b)]
    found = tuple(
        Effect(law.norm(a["id"]).title, a["clause"], a["verdict"], b["verdict"], value_of(a), value_of(b))
        for a, b in pairs
    )
    return Effects(roster.number, roster.base_year, day, found, len(one) - len(pairs))


def under(law: Measure, roster: Roster, codes: str, day: date) -> list[Finding]:
    """The findings on a roster whose lead industry has these codes."""
    sheet = replace(roster.cluster, lead_codes=tuple(split_codes(codes)))
    built = facts.build(replace(roster, cluster=sheet), on=day)
    found: list[Finding] = law.assess(built, on=day).plain(language())["findings"]
    return found


def result(finding: Finding) -> tuple[str, str]:
    """What tells one outcome from another: the verdict, and the value as it is read."""
    return finding["verdict"], value_of(finding)
