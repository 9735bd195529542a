"""A roster from workbook to findings."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from datetime import date

from bench.measure import Row
from jiqun import law
from jiqun.facts import build
from jiqun.facts.workbook import Reading, read, read_safely


def spent() -> float:
    """CPU seconds of this process and of the children it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def assessed(reading: Reading, on: date) -> None:
    """Facts and findings. Raises `RuntimeError` when the workbook was not taken."""
    if reading.roster is None:
        raise RuntimeError("; ".join(str(problem.sentence) for problem in reading.errors))
    law.load("gd_2023_4").assess(build(reading.roster, on=on), on=on)


def median(run: Callable[[], None], runs: int) -> float:
    """Median CPU seconds after one run to warm up."""
    run()
    figures = []
    for _ in range(runs):
        started = spent()
        run()
        figures.append(spent() - started)
    return statistics.median(figures)


def rows(workbook: bytes, on: date, runs: int = 5) -> list[Row]:
    """Read in this process, and in the limited process of its own that uploads are read in."""
    name = "roster of 300 firms × 4 years checked and assessed"
    here = median(lambda: assessed(read(workbook, on=on), on), runs)
    apart = median(lambda: assessed(read_safely(workbook, on=on), on), runs)
    return [
        Row(name, milliseconds=here, goal=1, unit="s CPU"),
        Row(f"{name}, in a process of its own", milliseconds=apart, goal=1, unit="s CPU"),
    ]
