"""What a registered basis changes, in the words of the measure: the norm's or branch's title, the limit's own unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from jiqun.bilingual import Text
from jiqun.law import units
from jiqun.law.basis import Basis
from jiqun.law.conditions import Branch, Condition, Several
from jiqun.law.norms import Norm
from jiqun.law.units import UNITS

if TYPE_CHECKING:
    from jiqun.law.measure import Measure


def worded(origin: Measure, basis: Basis) -> Basis:
    """The same with the title of the norm or parameter it changes, and with the new limit in its unit's own words."""
    for parameter in origin.all_parameters:
        if parameter.id == basis.norm:
            unit = Text("", "") if "-" in parameter.value else parameter.unit
            amount = Text(f"{basis.limit} {unit.zh}".strip(), f"{basis.limit} {unit.en}".strip())
            return replace(basis, title=parameter.title, amount=amount)
    norm = next((norm for norm in origin.norms if f"{basis.norm}.".startswith(f"{norm.id}.")), None)
    branches = path(norm, basis.norm) if norm else None
    if norm is None or branches is None:
        return basis
    titles = [norm.title, *(branch.title for branch in branches)]
    title = Text("：".join(title.zh for title in titles), ": ".join(title.en for title in titles))
    if basis.limit is None or basis.unit not in UNITS:
        return replace(basis, title=title)
    unit_of = UNITS[basis.unit]
    return replace(basis, title=title, amount=unit_of.amount(units.decimal(Fraction(basis.limit) * unit_of.written)))


def path(norm: Norm, address: str) -> tuple[Branch, ...] | None:
    """The branches of a norm down to an address such as `13.3.firms.2`; none for its id, None for what leads nowhere.

    A branch has one address: 1, and neither 01 nor １, so that two changes of it are seen to be about the same.
    """
    found: list[Branch] = []
    condition: Condition = norm.condition
    for number in address[len(norm.id) + 1 :].split(".") if address != norm.id else ():
        branches = condition.branches if isinstance(condition, Several) else ()
        branch = next((branch for n, branch in enumerate(branches, 1) if str(n) == number), None)
        if branch is None:
            return None
        found.append(branch)
        condition = branch.condition
    return tuple(found)
