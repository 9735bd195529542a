"""What a sheet adds up to: its items with their points, its total, the grade that total proposes. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiqun.bilingual import Text
from jiqun.supervision.appraisal.rubric import Grade, Item, Rubric, from_plain
from jiqun.supervision.models import Appraised


@dataclass(frozen=True, slots=True)
class Scored:
    """One item of a sheet: its points (hundredths, `None` while nobody gave any), where they come from in words.

    `by_person`: a person gives the points, because the rubric says so or because the data do not tell (`gap` says why).
    """

    item: Item
    points: int | None
    why: Text
    rows: tuple[tuple[Text, Text], ...]
    by_person: bool
    gap: Text | None = None


def rubric_of(sheet: Appraised) -> Rubric:
    """The rubric that was pinned."""
    return from_plain(sheet.appraisal.rubric)


def scored(sheet: Appraised, rubric: Rubric) -> list[Scored]:
    """Every item of a sheet, in the rubric's order. What could be computed is what counts."""
    return [_one(item, sheet.computed.get(item.key), sheet.marks.get(item.key)) for item in rubric.items]


def _one(item: Item, computed: dict[str, Any] | None, mark: dict[str, Any] | None) -> Scored:
    rows: tuple[tuple[Text, Text], ...] = ()
    gap: Text | None = None
    if computed is not None:
        rows = tuple((Text(zh, en), Text(said, told)) for zh, en, said, told in computed["rows"])
        explained = Text(computed["zh"], computed["en"])
        if computed["points"] is not None:
            return Scored(item, computed["points"], explained, rows, False)
        gap = explained
    if mark is not None:
        return Scored(item, mark["points"], Text(mark["reason"], mark["reason"]), rows, True, gap)
    return Scored(item, None, Text("待评", "To be judged"), rows, True, gap)


def total(lines: list[Scored]) -> int | None:
    """The sum; `None` while an item has no points."""
    if any(line.points is None for line in lines):
        return None
    return sum(line.points or 0 for line in lines)


def proposed(sheet: Appraised, rubric: Rubric) -> Grade | None:
    """The grade the total proposes; `None` while there is none. A person confirms it or gives another."""
    return None if sheet.total is None else rubric.grade(sheet.total)
