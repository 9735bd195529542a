"""What a report rests on, frozen with it: each cluster's figures, goals and course, as they were on the day of drawing.

All sums are of whole numbers and all shares are fractions, so that what is recomputed is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text


@dataclass(frozen=True, slots=True)
class Goal:
    """One goal of the plan: what is aimed at in the year and what was reached, decimals as text, blank when unknown."""

    indicator: str
    unit: str
    base: str
    target: str
    actual: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem on record: who has it, until when, and whether it is closed or late on the day of drawing."""

    text: str
    owner: str
    due: str
    closed: bool
    late: bool


@dataclass(frozen=True, slots=True)
class Member:
    """One cluster. `years` are its figures by year (`None` is not known), `blanks` how many firms left one blank."""

    id: str
    name: str
    place: str
    prefecture: str
    leads: str
    batch: str
    term: str
    standing: Text
    became: tuple[Text, ...] = ()
    years: Mapping[int, Mapping[str, int | None]] = field(default_factory=dict)
    blanks: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    origins: Mapping[int, str] = field(default_factory=dict)
    goals: tuple[Goal, ...] = ()
    problems: tuple[Problem, ...] = ()
    report: str = ""
    """Where its annual report of the year stands: received, on_the_way, late, missing; blank when none is asked."""

    def figure(self, name: str, year: int) -> int | None:
        """One figure of one year."""
        return self.years.get(year, {}).get(name)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over clusters: whose figures were counted, among how many, and how many firms left theirs blank."""

    value: int | None
    counted: tuple[str, ...]
    of: int
    blanks: int

    @property
    def whole(self) -> bool:
        """Whether nobody's figure is missing."""
        return self.value is not None and len(self.counted) == self.of and not self.blanks


@dataclass(frozen=True, slots=True)
class Share:
    """A rate with the clusters it was computed on: only those that have all its figures."""

    value: Fraction | None
    counted: tuple[str, ...]
    of: int
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it: the clusters whose recognition was in force within `year`, and the years that stand side by side."""

    year: int
    years: tuple[int, ...]
    members: tuple[Member, ...]

    def total(self, name: str, year: int | None = None, among: Iterable[Member] | None = None) -> Sum:
        """The sum of a figure over the clusters that have it."""
        at = self.year if year is None else year
        asked = self.members if among is None else tuple(among)
        have = [member for member in asked if member.figure(name, at) is not None]
        value = sum(member.figure(name, at) or 0 for member in have) if have else None
        blanks = sum(member.blanks.get(at, {}).get(name, 0) for member in have)
        return Sum(value, tuple(member.id for member in have), len(asked), blanks)

    def growth(self, name: str, year: int | None = None, among: Iterable[Member] | None = None) -> Share:
        """How a figure grew over the year before, on the clusters that have both years and no others."""
        at = self.year if year is None else year
        asked = self.members if among is None else tuple(among)
        both = [m for m in asked if m.figure(name, at) is not None and m.figure(name, at - 1) is not None]
        before = sum(member.figure(name, at - 1) or 0 for member in both)
        now = sum(member.figure(name, at) or 0 for member in both)
        value = Fraction(now - before, before) if before > 0 else None
        blanks = sum(m.blanks.get(y, {}).get(name, 0) for m in both for y in (at - 1, at))
        return Share(value, tuple(member.id for member in both), len(asked), blanks)

    def share(self, part: str, whole: str, year: int | None = None) -> Share:
        """A share of two figures, on the clusters that have both."""
        at = self.year if year is None else year
        both = [m for m in self.members if m.figure(part, at) is not None and m.figure(whole, at) is not None]
        below = sum(member.figure(whole, at) or 0 for member in both)
        above = sum(member.figure(part, at) or 0 for member in both)
        blanks = sum(m.blanks.get(at, {}).get(name, 0) for m in both for name in (part, whole))
        counted = tuple(member.id for member in both)
        return Share(Fraction(above, below) if below > 0 else None, counted, len(self.members), blanks)

    def having(self, *years: int) -> tuple[str, ...]:
        """The clusters of which anything is known in each of these years."""
        known = (member for member in self.members if all(_known(member, year) for year in years))
        return tuple(member.id for member in known)

    def prefectures(self) -> dict[str, tuple[Member, ...]]:
        """The clusters by their prefecture's code, in the order of codes."""
        found: dict[str, list[Member]] = {}
        for member in self.members:
            found.setdefault(member.prefecture, []).append(member)
        return {code: tuple(found[code]) for code in sorted(found)}

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {"year": self.year, "years": list(self.years), "members": [_plain(each) for each in self.members]}

    @classmethod
    def from_plain(cls, kept: Mapping[str, Any]) -> Facts:
        """What was kept by `plain`."""
        return cls(kept["year"], tuple(kept["years"]), tuple(_member(each) for each in kept["members"]))


def _known(member: Member, year: int) -> bool:
    return any(value is not None for value in member.years.get(year, {}).values())


def _plain(member: Member) -> dict[str, Any]:
    told = asdict(member)
    for name in ("years", "blanks", "origins"):
        told[name] = {str(year): value for year, value in told[name].items()}
    return told


def _member(kept: Mapping[str, Any]) -> Member:
    told = dict(kept)
    for name in ("years", "blanks", "origins"):
        told[name] = {int(year): value for year, value in told[name].items()}
    told["standing"] = Text(**told["standing"])
    told["became"] = tuple(Text(**each) for each in told["became"])
    told["goals"] = tuple(Goal(**each) for each in told["goals"])
    told["problems"] = tuple(Problem(**each) for each in told["problems"])
    return Member(**told)
