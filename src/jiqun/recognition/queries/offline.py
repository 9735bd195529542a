"""What is read of a review on paper: its sessions, and how far the sheets are on their way in. Never a value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.procedure import procedure
from jiqun.review.computed import Pinned, pinned
from jiqun.review.models import OPEN_SHEETS, Panel, PaperSheet, Session, Sheet
from jiqun.review.rubrics import Dimension, Item, points, rubric_of
from jiqun.review.sheets import scored_by_expert


def expected(panel: Panel) -> list[str]:
    """Codes of the experts whose sheets are still to come (one query)."""
    rows = Sheet.objects.filter(panel=panel, state__in=OPEN_SHEETS, case__state="review")
    return sorted(set(rows.values_list("expert__code", flat=True)))


def sessions(panel: Panel) -> list[Session]:
    """The sessions on record (one query)."""
    return list(Session.objects.filter(panel=panel).select_related("by__person").order_by("number"))


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper sheet of the list."""

    pk: UUID
    number: str
    cluster: str
    expert: str
    state: str
    title: Text


def papers(panel: Panel) -> list[PaperLine]:
    """The paper sheets, those still to enter first (one query)."""
    states = procedure("paper_sheet").by_state
    rows = (
        PaperSheet.objects.filter(sheet__panel=panel)
        .order_by("sheet__case__number", "sheet__expert__code", "sheet__revision")
        .values_list("pk", "sheet__case__number", "sheet__case__title", "sheet__expert__code", "state")
    )
    found = [PaperLine(*row, states[row[4]].title) for row in rows]
    return sorted(found, key=lambda line: states[line.state].final)


@dataclass(frozen=True, slots=True)
class BlankItem:
    """One line of a printed sheet: what the expert gives at most and in which steps, in points, and the computed part
    as it was fixed with the draw (empty where there is none)."""

    item: Item
    weight: str
    most: str
    step: str
    computed: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A sheet as it is printed to be filled in by hand."""

    number: str
    cluster: str
    expert: str
    dimensions: list[tuple[Dimension, list[BlankItem]]]


def blanks(panel: Panel, expert: str = "") -> list[Blank]:
    """The sheets to print, by expert and case (two queries and one a case)."""
    rows = Sheet.objects.filter(panel=panel, state__in=OPEN_SHEETS, case__state="review")
    if expert:
        rows = rows.filter(expert__code=expert)
    rubric, computed, found = rubric_of(panel.rubric), dict[UUID, Mapping[str, Pinned]](), []
    for sheet in rows.select_related("case", "expert").order_by("expert__code", "case__number"):
        if sheet.case_id not in computed:
            computed[sheet.case_id] = pinned(sheet)
        parts = computed[sheet.case_id]
        lines = [(each, [blank_item(item, parts) for item in each.items]) for each in rubric.dimensions]
        found.append(Blank(sheet.case.number, sheet.case.title, sheet.expert.code, lines))
    return found


def blank_item(item: Item, parts: Mapping[str, Pinned]) -> BlankItem:
    """One line of a printed sheet."""
    most, part = scored_by_expert(item, parts), parts.get(item.id)
    return BlankItem(
        item,
        points(item.weight),
        points(most) if most else "",
        points(item.step) if most else "",
        f"{points(part.points)} / {points(part.most)}" if part is not None and part.most else "",
    )
