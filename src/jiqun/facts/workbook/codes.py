"""Codes of the state in cells: credit codes, industry codes, and lists of several words in one cell."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

from jiqun.bilingual import LANGUAGES, Text, listing, speaking
from jiqun.facts.rows import INCIDENT_KINDS
from jiqun.facts.workbook.cells import BLANKS, RETYPE, Cell, Unreadable, Written, shown, words
from jiqun.standards import credit_code, industries

_TOTALS = frozenset(("合计", "总计", "小计", "汇总"))
_SEVERAL = re.compile(r"[、，,；;\s]+")


@lru_cache(maxsize=65_536)
def credit_code_problem(code: str, *, of_check_digit: bool) -> Text | None:
    """What is first wrong with a credit code (GB 32100): its check digit alone, or its length and alphabet."""
    for problem in credit_code.check(shown(code)):
        if (problem.kind == "check_digit") is of_check_digit:
            return problem.text
    return None


@dataclass(frozen=True, slots=True)
class CreditCode:
    """统一社会信用代码 (GB 32100). A wrong check digit is read; it is for the reader to warn of."""

    expected: ClassVar[Text] = Text(
        "统一社会信用代码（18 位，文本格式）", "a unified social credit code of 18 characters, as text"
    )

    def read(self, cell: Cell) -> str:
        if not isinstance(cell, str):
            raise Unreadable(
                self.expected,
                Text(
                    "代码被当作数字保存，末几位可能已丢失。请将该列单元格格式设为“文本”，再重新录入完整代码。",
                    "The code was stored as a number and may have lost its last digits. "
                    "Format the column as Text and type the whole code again.",
                ),
            )
        code = cell.strip(BLANKS)
        if code in _TOTALS:
            raise Unreadable(
                self.expected, Text("请删除合计行，合计由系统计算。", "Delete rows of totals; the system adds up.")
            )
        problem = credit_code_problem(code, of_check_digit=False)
        if problem:
            raise Unreadable(self.expected, problem)
        return code

    def write(self, value: str) -> Written:
        return value


@lru_cache(maxsize=4096)
def _industry_problem(code: str) -> Text | None:
    """Why a text is no GB/T 4754-2017 code of two to four digits, with those that may be meant."""
    said = []
    for language in LANGUAGES:
        with speaking(language):
            said.append("".join(industries.problems(shown(code))))
    return Text(*said) if said[0] else None


@dataclass(frozen=True, slots=True)
class IndustryCode:
    """行业代码 (GB/T 4754-2017), 2 to 4 digits."""

    expected: ClassVar[Text] = Text("国民经济行业代码，2 至 4 位数字", "an industry code of 2 to 4 digits")

    def read(self, cell: Cell) -> str:
        code = words(cell, self.expected)
        problem = _industry_problem(code)
        if problem:
            raise Unreadable(self.expected, problem)
        return code

    def write(self, value: str) -> Written:
        return value


@dataclass(frozen=True, slots=True)
class LeadCodes:
    """主导产业代码: several industry codes with 、 between them; each counts once."""

    expected: ClassVar[Text] = Text(
        "国民经济行业代码，2 至 4 位数字，多个以“、”分隔", "industry codes of 2 to 4 digits, several with 、 between"
    )

    def read(self, cell: Cell) -> tuple[str, ...]:
        codes = _several(cell, self.expected)
        problems = [p for p in map(_industry_problem, codes) if p]
        if problems:
            raise Unreadable(self.expected, Text("".join(p.zh for p in problems), " ".join(p.en for p in problems)))
        return codes

    def write(self, value: tuple[str, ...]) -> Written:
        return "、".join(value)


@dataclass(frozen=True, slots=True)
class Coverage:
    """覆盖类别: kinds of incident a search covered; blank or 全部 is every kind."""

    everything: ClassVar[str] = "全部"

    @property
    def expected(self) -> Text:
        return Text(
            "以下类别，多个以“、”分隔，留空即全部：{kinds}", "kinds of {kinds}, several with 、, blank for all"
        ).format(kinds=listing(INCIDENT_KINDS))

    def read(self, cell: Cell) -> frozenset[str]:
        found = _several(cell, self.expected)
        if found == (self.everything,):
            return frozenset(INCIDENT_KINDS)
        unknown = [word for word in found if word not in INCIDENT_KINDS]
        if unknown:
            raise Unreadable(
                self.expected,
                Text("“{words}”不在所列类别中，请改正。", "“{words}” is not among the kinds; correct it.").format(
                    words=shown("、".join(unknown))
                ),
            )
        return frozenset(found)

    def write(self, value: Collection[str]) -> Written:
        if not value:
            raise ValueError("a search that covers no kind cannot be written: a blank cell means every kind")
        if set(value) == set(INCIDENT_KINDS):
            return self.everything
        return "、".join(kind for kind in INCIDENT_KINDS if kind in value)


def _several(cell: Cell, expected: Text) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(word for word in _SEVERAL.split(words(cell, expected)) if word))
    if not found:
        raise Unreadable(expected, RETYPE)
    return found
