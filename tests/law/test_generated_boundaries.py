"""Every computed norm of every measure of the library at its boundary, under every reading, against `plain_law`.

Cases come from the words of each norm's quote: a new measure or a new norm is picked up by itself, and one in words
nobody has reckoned with yet fails here by name.
"""

from __future__ import annotations

import pytest

from jiqun.law import Measure, Norm
from tests.law import boundaries_of, plain_law
from tests.law.boundary_table import COMPUTED, IDS, alone, table, wrong

each_norm = pytest.mark.parametrize(("measure", "norm"), COMPUTED, ids=IDS)


@each_norm
def test_boundary_of_norm_under_every_reading(measure: Measure, norm: Norm) -> None:
    """A13: at the limit, one unit below and above, a year missing, rows blank, a component zero;
    and at the limit under every reading of other norms, which are not to touch it."""
    assert list(wrong(alone(measure, norm), norm.id, table(measure.id, norm.id))) == []


@each_norm
def test_boundary_cases_of_norm_hold_every_verdict(measure: Measure, norm: Norm) -> None:
    """Cases that all ended alike would prove nothing."""
    expected = {line.expected for line in table(measure.id, norm.id) if not line.readings}
    assert {"met", "not_met", "undetermined"} <= expected


def test_norm_in_words_nobody_reckoned_with_is_named() -> None:
    with pytest.raises(plain_law.NotUnderstood, match="森林覆盖率不低于60%"):
        plain_law.demands("森林覆盖率不低于60%")


def test_every_subject_has_its_cases() -> None:
    assert {subject.name for subject in plain_law.SUBJECTS} == boundaries_of.CASES.keys()
