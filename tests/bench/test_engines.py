"""The comparison of engines is fair: its verdicts are those of the law, and its careful formulas come to them too.

The other engines are not needed here; `python -m bench.engines` runs them.
"""

from __future__ import annotations

import pytest
from bench.engines import Jiqun
from bench.engines_cases import Case, base, cases, rows_of_forty
from bench.engines_languages import CAREFUL, inputs, python_text, said, zen_text
from bench.engines_norms import norms

from jiqun import law

CASES = list(cases(sizes=5))
JIQUN = Jiqun()
each_case = pytest.mark.parametrize("case", CASES, ids=[f"{case.norm} {case.name}" for case in CASES])


@each_case
def test_case_has_the_verdict_of_the_measure(case: Case) -> None:
    assert {JIQUN.verdict(case.norm, figures) for figures in case.sizes} == {case.expected}


@each_case
def test_careful_formula_comes_to_the_same(case: Case) -> None:
    (text,) = (python_text(norm.careful) for norm in norms() if norm.id == case.norm)
    assert {said(eval(text, {}, inputs(figures, CAREFUL))) for figures in case.sizes} == {case.expected}


def test_norms_compared_are_eleven_of_the_measure_and_met_by_the_cluster_they_start_from() -> None:
    measure = law.load("gd_2023_4")
    assert len(norms()) == 11
    assert {norm.id for norm in norms()} <= {norm.id for norm in measure.norms if norm.computed}
    assert {JIQUN.verdict(norm.id, base()) for norm in norms()} == {"met"}


def test_rows_of_forty_add_up_to_exactly_forty_and_a_float_sum_may_not() -> None:
    """A13.2 近三年产值均在40亿元以上."""
    laid = list(rows_of_forty(sizes=20))
    assert {sum(rows) for rows in laid} == {40 * 10**10}
    assert {JIQUN.total(rows) for rows in laid} == {True}
    assert {sum(n / 10**6 for n in rows) >= 400_000 for rows in laid} == {True, False}


def test_formula_reads_as_the_engine_wants_it() -> None:
    growth = next(norm for norm in norms() if norm.id == "13.2.growth")
    assert zen_text(growth.plain) == "((((output_2024 / output_2021)) ^ (1 / 3) - 1) > 0.1)"
