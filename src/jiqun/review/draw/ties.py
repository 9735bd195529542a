"""Who may not sit on a case, and why (Article 14(三): fair, just, open). Pure: plain values in, a reason out."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from jiqun.bilingual import Text

Period = tuple[date, date]

REASONS = {
    "unavailable": Text("专家不能参加", "not available"),
    "dates": Text("评审期间无法参加", "not available on the days of the review"),
    "service": Text("近几批参加评审已达上限", "served in too many of the latest rounds"),
    "office": Text("在申报地主管部门任职", "holds a post in the office that applies"),
    "place": Text("任职地与申报地同属一地", "works at the place that applies"),
    "employer": Text("任职单位与集群有利害关系", "employed by a unit of the cluster"),
    "adviser": Text("曾为申报地或集群提供咨询辅导", "advised the place or the cluster before"),
    "tie": Text("与集群内单位有利害关系", "tied to a unit of the cluster"),
    "recused": Text("曾因利害关系回避该集群", "stepped aside from this cluster before"),
    "seated": Text("已在或曾在该集群的专家组", "sits or sat on this panel already"),
    "most": Text("承担的集群数已达上限", "reviews as many clusters as one may"),
    "condition": Text("不符合空缺席位的条件", "does not meet the condition of the empty seat"),
}
"""Why an expert was left out; the last three arise when a substitute is drawn."""


@dataclass(frozen=True, slots=True)
class CaseTies:
    """What bars experts from a case, and what its seats may ask for.

    `place` is a path of the tree; `units` the names and credit codes of its units, the cluster's own name among them;
    `recused` the codes of those who stepped aside from the cluster for an interest; `fields` those of its lead
    industry.
    """

    code: str
    place: str
    units: frozenset[str] = field(default_factory=frozenset)
    recused: frozenset[str] = field(default_factory=frozenset)
    fields: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class ExpertTies:
    """An expert by code: employer (name, credit code), path of the place of work, declared ties and advice given
    (paths, credit codes, names), paths of offices the same person serves in.

    `periods` are the days the expert can take part, none for always; `served` is in how many of the latest rounds.
    """

    code: str
    employer: str
    place: str
    ties: tuple[str, ...] = ()
    available: bool = True
    uscc: str = ""
    advised: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    fields: frozenset[str] = field(default_factory=frozenset)
    periods: tuple[Period, ...] = ()
    served: int = 0


def same_place(one: str, other: str) -> bool:
    """True when one path lies within the other below the province: county and its prefecture, not two counties."""
    shorter, longer = sorted((one, other), key=len)
    return shorter.count("/") >= 2 and longer.startswith(shorter)


def name_key(name: str) -> str:
    """A unit's name or code for comparison: half-width, without spaces, letters in one case."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def covers(periods: Collection[Period], days: Period) -> bool:
    """Whether somebody free in these periods (none: always) is free on all of the days, first and last included."""
    if not periods:
        return True
    first, last = days
    for start, end in sorted(periods):
        if start <= first <= end:
            first = end + timedelta(days=1)
    return first > last


def conflict(case: CaseTies, expert: ExpertTies, days: Period | None = None, most_rounds: int = 0) -> str | None:
    """Why the expert may not sit on the case, as a key of `REASONS`; `None` when nothing bars it.

    `days` are the first and last of the review; `most_rounds` how many of the latest rounds one may have served in
    (0: no limit).
    """
    return barred(case, {name_key(unit) for unit in case.units}, expert, days, most_rounds)


def barred(
    case: CaseTies, units: Collection[str], expert: ExpertTies, days: Period | None = None, most_rounds: int = 0
) -> str | None:
    """`conflict` with the case's units already made comparable."""

    def touches(said: str) -> bool:
        return same_place(case.place, said) if "/" in said else name_key(said) in units

    checks = (
        ("unavailable", lambda: not expert.available),
        ("dates", lambda: days is not None and not covers(expert.periods, days)),
        ("service", lambda: 0 < most_rounds <= expert.served),
        ("office", lambda: any(same_place(case.place, office) for office in expert.offices)),
        ("place", lambda: same_place(case.place, expert.place)),
        ("employer", lambda: name_key(expert.employer) in units or (expert.uscc and name_key(expert.uscc) in units)),
        ("adviser", lambda: any(map(touches, expert.advised))),
        ("tie", lambda: any(map(touches, expert.ties))),
        ("recused", lambda: expert.code in case.recused),
    )
    return next((reason for reason, holds in checks if holds()), None)
