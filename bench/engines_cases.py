"""Where the law draws its lines: cases at the legal boundary, each in many sizes, with the verdict of the text.

Figures are whole fen, kilograms and pieces; None is "not given".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from bench.engines_norms import FEN_YI, LAST, THREE, YEARS

Figures = dict[str, int | None]
MET, NOT_MET, OPEN = "met", "not_met", "undetermined"


@dataclass(frozen=True)
class Case:
    """A boundary: the norm, the verdict of the text, and figures in several sizes."""

    name: str
    norm: str
    expected: str
    sizes: tuple[Figures, ...]


def base() -> Figures:
    """A cluster that meets all eleven norms."""
    yearly = {
        "output": (50 * FEN_YI, 56 * FEN_YI, 62 * FEN_YI, 68 * FEN_YI),
        "output_roster": (50 * FEN_YI, 56 * FEN_YI, 62 * FEN_YI, 68 * FEN_YI),
        "output_sme": (40 * FEN_YI, 45 * FEN_YI, 50 * FEN_YI, 55 * FEN_YI),
        "output_large": (10 * FEN_YI, 11 * FEN_YI, 12 * FEN_YI, 13 * FEN_YI),
        "output_lead": (45 * FEN_YI, 50 * FEN_YI, 55 * FEN_YI, 60 * FEN_YI),
        "output_other": (5 * FEN_YI, 6 * FEN_YI, 7 * FEN_YI, 8 * FEN_YI),
        "rd_sme": (10**10, 112 * 10**8, 126 * 10**8, 142 * 10**8),
        "patents": (100, 120, 140, 160),
        "employees": (20_000, 20_000, 20_000, 20_000),
        "co2": (10**9, 10**9, 10**9, 10**9),
        "platform_users": (20, 25, 30, 40),
        "platform_answered": (100, 100, 100, 100),
        "top_firms": (0, 1, 1, 1),
        "listed": (8, 9, 10, 12),
        "listed_unsure": (0, 0, 0, 0),
    }
    found: Figures = {f"{name}_{year}": n for name, ns in yearly.items() for year, n in zip(YEARS, ns, strict=True)}
    return {**found, "area_m2": 58_600_000}


def cases(sizes: int = 100) -> Iterator[Case]:
    """All cases, each in so many sizes."""
    chance = Random(20230228)

    def case(name: str, norm: str, expected: str, change: Callable[[], Figures]) -> Case:
        return Case(name, norm, expected, tuple({**base(), **change()} for _ in range(sizes)))

    def growing(name: str, percent: int, more: int = 0) -> Callable[[], Figures]:
        """Exactly so many percent a year over three years, then some units more."""

        def change() -> Figures:
            unit = chance.randrange(1, 10**6)
            return {f"{name}_2021": unit * 10**6, f"{name}_2024": unit * (100 + percent) ** 3 + more}

        return change

    def split(part: str, rest: str, more: int = 0) -> Callable[[], Figures]:
        def change() -> Figures:
            unit = chance.randrange(1, 10**11)
            return {f"{part}_{LAST}": 7 * unit + more, f"{rest}_{LAST}": 3 * unit}

        return change

    def outputs(*changes: tuple[int, int | None]) -> Callable[[], Figures]:
        return lambda: (
            {f"output_{y}": 40 * FEN_YI + chance.randrange(10**9) for y in THREE}
            | {f"output_{year}": number for year, number in changes}
        )

    yield case("growth exactly 10 % a year", "13.2.growth", NOT_MET, growing("output", 10))
    yield case("… one fen more", "13.2.growth", MET, growing("output", 10, 1))
    yield case("… one fen less", "13.2.growth", NOT_MET, growing("output", 10, -1))
    yield case("R&D growth exactly 10 % a year", "13.5.rd_growth", NOT_MET, growing("rd_sme", 10))
    yield case("patent growth exactly 15 % a year", "13.5.patent_growth", MET, growing("patents", 15))
    yield case("… one patent less", "13.5.patent_growth", NOT_MET, growing("patents", 15, -1))
    yield case("growth, base year missing", "13.2.growth", OPEN, lambda: {"output_2021": None})
    yield case("growth, base year zero", "13.2.growth", OPEN, lambda: {"output_2021": 0})
    at_limit = [(year, 40 * FEN_YI) for year in THREE]
    yield case("output exactly 40 亿元", "13.2.output", MET, outputs(*at_limit))
    yield case("… one fen less in one year", "13.2.output", NOT_MET, outputs(*at_limit[1:], (2022, 40 * FEN_YI - 1)))
    yield case("one year missing, the rest above", "13.2.output", OPEN, outputs((2022, None)))
    yield case("one year missing, another below", "13.2.output", NOT_MET, outputs((2022, None), (2023, 39 * FEN_YI)))
    yield case("… the missing one last", "13.2.output", NOT_MET, outputs((2024, None), (2023, 39 * FEN_YI)))
    yield case(
        "rows blank, what is known suffices",
        "13.2.output",
        MET,
        lambda: {"output_2024__na": 3},
    )
    yield case(
        "rows blank, what is known does not",
        "13.2.output",
        OPEN,
        lambda: {"output_2024": 39 * FEN_YI, "output_2024__na": 3},
    )
    yield case("SME share exactly 70 %", "13.2.sme_share", NOT_MET, split("output_sme", "output_large"))
    yield case("… one fen more", "13.2.sme_share", MET, split("output_sme", "output_large", 1))
    yield case("lead share exactly 70 %", "13.2.lead_share", NOT_MET, split("output_lead", "output_other"))
    yield case("area exactly 100 km²", "13.2.area", MET, lambda: {"area_m2": 10**8})
    yield case("area not given", "13.2.area", OPEN, lambda: {"area_m2": None})
    yield case(
        "no top firm, 9 listed and 1 unsure",
        "13.3.firms",
        OPEN,
        lambda: {"top_firms_2024": 0, "listed_2024": 9, "listed_unsure_2024": 1},
    )
    yield case("15 patents per 10,000 employees", "13.5.patent_density", MET, _per(chance, "patents", "employees", 15))
    yield case("15 of 100 firms on a platform", "13.6.platform", MET, _users(chance))
    yield case("nobody answered about platforms", "13.6.platform", OPEN, _nobody)
    yield case("carbon intensity unchanged", "13.7.co2_intensity", NOT_MET, _unchanged(chance))
    yield case("carbon, the middle year missing", "13.7.co2_intensity", OPEN, lambda: {"co2_2023": None})
    yield case(
        "carbon, the first missing, then a rise",
        "13.7.co2_intensity",
        NOT_MET,
        lambda: {"co2_2022": None, "co2_2024": 2 * 10**9},
    )


def _per(chance: Random, above: str, below: str, limit: int) -> Callable[[], Figures]:
    def change() -> Figures:
        unit = chance.randrange(1, 1000)
        return {f"{above}_{LAST}": limit * unit, f"{below}_{LAST}": 10_000 * unit}

    return change


def _users(chance: Random) -> Callable[[], Figures]:
    def change() -> Figures:
        unit = chance.randrange(1, 1000)
        return {"platform_users_2024": 3 * unit, "platform_answered_2024": 20 * unit}

    return change


def _nobody() -> Figures:
    return {"platform_users_2024": 0, "platform_answered_2024": 0}


def _unchanged(chance: Random) -> Callable[[], Figures]:
    """The same intensity in other sizes: 3 to 7 in both years."""

    def change() -> Figures:
        found: Figures = {}
        for year in THREE:
            unit = chance.randrange(1, 10**6)
            found |= {f"co2_{year}": 3 * unit, f"output_roster_{year}": 7 * unit * 100}
        return found

    return change


def rows_of_forty(count: int = 4000, sizes: int = 50) -> Iterator[list[int]]:
    """Rows in whole fen that add up to exactly 40 亿元, as firms report them: in 万元 with two decimals."""
    chance = Random(40)
    cent = 10**4  # 0.01 万元 in fen
    for _ in range(sizes):
        left, found = 40 * FEN_YI // cent, []
        for n in range(count, 1, -1):
            share = chance.randrange(2 * left // n + 1)
            found.append(share * cent)
            left -= share
        yield [*found, left * cent]
