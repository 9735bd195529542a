"""The unified social credit code of a legal person (统一社会信用代码, GB 32100-2015).

Eighteen characters: registering department (1), kind (1), division (6 digits), organisation (9), check character.
The check character comes from python-stdnum; its own validation is not used, for it refuses codes whose department is
a letter (such as N for rural collective organisations), which the standard allows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from unicodedata import normalize

from jiqun.bilingual import Text

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""GB 32100: digits and capital letters without I, O, Z, S, V."""

_DIGITS = "0123456789"
_DIVISION = range(2, 8)
_LENGTH = 18

_WRONG_LENGTH = Text(
    "统一社会信用代码应为 18 位，“{code}”为 {length} 位；请对照营业执照重新填写。",
    "A unified social credit code has 18 characters, “{code}” has {length}; copy it again from the business licence.",
)
_WRONG_CHARACTER = Text(
    "统一社会信用代码“{code}”第 {place} 位是“{found}”，应为{expected}；请对照营业执照重新填写。",
    "Character {place} of the unified social credit code “{code}” is “{found}” but must be {expected}; copy it again "
    "from the business licence.",
)
_A_DIGIT = Text("数字（登记机关行政区划码）", "a digit (division code of the registering authority)")
_A_CHARACTER = Text("数字或大写字母（不用 I、O、Z、S、V）", "a digit or a capital letter (without I, O, Z, S, V)")
_WRONG_CHECK = Text(
    "统一社会信用代码“{code}”的校验码应为“{expected}”，现为“{found}”，可能有一位填错；请对照营业执照核对。",
    "The check character of the unified social credit code “{code}” should be “{expected}” but is “{found}”, so that "
    "some character may be mistyped; compare it with the business licence.",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a code. A wrong length or alphabet cannot be a code; a wrong check digit may be one."""

    kind: Literal["length", "alphabet", "check_digit"]
    text: Text


def check(code: str) -> tuple[Problem, ...]:
    """Everything wrong with a code, empty when valid. The code is taken as it is: see `tidy` for typed input.

    The check character is only looked at when length and alphabet are right.
    """
    found = []
    if len(code) != _LENGTH:
        found.append(Problem("length", _WRONG_LENGTH.format(code=code, length=len(code))))
    for place, character in enumerate(code[:_LENGTH]):
        # A code of another length has no known places, so only the alphabet as a whole is checked.
        division = len(code) == _LENGTH and place in _DIVISION
        if character not in (_DIGITS if division else ALPHABET):
            expected = _A_DIGIT if division else _A_CHARACTER
            text = _WRONG_CHARACTER.format(code=code, place=place + 1, found=character, expected=expected)
            found.append(Problem("alphabet", text))
    if not found and code[-1] != (expected_check := _check_character(code[:-1])):
        text = _WRONG_CHECK.format(code=code, expected=expected_check, found=code[-1])
        found.append(Problem("check_digit", text))
    return tuple(found)


def problems(code: str) -> list[str]:
    """The sentences of `check` in the language in force; [] when the code is valid."""
    return [str(problem.text) for problem in check(code)]


def tidy(code: str) -> str:
    """A typed code in the standard's characters: full-width made plain, spaces and hyphens dropped, capitals."""
    return "".join(c for c in normalize("NFKC", code) if not c.isspace() and c != "-").upper()


def complete(first17: str) -> str:
    """The code of 18 characters that begins with the 17 given; `ValueError` when they cannot begin a code.

    Made for invented firms, with the unassigned division code 449999.
    """
    if found := [problem for problem in check(first17 + "0") if problem.kind != "check_digit"]:
        raise ValueError(str(found[0].text))
    return first17 + _check_character(first17)


def _check_character(first17: str) -> str:
    from stdnum.cn.uscc import calc_check_digit

    return str(calc_check_digit(first17))
