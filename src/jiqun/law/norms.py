"""A norm of a measure, evaluated on what is given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from jiqun.bilingual import Text, listing
from jiqun.law.conditions import Condition, Judgement, Result
from jiqun.law.given import Given
from jiqun.law.readings import Flip, Reading
from jiqun.law.verdicts import Verdict
from jiqun.standards import intensive

ListKind = Literal["高耗能", "高用水"]

_TOO_WIDE = Text(
    "主导产业代码 {codes} 只有一部分属于{kind}行业，请填写到更细的代码以确定本条件是否适用",
    "Only a part of the lead industry {codes} is on the list of {kind} industries; give a narrower code to tell "
    "whether this applies",
)
_NO_CODES = Text(
    "主导产业代码未填，请补充，以确定是否属于{kind}行业、本条件是否适用",
    "No code of the lead industry is given; enter it to tell whether it is on the list {kind} and this applies",
)


@dataclass(frozen=True, slots=True)
class Aside:
    """Days on which a norm does not apply, both ends included, and the sentence that says why."""

    start: date
    until: date | None
    text: Text


@dataclass(frozen=True, slots=True)
class Norm:
    """One condition of a clause. `applies_if` names a dated list of industries the lead industry has to be on.

    `aside` are the days on which a registered basis sets it aside, or before a demand of a notice starts.
    `topic` is the same for norms of different measures about the same thing: the id of that in `gd_2023_4`.
    """

    id: str
    clause: str
    quote: str
    title: Text
    condition: Condition
    applies_if: ListKind | None = None
    aside: tuple[Aside, ...] = ()
    topic: str = ""

    @property
    def computed(self) -> bool:
        """Whether the norm is computed; else a person judges it."""
        return not isinstance(self.condition, Judgement)

    def put_aside(self, on: date) -> Text | None:
        """Why the norm does not apply on a day, in a sentence; None when it does."""
        for each in self.aside:
            if each.start <= on and (each.until is None or on <= each.until):
                return each.text
        return None

    def evaluate(self, given: Given) -> Result:
        """The result under the readings given."""
        listed = self._applies(given)
        if listed is False:
            return Result(Verdict.NOT_APPLICABLE)
        result = self.condition.evaluate(given)
        if listed:
            return result
        assert self.applies_if is not None
        kind = intensive.KINDS[self.applies_if]
        codes = listing(filter(None, given.facts.lead_codes))
        need = (_TOO_WIDE if codes.zh else _NO_CODES).format(codes=codes, kind=kind)
        return Result(Verdict.UNDETERMINED, None, result.parts, (need,))

    def verdict(self, given: Given) -> Verdict:
        """The verdict alone, without the tree that explains it."""
        if self.applies_if is None and not self.aside:
            return self.condition.verdict(given)
        listed = self._applies(given)
        if listed:
            return self.condition.verdict(given)
        return Verdict.UNDETERMINED if listed is None else Verdict.NOT_APPLICABLE

    def flips(self, given: Given, readings: Mapping[str, Reading], verdict: Verdict) -> tuple[Flip, ...]:
        """The readings that would change the verdict, each tried alone. Only those the norm asked for can."""
        found = []
        for key, value, trial in given.trials(readings):
            other = self.verdict(trial)
            if other is not verdict:
                found.append(Flip(key, value, other))
        return tuple(found)

    def _applies(self, given: Given) -> bool | None:
        if self.aside and self.put_aside(given.on):
            return False
        return True if self.applies_if is None else on_list(self.applies_if, given.facts.lead_codes, given.on)


@lru_cache(maxsize=4096)
def on_list(kind: ListKind, lead_codes: tuple[str, ...], on: date) -> bool | None:
    """Whether a lead code is on a list at the legal date; None when only a part of one is, or no list was in force."""
    try:
        answers = [intensive.look_up(kind, code, on).listed for code in lead_codes]
    except intensive.NoListInForce:
        return None
    return True if True in answers else None if None in answers else False
