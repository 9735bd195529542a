"""The province's answers on how a phrase is read (解释答复, A18): from a date on a reading is fixed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from jiqun.bilingual import Text
from jiqun.law.basis import from_json, stated
from jiqun.law.errors import BasisError, UnknownReading

if TYPE_CHECKING:
    from jiqun.law.readings import Reading

_TWO = Text(
    "{start} 起口径“{reading}”有两件解释，取值不同（{one}、{other}），请先核定以哪一件为准",
    "From {start} two interpretations read {reading} differently ({one}, {other}); settle first which one holds",
)


@dataclass(frozen=True, slots=True)
class Interpretation:
    """An interpretation: `number` and date `on` of the answer, who signed it, the reading it fixes and since when.

    `phrase` and `way` are the reading and its value in words, once a measure has said them (`worded`).
    """

    number: str
    on: date
    signatory: str
    reading: str
    value: str
    start: date
    reason: str
    phrase: Text | None = field(default=None, repr=False, compare=False)
    way: Text | None = field(default=None, repr=False, compare=False)

    @property
    def general(self) -> bool:
        """Whether the whole measure rests on it: never, it settles one phrase."""
        return False

    @property
    def source(self) -> Text:
        """The answer as it is cited: number, signatory and date."""
        return Text(f"{self.number}（{self.signatory}，{self.on}）", f"{self.number} ({self.signatory}, {self.on})")

    @property
    def text(self) -> Text:
        """The interpretation in one sentence."""
        phrase, way = (found or Text(raw, raw) for found, raw in ((self.phrase, self.reading), (self.way, self.value)))
        return Text(
            f"解释：{self.source.zh}，自 {self.start} 起口径“{phrase.zh}”按“{way.zh}”掌握。",
            f"Interpretation: {self.source.en}, from {self.start} on “{phrase.en}” is read as “{way.en}”.",
        )

    def plain(self) -> dict[str, str]:
        """As in JSON: dates as text."""
        return {key: str(value) for key, value in stated(self).items()}

    @classmethod
    def from_plain(cls, found: Mapping[str, Any]) -> Interpretation:
        """From what `plain` gave. Raises `BasisError` for a key or a date that is not right."""
        return cls(**from_json(cls, found))


def worded(readings: Mapping[str, Reading], given: Interpretation) -> Interpretation:
    """The same with its phrase and its value in words."""
    reading = readings[given.reading]
    return replace(given, phrase=reading.phrase, way=reading.values[given.value])


def fixed(
    readings: Mapping[str, Reading], interpretations: Iterable[Interpretation], on: date
) -> dict[str, Interpretation]:
    """The interpretations in effect on a day, by reading: of several the one that took effect last.

    Raises `UnknownReading`, and `BasisError` when two take effect on one day and differ.
    """
    found: dict[str, Interpretation] = {}
    for each in sorted(interpretations, key=lambda each: (each.start, each.on)):
        if each.reading not in readings:
            raise UnknownReading(each.reading, None, readings)
        if each.value not in readings[each.reading].values:
            raise UnknownReading(each.reading, each.value, readings[each.reading].values)
        if each.start > on:
            continue
        before = found.get(each.reading)
        if before and (before.start, before.on) == (each.start, each.on) and before.value != each.value:
            raise BasisError(
                [_TWO.format(start=each.start, reading=each.reading, one=before.number, other=each.number)]
            )
        found[each.reading] = each
    return found
