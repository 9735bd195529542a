"""The score sheet as its page shows it: items with what was computed and typed, and how far it is. Plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from jiqun.bilingual import Text
from jiqun.review.computed import NOTHING, Pinned
from jiqun.review.rubrics import KINDS, REASONS, Item, Rubric, points
from jiqun.review.sheets import (
    COMMENT,
    REASON,
    SCORE,
    reason_wanted,
    score_of,
    scored_by_expert,
)


class Cell(NamedTuple):
    """One field: its name, what was typed, the version that is shown, what is wrong with it."""

    name: str
    typed: str
    version: int
    errors: Sequence[str]


class Row(NamedTuple):
    """One item: full marks, how it is scored; what was computed of it (points, of how many, in a few words); the score
    the expert gives (none where all was computed) up to `own`; the reason or comment, and when it is asked for."""

    item: Item
    most: str
    kind: Text
    computed: str
    computed_most: str
    told: Sequence[Text]
    own: str
    step: str
    score: Cell | None
    reason: Cell
    asked: Text
    left: bool


class Section(NamedTuple):
    """A dimension as the page shows it."""

    clause: str
    title: Text
    most: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sheet is: parts done of all there are to do, the sums so far in points, and the next empty field."""

    done: int
    all: int
    computed: str
    own: str
    total: str
    next: str

    @property
    def left(self) -> int:
        """How many are still to do."""
        return self.all - self.done


OWN_COMMENT = Text("可写意见，不改变测算得分", "a comment if you wish; it changes no points")


def sections(
    rubric: Rubric,
    found: Mapping[str, Pinned],
    typed: Mapping[str, str],
    versions: Mapping[str, int],
    errors: Mapping[str, Sequence[Any]],
) -> list[Section]:
    """The rubric laid over what was typed, dimension by dimension."""

    def cell(name: str) -> Cell:
        wrong = [str(error) for error in errors.get(name, ())]
        return Cell(name, str(typed.get(name, "")), versions.get(name, 0), wrong)

    def row(item: Item) -> Row:
        part, own = found.get(item.id, NOTHING), scored_by_expert(item, found)
        return Row(
            item,
            points(item.weight),
            KINDS[item.kind],
            points(part.points),
            points(part.most) if part.most else "",
            part.short,
            points(own) if own else "",
            points(item.step),
            cell(SCORE + item.id) if own else None,
            cell(REASON + item.id),
            REASONS[item.reason] if own else OWN_COMMENT,
            bool(own) and not done(item, found, typed),
        )

    return [Section(d.clause, d.title, points(d.weight), [row(item) for item in d.items]) for d in rubric.dimensions]


def done(item: Item, found: Mapping[str, Pinned], typed: Mapping[str, str]) -> bool:
    """Whether an item needs nothing more: a score on the scale, and a reason where one is asked for."""
    own = scored_by_expert(item, found)
    given = score_of(typed.get(SCORE + item.id, ""), item, own)
    if not own:
        return True
    return given is not None and (bool(typed.get(REASON + item.id, "").strip()) or not reason_wanted(item, given, own))


def progress(rubric: Rubric, found: Mapping[str, Pinned], typed: Mapping[str, str]) -> Progress:
    """How far what was typed is; the server's sums, the computed part included."""
    asked = [item for item in rubric.items if scored_by_expert(item, found)]
    open_items = [item for item in asked if not done(item, found, typed)]
    given = [score_of(typed.get(SCORE + item.id, ""), item, scored_by_expert(item, found)) for item in asked]
    own, computed = sum(score or 0 for score in given), sum(part.points for part in found.values())
    comment = bool(typed.get(COMMENT, "").strip())
    following = "" if comment else COMMENT
    if open_items:
        first = open_items[0]
        scored = score_of(typed.get(SCORE + first.id, ""), first, scored_by_expert(first, found)) is not None
        following = (REASON if scored else SCORE) + first.id
    return Progress(
        len(asked) - len(open_items) + comment,
        len(asked) + 1,
        points(computed),
        points(own),
        points(own + computed),
        following,
    )


class Sealed(NamedTuple):
    """One item of a sheet that was handed in: full marks, what was computed of it, the score, the reason."""

    item: Item
    most: str
    computed: str
    score: str
    reason: str


def sealed(scores: Mapping[str, Mapping[str, Any]], rubric: Rubric) -> list[tuple[Text, list[Sealed]]]:
    """A sheet that was handed in, dimension by dimension."""
    return [
        (
            dimension.title,
            [
                Sealed(
                    item,
                    points(item.weight),
                    points(given["computed"]) if "computed" in given else "",
                    points(given["score"]),
                    given["reason"],
                )
                for item in dimension.items
                for given in [scores[item.id]]
            ],
        )
        for dimension in rubric.dimensions
    ]
