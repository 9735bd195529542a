"""The words of the law that compare, and what each reading (口径) makes of them.

以上 counts the number itself by 民法典 1259, and the reading of that name lets a simulation ask what if not. 不低于,
不少于 and 不超过 cannot be read in two ways.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from jiqun.bilingual import Text

HOLDS: Mapping[str, Callable[[int, int], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
RISING = (">", ">=")
"""Comparisons that more can only help."""


@dataclass(frozen=True, slots=True)
class Word:
    """A legal word: the comparison it stands for, under each value of the reading that governs it.

    `text` is the demand as a person reads it, with `{limit}` where the limit goes.
    """

    text: Text
    reading: str | None
    operators: Mapping[str, str]

    def operator(self, reading: Callable[[str], str]) -> str:
        """`>`, `>=`, `<` or `<=`, asking `reading` for the value in force when the word has one."""
        return self.operators[reading(self.reading) if self.reading else ""]


def _fixed(zh: str, en: str, operator: str) -> Word:
    return Word(Text(zh, en), None, MappingProxyType({"": operator}))


WORDS: Mapping[str, Word] = MappingProxyType(
    {
        "以上": Word(
            Text("{limit}以上", "at least {limit}"), "以上", MappingProxyType({"inclusive": ">=", "strict": ">"})
        ),
        "不低于": _fixed("不低于 {limit}", "not below {limit}", ">="),
        "不少于": _fixed("不少于 {limit}", "no fewer than {limit}", ">="),
        "不超过": _fixed("不超过 {limit}", "at most {limit}", "<="),
        "高于": Word(
            Text("高于 {limit}", "above {limit}"), "高于", MappingProxyType({"strict": ">", "inclusive": ">="})
        ),
        "未发生": _fixed("未发生", "none", "<="),
        "持续下降": _fixed("持续下降", "falling every time", "<"),
        "稳步提升": Word(
            Text("稳步提升", "rising steadily"),
            "稳步提升",
            MappingProxyType({"not_below": ">=", "ends": ">"}),
        ),
    }
)
