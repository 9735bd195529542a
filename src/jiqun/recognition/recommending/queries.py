"""What the pages of recommendations show: one prefecture's matter, and how far all prefectures of a round are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.recognition.models import Application, LateAttempt, Quota, Recommendation, RecommendationLetter
from jiqun.recognition.recommending.content import Line

QUALIFIED = ("review", "listed", "reserve", "recognised", "not_selected", "removed")
"""States an application reaches only through the qualification check."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One cluster of a letter, with what became of it since."""

    line: Line
    pk: UUID
    state: Text
    changed: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter with its lines; `late` attempts stand by themselves."""

    row: RecommendationLetter
    lines: tuple[Sent, ...]

    @property
    def sha256(self) -> str:
        """The digest of what was sent."""
        return str(self.row.content_id)


def letters(recommendation: Recommendation) -> list[Letter]:
    """Every letter of a prefecture's matter with what became of its clusters, the latest first; two queries."""
    rows = list(recommendation.letters.order_by("-number"))
    keys = {row["case"] for each in rows for row in each.rows}
    now = {
        str(pk): (state, rank)
        for pk, state, rank in Application.objects.filter(pk__in=keys).values_list("pk", "case__state", "rank")
    }
    return [Letter(row, tuple(sent(Line.from_plain(kept), now) for kept in row.rows)) for row in rows]


def sent(line: Line, now: Mapping[str, tuple[str, int | None]]) -> Sent:
    """One line and where the application stands now."""
    state, rank = now[line.case]
    return Sent(line, UUID(line.case), procedure("application").by_state[state].title, rank != line.rank)


def late_attempts(case: Case) -> list[LateAttempt]:
    """Attempts to send after the deadline, the latest first; one query."""
    return list(LateAttempt.objects.filter(case=case.pk).select_related("by__person").order_by("-at"))


@dataclass(frozen=True, slots=True)
class Progress:
    """One prefecture in a round: its applications counted by where they are, its quota, its letter.

    `pk` is its matter, none before it began; `letter` the number of the last letter, 0 before the first.
    """

    code: str
    name: str
    handed_in: int
    deciding: int
    recommended: int
    waiting: int
    qualified: int
    unqualified: int
    ceiling: int
    used: int
    pk: UUID | None
    state: Text | None
    letter: int
    sent_at: datetime | None

    @property
    def standing(self) -> Text:
        """In words, whether its letter has come."""
        if self.state is not None and self.letter:
            return (
                self.state if self.letter == 1 else Text(f"{self.state.zh}（第 {self.letter} 份）", str(self.state.en))
            )
        if not self.handed_in and not self.recommended:
            return Text("本批次没有申报", "No application in this round")
        return Text("未报送", "Not sent")


DECIDING = ("submitted", "correcting", "preliminary")


def progress(round_pk: UUID, prefectures: Iterable[str] | None = None) -> list[Progress]:
    """How far the prefectures of a round are, in the order of their codes (three queries)."""
    states: dict[str, Counter[str]] = {}
    for code, state in Application.objects.filter(round=round_pk).values_list("prefecture_id", "case__state"):
        states.setdefault(code, Counter())[state] += 1
    matters: dict[str, tuple[Any, ...]] = {}
    rows = Recommendation.objects.filter(round=round_pk).values_list(
        "prefecture_id", "pk", "case__state", "letters__number", "letters__sent_at"
    )
    for code, *rest in rows.order_by("letters__number"):
        matters[code] = tuple(rest)
    quotas = Quota.objects.filter(round=round_pk).order_by("prefecture__code")
    if prefectures is not None:
        quotas = quotas.filter(prefecture__in=list(prefectures))
    titles = procedure("recommendation").by_state
    found = []
    for code, name, ceiling, used in quotas.values_list("prefecture_id", "prefecture__name", "ceiling", "used"):
        tally = states.get(code, Counter())
        pk, state, number, at = matters.get(code, (None, "", None, None))
        found.append(
            Progress(
                code,
                name,
                sum(n for each, n in tally.items() if each != "drafting"),
                sum(tally[each] for each in DECIDING),
                sum(tally[each] for each in ("recommended", "unqualified", "stripped", *QUALIFIED)),
                tally["recommended"],
                sum(tally[each] for each in QUALIFIED),
                tally["unqualified"],
                ceiling,
                used,
                pk,
                titles[state].title if state else None,
                number or 0,
                at,
            )
        )
    return found


def totals(found: Iterable[Progress]) -> tuple[int, ...]:
    """The counted columns summed over the prefectures, in the order the page shows them."""
    columns = (
        (e.handed_in, e.deciding, e.recommended, e.waiting, e.qualified, e.unqualified, e.used, e.ceiling)
        for e in found
    )
    return tuple(sum(column) for column in zip(*columns, strict=True)) or (0,) * 8
