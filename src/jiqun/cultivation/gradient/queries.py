"""What pages read of the gradient: titles of the newest rosters, and the figures of firms before their next step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiqun.bilingual import Text
from jiqun.cultivation.gradient import climbing
from jiqun.cultivation.gradient.candidates import Candidate, Year, checked
from jiqun.cultivation.gradient.climbing import Title
from jiqun.cultivation.gradient.steps import after, rules, steps
from jiqun.cultivation.services.queries import newest
from jiqun.register.models import Cluster, Enterprise, FirmYearRow, HonourRow, RosterRevision

HIGHTECH = "国家级高新技术企业"
YEARS = 3
"""So many past years are shown beside today."""


@dataclass(slots=True)
class Stairs:
    """A cluster's firms by step on some days; `rose` and `fell` between the last of the past years and today."""

    cluster: Cluster
    firms: int = 0
    counts: list[dict[str, int]] = field(default_factory=list)
    rose: int = 0
    fell: int = 0

    @property
    def now(self) -> dict[str, int]:
        """How many on each step today."""
        return self.counts[-1] if self.counts else dict.fromkeys(steps(), 0)

    @property
    def named(self) -> list[tuple[Text, int]]:
        """Each step with how many stand on it today."""
        return [(each.title, self.now[each.name]) for each in steps().values()]

    @property
    def on_steps(self) -> int:
        """Firms on any step."""
        return sum(self.now.values())


def titles_of(rosters: Iterable[Any]) -> dict[Any, list[Title]]:
    """Roster → the titles it lists; one query."""
    found: dict[Any, list[Title]] = defaultdict(list)
    rows = HonourRow.objects.filter(roster__in=list(rosters))
    columns = ("roster", "uscc", "title", "valid_from", "valid_to")
    for roster, uscc, title, begins, ends in rows.values_list(*columns):
        found[roster].append(Title(uscc, title, begins, ends))
    return found


def stairs(clusters: QuerySet[Cluster], on: date) -> list[Stairs]:
    """Every cluster of these, by place and name; three queries, whatever their number."""
    rows = list(clusters.select_related("authority").annotate(roster=newest()).order_by("path", "name"))
    rosters = {each.roster for each in rows if each.roster}
    sizes = dict(RosterRevision.objects.filter(pk__in=rosters).values_list("pk", "firms"))
    titles = titles_of(rosters)
    return [one(each, sizes.get(each.roster, 0), titles.get(each.roster, []), on) for each in rows]


def one(cluster: Cluster, firms: int, titles: list[Title], on: date) -> Stairs:
    """One cluster's stairs."""
    standing = [climbing.standing(titles, day) for day in climbing.days(on, YEARS)]
    moved = climbing.moves(standing[-2], standing[-1])
    rose = sum(each.rose for each in moved)
    return Stairs(cluster, firms, [climbing.counted(each) for each in standing], rose, len(moved) - rose)


@dataclass(frozen=True, slots=True)
class Shown:
    """A firm with what is told of it: a move or a candidate."""

    name: str
    of: Any


@dataclass(slots=True)
class Climb:
    """A cluster's page: its stairs, who moved in the year, who might be next (the most promising first)."""

    stairs: Stairs
    days: list[date]
    moves: list[Shown]
    candidates: list[Shown]
    base: int | None


def climb(cluster: Cluster, on: date) -> Climb:
    """All of one cluster; five queries."""
    roster = RosterRevision.objects.filter(cluster=cluster).order_by("-number").first()
    titles = titles_of([roster.pk])[roster.pk] if roster is not None else []
    found = one(cluster, roster.firms if roster is not None else 0, titles, on)
    days = climbing.days(on, YEARS)
    before, now = climbing.standing(titles, days[-2]), climbing.standing(titles, on)
    moved = climbing.moves(before, now)
    who = candidates(roster, titles, now, on) if roster is not None else []
    codes = {*(each.uscc for each in moved), *(each.uscc for each in who)}
    names = dict(Enterprise.objects.filter(pk__in=codes).values_list("pk", "name"))
    return Climb(
        found,
        days,
        [Shown(names.get(each.uscc, each.uscc), each) for each in moved],
        [Shown(names.get(each.uscc, each.uscc), each) for each in who],
        roster.base_year if roster is not None else None,
    )


def candidates(roster: RosterRevision, titles: list[Title], now: dict[str, str], on: date) -> list[Candidate]:
    """Firms of the roster that fail no condition before their next step, those with the fewest open ones first."""
    hightech = {each.uscc for each in titles if each.title == HIGHTECH and each.holds(on)}
    years: dict[str, dict[int, Year]] = defaultdict(dict)
    rows = FirmYearRow.objects.filter(roster=roster, year__gte=roster.base_year - 2)
    columns = ("industry", "employees", "revenue", "assets", "rd", "patents")
    for uscc, year, *figures in rows.values_list("enterprise", "year", *columns):
        years[uscc][year] = Year(*figures)
    found = []
    for uscc, told in years.items():
        step = after(now.get(uscc))
        if step is not None and step in rules():
            candidate = checked(uscc, step, told, roster.base_year, uscc in hightech)
            if not candidate.failed:
                found.append(candidate)
    order = list(steps())
    return sorted(found, key=lambda each: (-order.index(each.step), each.open, each.uscc))
