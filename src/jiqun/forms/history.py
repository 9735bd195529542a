"""The history of a draft's answers: who changed what, when, from what to what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.forms.answers import RESTORED, changes
from jiqun.forms.definitions import Field, Form
from jiqun.forms.merging import difference
from jiqun.forms.models import AnswerChange
from jiqun.forms.reading import answer_lines
from jiqun.forms.sections import answerable

PAUSE = timedelta(minutes=2)
"""Saves of one person in one field no farther apart are one change: while people type, every pause is saved."""
MOST = 1000
"""Saves that are read for one page; a page that leaves earlier ones out says so."""


@dataclass(frozen=True, slots=True)
class Changed:
    """One change: by whom, from what to what as lines of text; `parts` the difference of a longer text.

    `pk` names the state after it, `version` is the answer's there; `saves` how many saves were put together.
    """

    field: Field
    section: int
    pk: int
    version: int
    by: str
    at: datetime
    before: tuple[str, ...]
    after: tuple[str, ...]
    parts: tuple[tuple[str, str], ...]
    source: Text | None
    saves: int


def places(form: Form) -> dict[str, tuple[Field, int]]:
    """Every field that takes answers, with the number of its section, by id."""
    return {name: (field, each.number) for each in form.sections for name, field in answerable(each).items()}


def answer_history(case: Case, form: Form, field: str = "", *, most: int = MOST) -> tuple[list[Changed], bool]:
    """The changes of one field, or of the whole draft, the newest first, and whether earlier saves than the last
    `most` are left out; one query.

    Answers to what the form does not ask for are left out.
    """
    known = places(form)
    rows = list(changes(case, [field] if field else None)[: most + 1])
    asked = (row for row in rows[:most] if row.field in known)
    return [changed(run, *known[run[0].field]) for run in runs(asked)], len(rows) > most


def runs(rows: Iterable[AnswerChange]) -> Iterator[list[AnswerChange]]:
    """Changes put together, each run newest first: one person, one field, short pauses, nothing from elsewhere."""
    run: list[AnswerChange] = []
    for row in rows:
        if run and not follows(row, run[-1]):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def follows(earlier: AnswerChange, later: AnswerChange) -> bool:
    """Whether a change was but a save on the way to the next one."""
    same = (earlier.field, earlier.by_id, earlier.source) == (later.field, later.by_id, later.source)
    return same and not later.source and later.at - earlier.at <= PAUSE


def changed(run: list[AnswerChange], field: Field, section: int) -> Changed:
    """A run as one change."""
    last, first = run[0], run[-1]
    before, after = tuple(answer_lines(field, first.before)), tuple(answer_lines(field, last.after))
    long = field.ask == "area" and before and after
    return Changed(
        field=field,
        section=section,
        pk=last.pk,
        version=last.version,
        by=last.by.person.name,
        at=last.at,
        before=before,
        after=after,
        parts=tuple(difference("\n".join(before), "\n".join(after))) if long else (),
        source=source(last.source),
        saves=len(run),
    )


def source(said: str) -> Text | None:
    """Where a value came from that nobody typed."""
    if said.startswith(RESTORED):
        version = said.removeprefix(RESTORED)
        return Text(f"恢复为第 {version} 次保存的内容", f"restored to save no. {version}")
    return Text(said, said) if said else None
