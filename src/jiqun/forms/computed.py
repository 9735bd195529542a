"""Computed fields: shown with the value from the roster's facts, never asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.facts import Facts
from jiqun.facts.declarations import BY_NAME
from jiqun.forms.definitions import Field
from jiqun.web.figures import shown

# How many of the unit facts are kept in (分, kg, kgce) make one of the form's unit.
_SIZES = {"亿元": 10**10, "万吨": 10**7, "万吨标准煤": 10**7}


@dataclass(frozen=True, slots=True)
class Line:
    """One computed line: what it is, and by year the figure as text with the number of rows that gave none."""

    title: Text
    cells: tuple[tuple[int, str, int], ...]


def lines(field: Field, facts: Facts) -> list[Line]:
    """The lines of a computed field; years without any row are left out. Empty for what facts do not hold."""
    years = field.years_of(facts.base_year) or ((facts.base_year,) if field.shows else ())
    size = _SIZES.get(field.unit.zh, 1)
    groups: Sequence[tuple[Text, tuple[str, ...]]] = (
        [(field.label, field.shows)] if _summed(field) else [(BY_NAME[name].title, (name,)) for name in field.shows]
    )
    return [
        Line(
            title,
            tuple(
                (
                    year,
                    shown(Fraction(sum(facts.years[year][name] for name in names), size), 2 if size > 1 else 0),
                    sum(facts.years[year].get(f"{name}__na", 0) for name in names),
                )
                for year in years
                if year in facts.years
            ),
        )
        for title, names in groups
    ]


def _summed(field: Field) -> bool:
    """Facts that split one figure by size class are added up again; the others stand line by line."""
    return len(field.shows) > 1 and all("_" in name and name.split("_")[0] == field.id for name in field.shows)
