"""What a basis may change: norms, their branches and parameters of a measure, by their names instead of their ids."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from jiqun import law
from jiqun.bilingual import Text
from jiqun.law.citation import cite
from jiqun.law.conditions import Condition, Several
from jiqun.law.norms import Norm
from jiqun.law.units import UNITS

_NAMED = Text("{clause}{title}", "{clause} {title}")
_BRANCH = Text("{title}——{branch}", "{title} – {branch}")
_DEMAND = Text("认定工作通知的要求 {id}", "demand {id} of the call")


def norms(measure_id: str) -> dict[str, Text]:
    """Every norm and branch by its address: `13.3.firms`, `13.3.firms.1` …"""
    return {target: name for norm in law.load(measure_id).norms for target, name in _addresses(norm)}


def parameters(measure_id: str) -> dict[str, Text]:
    """Every parameter by its id."""
    return {
        each.id: _NAMED.format(clause=cite(each.clause), title=each.title)
        for each in law.load(measure_id).all_parameters
    }


@lru_cache(maxsize=16)
def known(measure_id: str) -> dict[str, Text]:
    """Whatever of a measure a basis may name, by its address."""
    return norms(measure_id) | parameters(measure_id)


def title(measure_id: str, norm_id: str) -> Text:
    """The title of a norm of a measure, or of a demand that the call of a round added."""
    found = next((norm.title for norm in law.load(measure_id).norms if norm.id == norm_id), None)
    return found or _DEMAND.format(id=norm_id)


def amount(limit: str, unit: str) -> Text:
    """A limit as it was entered, as a person reads it: 50 亿元 is 5000 million yuan."""
    if unit in UNITS and unit != "%":
        return UNITS[unit].amount(limit)
    return Text(f"{limit}%", f"{limit}%") if unit == "%" else Text(f"{limit} {unit}", f"{limit} {unit}")


def _addresses(norm: Norm) -> Iterator[tuple[str, Text]]:
    clause = cite(norm.clause)
    yield norm.id, _NAMED.format(clause=clause, title=norm.title)
    for target, branch in _branches(norm.id, norm.condition):
        yield target, _NAMED.format(clause=clause, title=_BRANCH.format(title=norm.title, branch=branch))


def _branches(at: str, condition: Condition) -> Iterator[tuple[str, Text]]:
    if isinstance(condition, Several):
        for number, branch in enumerate(condition.branches, start=1):
            yield f"{at}.{number}", branch.title
            yield from _branches(f"{at}.{number}", branch.condition)
