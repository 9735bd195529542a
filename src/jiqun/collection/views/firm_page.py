"""What the firm's pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.forms import BoundField

from jiqun.authorities.hours import deadline_phrase
from jiqun.bilingual import Text
from jiqun.collection.acts.drafts import Now, Saved
from jiqun.collection.asked import COLUMNS, as_value, is_choice, questions, title, unit
from jiqun.collection.checks import remarks
from jiqun.collection.forms.firm import ReturnForm
from jiqun.collection.models import Invitation, Use
from jiqun.collection.queries.figures import grouped, table
from jiqun.collection.queries.prefilled import values_of
from jiqun.facts.workbook.cells import Unreadable
from jiqun.web.moments import in_shanghai, moment

SAVED = Text(
    "已保存草稿，尚未确认；截止前可以继续填写。", "The draft is kept, not confirmed; you can go on until it closes."
)


@dataclass(frozen=True, slots=True)
class Box:
    """One answer of the form: its field, the change it was shown with, what was known, what to look at.

    A `gap` is only said of a page that was to be confirmed.
    """

    year: int
    field: BoundField
    control: str
    seen: int
    known: str
    remark: Text | None
    gap: Text | None
    clash: Text | None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the form through the years."""

    figure: str
    title: str
    unit: Text | None
    note: Text
    choice: bool
    boxes: list[Box]


def around(found: Invitation) -> dict[str, Any]:
    """Who asks, why, by what right, until when."""
    case = found.collection.case
    return {
        "firm": found,
        "asked": found.collection,
        "case": case,
        "until": deadline_phrase(case.due_at) if case.due_at else "",
        "years": sorted(found.collection.years),
    }


def rows(found: Invitation, form: ReturnForm, now: Mapping[str, Now], saved: Saved) -> list[Line]:
    """The figures asked, each with its years."""
    asked = found.collection
    texts = {name: each.text for name, each in now.items()}
    said = form.remarks if form.errors else remarks(values_of(texts), values_of(found.prefill))
    noted = {each.name: each.text for each in said}
    gaps = {each.name: each.text for each in form.gaps}
    lines: dict[str, Line] = {}
    for question in questions(asked.figures, asked.years):
        name, column = question.name, COLUMNS[question.figure]
        line = lines.setdefault(
            question.figure,
            Line(question.figure, title(column), unit(column), column.note, is_choice(column), []),
        )
        known = found.prefill.get(name, "")
        bound = form[name]
        line.boxes.append(
            Box(
                question.year,
                bound,
                control(bound, name),
                now[name].number,
                grouped(known) if known and known != texts[name] else "",
                noted.get(name),
                gaps.get(name),
                clash(name, now[name], saved),
            )
        )
    return list(lines.values())


def control(bound: BoundField, name: str) -> str:
    """The input, tied to what is said about it and named in full for a screen reader."""
    return bound.as_widget(attrs={"aria-label": str(bound.label), "aria-describedby": f"said-{name}"})


def clash(name: str, here: Now, saved: Saved) -> Text | None:
    """What another device says where both changed the answer; a person decides."""
    if name in saved.clashes:
        at, other = moment(here.at), here.text or "—"
        return Text(
            f"另一台设备 {at} 填为“{other}”，您这里不同。再次保存或确认，以您这里的为准。",
            f"Another device entered “{other}” at {at}; yours differs. Save or confirm again to keep yours.",
        )
    if name in saved.fresher:
        return Text("另一台设备刚刚改动了此项，请核对。", "Another device has just changed this; check it.")
    return None


def autosaved(found: Invitation, saved: Saved, now: Mapping[str, Now], at: datetime) -> dict[str, Any]:
    """The answer to an autosave, for the page's script."""
    texts = {name: each.text for name, each in now.items()}
    return {
        "at": f"{in_shanghai(at):%H:%M}",
        "kept": saved.kept,
        "fresher": {name: {"text": each.text, "number": each.number} for name, each in saved.fresher.items()},
        "clashes": {
            name: {"number": each.number, "said": str(clash(name, each, saved))} for name, each in saved.clashes.items()
        },
        "faults": faults(found, texts),
        "remarks": {each.name: str(each.text) for each in remarks(values_of(texts), values_of(found.prefill))},
    }


def faults(found: Invitation, texts: Mapping[str, str]) -> dict[str, str]:
    """What cannot be read as a figure, by question."""
    said = {}
    for question in questions(found.collection.figures, found.collection.years):
        try:
            as_value(question.figure, texts[question.name])
        except Unreadable as wrong:
            said[question.name] = str(wrong.text)
    return said


def given(found: Invitation, mine: Mapping[str, str] | None) -> dict[str, Any]:
    """What the firm gave and who used it; `mine` is what another page sent after that: where it differs is listed."""
    asked = found.collection
    returns = list(found.returns.order_by("-number"))
    last = returns[0] if returns else None
    shown = table(last, found.prefill, asked.figures, asked.years) if last else []
    cells = [(row, cell) for row in shown for cell in row.cells]
    differing = [
        (f"{cell.year} {row.title}", grouped(mine.get(cell.name, "").strip()), cell.text)
        for row, cell in cells
        if mine is not None and grouped(mine.get(cell.name, "").strip()) != cell.text
    ]
    return {
        "given": last,
        "earlier": returns[1:],
        "rows": shown,
        "blank_titles": [row.title for row in shown if row.blank],
        "differing": differing,
        "uses": list(Use.objects.filter(given__invitation=found).select_related("given").order_by("-at")),
    }
