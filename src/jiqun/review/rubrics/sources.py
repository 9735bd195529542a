"""What a rule may be computed from: norms of the measure, and counts of the application form's ledgers.

Ids: `13.2.output` a computed norm; `13.3.firms.1` one branch of it; `13.6.software:met` the share of its years (or
branches) that are met; `field.sharing` how many kinds of a ledger have an entry; `field.outreach` of a field with two
counts the second over the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import lru_cache

from jiqun import law
from jiqun.bilingual import Text
from jiqun.forms import definitions
from jiqun.law.conditions import Compare, Condition, Falling, Several
from jiqun.law.limits import in_force
from jiqun.law.norms import Norm
from jiqun.law.units import UNITS, Unit
from jiqun.ledgers.kinds import kind
from jiqun.standards import province

MEASURE = province.here().measure
"""The measure whose norms the shipped rubric is computed from."""
APPLICATION = "申报"
MET = ":met"
FIELD = "field."
_MET_TITLE = Text("{title}：达标年度（项）占比", "{title}: share of years (items) met")
_KINDS = Unit("类", "类", 1, 0, Text(" 类", " kinds"), json="类")


@dataclass(frozen=True, slots=True)
class Source:
    """One thing a value is measured of, with the unit its limits are written in; `most` is what no value exceeds."""

    id: str
    title: Text
    unit: Unit
    most: Fraction | None = None

    def amount(self, number: str) -> Text:
        """A number of it, in decimal text, as a person reads it."""
        return self.unit.amount(number)

    @property
    def share(self) -> bool:
        """Whether it is a share or rate, whose limits are written with a percent sign."""
        return self.unit.name == "%"


def title_of(id: str, source: Source | None) -> Text:
    """What a source is called; one that is not known, by its id."""
    return source.title if source else Text(id, id)


@lru_cache(maxsize=8)
def known(measure: str = MEASURE) -> dict[str, Source]:
    """Every source there is under a measure with the shipped application form, by id."""
    found = [*_norms(law.load(measure).norms, law.load(measure).start), *_fields()]
    return {source.id: source for source in found}


def _norms(norms: tuple[Norm, ...], on: date) -> Iterator[Source]:
    for norm in norms:
        if (unit := _unit(norm.condition, on)) is not None:
            yield Source(norm.id, norm.title, unit)
        if isinstance(norm.condition, Several):
            for number, branch in enumerate(norm.condition.branches, 1):
                if (unit := _unit(branch.condition, on)) is not None:
                    yield Source(f"{norm.id}.{number}", branch.title, unit)
        if norm.computed:
            yield Source(f"{norm.id}{MET}", _MET_TITLE.format(title=norm.title), UNITS["%"], Fraction(1))


def _unit(condition: Condition, on: date) -> Unit | None:
    if isinstance(condition, Falling):
        return condition.unit
    return in_force(condition.limits, on).unit if isinstance(condition, Compare) else None


def _fields() -> Iterator[Source]:
    for field in definitions.shipped_form(APPLICATION).fields():
        if len(field.ledger) == 1 and field.ledger[0].every:
            most = len(kind(field.ledger[0].kind).subs)
            title = Text(f"{field.label.zh}：共 {most} 类，已覆盖", f"{field.label.en}: kinds covered of {most}")
            yield Source(f"{FIELD}{field.id}", title, _KINDS, Fraction(most))
        if len(field.ledger) == 2 and all(count.measure == "number" for count in field.ledger):
            title = Text(f"{field.label.zh}：覆盖率", f"{field.label.en}: coverage")
            yield Source(f"{FIELD}{field.id}", title, UNITS["%"], Fraction(1))
