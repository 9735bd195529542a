"""What the experts' review says of a cluster in words: item by item strong, sound or weak, never a score."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fractions import Fraction
from uuid import UUID

from jiqun.casework.models import Case
from jiqun.recognition.queries.experts import panel_of
from jiqun.review.models import Sheet
from jiqun.review.placing import by_case, counted
from jiqun.review.rubrics import Rubric, read

STRONG, SOUND = Fraction(85, 100), Fraction(60, 100)
"""From which share of an item's full marks it is called strong, and sound: the product's own proposal."""


@dataclass(frozen=True, slots=True)
class Aspects:
    """Titles of the rubric's items as a letter names them, each list in the rubric's order."""

    strong: tuple[str, ...]
    sound: tuple[str, ...]
    weak: tuple[str, ...]

    def plain(self) -> dict[str, list[str]]:
        """As JSON holds it."""
        return {name: list(titles) for name, titles in asdict(self).items()}


def in_words(items: Iterable[tuple[str, int, Fraction]]) -> Aspects:
    """Sorts items (title, full marks, mean; both in hundredths of a point) by the share of the full marks reached."""
    found: dict[str, list[str]] = {"strong": [], "sound": [], "weak": []}
    for title, full, mean in items:
        share = mean / full
        found["strong" if share >= STRONG else "sound" if share >= SOUND else "weak"].append(title)
    return Aspects(**{name: tuple(titles) for name, titles in found.items()})


def aspects(round_case: Case) -> dict[UUID, Aspects]:
    """What was said of every application whose scores were opened, by its id (two queries); empty before that."""
    panel = panel_of(round_case)
    if panel is None or panel.opened_at is None:
        return {}
    rubric = read(panel.rubric.definition)
    return {pk: of_sheets(given, rubric) for pk, given in by_case(counted(panel, panel.ranked)).items()}


def of_sheets(given: list[Sheet], rubric: Rubric) -> Aspects:
    """The same of one application's sheets."""
    return in_words(
        (item.title.zh, item.weight, Fraction(sum(sheet.scores[item.id]["score"] for sheet in given), len(given)))
        for item in rubric.items
    )
