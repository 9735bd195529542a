"""What pages show of questions and interpretations: plain values, a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.instruments.models import Interpretation, Question
from jiqun.law.citation import cite
from jiqun.law.interpretations import Interpretation as Pure


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question of the list, with its answer once it has one."""

    pk: UUID
    number: str
    title: str
    clause: Text
    asked_by: str
    asked_at: datetime
    state: Text
    open: bool
    document: str
    dated_on: date | None
    fixes: Text | None
    start: date | None
    public: bool


@dataclass(frozen=True, slots=True)
class Fixed:
    """A reading an interpretation fixes, in words, with the document that does."""

    phrase: Text
    value: Text
    start: date
    document: str
    signatory: str
    dated_on: date

    @property
    def source(self) -> Text:
        """Where it comes from, in a line."""
        return Text(
            f"{self.document}（{self.signatory}，{self.dated_on}），自 {self.start} 起",
            f"{self.document} ({self.signatory}, {self.dated_on}), from {self.start} on",
        )


def lines(user: Any) -> list[QuestionLine]:
    """The questions an account sees, open ones first, then the newest; one query."""
    cases = Case.objects.visible_to(user).filter(procedure_name="question")
    rows = Question.objects.filter(case__in=cases).select_related("case__authority", "interpretation")
    found = [line(row) for row in rows.order_by("-case__opened_at", "-case__number")]
    return sorted(found, key=lambda each: not each.open)


def line(row: Question) -> QuestionLine:
    """One question in words."""
    case, given = row.case, answer_of(row)
    state = procedure("question").by_state[case.state]
    fixed = fixed_by(case.measure, given)
    return QuestionLine(
        pk=case.pk,
        number=case.number,
        title=case.title,
        clause=cite(row.clause),
        asked_by=case.authority.name,
        asked_at=case.opened_at,
        state=state.title,
        open=not state.final,
        document=given.document if given else "",
        dated_on=given.dated_on if given else None,
        fixes=Text(
            f"“{fixed.phrase.zh}”：{fixed.value.zh}", f"{fixed.phrase.en}: {fixed.value.en}"
        ) if fixed else None,
        start=fixed.start if fixed else None,
        public=bool(given and given.public),
    )  # fmt: skip


def answer_of(row: Question) -> Interpretation | None:
    """The interpretation a question was answered by."""
    found: Interpretation | None = getattr(row, "interpretation", None)
    return found


def fixed_by(measure_id: str, row: Interpretation | None) -> Fixed | None:
    """The reading an interpretation fixes; `None` when it fixes none."""
    if row is None or not row.reading or row.start is None:
        return None
    return in_words(
        measure_id,
        Pure(row.document, row.dated_on, row.signatory, row.reading, row.value, row.start, row.text),
    )


def in_words(measure_id: str, given: Pure) -> Fixed:
    """A reading fixed, in words."""
    reading = law.load(measure_id).readings[given.reading]
    return Fixed(reading.phrase, reading.values[given.value], given.start, given.number, given.signatory, given.on)
