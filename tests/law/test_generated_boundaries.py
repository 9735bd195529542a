"""Every computed norm of every measure of the library at its boundary, under every reading, against `plain_law`.

Cases come from the words of each norm's quote: a new measure or a new norm is picked up by itself, and one in words
nobody has reckoned with yet fails here by name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from jiqun import law
from jiqun.facts import Facts
from jiqun.law import Measure, Norm
from tests.law import boundaries_of, plain_law

NORMS = [(measure, norm) for measure in map(law.load, law.library()) for norm in measure.norms if norm.computed]
each_norm = pytest.mark.parametrize(("measure", "norm"), NORMS, ids=[f"{m.id}-{n.id}" for m, n in NORMS])


def alone(measure: Measure, norm: Norm) -> Measure:
    """The measure with one norm only, so that thousands of cases are quick."""
    return replace(measure, norms=(norm,))


def day_in_force(measure: Measure) -> date:
    return min(max(boundaries_of.ON, measure.start), measure.until)


def combinations(measure: Measure, norm: Norm) -> Iterator[dict[str, str]]:
    """Every combination of the readings that matter to a norm; a reading the measure does not know has none."""
    matter = {key for demand in plain_law.demands(norm.quote) for key in demand.readings}
    known = [key for key in measure.readings if key in matter]
    for values in product(*(measure.readings[key].values for key in known)):
        yield dict(zip(known, values, strict=True))


def found(measure: Measure, norm: Norm, facts: Facts, readings: dict[str, str]) -> str:
    return measure.verdicts(facts, on=day_in_force(measure), readings=readings)[norm.id].value


@each_norm
def test_boundary_of_norm_under_every_reading(measure: Measure, norm: Norm) -> None:
    """A13: at the limit, one unit below and above, a year missing, rows blank, a component zero."""
    one, wrong = alone(measure, norm), []
    for case in boundaries_of.cases(norm.quote):
        for readings in combinations(measure, norm):
            reading = {**measure.defaults(), **readings}.__getitem__
            expected = plain_law.verdict(norm.quote, case.facts, reading)
            answer = found(one, norm, case.facts, readings)
            if answer != expected:
                wrong.append(f"{norm.id} {case.name} {readings}: {answer}, the text says {expected}")
    assert wrong == []


@each_norm
def test_boundary_cases_of_norm_hold_every_verdict(measure: Measure, norm: Norm) -> None:
    """Cases that all ended alike would prove nothing."""
    reading = measure.defaults().__getitem__
    seen = Counter(plain_law.verdict(norm.quote, case.facts, reading) for case in boundaries_of.cases(norm.quote))
    assert {"met", "not_met", "undetermined"} <= seen.keys()


@each_norm
def test_readings_of_other_norms_do_not_touch_the_norm(measure: Measure, norm: Norm) -> None:
    one = alone(measure, norm)
    matter = {key for demand in plain_law.demands(norm.quote) for key in demand.readings}
    others = [(k, v) for k, reading in measure.readings.items() if k not in matter for v in reading.values]
    for case in boundaries_of.cases(norm.quote)[:5]:
        verdicts = {found(one, norm, case.facts, {key: value}) for key, value in others}
        assert verdicts <= {found(one, norm, case.facts, {})}, case.name


def test_norm_in_words_nobody_reckoned_with_is_named() -> None:
    with pytest.raises(plain_law.NotUnderstood, match="森林覆盖率不低于60%"):
        plain_law.demands("森林覆盖率不低于60%")


def test_every_subject_has_its_cases() -> None:
    assert {subject.name for subject in plain_law.SUBJECTS} == boundaries_of.CASES.keys()
