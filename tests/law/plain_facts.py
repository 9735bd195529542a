"""The facts of some rows counted a second time, row by row in plain Python, from what each fact is called.

Beside it the rows to count: random, with every flag and every blank in many mixtures, the same on each run. They are
of several years, so that a wrong condition cannot come to the right number by chance.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from jiqun.facts.columns import FIGURES, FLAGS, FlatRow

Row = dict[str, int | None]
ANSWERS = ("platform", "software", "sme", "sme_last")
LIKELY = {"lead": 0.6, "title_chain_unsure": 0.6}
LISTED = ("hightech", "specialised", "innovative", "chain", "champion_provincial")


def rows(count: int = 800, seed: int = 20230228, years: int = 8) -> list[FlatRow]:
    """Rows of one cluster; every figure is sometimes blank, the flags fall as they fall."""
    chance = random.Random(seed)
    found: list[FlatRow] = []
    for _ in range(count):
        row: FlatRow = {"cluster": "甲", "year": 2024 - chance.randrange(years)}
        for column in FIGURES:
            number = chance.randrange(2) if column.name in ANSWERS else chance.randrange(10**6)
            row[column.name] = None if chance.random() < 0.2 else number
        row.update({column.name: int(chance.random() < LIKELY.get(column.name, 0.2)) for column in FLAGS})
        found.append(row)
    return found


def by_year(found: Iterable[Row]) -> dict[int, dict[str, int]]:
    """Every fact of rows of one cluster, by year."""
    years: dict[int, list[Row]] = {}
    for row in found:
        years.setdefault(row["year"] or 0, []).append(row)
    return {year: _recount(years[year]) for year in sorted(years)}


def _recount(every: list[Row]) -> dict[str, int]:
    firms = [row for row in every if row["aggregate"] == 0]
    facts: dict[str, int] = {"lines": len(firms), "below_lines": len(every) - len(firms)}

    def total(name: str, column: str, among: list[Row]) -> None:
        facts[name] = sum(row[column] or 0 for row in among)
        facts[f"{name}__na"] = sum(row[column] is None for row in among)

    for name in ("firms", "employees", "output"):
        total(name, name, every)
    for name in ("value_added", "revenue", "patents", "energy", "co2", "exports"):
        total(name, name, firms)
    total("output_roster", "output", firms)
    total("output_lead", "output", [row for row in every if row["lead"]])
    total("output_other", "output", [row for row in every if not row["lead"]])
    for column, year in (("sme", ""), ("sme_last", "_last")):
        for size, answer in (("sme", 1), ("large", 0), ("unsized", None)):
            facts[f"firms_{size}{year}"] = sum(row[column] == answer for row in firms)
            total(f"output_{size}{year}", "output", [row for row in every if row[column] == answer])
            total(f"rd_{size}{year}", "rd", [row for row in every if row[column] == answer])
    for name in ("platform", "software"):
        facts[f"{name}_users"] = sum(row[name] == 1 for row in firms)
        facts[f"{name}_answered"] = sum(row[name] is not None for row in firms)
    facts["platform_unused"] = sum(row["platform"] == 0 for row in firms)
    total("platform_silent", "firms", [row for row in every if row["platform"] is None])
    return facts | _titles(firms)


def _titles(firms: list[Row]) -> dict[str, int]:
    lead = [row for row in firms if row["lead"]]
    facts: dict[str, int] = {}

    def held(row: Row, titles: Iterable[str]) -> int:
        return sum(row[f"title_{title}"] or 0 for title in titles)

    for name, titles, among in (
        ("top", ("champion", "giant"), lead),
        ("core", ("hightech", "specialised", "innovative"), firms),
    ):
        numbers = [held(row, titles) for row in among]
        facts |= {f"{name}_firms": sum(n > 0 for n in numbers), f"{name}_titles": sum(numbers)}
    for scope, among in (("all", firms), ("lead_industry", lead)):
        for champion, titles in (("any_level", (*LISTED, "champion")), ("provincial", LISTED)):
            # A chain leader without issuer or level may be one more firm where it has no other title of the list.
            numbers = [(held(row, titles), row["title_chain_unsure"] or 0) for row in among]
            name = f"{scope}_{champion}"
            facts[f"listed_firms_{name}"] = sum(n > 0 for n, _ in numbers)
            facts[f"listed_firms_{name}__na"] = sum(unsure for n, unsure in numbers if not n)
            facts[f"listed_titles_{name}"] = sum(n for n, _ in numbers)
            facts[f"listed_titles_{name}__na"] = sum(unsure for _, unsure in numbers)
    return facts
