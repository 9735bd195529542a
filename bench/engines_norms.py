"""Eleven norms of the provincial measure for engines that know no law: as formulas that any rule language can hold.

Each norm twice. `plain` is what an analyst writes down: yuan with decimals, a division, a root, and nothing where a
figure is missing. `careful` is the best that can be done by hand: whole fen, no division, both sides multiplied out,
and 1, 0, -1 for met, open, not met, so that min is "and", max is "or", and a sum with blanks is a lower bound.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise

Formula = tuple[object, ...] | int | float | str
"""A number, the name of a figure, or an operator with its operands."""
YEARS = (2021, 2022, 2023, 2024)
THREE = YEARS[1:]
LAST = YEARS[-1]
YUAN_YI = 10**8
FEN_YI = 10**10


@dataclass(frozen=True)
class Norm:
    """One norm in both forms."""

    id: str
    plain: Formula
    careful: Formula


def norms() -> tuple[Norm, ...]:
    """The eleven norms, default readings."""
    share = {"13.2.sme_share": ("output_sme", "output_large"), "13.2.lead_share": ("output_lead", "output_other")}
    growths = {"13.2.growth": ("output", 10, ">"), "13.5.rd_growth": ("rd_sme", 10, ">")}
    growths["13.5.patent_growth"] = ("patents", 15, ">=")
    return (
        Norm("13.2.area", ("<=", "area_m2", 10**8), settled("<=", ["area_m2"], 1, [], 10**8)),
        Norm(
            "13.2.output",
            every("and", [(">=", at("output", year), 40 * YUAN_YI) for year in THREE]),
            every("min", [settled(">=", [at("output", year)], 1, [], 40 * FEN_YI) for year in THREE]),
        ),
        *(Norm(norm, *_share(at(part, LAST), at(rest, LAST))) for norm, (part, rest) in share.items()),
        *(Norm(norm, *_growth(*figures)) for norm, figures in growths.items()),
        Norm(
            "13.3.firms",
            ("or", (">=", at("top_firms", LAST), 1), (">=", at("listed", LAST), 10)),
            (
                "max",
                settled(">=", [at("top_firms", LAST)], 1, [], 1),
                ("if", (">=", at("listed", LAST), 10), 1, ("if", _enough_unsure(), 0, blank_or(at("listed", LAST)))),
            ),
        ),
        Norm("13.5.patent_density", *_ratio("patents", "employees", 15, 10_000)),
        Norm("13.6.platform", *_ratio("platform_users", "platform_answered", 15, 100)),
        Norm("13.7.co2_intensity", *_falling()),
    )


def at(name: str, year: int) -> str:
    """The figure of a year."""
    return f"{name}_{year}"


def every(operator: str, formulas: Sequence[Formula]) -> Formula:
    """A chain of one operator over several formulas."""
    return reduce(lambda one, other: (operator, one, other), formulas)


def settled(op: str, above: list[str], times: int, below: list[str], against: int) -> Formula:
    """Σ above × times against Σ below × against (or `against` alone): 1 or -1 when settled, else 0.

    What is blank above can only raise that side, what is blank below only the other.
    """
    left = ("*", every("+", list(above)), times) if times != 1 else every("+", list(above))
    right: Formula = ("*", every("+", list(below)), against) if below else against
    rises = op in (">", ">=")
    yes = blank(below) if rises else blank(above)
    no = blank(above) if rises else blank(below)
    return ("if", (op, left, right), _unless(yes, 1), _unless(no, -1))


def blank(names: list[str]) -> Formula | None:
    """Whether rows of any of these figures are blank."""
    return (">", every("+", [f"{name}__na" for name in names]), 0) if names else None


def blank_or(name: str) -> Formula:
    """Open when rows are blank, else not met."""
    return _unless(blank([name]), -1)


def _unless(open_: Formula | None, answer: int) -> Formula:
    return answer if open_ is None else ("if", open_, 0, answer)


def _enough_unsure() -> Formula:
    return (">=", ("+", at("listed", LAST), at("listed_unsure", LAST)), 10)


def _share(part: str, rest: str) -> tuple[Formula, Formula]:
    """Above 70 %: 3 × part > 7 × rest. Nothing over nothing is no share."""
    careful = settled(">", [part], 3, [rest], 7)
    nothing = ("and", ("==", part, 0), ("==", rest, 0))
    return (">", ("/", part, ("+", part, rest)), 0.7), ("if", nothing, 0, careful)


def _growth(name: str, percent: int, op: str) -> tuple[Formula, Formula]:
    """(end ÷ base)^(1/3) − 1 against p %: end × 100³ against base × (100 + p)³."""
    end, base = at(name, LAST), at(name, YEARS[0])
    plain = (op, ("-", ("root3", ("/", end, base), (100 + percent) / 100), 1), percent / 100)
    return plain, _undivided(base, settled(op, [end], 100**3, [base], (100 + percent) ** 3))


def _ratio(above: str, below: str, limit: int, per: int) -> tuple[Formula, Formula]:
    one, other = at(above, LAST), at(below, LAST)
    return (">=", ("/", one, other), limit / per), _undivided(other, settled(">=", [one], per, [other], limit))


def _undivided(below: str, careful: Formula) -> Formula:
    """Open where the base is zero."""
    return ("if", ("==", below, 0), 0, careful)


def _falling() -> tuple[Formula, Formula]:
    """Two falls within three years: co2 of the later year × output of the earlier < the other way round."""
    plain, careful = [], []
    for one, other in pairwise(THREE):
        before, after = (at("co2", one), at("output_roster", one)), (at("co2", other), at("output_roster", other))
        plain.append(("<", ("/", *after), ("/", *before)))
        comparison = ("<", ("*", after[0], before[1]), ("*", before[0], after[1]))
        yes, no = blank([after[0], before[1]]), blank([before[0], after[1]])
        zero = ("or", ("==", before[1], 0), ("==", after[1], 0))
        careful.append(("if", zero, 0, ("if", comparison, _unless(yes, 1), _unless(no, -1))))
    return every("and", plain), every("min", careful)
