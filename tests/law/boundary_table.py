"""The boundary cases of a norm with what the text says of each, under every combination of the readings that matter.

Reckoned once in a test run: the generated boundary tests walk the table, and mutants are tried against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import product

from jiqun import law
from jiqun.law import Measure, Norm
from tests.law import boundaries_of, plain_law
from tests.law.boundaries_of import Case

COMPUTED = [(measure, norm) for measure in map(law.load, law.library()) for norm in measure.norms if norm.computed]
IDS = [f"{measure.id}-{norm.id}" for measure, norm in COMPUTED]


@dataclass(frozen=True)
class Line:
    """A case under readings (those that are not named are the measure's defaults), and the verdict of the text."""

    case: Case
    readings: Mapping[str, str]
    expected: str


@cache
def table(measure_id: str, norm_id: str) -> tuple[Line, ...]:
    """Every line of a norm of the library."""
    measure = law.load(measure_id)
    norm = measure.norm(norm_id)
    matter, others = tuple(combinations(measure, norm)), tuple(foreign(measure, norm))
    found = []
    for case, reckoned in _cases(norm.quote):
        for readings in ({}, *matter, *(others if "at the" in case.name else ())):
            reading = (measure.defaults() | readings).__getitem__
            found.append(Line(case, readings, plain_law.verdict(norm.quote, case.facts, reading, reckoned)))
    return tuple(found)


@cache
def _cases(quote: str) -> list[tuple[Case, dict[object, plain_law.Outcomes]]]:
    """The cases of a quote, each with room for what is reckoned of it: two measures may use the same words."""
    return [(case, {}) for case in boundaries_of.cases(quote)]


def combinations(measure: Measure, norm: Norm) -> Iterator[dict[str, str]]:
    """Every combination of the readings that matter to a norm; a reading the measure does not know has none."""
    matter = readings_of(norm)
    known = [key for key in measure.readings if key in matter]
    for values in product(*(measure.readings[key].values for key in known)):
        yield dict(zip(known, values, strict=True))


def foreign(measure: Measure, norm: Norm) -> Iterator[dict[str, str]]:
    """The readings of other norms, one at a time, none of which may touch this one."""
    for key in sorted(measure.readings.keys() - readings_of(norm)):
        yield from ({key: value} for value in measure.readings[key].values if value != measure.readings[key].default)


def readings_of(norm: Norm) -> set[str]:
    """The readings that can matter to a norm, by the words of its quote."""
    return {key for demand in plain_law.demands(norm.quote) for key in demand.readings}


def alone(measure: Measure, *norms: Norm) -> Measure:
    """The measure with a few norms only, so that thousands of cases are quick."""
    return replace(measure, norms=norms)


def day_in_force(measure: Measure) -> date:
    """A day on which a measure is in force, the day of the facts where it can be."""
    day = max(boundaries_of.ON, measure.start)
    return min(day, measure.until) if measure.until else day


def wrong(measure: Measure, norm_id: str, lines: tuple[Line, ...]) -> Iterator[str]:
    """The lines on which a measure says something else than the text, as sentences."""
    on = day_in_force(measure)
    for line in lines:
        found = measure.verdicts(line.case.facts, on=on, readings=line.readings)[norm_id].value
        if found != line.expected:
            yield f"{norm_id}, {line.case.name}, {dict(line.readings)}: {found}; the text says {line.expected}"
