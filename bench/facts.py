"""`python -m bench.facts [--rows 3000000] [--record]`: facts at scale, ours beside what else one could use.

Lays synthetic rows in a temporary folder, then runs whole processes one after another on the same files: time, peak
memory, and whether the totals agree. `--rows 30000000` is the country; `--record` keeps the tables in bench/results/.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from bench.machine import describe, pace

RESULTS = Path(__file__).parent / "results"
PYTHON = [sys.executable, "-m", "bench.facts_sides"]
TINY = 150_000
LABELS = {
    "ours": "ours: DuckDB, the files as delivered",
    "hand": "plain DuckDB SQL typed by hand",
    "decode": "DuckDB merely decoding the touched columns",
    "store": "ours: from the product's own store",
    "loop": "C loop over raw arrays of the touched columns",
    "pandas": "pandas",
    "openfisca": "OpenFisca-core, the same formulas",
    "spark": "ours: Spark, two executors",
    "spark_hand": "Spark, two executors, the text typed by hand",
    "every": "ours: DuckDB, all facts and the SHA-256",
    "tenth": "ours: DuckDB, a tenth of the rows",
}


@dataclass(frozen=True)
class Spent:
    """One process: seconds by the clock, CPU seconds, peak MB as it told itself, and its answer."""

    seconds: float
    cpu: float
    peak: float
    answer: dict[str, object]


@dataclass(frozen=True)
class Goal:
    """A ratio of two figures against its limit."""

    text: str
    ratio: float
    limit: float
    least: bool = False

    @property
    def met(self) -> bool:
        """At most the limit, or at least it."""
        return self.ratio >= self.limit if self.least else self.ratio <= self.limit


def main() -> int:
    """Measures and prints; 1 when a goal was missed or totals differ."""
    parser = argparse.ArgumentParser(prog="python -m bench.facts", description=__doc__)
    parser.add_argument("--rows", type=int, default=3_000_000)
    parser.add_argument("--runs", type=int, default=2, help="runs of the short sides; the best one counts")
    parser.add_argument("--record", action="store_true", help="keep the tables in bench/results/facts-YYYY-MM-DD.md")
    parser.add_argument("--folder", type=Path, help="where to lay the rows (default: a temporary folder)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jiqun-bench-", dir=args.folder) as folder:
        spent, notes = measured(Path(folder), args.rows, args.runs)
    text = report(spent, notes, goals(spent))
    print(text)
    if args.record:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"facts-{date.today()}.md").write_text(text, encoding="utf-8")
    return 0 if agreed(spent) and all(goal.met for goal in goals(spent)) else 1


def measured(folder: Path, wanted: int, runs: int) -> tuple[dict[str, Spent], list[str]]:
    """Every side on the same rows; sides whose packages are missing are left out with a note."""
    from bench import facts_loop, facts_rows
    from jiqun.facts.engines import store

    whole, tenth, tiny = (folder / name for name in ("whole", "tenth", "tiny"))
    rows, part = facts_rows.lay(whole, wanted), facts_rows.lay(tenth, wanted // 10)
    facts_rows.lay(tiny, TINY)
    notes = [f"{rows:,} rows in {len(list(whole.iterdir()))} files, a tenth: {part:,} rows."]
    started = time.monotonic()
    store.write(whole, folder / "store.duckdb")
    notes.append(
        f"The store took {time.monotonic() - started:.0f} s to write; {_megabytes([folder / 'store.duckdb'])} MB, the "
        f"files {_megabytes(list(whole.iterdir()))} MB."
    )
    spent: dict[str, Spent] = {}

    def best(name: str, command: Sequence[str], times: int) -> None:
        tried = [run(command) for _ in range(times)]
        spent[name] = min([*tried, *([spent[name]] if name in spent else [])], key=lambda each: each.seconds)

    for side in ("ours", "hand", "decode"):
        run([*PYTHON, side, str(tiny)])  # compiles what it imports
    for _ in range(runs):  # in turn, so that a neighbour's burst does not fall on one side alone
        for side in ("ours", "hand", "decode"):
            best(side, [*PYTHON, side, str(whole)], 1)
    best("tenth", [*PYTHON, "ours", str(tenth)], runs)
    if loop := facts_loop.build(folder / "store.duckdb", folder / "arrays"):
        best("loop", loop, runs)
    else:
        notes.append("No C compiler: the loop was left out.")
    best("store", [*PYTHON, "ours", str(folder / "store.duckdb")], runs)
    for side, module in (("openfisca", "openfisca_core"), ("pandas", "pandas"), ("spark", "pyspark")):
        if find_spec(module) is None:
            notes.append(f"{module} is not installed (scripts/setup bench): left out.")
            continue
        try:
            if side != "spark":
                run([*PYTHON, side, str(tiny)])
            best(side, [*PYTHON, side, str(whole)], 1)
            if side == "spark":
                best("spark_hand", [*PYTHON, "spark_hand", str(whole)], 1)
        except RuntimeError as error:  # out of memory, say: the others are worth measuring all the same
            spent.pop(side, None)
            notes.append(f"**{side} failed**: {str(error).strip().splitlines()[-1]}")
    best("every", [*PYTHON, "every", str(whole)], 1)
    return spent, notes


def run(command: Sequence[str]) -> Spent:
    """One process to its end. Raises `RuntimeError` with what it said when it failed."""
    root = Path(__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"}
    # Compiled once, as installed packages are, whatever the caller's shell says.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(Path(tempfile.gettempdir()) / "jiqun-bench-compiled")
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as complaints:
        started = time.monotonic()
        process = subprocess.Popen(command, stdout=out, stderr=complaints, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        complaints.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)}: {complaints.read().decode(errors='replace')[-2000:]}")
        answer = json.loads(out.read())
    return Spent(seconds, usage.ru_utime + usage.ru_stime, float(answer.get("peak", 0)), answer)


def goals(spent: dict[str, Spent]) -> list[Goal]:
    """The goals whose sides were run."""
    at: Callable[[str], float] = lambda name: spent[name].seconds  # noqa: E731
    inside: Callable[[str], float] = lambda name: float(str(spent[name].answer["seconds"])) or spent[name].seconds  # noqa: E731
    found = [
        Goal("time beside the SQL typed by hand", at("ours") / at("hand"), 1.15),
        Goal("time beside merely decoding", at("ours") / at("decode"), 3),
        Goal("peak MB of the process", spent["ours"].peak, 600),
        Goal("peak MB of the process, all facts", spent["every"].peak, 600),
        Goal("cost a row beside a tenth of the rows", at("ours") / (10 * at("tenth")), 1.2),
    ]
    if "pandas" in spent:
        found.append(Goal("times faster than pandas", at("pandas") / at("ours"), 4, least=True))
    if "openfisca" in spent:
        found.append(Goal("time beside OpenFisca-core", at("ours") / at("openfisca"), 1))
        found.append(Goal("memory beside OpenFisca-core", spent["ours"].peak / spent["openfisca"].peak, 0.2))
    if "spark" in spent:
        found.append(Goal("Spark: time beside the text typed by hand", at("spark") / at("spark_hand"), 3))
    if "loop" in spent:
        found.append(Goal("store: time beside the C loop, without the imports", inside("store") / at("loop"), 2))
    return found


def agreed(spent: dict[str, Spent]) -> bool:
    """Whether every exact side gives our totals (OpenFisca's 32-bit floats cannot)."""
    return all(_same(spent, name) for name in spent if name not in ("openfisca", "decode", "every", "tenth"))


def report(spent: dict[str, Spent], notes: Sequence[str], reached: Sequence[Goal]) -> str:
    """Machine, figures and goals as Markdown."""
    lines = [
        f"# Facts at scale, {date.today()}",
        "",
        f"{describe()}; load {os.getloadavg()[0]:.1f}, a plain loop of 200,000 steps takes {pace():.1f} ms CPU.",
        *notes,
        "",
        "Whole processes, the same six facts (eleven numbers) from the same eight columns, every line materialised.",
        "",
        "| | s | without imports | CPU s | peak MB | lines | our totals |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, label in LABELS.items():
        if name not in spent:
            continue
        side = spent[name]
        java = name.startswith("spark")
        cells = (
            label,
            f"{side.seconds:.2f}",
            f"{float(str(side.answer['seconds'])):.2f}" if name != "loop" else f"{side.seconds:.2f}",
            "" if java else f"{side.cpu:.2f}",
            f"{side.peak:.0f}" if side.peak and not java else "",
            f"{side.answer['lines']:,}",
            "" if name in ("decode", "every", "tenth") else "yes" if _same(spent, name) else "no",
        )
        lines.append("| " + " | ".join(cells) + " |")
    lines += ["", "| goal | figure | | |", "|---|---|---|---|"]
    for goal in reached:
        limit = f"{'≥' if goal.least else '≤'} {goal.limit:g}"
        lines.append(f"| {goal.text} | {goal.ratio:.2f} | {limit} | {'met' if goal.met else '**missed**'} |")
    return "\n".join(lines) + "\n"


def _same(spent: dict[str, Spent], name: str) -> bool:
    return spent[name].answer["totals"] == spent["ours"].answer["totals"]


def _megabytes(files: Sequence[Path]) -> int:
    return sum(file.stat().st_size for file in files) // 2**20


if __name__ == "__main__":
    sys.exit(main())
