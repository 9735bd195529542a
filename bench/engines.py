"""Who is right at the legal boundary: rule engines and jiqun on the same eleven norms, and what an evaluation costs.

`python -m bench.engines [--record]`. Needs the environment of `scripts/setup bench`; an engine that is missing is
said to be missing. Each case is tried in 100 sizes; a cell gives how many of them came out as the text says.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from statistics import median

from bench.engines_cases import Case, Figures, base, cases, rows_of_forty
from bench.engines_languages import CAREFUL, PLAIN, Engine, JsonLogic, Spiff, Zen
from bench.engines_norms import norms
from bench.machine import describe
from jiqun import law
from jiqun.facts import Facts
from jiqun.facts.declarations import keys

RESULTS = Path(__file__).parent / "results"
ON = date(2025, 3, 20)
LIST = "listed_firms_all_any_level"


class Jiqun:
    """The measure itself, its eleven norms, on facts."""

    name = "jiqun"

    def __init__(self) -> None:
        measure = law.load("gd_2023_4")
        wanted = {norm.id for norm in norms()}
        self._measure = replace(measure, norms=tuple(norm for norm in measure.norms if norm.id in wanted))

    def verdict(self, norm: str, figures: Figures) -> str:
        """The verdict on one norm."""
        return self._measure.verdicts(facts(figures), on=ON)[norm].value

    def all(self, figures: Figures) -> Callable[[], object]:
        """A call that gives all eleven verdicts."""
        given = facts(figures)
        return lambda: self._measure.verdicts(given, on=ON)

    def explained(self, figures: Figures) -> Callable[[], object]:
        """A call that gives all eleven findings, with what would flip them."""
        given = facts(figures)
        return lambda: [
            (f.value, f.margin, f.needs, f.flips_under) for f in self._measure.assess(given, on=ON).findings
        ]

    def total(self, rows: list[int]) -> bool:
        """Whether rows of output in fen add up to 40 亿元."""
        found = {**base(), **dict.fromkeys(("output_2022", "output_2023", "output_2024"), sum(rows))}
        return self.verdict("13.2.output", found) == "met"


def facts(figures: Figures) -> Facts:
    """Figures as facts: what is not given is a sum with a blank row."""
    years = {year: dict.fromkeys(keys(), 0) for year in range(2021, 2025)}
    for name, number in figures.items():
        stem, _, year = name.removesuffix("__na").rpartition("_")
        if name == "area_m2":
            continue
        sums, fact = years[int(year)], {"listed": LIST, "listed_unsure": f"{LIST}__na"}.get(stem, stem)
        sums["lines"] = 1
        if name.endswith("__na"):
            sums[f"{fact}__na"] = number or 0
        elif number is None:
            sums[f"{fact}__na"] = 1
        else:
            sums[fact] = number
    return Facts("甲", "乙", ("33",), figures["area_m2"], None, 2024, ON, years)


def score(engine: Engine | Jiqun, case: Case) -> str:
    """How many sizes of a case an engine gets as the text says; the wrong answer where all are wrong."""
    answers = [engine.verdict(case.norm, figures) for figures in case.sizes]
    right = answers.count(case.expected)
    if right == len(answers):
        return "right"
    wrong = {answer for answer in answers if answer != case.expected}
    said = " / ".join(sorted(wrong))
    return f"**wrong: {said}**" if right == 0 else f"**{len(answers) - right} of {len(answers)} wrong: {said}**"


def microseconds(make: Callable[[Figures], Callable[[], object]], runs: int = 300) -> float:
    """Median CPU microseconds of a call, each on figures of its own, so that nothing is remembered from the last."""
    chance = Random(11)
    calls = []
    for _ in range(runs):
        share = chance.randint(60, 140)
        calls.append(make({name: n and n * share // 100 for name, n in base().items()}))
    for call in calls[:30]:
        call()
    spent = []
    for call in calls[30:]:
        started = time.process_time_ns()
        call()
        spent.append(time.process_time_ns() - started)
    return median(spent) / 1000


def engines() -> tuple[dict[str, Engine | Jiqun], list[str]]:
    """The engines that are installed, by column, and those that are not."""
    found: dict[str, Engine | Jiqun] = {}
    missing: list[str] = []
    makers: Mapping[str, type[Zen] | type[Spiff] | type[JsonLogic]] = {
        "zen-engine": Zen,
        "SpiffWorkflow": Spiff,
        "json-logic": JsonLogic,
    }
    for form in (PLAIN, CAREFUL):
        for name, maker in makers.items():
            try:
                found[f"{name}, {form}"] = maker(form)
            except ImportError:
                missing.append(name)
    return {"jiqun": Jiqun(), **found}, sorted(set(missing))


def report() -> tuple[str, bool]:
    """The tables as Markdown, and whether jiqun was right everywhere."""
    columns, missing = engines()
    lines = [f"| boundary | the text says | {' | '.join(columns)} |", "|---" * (len(columns) + 2) + "|"]
    ours = []
    for case in cases():
        cells = [score(engine, case) for engine in columns.values()]
        ours.append(cells[0] == "right")
        lines.append(f"| {case.norm} {case.name} | {case.expected} | {' | '.join(cells)} |")
    totals = [[engine.total(rows) for rows in rows_of_forty()] for engine in columns.values()]
    cells = ["right" if all(t) else f"**{t.count(False)} of {len(t)} wrong: not_met**" for t in totals]
    ours.append(cells[0] == "right")
    lines.append(f"| 13.2.output 4,000 rows that add up to exactly 40 亿元 | met | {' | '.join(cells)} |")
    spent = [f"{microseconds(engine.all):.0f} µs" for engine in columns.values()]
    lines.append(f"| CPU, all eleven verdicts | | {' | '.join(spent)} |")
    sizes = ["" if isinstance(engine, Jiqun) else f"{engine.size():,}" for engine in columns.values()]
    lines.append(f"| characters of formula to keep right by hand | | {' | '.join(sizes)} |")
    explained = microseconds(Jiqun().explained)
    notes = [
        f"jiqun with value, margin, needs and every flip of a reading: {explained:.0f} µs; no other engine gives them.",
        "plain: as an analyst writes it — yuan with decimals, a division, a root where the language has one "
        "(json-logic has none and is given 1.331), nothing for what is missing. An error or no "
        "answer counts as “undetermined”.",
        "careful: the best by hand — whole fen, multiplied out, and 1, 0, -1 for met, open, not met; every formula has "
        "to be rewritten so, and again for each reading (口径). jiqun's formulas are written as the law says them.",
        openfisca(),
    ]
    if missing:
        notes.append(f"Not installed, so not compared: {', '.join(missing)} (scripts/setup bench).")
    return "\n".join([*lines, "", *(f"- {note}" for note in notes), ""]), all(ours)


def openfisca() -> str:
    """What OpenFisca keeps of an output one fen below 40 亿元: its figures are arrays of 32 bits."""
    try:
        from openfisca_core import variables
    except ImportError:
        return "OpenFisca-Core is not installed, so nothing is said of it."
    kinds = variables.config.VALUE_TYPES
    yuan = kinds[float]["dtype"](3_999_999_999.99)
    largest = 2 ** (8 * kinds[int]["dtype"]().itemsize - 1) - 1
    met = "met" if yuan >= 4_000_000_000 else "not_met"
    return (
        f"OpenFisca-Core keeps a float as {kinds[float]['dtype'].__name__}: 3,999,999,999.99 yuan becomes {yuan:,.2f} "
        f"and A13.2 {met}; its int is {kinds[int]['dtype'].__name__}, at most {largest:,}, less than 40 亿 yuan."
    )


def main() -> int:
    """Prints the tables; exit 1 when jiqun was wrong somewhere."""
    parser = argparse.ArgumentParser(prog="python -m bench.engines", description=__doc__)
    parser.add_argument("--record", action="store_true", help="keep the tables in bench/results/engines-YYYY-MM-DD.md")
    record = parser.parse_args().record
    tables, right = report()
    text = f"# Engines at the legal boundary, {date.today()}\n\n{describe()}; load {os.getloadavg()[0]:.1f}\n\n{tables}"
    print(text)
    if record:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"engines-{date.today()}.md").write_text(text)
    return 0 if right else 1


if __name__ == "__main__":
    sys.exit(main())
