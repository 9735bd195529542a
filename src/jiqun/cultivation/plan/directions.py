"""The eight directions of Article 7 with every task its text names, and the goals offered for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables

DATA = Path(__file__).parent.parent / "data"
NUMERALS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Topic:
    """A task that the text names (任务). `code` is `1.3`, `words` are the clause's own, `evidence` is what counts."""

    direction: int
    number: int
    words: str
    title: Text
    evidence: Text

    @property
    def code(self) -> str:
        """Direction and number."""
        return f"{self.direction}.{self.number}"


@dataclass(frozen=True, slots=True)
class Template:
    """A goal offered for a direction. `rising`: more is better. `figure` (over `per`, times `factor`) names what
    `register.ClusterYear` keeps of it; blank where only people can say. `digits`: decimals it is shown with."""

    direction: int
    indicator: Text
    unit: str
    rising: bool
    figure: str
    per: str
    factor: Fraction
    digits: int

    def value(self, year: Mapping[str, int | None]) -> Fraction | None:
        """The indicator from a year's figures; `None` where they do not tell it."""
        top, under = year.get(self.figure), year.get(self.per) if self.per else 1
        if not self.figure or top is None or not under:
            return None
        return Fraction(top, under) * self.factor


@dataclass(frozen=True, slots=True)
class Direction:
    """One item of Article 7: `clause` is its anchor, `title` its own heading."""

    number: int
    clause: str
    title: Text
    topics: tuple[Topic, ...]
    goals: tuple[Template, ...]

    @property
    def heading(self) -> Text:
        """Numbered as in the measure: （一）提升集群主导产业优势."""
        return Text(f"（{NUMERALS[self.number - 1]}）{self.title.zh}", f"({self.number}) {self.title.en}")


@cache
def directions() -> tuple[Direction, ...]:
    """All eight, in the order of the text."""
    topics = [
        Topic(
            int(row["direction"]),
            int(row["number"]),
            row["words"],
            Text(row["title"], row["title_en"]),
            Text(row["evidence"], row["evidence_en"]),
        )
        for row in tables.read(DATA / "topics.csv")
    ]
    goals = [
        Template(
            int(row["direction"]),
            Text(row["indicator"], row["indicator_en"]),
            row["unit"],
            row["better"] == "more",
            row["figure"],
            row["per"],
            Fraction(row["factor"] or 1),
            int(row["digits"]),
        )
        for row in tables.read(DATA / "goals.csv")
    ]
    return tuple(
        Direction(
            number := int(row["number"]),
            row["clause"],
            Text(row["title"], row["title_en"]),
            tuple(each for each in topics if each.direction == number),
            tuple(each for each in goals if each.direction == number),
        )
        for row in tables.read(DATA / "directions.csv")
    )


@cache
def by_code() -> Mapping[str, Topic]:
    """Every named task by its code."""
    return {topic.code: topic for each in directions() for topic in each.topics}


@cache
def templates() -> Mapping[tuple[str, str], Template]:
    """The goals offered, by indicator and unit: a plan's own goal of both is followed from the same figures."""
    return {(each.indicator.zh, each.unit): each for of in directions() for each in of.goals}
