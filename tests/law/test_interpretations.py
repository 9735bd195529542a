"""The province's answers on how a phrase is read (A18): carried by a measure, and named wherever they decide."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from jiqun import law
from jiqun.bilingual import Text
from jiqun.law import BasisError, Interpretation
from tests.law.registered import FACTS, GD, override
from tests.law.rosters import ON


def answer(**changes: Any) -> Interpretation:
    plain: dict[str, Any] = {
        "number": "粤工信服务函〔2025〕9号",
        "on": date(2025, 2, 1),
        "signatory": "张三",
        "reading": "每万人",
        "value": "population",
        "start": date(2025, 3, 1),
        "reason": "条文未明",
    }
    return Interpretation(**{**plain, **changes})


def test_interpretation_fixes_a_reading_from_its_date() -> None:
    assert GD.defaults() == GD.defaults(date(2025, 2, 28), [answer()])
    assert GD.defaults(date(2025, 3, 1), [answer()]) == GD.defaults() | {"每万人": "population"}
    assert Interpretation.from_plain(answer().plain()) == answer()


FIRST = date(2025, 3, 1)


def test_interpretation_is_carried_by_the_measure_and_named_where_it_decides() -> None:
    """A18: number, signatory and day stand in the finding, the warning and the hash."""
    measure = GD.interpreted([answer()])
    before, after = (measure.assess(FACTS, on=day) for day in (FIRST - timedelta(days=1), FIRST))
    assert (before.receipt.readings, after.receipt.readings["每万人"]) == (GD.defaults(), "population")
    assert [len(found.finding("13.5.patent_density").basis) for found in (before, after)] == [0, 1]
    assert after.finding("13.5.patent_growth").basis == ()
    (said,) = after.finding("13.5.patent_density").basis
    assert said.text == Text(
        "解释：粤工信服务函〔2025〕9号（张三，2025-02-01），自 2025-03-01 起口径“每万人”按“所在县域常住人口”掌握。",
        "Interpretation: 粤工信服务函〔2025〕9号 (张三, 2025-02-01), from 2025-03-01 on “per 10 000 people” is read as "
        "“residents of the county”.",
    )
    assert [warning.zh for warning in after.warnings if "解释" in warning.zh] == [
        "口径“每万人”取“所在县域常住人口”，由解释粤工信服务函〔2025〕9号（张三，2025-02-01）确定。"
    ]
    assert measure.sha256 != GD.sha256
    assert measure == GD.under([]).interpreted([answer()])
    assert measure.under([override()]).interpretations == measure.with_demands([]).interpretations == (answer(),)


def test_reading_that_departs_from_an_interpretation_says_so() -> None:
    found = GD.interpreted([answer()]).assess(FACTS, on=FIRST, readings={"每万人": "employees"})
    assert found.finding("13.5.patent_density").basis == ()
    (said,) = (warning for warning in found.warnings if "解释" in warning.zh)
    assert said.en.startswith("“")
    assert " fixed it as “" in said.en


def test_interpretation_that_confirms_the_default_is_named_too() -> None:
    found = GD.interpreted([answer(value="employees")]).assess(FACTS, on=FIRST)
    assert [each.text.zh[:2] for each in found.finding("13.5.patent_density").basis] == ["解释"]
    assert not any("解释" in warning.zh for warning in found.warnings)


def test_later_interpretation_prevails() -> None:
    later = answer(number="粤工信服务函〔2025〕20号", value="employees", start=date(2025, 6, 1))
    for order in ([answer(), later], [later, answer()]):
        assert GD.defaults(date(2025, 5, 31), order)["每万人"] == "population"
        assert GD.defaults(date(2025, 6, 1), order)["每万人"] == "employees"


def test_interpretations_that_contradict_or_name_no_reading_are_refused() -> None:
    with pytest.raises(BasisError, match="有两件解释，取值不同"):
        GD.defaults(ON, [answer(), answer(number="另一件", value="employees")])
    with pytest.raises(BasisError, match="有两件解释，取值不同"):
        GD.interpreted([answer()]).interpreted([answer(number="另一件", value="employees")])
    with pytest.raises(law.UnknownReading, match="没有名为“人均”的口径"):
        GD.defaults(ON, [answer(reading="人均")])
    with pytest.raises(law.UnknownReading, match="没有取值“residents”"):
        GD.defaults(ON, [answer(value="residents")])
