"""A run: the SELECT on one engine, its lines handed on one by one, in order, checked and counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from jiqun.facts import select
from jiqun.facts.engines import refusals
from jiqun.facts.errors import FactError
from jiqun.facts.rollup import lines
from jiqun.facts.select import ROWS
from jiqun.facts.sums import YearSums

__all__ = ["ROWS", "Adding", "Options", "Run"]

MEMORY = "450MB"
"""Enough for a national run (30 million rows, all facts) and below 600 MB for the whole process."""

_MEMORY = re.compile(r"(?=.*[1-9])[0-9]{1,9}(\.[0-9]{1,3})? ?([KMGT]i?B)", re.IGNORECASE)
_MOST_THREADS = 1024


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen: `names` of the facts (None: all), the day `on` for workbooks, memory and threads of DuckDB,
    the `master` of Spark. `FactError` for a limit that is none."""

    names: tuple[str, ...] | None = None
    on: date | None = None
    memory: str = MEMORY
    threads: int | None = None
    master: str | None = None

    def __post_init__(self) -> None:
        if not _MEMORY.fullmatch(self.memory):
            raise FactError(refusals.BAD_MEMORY.format(found=self.memory))
        if self.threads is not None and not 1 <= self.threads <= _MOST_THREADS:
            raise FactError(refusals.BAD_THREADS.format(found=self.threads, most=_MOST_THREADS))


class Adding(Protocol):
    """An engine with its rows in place, ready to add up."""

    name: str
    version: str

    def fetch(self) -> Iterator[Sequence[Any]]:
        """Runs the text; lines as the engine gives them: cluster, year, rows, facts."""

    def progress(self) -> float | None:
        """How much is done, 0 to 1; None where the engine does not tell. May be called from another thread."""

    def close(self) -> None:
        """Lets go of connections and temporary files."""


class Run:
    """An open source on an engine; iterating adds up and yields `YearSums` in the order of cluster and year.

    `rows` and `cluster_years` count what has come so far. A context manager; nothing is kept but the current line.
    """

    def __init__(self, adding: Adding, place: str, names: tuple[str, ...] | None) -> None:
        self._adding = adding
        self.engine = adding.name
        self.version = adding.version
        self.place = place
        self.names = names
        self.sql = select.text(names)
        self.rows = 0
        self.cluster_years = 0

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __iter__(self) -> Iterator[YearSums]:
        """Raises `FactError` when there is no row, a sum reaches 2^63, or the engine's order is not ours."""
        self.rows = self.cluster_years = 0
        last: tuple[str, int] = ("", -1)
        for line in lines(self._counted(), self.names):
            at = (line.cluster, line.year)
            if at <= last and self.cluster_years:
                raise FactError(refusals.OUT_OF_ORDER.format(engine=self.engine, before=last, after=at))
            last = at
            self.cluster_years += 1
            yield line
        if not self.cluster_years:
            raise FactError(refusals.EMPTY.format(place=self.place))

    def progress(self) -> float | None:
        """How much is done, 0 to 1, where the engine tells."""
        return self._adding.progress()

    def close(self) -> None:
        """Lets go of connections and temporary files."""
        self._adding.close()

    def _counted(self) -> Iterator[Sequence[Any]]:
        for found in self._adding.fetch():
            self.rows += found[2]
            yield found
