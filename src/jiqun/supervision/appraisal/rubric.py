"""The rubric of the yearly appraisal (年度考核), as data in revisions. The shipped one is the product's own proposal.

Article 16 asks the province to appraise and leaves the how to it. Points are integers in hundredths of a point.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jiqun.bilingual import Text
from jiqun.law.citation import citing
from jiqun.standards import tables

DATA = Path(__file__).parents[1] / "data"
POINT = 100
ORIGIN = citing(
    "示例：本产品据{A13 A16}自拟，不是省厅规定，可替换。",
    "A sample: the product's own proposal from {A13}, {A16}, no rule of the department; may be replaced.",
)


@dataclass(frozen=True, slots=True)
class Item:
    """One item: `weight` its most points (hundredths), `rule` how it is computed (blank: a person judges), `limit` in
    per cent where the rule has one."""

    key: str
    clause: str
    weight: int
    rule: str
    limit: int
    title: Text
    help: Text

    @property
    def judged(self) -> bool:
        """Whether a person gives the points."""
        return not self.rule


@dataclass(frozen=True, slots=True)
class Grade:
    """A grade, proposed from a total of `least` hundredths on."""

    name: str
    least: int
    title: Text


@dataclass(frozen=True, slots=True)
class Rubric:
    """One revision; never changed, another one takes its place. `grades` from the best down."""

    revision: int
    items: tuple[Item, ...]
    grades: tuple[Grade, ...]

    @property
    def whole(self) -> int:
        """The most points there are, in hundredths."""
        return sum(item.weight for item in self.items)

    def grade(self, total: int) -> Grade:
        """The grade a total would have."""
        return next(each for each in self.grades if total >= each.least)

    def title(self, name: str) -> Text:
        """What a grade is called; a dash for none."""
        return next((each.title for each in self.grades if each.name == name), Text("—", "—"))

    def plain(self) -> dict[str, Any]:
        """As it is pinned to an appraisal."""
        return {
            "revision": self.revision,
            "items": [
                {
                    "key": each.key,
                    "clause": each.clause,
                    "weight": each.weight,
                    "rule": each.rule,
                    "limit": each.limit,
                    "title": _both(each.title),
                    "help": _both(each.help),
                }
                for each in self.items
            ],
            "grades": [{"name": each.name, "least": each.least, "title": _both(each.title)} for each in self.grades],
        }


def from_plain(kept: Mapping[str, Any]) -> Rubric:
    """The revision that was pinned by `plain`."""
    items = [{**each, "title": Text(**each["title"]), "help": Text(**each["help"])} for each in kept["items"]]
    grades = [{**each, "title": Text(**each["title"])} for each in kept["grades"]]
    return Rubric(kept["revision"], tuple(Item(**each) for each in items), tuple(Grade(**each) for each in grades))


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


@cache
def rubrics() -> dict[int, Rubric]:
    """Every revision by its number."""
    items: dict[int, list[Item]] = {}
    grades: dict[int, list[Grade]] = {}
    for row in tables.read(DATA / "appraisal_rubrics.csv"):
        items.setdefault(int(row["revision"]), []).append(
            Item(
                row["key"],
                row["clause"],
                int(row["weight"]) * POINT,
                row["rule"],
                int(row["limit"] or 0),
                Text(row["zh"], row["en"]),
                Text(row["help_zh"], row["help_en"]),
            )
        )
    for row in tables.read(DATA / "appraisal_grades.csv"):
        grade = Grade(row["grade"], int(row["from"]) * POINT, Text(row["zh"], row["en"]))
        grades.setdefault(int(row["revision"]), []).append(grade)
    return {
        number: Rubric(number, tuple(of), tuple(sorted(grades[number], key=lambda each: -each.least)))
        for number, of in items.items()
    }


def latest() -> Rubric:
    """The revision a new appraisal is made by."""
    return rubrics()[max(rubrics())]


def shown(points: int | None) -> str:
    """Points for people: 12.5 out of 1250; a dash for none."""
    if points is None:
        return "—"
    whole, part = divmod(points, POINT)
    return f"{whole}.{part:02}".rstrip("0").rstrip(".") if part else str(whole)
