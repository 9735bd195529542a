"""What a round's notice demands beyond the measure (A5: the province publishes the standards of recognition)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.law.basis import LIMIT, LONGEST, from_json, stated
from jiqun.law.conditions import Compare, Condition, Indicator, Judgement
from jiqun.law.errors import BasisError
from jiqun.law.limits import Limit
from jiqun.law.norms import Aside, Norm
from jiqun.law.readings import Reading
from jiqun.law.units import UNITS
from jiqun.law.words import WORDS

CLAUSE = "A5"


@dataclass(frozen=True, slots=True)
class Demand:
    """A numbered demand (`D1`) of the notice `source`, in force from `start`.

    A person judges it, unless it names one of the measure's formulas with a word of the law, a limit and its unit.
    """

    id: str
    text: str
    start: date
    source: str = ""
    formula: str = ""
    word: str = ""
    limit: str = ""
    unit: str = ""

    def plain(self) -> dict[str, str]:
        """As in JSON: the date as text."""
        return {key: str(value) for key, value in stated(self).items()}

    @classmethod
    def from_plain(cls, found: Mapping[str, Any]) -> Demand:
        """From what `plain` gave. Raises `BasisError` for a key or a date that is not right."""
        return cls(**from_json(cls, found))


def norm(demand: Demand, formulas: Mapping[str, Indicator], readings: Mapping[str, Reading]) -> Norm:
    """The norm a demand stands for. Raises `BasisError` with all that is wrong."""
    if wrong := list(_faults(demand, formulas, readings)):
        raise BasisError(Text(f"附加要求 {demand.id}：{w.zh}", f"Demand {demand.id}: {w.en}") for w in wrong)
    source = Text(f"（{demand.source}）", f" ({demand.source})") if demand.source else Text("", "")
    before = Text(f"本要求自 {demand.start} 起执行。", f"This is demanded from {demand.start} on.")
    return Norm(
        id=demand.id,
        clause=CLAUSE,
        quote=demand.text,
        title=Text(f"附加要求 {demand.id}{source.zh}", f"Demand {demand.id}{source.en}"),
        condition=_condition(demand, formulas),
        aside=(Aside(date.min, demand.start - timedelta(days=1), before),),
        topic=demand.id,
    )


def _condition(demand: Demand, formulas: Mapping[str, Indicator]) -> Condition:
    if not demand.formula:
        return Judgement()
    unit = UNITS[demand.unit]
    limit = Limit(Fraction(demand.limit) * unit.written, unit, date.min, None)
    return Compare(formulas[demand.formula], WORDS[demand.word], (limit,))


def _faults(demand: Demand, formulas: Mapping[str, Indicator], readings: Mapping[str, Reading]) -> Iterator[Text]:
    if not demand.text.strip():
        yield Text("没有内容，请写明要求", "it says nothing; write what is demanded")
    if not demand.id.strip():
        yield Text("没有编号，请编号", "it has no number; give it one")
    written = {"formula": demand.formula, "word": demand.word, "limit": demand.limit, "unit": demand.unit}
    missing = [key for key, value in written.items() if not value]
    if len(missing) == len(written):
        return
    if missing:
        names = listing(missing)
        yield Text(f"测算项须写全，缺少 {names.zh}", f"a computed demand needs {names.en} as well")
        return
    if demand.formula not in formulas:
        names = listing(sorted(formulas))
        yield Text(f"没有公式 {demand.formula}；现有：{names.zh}", f"no formula {demand.formula}; known: {names.en}")
    if demand.word not in WORDS:
        names = listing(WORDS)
        yield Text(f"不认识的用语 {demand.word}；可用：{names.zh}", f"unknown word {demand.word}; known: {names.en}")
    elif (reading := WORDS[demand.word].reading) and reading not in readings:
        yield Text(f"用语 {demand.word} 需要口径“{reading}”", f"the word {demand.word} needs the reading {reading}")
    if not LIMIT.fullmatch(demand.limit) or "-" in demand.limit:
        shown = demand.limit if len(demand.limit) <= LONGEST else f"{demand.limit[:LONGEST]}…"
        yield Text(f"“{shown}”不是数值", f"{shown} is no number")
    if demand.unit not in UNITS:
        names = listing(UNITS)
        yield Text(f"不认识的单位 {demand.unit}；可用：{names.zh}", f"unknown unit {demand.unit}; known: {names.en}")
    elif demand.formula in formulas and UNITS[demand.unit].base != formulas[demand.formula].unit:
        yield Text(
            f"单位 {demand.unit} 与公式 {demand.formula} 不符", f"the unit {demand.unit} does not fit {demand.formula}"
        )
