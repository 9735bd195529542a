"""Firms of a roster held against a list: by credit code exactly, else by name, which is a suspicion only. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from jiqun.standards import credit_code

BY_CODE, BY_NAME = "code", "name"
_LIMITED = re.compile("有限责任公司|有限公司")


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a list: its key, the credit code (blank when the list gives none) and the name."""

    key: object
    uscc: str
    name: str


@dataclass(frozen=True, slots=True)
class Match:
    """A firm of the roster, the line that names it, and by what."""

    uscc: str
    listed: Listed
    by: str


def plain_name(name: str) -> str:
    """A name as it is compared: full-width made plain, no spaces or punctuation, 有限责任公司 as 有限公司, no case."""
    bare = "".join(sign for sign in normalize("NFKC", name).casefold() if sign.isalnum())
    return _LIMITED.sub("有限公司", bare)


def matches(firms: Mapping[str, str], lines: Iterable[Listed]) -> list[Match]:
    """Every line that names a firm (credit code → name), in the order of the lines.

    A line whose code is that of a firm is a match by code and by nothing else; otherwise every firm of the same name
    is one by name, also when the codes differ: codes change and are mistyped, so a person looks.
    """
    named: dict[str, list[str]] = defaultdict(list)
    for uscc, name in firms.items():
        if plain := plain_name(name):
            named[plain].append(uscc)
    found = []
    for line in lines:
        code = credit_code.tidy(line.uscc)
        if code in firms:
            found.append(Match(code, line, BY_CODE))
        else:
            found += [Match(uscc, line, BY_NAME) for uscc in sorted(named.get(plain_name(line.name), ()))]
    return found
