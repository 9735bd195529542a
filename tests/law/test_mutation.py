"""The boundary tests are tested: every slip in a measure file or in a formula makes one of them fail."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from itertools import product
from types import ModuleType

import pytest

from jiqun import law
from jiqun.facts.rows import INCIDENT_KINDS
from jiqun.law import Measure, MeasureError, Norm, growth
from jiqun.law.measures.gd_2023_4 import indicators as provincial
from jiqun.law.words import HOLDS, WORDS
from tests.law import mutants_of_file
from tests.law import mutants_of_formulas as formulas
from tests.law.boundary_table import COMPUTED, IDS, Line, alone, readings_of, table, wrong
from tests.law.mutants_of_file import Slip

SAME_TO_THE_NUMBER = ("不低于 for 不少于", "不少于 for 不低于", "不超过 for 未发生", "未发生 for 不超过")
"""Words that compare alike: `test_word_of_norm_is_that_of_its_quote` tells them apart."""
SAME_IN_ANY_ORDER = {
    "output: given.three_years → given.three_years[::-1]": "three years that all count alike",
    "_shares: given.three_years → given.three_years[::-1]": "three years added up, or each by itself",
}
"""Changes that are none, and why. A change found here and nowhere else is a gap in the boundary cases."""


def shuffled(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The same lines far from each other, so that a mutant soon meets one that finds it out."""
    return tuple(line for start in range(41) for line in lines[start::41])


def found_out(measure: Measure, norm_id: str, lines: tuple[Line, ...]) -> bool:
    """Whether a boundary test would fail; a formula that breaks fails too."""
    try:
        return next(wrong(measure, norm_id, lines), None) is not None
    except Exception:
        return True


def survives(slip: Slip, lines: tuple[Line, ...]) -> bool:
    try:
        measure = mutants_of_file.measure_of(slip)
    except MeasureError:
        return False
    return not found_out(measure, slip.norm["id"], lines)


@pytest.mark.parametrize(("measure", "norm"), COMPUTED, ids=IDS)
def test_slip_in_the_file_of_a_measure_is_found_out(measure: Measure, norm: Norm) -> None:
    """Another word, limit, formula, list of industries or default, or a branch less: each fails at a boundary."""
    lines = shuffled(table(measure.id, norm.id))
    slips = [
        *mutants_of_file.slips(measure.id, norm.id),
        *mutants_of_file.defaults(measure.id, norm.id, readings_of(norm)),
    ]
    assert len(slips) >= 7
    left = {slip.name for slip in slips if survives(slip, lines)}
    assert {name for name in left if not name.endswith(SAME_TO_THE_NUMBER)} == set()


@pytest.mark.parametrize(("measure", "norm"), COMPUTED, ids=IDS)
def test_word_of_norm_is_that_of_its_quote(measure: Measure, norm: Norm) -> None:
    for line in mutants_of_file.comparisons_of(measure.id, norm.id):
        assert line["word"] in line["quote"]


@pytest.mark.parametrize("name", WORDS)
def test_slip_in_the_comparison_of_a_word_is_found_out(name: str) -> None:
    """民法典 1259: whether a word counts the number itself is the whole of it."""
    word = WORDS[name]
    users = [
        (alone(measure, norm), norm.id, shuffled(table(measure.id, norm.id)))
        for measure, norm in COMPUTED
        if name in [line["word"] for line in mutants_of_file.comparisons_of(measure.id, norm.id)]
    ]
    own = word.operators
    assert users, f"no measure of the library uses {name}"
    for value, other in product(own, HOLDS):
        if other != own[value]:
            object.__setattr__(word, "operators", {**own, value: other})
            try:
                assert found_out(*users[0]), f"{name} as {other} under {value or 'any reading'}"
            finally:
                object.__setattr__(word, "operators", own)


def test_slip_in_the_grade_from_which_an_incident_counts_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A13.1: 较大及以上 accidents, 重大及以上 network and data incidents."""
    grades = next(v for v in vars(provincial).values() if isinstance(v, dict) and set(v) == set(INCIDENT_KINDS))
    measure = law.load("gd_2023_4")
    lines = shuffled(table(measure.id, "13.1.safety"))
    for kind, step in product(INCIDENT_KINDS, (-1, 1)):
        with monkeypatch.context() as slip:
            slip.setitem(grades, kind, grades[kind] + step)
            assert found_out(alone(measure, measure.norm("13.1.safety")), "13.1.safety", lines), (kind, step)


def norms_using(indicator: str) -> Iterator[tuple[Measure, Norm]]:
    """The first norm of the library that names an indicator, in a branch or by itself."""
    for measure, norm in COMPUTED:
        lines = mutants_of_file.comparisons_of(measure.id, norm.id)
        if any(line.get(key) == indicator for line in lines for key in ("value", "each", "falling")):
            yield measure, norm
            return


def own_formulas() -> Iterator[tuple[ModuleType, str]]:
    """Every function of every `indicators.py` of the library, and what the formulas of growth share."""
    for measure in law.library():
        try:
            module = import_module(f"jiqun.law.measures.{measure}.indicators")
        except ModuleNotFoundError:
            continue
        yield from ((module, function) for function in formulas.functions(module))
    yield growth, "average_growth"


FUNCTIONS = list(own_formulas())


@pytest.mark.parametrize(("module", "function"), FUNCTIONS, ids=[f"{m.__name__}.{f}" for m, f in FUNCTIONS])
def test_slip_in_a_formula_is_found_out(module: ModuleType, function: str) -> None:
    home = provincial if module is growth else module
    norms = [found for name in sorted(formulas.users_of(home, function)) for found in norms_using(name)]
    tables = [(alone(m, n), n.id, shuffled(table(m.id, n.id))) for m, n in norms]
    left = []
    for mutant in formulas.mutants(module, function):
        with formulas.in_place(module, mutant):
            if not any(found_out(*lines) for lines in tables):
                left.append(mutant.name)
    assert set(left) - SAME_IN_ANY_ORDER.keys() == set()
