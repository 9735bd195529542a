"""National economic industries (国民经济行业分类 GB/T 4754-2017 with amendment 1 of 2019).

Codes are 1 letter (门类), 2 digits (大类), 3 digits (中类) or 4 digits (小类); a code's parent is its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from jiqun.bilingual import Text
from jiqun.standards import tables


@dataclass(frozen=True, slots=True)
class Industry:
    """One industry: `level` is 门类, 大类, 中类 or 小类, `section` its letter, `parent` the code above or ""."""

    code: str
    name: str
    level: str
    section: str
    parent: str


class UnknownIndustry(LookupError):
    """A code that GB/T 4754-2017 does not have; `str()` is the sentence of `problems`."""


_MALFORMED = Text(
    "行业代码“{code}”格式不对：应填 GB/T 4754-2017 的 2 至 4 位数字代码，如 385、3851。",
    "The industry code “{code}” is malformed: give the 2 to 4 digits of GB/T 4754-2017, such as 385 or 3851.",
)
_LETTERED = Text(
    "行业代码“{code}”带有门类字母；请去掉字母，填 {digits}（{name}）。",
    "The industry code “{code}” carries the letter of its section; leave it out and give {digits} ({name}).",
)
_SECTION = Text(
    "“{code}”是门类（{name}），范围太宽；请填其下 2 至 4 位数字代码，如 {examples}。",
    "“{code}” is a whole section ({name}), which is too wide; give a code of 2 to 4 digits below it, "
    "such as {examples}.",
)
_UNKNOWN = Text(
    "GB/T 4754-2017 中没有行业代码“{code}”；{parent}下有 {examples}，请从中选择。",
    "GB/T 4754-2017 has no industry code “{code}”; below {parent} there are {examples}: choose among them.",
)
_UNKNOWN_DIVISION = Text(
    "GB/T 4754-2017 中没有行业代码“{code}”，也没有以其前两位开头的大类；请对照标准核对（大类为 01 至 97）。",
    "GB/T 4754-2017 has no industry code “{code}”, nor a division that starts like it; check it against the standard "
    "(divisions run from 01 to 97).",
)


@lru_cache(maxsize=1)
def _all() -> dict[str, Industry]:
    rows = tables.shipped("gbt4754_2017.csv")
    return {r["code"]: Industry(r["code"], r["name"], r["level"], r["section"], r["parent"]) for r in rows}


@lru_cache(maxsize=1)
def _below() -> dict[str, tuple[Industry, ...]]:
    below: dict[str, list[Industry]] = {}
    for industry in _all().values():
        below.setdefault(industry.parent, []).append(industry)
    return {code: tuple(found) for code, found in below.items()}


def everything() -> tuple[Industry, ...]:
    """All 1,971 industries in the standard's order."""
    return tuple(_all().values())


def find(code: str) -> Industry | None:
    """The industry of a code (letter or 2 to 4 digits), None when the standard has none."""
    return _all().get(code)


def name(code: str) -> str:
    """The name of an industry; `UnknownIndustry` with a suggestion when the standard has none."""
    industry = find(code)
    if industry is None:
        raise UnknownIndustry(" ".join(problems(code)))
    return industry.name


def path(code: str) -> tuple[Industry, ...]:
    """The industry and all above it, from the section down; `UnknownIndustry` when the standard has none."""
    name(code)
    found: list[Industry] = []
    while code:
        industry = _all()[code]
        found.insert(0, industry)
        code = industry.parent
    return tuple(found)


def children(code: str) -> tuple[Industry, ...]:
    """The industries directly below a code, "" for the sections; empty for a 小类 or an unknown code."""
    return _below().get(code, ())


def belongs(code: str, prefixes: Iterable[str]) -> bool:
    """Whether an industry code lies in one of the industries given: it starts with one of them.

    So a firm belongs to a cluster's lead industry. A prefix may also be a section's letter. A firm's code that is
    shorter than the prefix does not belong: 39 may or may not be 397.
    """
    listed = (prefixes,) if isinstance(prefixes, str) else prefixes
    return any(p and (code.startswith(p) or (p.isalpha() and _section(code) == p)) for p in listed)


def _section(code: str) -> str:
    division = find(code[:2])
    return division.section if division else ""


def problems(code: str) -> list[str]:
    """What is wrong with a code of 2 to 4 digits, in the language in force and with a suggestion; [] when valid."""
    text = _problem(code)
    return [] if text is None else [str(text)]


def _problem(code: str) -> Text | None:
    industry = find(code)
    if industry and industry.level != "门类":
        return None
    if industry:
        return _SECTION.format(code=code, name=industry.name, examples=_examples(code))
    digits = code.strip().lstrip("ABCDEFGHIJKLMNOPQRST")
    if digits != code and (meant := find(digits)):
        return _LETTERED.format(code=code, digits=digits, name=meant.name)
    if not (code.isascii() and code.isdigit() and 2 <= len(code) <= 4):
        return _MALFORMED.format(code=code)
    for end in range(len(code) - 1, 1, -1):
        if parent := find(code[:end]):
            return _UNKNOWN.format(code=code, parent=f"{parent.code} {parent.name}", examples=_examples(parent.code))
    return _UNKNOWN_DIVISION.format(code=code)


def _examples(code: str) -> Text:
    found = [f"{i.code} {i.name}" for i in children(code)]
    return Text("、".join(found), ", ".join(found))


def search(words: str, limit: int = 20) -> tuple[Industry, ...]:
    """Industries whose code starts with the words or whose name holds them, narrow levels last; for pickers."""
    words = words.strip()
    if not words:
        return ()
    found = [i for i in everything() if i.code.startswith(words) or words in i.name]
    return tuple(sorted(found, key=lambda i: (len(i.code), i.code))[:limit])
