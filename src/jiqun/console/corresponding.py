"""Which clauses of a province's measure correspond to those of the reference: a table to begin from, and its check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiqun import law
from jiqun.bilingual import Text, listing
from jiqun.law.citation import REFERENCE
from jiqun.standards.province import FILE, Province

SHOWN = 16
"""Characters of a clause that stand beside it."""
_NUMBER = re.compile(r"^(第.{1,3}条|（.{1,2}）)\s*")
_HEAD = """
# 条款对照：左为粤工信服务函〔2023〕4号（流程、表单和文书按其编写），右为本省办法的相应条款，逐条核对后改写；
# 删去的条款，页面和文书写“有关规定”。Name the clause of your measure for each of the reference; without one, pages and
# papers speak of its rules.
[clauses]
"""
_NO_CLAUSE = Text(
    "{at}/{file}：[clauses] 中 {key} 对应的 {value} 不在办法条文中",
    "{at}/{file}: {value}, named for {key} in [clauses], is no clause of the measure",
)
_NOT_NAMED = Text(
    "[clauses] 未对照的条款：{keys}；页面和文书引用时写“有关规定”",
    "Clauses without a counterpart in [clauses]: {keys}; pages and papers speak of “its rules”",
)


def table(like: str) -> str:
    """The `[clauses]` of a new `province.toml`: as they are where the measure was begun from the reference, otherwise
    to be filled in."""
    lead = "" if like == REFERENCE else "# "
    lines = (f'{lead}"{each.anchor}" = "{each.anchor}"  # {_NUMBER.sub("", each.text):.{SHOWN}}' for each in asked())
    return _HEAD + "\n".join(line.rstrip() for line in lines) + "\n"


def asked() -> Iterator[law.Clause]:
    """The articles and items of the reference, in order."""
    for top in law.load(REFERENCE).clauses:
        yield from (each for each in top.walk() if each.kind in ("article", "item") and each.anchor[0] == "A")


def problems(of: Province, measure: law.Measure) -> list[Text]:
    """Counterparts that the measure's text does not have."""
    known = {each.anchor for top in measure.clauses for each in top.walk()}
    told = {"at": of.folder, "file": FILE}
    return [_NO_CLAUSE.format(key=k, value=v, **told) for k, v in of.clauses.items() if v not in known]


def remarks(of: Province) -> Iterator[Text]:
    """Articles of the reference nothing was named for, where the province applies another measure."""
    whole = {key.partition(".")[0] for key in of.clauses}
    missing = [each.anchor for each in asked() if each.kind == "article" and each.anchor not in whole]
    if missing and of.measure != REFERENCE:
        yield _NOT_NAMED.format(keys=listing(missing))
