"""Every condition of an application: what was computed, what the prefecture concluded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from jiqun.bilingual import Text, language
from jiqun.instruments.queries.amounts import Finding, limit_of, margin_of, value_of
from jiqun.law.demands import CLAUSE
from jiqun.law.measure import Measure
from jiqun.recognition.models import Application, Conclusion, PreCheck
from jiqun.recognition.queries import readiness
from jiqun.recognition.queries.filing.precheck import assess, facts_of, measure_of
from jiqun.recognition.queries.forwarding import demands_of

FORWARDED = Text("市级附加要求 {id}（{source}）", "Demand {id} of the prefecture ({source})")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. `computed` is the system's verdict (`judgement` for a demand of the call).

    `conclusion` is the prefecture's last one; `stale` when it was made on an earlier submission.
    """

    id: str
    clause: str
    title: Text
    quote: str
    computed: str
    finding: Finding | None
    conclusion: Conclusion | None
    stale: bool

    @property
    def value(self) -> str:
        """What was computed."""
        return value_of(self.finding)

    @property
    def settled(self) -> bool:
        """Whether the system came to a verdict that may be confirmed."""
        return self.computed in readiness.DECIDED

    @property
    def standing(self) -> Conclusion | None:
        """The prefecture's conclusion where it was made on what was handed in last."""
        return None if self.stale else self.conclusion

    @property
    def limit(self) -> str:
        """What the norm asks for."""
        return limit_of(self.finding)

    @property
    def margin(self) -> str:
        """How far from the limit; empty where nothing is computed."""
        return "" if self.finding is None else margin_of(self.finding)

    @property
    def differs(self) -> bool:
        """Whether the conclusion is other than a verdict the system settled."""
        made = self.conclusion
        return made is not None and made.computed in readiness.DECIDED and made.verdict != made.computed


class Piece(NamedTuple):
    """A piece of a clause's text: `norm` is the condition that quotes it, none for the words between."""

    text: str
    norm: str
    computed: bool


@dataclass(frozen=True, slots=True)
class LawItem:
    """An item of the law with its conditions: its text in `pieces`, so that each condition finds its words.

    The demands a call adds stand at the end under Article 5, with their own words.
    """

    anchor: str
    pieces: tuple[Piece, ...]
    conditions: tuple[Condition, ...]


def computed(applications: Iterable[Application]) -> dict[UUID, dict[str, Finding]]:
    """The findings of applications by case id and norm: those kept, or computed where none fits (one query).

    An application without a roster has none.
    """
    rows = {each.pk: each for each in applications}
    kept = {
        pk: (sha256, readings, plain)
        for pk, sha256, readings, plain in PreCheck.objects.filter(application__in=rows).values_list(
            "application_id", "facts_sha256", "readings", language()
        )
    }
    found: dict[UUID, dict[str, Finding]] = {}
    for pk, application in rows.items():
        sha256, readings, plain = kept.get(pk, ("", {}, None))
        if plain is None or sha256 != application.facts_sha256 or readings != application.round.readings:
            facts = facts_of(application)
            if facts is None:
                found[pk] = {}
                continue
            plain = assess(facts, application.round).plain(language())
        found[pk] = {finding["id"]: finding for finding in plain["findings"]}
    return found


def conditions(application: Application) -> list[Condition]:
    """Every condition in the order of the articles, then the demands of the call and of the prefecture's forwarded one:
    those with a formula are computed, the others judged (two queries).
    """
    rows = Conclusion.objects.filter(application=application.pk).select_related("by__person")
    made = {each.norm: each for each in rows}
    fresh = readiness.standing(application, made.values())
    findings = computed([application])[application.pk]

    def of(name: str, clause: str, title: Text, quote: str, otherwise: str) -> Condition:
        finding = findings.get(name)
        verdict = finding["verdict"] if finding else otherwise
        stale = name in made and name not in fresh
        return Condition(name, clause, title, quote, verdict, finding, made.get(name), stale)

    norms = [
        of(n.id, n.clause, n.title, n.quote, "undetermined" if n.computed else "judgement")
        for n in measure_of(application.round).norms
    ]
    return norms + [
        of(demand["id"], CLAUSE, FORWARDED.format(**demand), demand["text"], "judgement")
        for demand in demands_of(application)
    ]


def law_items(measure: Measure, found: list[Condition]) -> list[LawItem]:
    """The items of the law in the order of the conditions, each with its own; demands of the call by themselves."""
    grouped = []
    for anchor in dict.fromkeys(each.clause for each in found):
        own = tuple(each for each in found if each.clause == anchor)
        text = demanded(own) if anchor == CLAUSE else pieces(measure.clause(anchor).text, own)
        grouped.append(LawItem(anchor, text, own))
    return grouped


def demanded(own: Iterable[Condition]) -> tuple[Piece, ...]:
    """The demands of a call, each a piece: they are no words of the law."""
    return tuple(Piece(each.quote, each.id, each.computed != "judgement") for each in own)


def pieces(text: str, quoting: Iterable[Condition]) -> tuple[Piece, ...]:
    """A clause cut where its conditions quote it; words that two of them quote belong to the first."""
    if not text:
        return ()
    owner: list[Condition | None] = [None] * len(text)
    for each in quoting:
        start = text.find(each.quote)
        for position in range(max(start, 0), start + len(each.quote) if start >= 0 else 0):
            owner[position] = owner[position] or each
    cut = [n for n in range(1, len(text)) if owner[n] is not owner[n - 1]]
    return tuple(
        Piece(text[start:end], whose.id if whose else "", whose is not None and whose.computed != "judgement")
        for start, end, whose in ((s, e, owner[s]) for s, e in pairwise([0, *cut, len(text)]))
    )
