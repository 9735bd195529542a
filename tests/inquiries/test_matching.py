"""Firms held against a list: by code exactly, by name as a suspicion only (A13.1)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.inquiries.matching import BY_CODE, BY_NAME, Listed, Match, matches, plain_name

NAMES = st.text(alphabet="甲乙丙（）() 有限公司责任股份Ａab·", max_size=12)
CODES = st.text(alphabet="0123456789AB", min_size=3, max_size=3)


@pytest.mark.parametrize(
    "one, other",
    [
        ("惠州（甲）电子有限公司", "惠州(甲)电子有限公司"),
        ("惠州甲电子有限责任公司", " 惠州甲 电子有限公司"),
        ("ＡＢＣ电子有限公司", "abc电子有限公司"),
        ("甲·乙股份有限公司", "甲乙股份有限公司"),
    ],
)
def test_names_that_differ_in_writing_only_are_one(one: str, other: str) -> None:
    assert plain_name(one) == plain_name(other)


def test_another_firm_is_another_name() -> None:
    assert plain_name("惠州甲电子有限公司") != plain_name("惠州乙电子有限公司")
    assert plain_name("甲电子股份有限公司") != plain_name("甲电子有限公司")


def test_code_counts_before_the_name_and_a_name_is_a_suspicion() -> None:
    firms = {"A1": "甲有限公司", "A2": "乙有限公司", "A3": "乙有限责任公司"}
    by_code, by_name, none = Listed(1, "a1", "乙有限公司"), Listed(2, "", "乙有限公司"), Listed(3, "", "")
    assert matches(firms, [by_code, by_name, none]) == [
        Match("A1", by_code, BY_CODE),
        Match("A2", by_name, BY_NAME),
        Match("A3", by_name, BY_NAME),
    ]


@given(NAMES)
def test_a_compared_name_stays_itself(name: str) -> None:
    assert plain_name(plain_name(name)) == plain_name(name)


@given(st.dictionaries(CODES, NAMES, max_size=8), st.lists(st.tuples(CODES | st.just(""), NAMES), max_size=8))
def test_matches_are_those_of_comparing_every_pair(firms: dict[str, str], lines: list[tuple[str, str]]) -> None:
    """The same as looking at every firm for every line, in any order of the firms."""
    listed = [Listed(at, code, name) for at, (code, name) in enumerate(lines)]
    expected = []
    for line in listed:
        if line.uscc in firms:
            expected.append(Match(line.uscc, line, BY_CODE))
        elif plain_name(line.name):
            expected += [
                Match(c, line, BY_NAME) for c in sorted(firms) if plain_name(firms[c]) == plain_name(line.name)
            ]
    assert matches(firms, listed) == expected
    assert matches(dict(reversed(firms.items())), listed) == expected
