"""Every condition of an application: what was computed, what the prefecture concluded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from jiqun import law
from jiqun.bilingual import Text, language
from jiqun.law.clauses import Clause
from jiqun.recognition.models import Application, Conclusion, PreCheck
from jiqun.recognition.queries import readiness
from jiqun.recognition.queries.amounts import Finding, limit_of, value_of
from jiqun.recognition.queries.filing.precheck import assess, facts_of


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
    def limit(self) -> str:
        """What the norm asks for."""
        return limit_of(self.finding)

    @property
    def differs(self) -> bool:
        """Whether the conclusion is other than a verdict the system settled."""
        made = self.conclusion
        return made is not None and made.computed in readiness.DECIDED and made.verdict != made.computed


@dataclass(frozen=True, slots=True)
class LawItem:
    """An item of Article 13 with its conditions: `pieces` of its text, those marked that a computed condition rests on.

    The demands a call adds stand at the end without a text of the law.
    """

    anchor: str
    pieces: tuple[tuple[str, bool], ...]
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
            plain = assess(facts, application.round.case.measure, application.round).plain(language())
        found[pk] = {finding["id"]: finding for finding in plain["findings"]}
    return found


def conditions(application: Application) -> list[Condition]:
    """Every condition in the order of the articles, then the demands of the call (two queries)."""
    made = {each.norm: each for each in Conclusion.objects.filter(application=application.pk)}
    fresh = readiness.standing(application, made.values())
    findings = computed([application])[application.pk]

    def of(name: str, clause: str, title: Text, quote: str, otherwise: str) -> Condition:
        finding = findings.get(name)
        verdict = finding["verdict"] if finding else otherwise
        stale = name in made and name not in fresh
        return Condition(name, clause, title, quote, verdict, finding, made.get(name), stale)

    norms = law.load(application.round.case.measure).norms
    return [
        *(of(n.id, n.clause, n.title, n.quote, "undetermined" if n.computed else "judgement") for n in norms),
        *(
            of(d["id"], "A5", Text(f"附加要求 {d['id']}", f"Demand {d['id']}"), d["text"], "judgement")
            for d in application.round.demands
        ),
    ]


def law_items(measure: str, found: list[Condition]) -> list[LawItem]:
    """Article 13 item by item with its conditions; demands of the call at the end."""
    items: list[Clause] = list(law.load(measure).clause("A13").children)
    grouped = []
    for item in items:
        own = tuple(each for each in found if each.clause == item.anchor)
        if own:
            grouped.append(
                LawItem(
                    item.anchor, marked(item.text, [each.quote for each in own if each.computed != "judgement"]), own
                )
            )
    demands = tuple(each for each in found if each.clause == "A5")
    return [*grouped, LawItem("A5", (), demands)] if demands else grouped


def marked(text: str, quotes: list[str]) -> tuple[tuple[str, bool], ...]:
    """A clause cut into pieces, those its conditions quote marked; quotes that touch are joined."""
    flags = [False] * len(text)
    for quote in quotes:
        start = text.find(quote)
        if quote and start >= 0:
            flags[start : start + len(quote)] = [True] * len(quote)
    pieces: list[tuple[str, bool]] = []
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or flags[position] != flags[start]:
            pieces.append((text[start:position], flags[start]))
            start = position
    return tuple(pieces)
