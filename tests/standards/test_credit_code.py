"""Unified social credit codes, GB 32100-2015."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.cn import uscc

from jiqun.bilingual import speaking
from jiqun.standards.credit_code import ALPHABET, check, complete, problems, tidy

VALID = "91110000600037341L"
first17s = st.tuples(
    st.text("159", min_size=1, max_size=1),
    st.text("123", min_size=1, max_size=1),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
).map("".join)


def kinds(code: str) -> list[str]:
    return [problem.kind for problem in check(code)]


def test_problems_of_a_valid_code_is_empty():
    assert problems(VALID) == []


def test_a_code_whose_department_is_a_letter_is_valid():
    code = complete("N2440605MA5XXXX12")
    assert (check(code), uscc.is_valid(code)) == ((), False)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("", ["length"]),
        (VALID[:-1], ["length"]),
        (VALID + "0", ["length"]),
        ("91110000600037341I", ["alphabet"]),
        ("9111000060003734 L", ["alphabet"]),
        (VALID.lower(), ["alphabet"]),
        ("911100A0600037341L", ["alphabet"]),
        ("91110000６00037341L", ["alphabet"]),
        ("O1", ["length", "alphabet"]),
        ("91110000600037342L", ["check_digit"]),
    ],
)
def test_check_says_what_kind_of_problem(code: str, expected: list[str]):
    assert kinds(code) == expected


def test_problems_speak_the_language_in_force():
    assert problems("91110000600037342L") == [
        "统一社会信用代码“91110000600037342L”的校验码应为“P”，现为“L”，可能有一位填错；请对照营业执照核对。"
    ]
    with speaking("en"):
        assert problems("123") == [
            "A unified social credit code has 18 characters, “123” has 3; copy it again from the business licence."
        ]


@given(first17s)
def test_complete_gives_a_code_that_an_independent_library_accepts(first17: str):
    code = complete(first17)
    assert (code[:17], uscc.is_valid(code), check(code)) == (first17, True, ())


@given(first17s, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_changed_character_is_always_noticed(first17: str, place: int, other: str):
    code = complete(first17)
    changed = code[:place] + other + code[place + 1 :]
    assert (check(changed) == ()) == (changed == code)


@pytest.mark.parametrize("first17", ["91449999MA00000", "91449999MA0000I01", "91ABCDEFMA0000001"])
def test_complete_refuses_what_cannot_begin_a_code(first17: str):
    with pytest.raises(ValueError, match="统一社会信用代码"):
        complete(first17)


def test_complete_serves_invented_firms_in_the_unassigned_division():
    assert check(complete("91449999MA0000001")) == ()


def test_tidy_makes_typed_codes_plain():
    assert tidy(" 9111 0000-600037341l\u3000") == VALID
    assert tidy("９１110000600037341Ｌ") == VALID
