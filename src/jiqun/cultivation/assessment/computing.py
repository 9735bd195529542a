"""Article 13 on a roster, as a self-assessment pins it: value, limit, verdict and distance of each computed norm.

Nothing here touches what was pinned before; the pages read the pinned rows and never compute again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal, TypedDict

from jiqun import facts
from jiqun.bilingual import Text, listing, speaking
from jiqun.evidence import store
from jiqun.facts import Facts
from jiqun.facts.rows import Roster
from jiqun.facts.workbook.problems import Reading
from jiqun.facts.workbook.sandbox import read_safely
from jiqun.instruments.queries import PROVINCIAL, bases, day_in_force, governing, interpretations, measure
from jiqun.instruments.queries.amounts import deciding, limit_of, value_of
from jiqun.law import Verdict, distance
from jiqun.law.errors import NoMeasureInForce
from jiqun.law.findings import Finding
from jiqun.law.measure import Measure
from jiqun.register.models import RosterRevision
from jiqun.register.rosters import to_roster

MOST_NEEDS = 2
"""So many missing figures are named of a norm that is open."""
_AND_MORE = Text("等 {n} 项", " and {n} in all")


class Pinned(TypedDict):
    """One computed norm as it was found: numbers as decimal text or fractions, sentences as [Chinese, English]."""

    id: str
    clause: str
    title: list[str]
    verdict: str
    value: str | None
    unit: str
    op: str | None
    limit: str | None
    shown: list[str]
    asks: list[str]
    gap: list[str]


class Course(TypedDict):
    """What a list needs of the norms: those that are short, value and unit of each by id, and the nearest gap."""

    short: list[Short]
    values: dict[str, list[str]]
    gap: list[str]


class Short(TypedDict):
    """A norm that is short, as a line through two years needs it."""

    id: str
    title: list[str]
    value: str | None
    unit: str
    op: str | None
    limit: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """Where a roster is read from: a stored workbook by its digest, or a revision of the register by its key."""

    kind: Literal["workbook", "revision"]
    key: str


@dataclass(frozen=True, slots=True)
class Computed:
    """The computed norms on one roster, and what they rest on. `lapsed`: no measure was in force on the day."""

    measure: str
    on: date
    lapsed: bool
    facts_sha256: str
    base_year: int
    norms: tuple[Pinned, ...]

    @property
    def columns(self) -> dict[str, Any]:
        """As a self-assessment keeps them."""
        counted = counts(self.norms)
        return {
            "measure": self.measure,
            "on": self.on,
            "lapsed": self.lapsed,
            "facts_sha256": self.facts_sha256,
            "norms": list(self.norms),
            "course": course(self.norms),
            **counted,
        }


def counts(norms: tuple[Pinned, ...]) -> dict[str, int]:
    """How many norms are met, short and unknown; those that do not apply count nowhere."""
    found = Counter(each["verdict"] for each in norms)
    return {
        "met": found[Verdict.MET],
        "short": found[Verdict.NOT_MET],
        "unknown": found[Verdict.UNDETERMINED],
    }


def course(norms: tuple[Pinned, ...]) -> Course:
    """The short form of some pinned norms."""
    short = [each for each in norms if each["verdict"] == Verdict.NOT_MET]
    closest = nearest(short)
    return {
        "short": [
            {
                "id": each["id"],
                "title": each["title"],
                "value": each["value"],
                "unit": each["unit"],
                "op": each["op"],
                "limit": each["limit"],
            }
            for each in short
        ],
        "values": {each["id"]: [each["value"], each["unit"]] for each in norms if each["value"] is not None},
        "gap": ["", ""] if closest is None else gap_said(closest),
    }


def nearest(short: Sequence[Pinned]) -> Pinned | None:
    """Of the norms that are short, the one whose value lies nearest to its limit in proportion; those without a number
    come last."""
    return min(short, key=lambda norm: (apart(norm) is None, apart(norm) or 0), default=None)


def apart(norm: Pinned) -> Fraction | None:
    """How far a value lies from its limit, as a part of the limit; None without numbers or for a limit of zero."""
    if norm["value"] is None or norm["limit"] is None or not (limit := Fraction(norm["limit"])):
        return None
    return abs((limit - Fraction(norm["value"])) / limit)


def gap_said(norm: Pinned) -> list[str]:
    """A norm and what it lacks; its value and limit where no one figure would do."""
    (title_zh, title_en), (zh, en) = norm["title"], norm["gap"]
    if not zh:
        (zh, en), (zh_asks, en_asks) = norm["shown"], norm["asks"]
        zh, en = f"{zh}，要求 {zh_asks}", f"{en}, asked {en_asks}"
    return [f"{title_zh}：{zh}", f"{title_en}: {en}"]


def law_on(on: date) -> tuple[Measure, date, bool]:
    """The measure in force on a day with its interpretations; where none is, the provincial one on the last day it
    was, and `True`. Three queries at most. Raises `law.LawError` for bases that contradict each other."""
    try:
        found, day, lapsed = governing(on), on, False
    except NoMeasureInForce:
        found, lapsed = measure(PROVINCIAL), True
        day = day_in_force(found, on)
    return found.interpreted(interpretations(found.id)), day, lapsed


def computed(source: Source, on: date) -> Computed:
    """Article 13 on a roster under the measure of a day; kept for a moment, so that what a form has computed outside
    the transaction is not computed again inside it. Raises `facts.FactError` and `law.LawError`."""
    found, day, lapsed = law_on(on)
    return _computed(source, day, lapsed, Law(found, (found.sha256, bases(), interpretations(found.id))))


@dataclass(frozen=True, slots=True)
class Law:
    """A measure that is known by its content and by what was registered for it."""

    measure: Measure
    content: tuple[object, ...]

    def __hash__(self) -> int:
        return hash(self.content)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Law) and self.content == other.content


@lru_cache(maxsize=4)
def _computed(source: Source, on: date, lapsed: bool, law: Law) -> Computed:
    built = facts_of(source, on)
    found = law.measure.assess(built, on=on)
    norms = tuple(
        pinned(finding, law.measure, built, on)
        for finding in found.findings
        if finding.verdict not in (Verdict.JUDGEMENT, Verdict.NOT_APPLICABLE)
    )
    return Computed(law.measure.id, on, lapsed, found.receipt.facts_sha256, built.base_year, norms)


def pinned(finding: Finding, law: Measure, built: Facts, on: date) -> Pinned:
    """One finding as it is kept."""
    told: dict[str, tuple[str, str]] = {}
    plain: dict[str, Any] = {}
    for tongue in ("en", "zh"):
        with speaking(tongue):
            plain = finding.plain()
            told[tongue] = value_of(plain), limit_of(plain)
    telling = deciding(plain)
    gap = gap_of(finding, law, built, on)
    return {
        "id": finding.id,
        "clause": finding.clause,
        "title": [finding.title.zh, finding.title.en],
        "verdict": finding.verdict.value,
        "value": telling["value"],
        "unit": telling["unit"],
        "op": telling["op"],
        "limit": telling["limit"],
        "shown": [told["zh"][0], told["en"][0]],
        "asks": [told["zh"][1], told["en"][1]],
        "gap": [gap.zh, gap.en],
    }


def gap_of(finding: Finding, law: Measure, built: Facts, on: date) -> Text:
    """What would reach the limit of a norm that is short, what is missing for one that is open; blank for one that is
    met and for one whose formula has no single figure to move."""
    if finding.verdict is Verdict.NOT_MET:
        found = distance.to_reach(law, built, finding.id, on=on)
        return Text("", "") if found is None else found.text
    if finding.verdict is Verdict.UNDETERMINED and finding.needs:
        named, n = listing(finding.needs[:MOST_NEEDS]), len(finding.needs)
        more = _AND_MORE.format(n=n) if n > MOST_NEEDS else Text("", "")
        return Text(named.zh + more.zh, named.en + more.en)
    return Text("", "")


def judged(law: Measure) -> list[tuple[str, str, Text, str]]:
    """The norms a person judges: id, clause, title, the words of the law."""
    return [(norm.id, norm.clause, norm.title, norm.quote) for norm in law.norms if not norm.computed]


# ── rosters ──────────────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=2)
def reading_of(sha256: str, on: date) -> Reading:
    """A stored workbook as it reads on a day, read apart from the server."""
    return read_safely(store.read(sha256), on=on)


def roster_of(source: Source, on: date) -> Roster:
    """The roster itself; a workbook has been found to read without an error."""
    if source.kind == "revision":
        return to_roster(RosterRevision.objects.get(pk=source.key))
    found = reading_of(source.key, on).roster
    assert found is not None
    return found


@lru_cache(maxsize=2)
def facts_of(source: Source, on: date) -> Facts:
    """The facts of a roster for a day. Raises `facts.FactError`."""
    return facts.build(roster_of(source, on), on=on)
