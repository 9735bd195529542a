"""How a thing is measured: statements that read or change rows, CPU seconds of this process, medians of runs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass
class Row:
    """One line of the table: what was measured, against which goal."""

    name: str
    sql: int | None = None
    sql_goal: int | None = None
    milliseconds: float | None = None
    goal: float | None = None
    unit: str = "ms CPU"
    peer: str = ""
    best: float | None = None

    @property
    def met(self) -> bool:
        """True when every goal of the line is reached."""
        sql = self.sql is None or self.sql_goal is None or self.sql <= self.sql_goal
        figure = self.milliseconds is None or self.goal is None or self.milliseconds <= self.goal
        return sql and figure


@dataclass
class Statements:
    """Counts what reads or changes rows; transaction control is not counted."""

    seen: list[str] = field(default_factory=list)

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip().upper().startswith(COUNTED):
            self.seen.append(sql)
        return execute(sql, params, many, context)


@contextmanager
def counted() -> Iterator[Statements]:
    """Counts the statements of a block."""
    statements = Statements()
    with connection.execute_wrapper(statements):
        yield statements


def measure(
    name: str,
    run: Callable[[], Any],
    *,
    runs: int = 25,
    sql_goal: int | None = None,
    goal: float | None = None,
    peer: str = "",
) -> Row:
    """Median CPU milliseconds of `run` over `runs` after three to warm up, and its statements."""
    for _ in range(3):
        run()
    with counted() as statements:
        run()
    spent = []
    for _ in range(runs):
        started = time.process_time()
        run()
        spent.append((time.process_time() - started) * 1000)
    return Row(name, len(statements.seen), sql_goal, statistics.median(spent), goal, peer=peer, best=min(spent))


def table(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| what | SQL | goal | figure | best | goal | unit | | nearest peer |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        figure = "" if row.milliseconds is None else f"{row.milliseconds:.1f}"
        cells = (
            row.name,
            "" if row.sql is None else row.sql,
            "" if row.sql_goal is None else f"≤ {row.sql_goal}",
            figure,
            "" if row.best is None else f"{row.best:.1f}",
            "" if row.goal is None else f"≤ {row.goal:g}",
            row.unit,
            "met" if row.met else "**missed**",
            row.peer,
        )
        lines.append("| " + " | ".join(str(cell) for cell in cells) + " |")
    return "\n".join(lines)
