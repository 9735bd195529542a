"""Whom a policy is meant for, and that nothing goes back (13(九))."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.cultivation.outreach.states import DECLINED, MISSING, ORDER, STATES, behind
from jiqun.cultivation.outreach.targets import SIZES, fits, ruled, said
from jiqun.facts.rows import TITLES

WAN = 1_000_000
RULE = st.fixed_dictionaries(
    {
        "sizes": st.lists(st.sampled_from(sorted(SIZES)), unique=True),
        "industries": st.lists(st.sampled_from(["39", "398", "3525", "C"]), unique=True),
        "titles": st.lists(st.sampled_from(sorted(TITLES)), unique=True),
    }
)
FIRM: dict[str, Any] = {"industry": "3981", "employees": 100, "revenue": 5000 * WAN, "assets": 3000 * WAN}


@pytest.mark.parametrize(
    ("rule", "firm", "meant"),
    [
        ({"sizes": ["小型"]}, {}, True),
        ({"sizes": ["大型"]}, {}, False),
        ({"sizes": ["微型"]}, {"employees": None, "revenue": None}, True),
        ({"industries": ["39"]}, {}, True),
        ({"industries": ["35"]}, {}, False),
        ({"titles": ["创新型中小企业"]}, {"titles": {"创新型中小企业"}}, True),
        ({"titles": ["创新型中小企业"]}, {"titles": set()}, False),
        ({"sizes": ["小型"], "industries": ["35"]}, {}, False),
        ({"all": True}, {"employees": None, "revenue": None}, True),
    ],
)
def test_firm_is_meant_when_each_list_fits(rule: dict[str, Any], firm: dict[str, Any], meant: bool) -> None:
    assert fits(rule, **{**FIRM, "titles": frozenset(), **firm}) is meant


@given(RULE, st.integers(0, 3000) | st.none(), st.integers(0, 10**12) | st.none())
def test_a_longer_list_never_leaves_out_whom_a_shorter_one_meant(rule: Any, employees: Any, revenue: Any) -> None:
    firm = {**FIRM, "employees": employees, "revenue": revenue, "titles": frozenset({"创新型中小企业"})}
    if fits(rule, **firm):
        assert fits({**rule, "sizes": rule["sizes"] and sorted(SIZES)}, **firm)
        assert fits({**rule, "sizes": [], "industries": []}, **firm)


def test_rule_that_says_nothing_is_none_and_words_name_each_part() -> None:
    assert not ruled({"sizes": [], "all": False}) and ruled({"all": True}) and ruled({"places": ["441302"]})
    words = said({"sizes": ["小型"], "industries": ["398"], "places": ["441302"]}, {"441302": "惠城区"})
    assert [str(label.zh) for label, _ in words] == ["规模", "行业", "地区"] and words[2][1] == "惠城区"


def test_no_state_lies_behind_itself_and_the_order_is_one_way() -> None:
    for state in STATES:
        assert state not in behind(state) if state != MISSING else behind(state) == ()
    for place, state in enumerate(ORDER):
        assert set(ORDER[:place]) <= set(behind(state)) and not set(ORDER[place:]) & set(behind(state))
    assert DECLINED in behind("applied") and "applied" not in behind(DECLINED)
