"""The facts of one cluster in one year, as an engine gives them, and the SHA-256 over a whole rollup."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jiqun.facts.declarations import keys

FORMAT = "jiqun-rollup-1"


class Sums(Mapping[str, int]):
    """Numbers by name. All lines of a rollup share one table of names, so that a line costs a tuple and no dict."""

    __slots__ = ("numbers", "places")

    def __init__(self, places: Mapping[str, int], numbers: tuple[int, ...]) -> None:
        self.places = places
        self.numbers = numbers

    def __getitem__(self, name: str) -> int:
        return self.numbers[self.places[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def __repr__(self) -> str:
        return f"Sums({dict(self)})"

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))


@dataclass(frozen=True, slots=True)
class YearSums:
    """All facts of one cluster in one year, by name."""

    cluster: str
    year: int
    sums: Mapping[str, int]


class Digest:
    """SHA-256 over a rollup, line by line in the order of (cluster, year), so that none of it has to be kept.

    Canonical form, UTF-8: the line `jiqun-rollup-1 cluster year NAME NAME …`, then for each cluster and year
    `"CLUSTER" YEAR NUMBER NUMBER …` with the key as a JSON string and decimal integers; every line ends in LF. Names
    stand in the order of `declarations.keys()`.
    """

    def __init__(self) -> None:
        self._sha = hashlib.sha256()
        self._names: tuple[str, ...] = ()
        self._last: tuple[str, int] | None = None

    def add(self, line: YearSums) -> None:
        """Takes the next line. `ValueError` when it does not come after the last one."""
        at = (line.cluster, line.year)
        if self._last is None:
            self._names = tuple(name for name in keys() if name in line.sums)
            self._sha.update(f"{FORMAT} cluster year {' '.join(self._names)}\n".encode())
        elif at <= self._last:
            raise ValueError(f"{at} comes after {self._last}")
        self._last = at
        sums = line.sums
        if isinstance(sums, Sums) and tuple(sums.places) == self._names:
            numbers = " ".join(map(str, sums.numbers))
        else:
            numbers = " ".join([str(sums[name]) for name in self._names])
        self._sha.update(f"{json.dumps(line.cluster, ensure_ascii=False)} {line.year} {numbers}\n".encode())

    def hexdigest(self) -> str:
        """The SHA-256 so far."""
        return self._sha.hexdigest()


def digest(rollup: Iterable[YearSums]) -> str:
    """SHA-256 over a rollup in any order: equal on every engine that adds up the same rows. See `Digest`."""
    found = Digest()
    for line in sorted(rollup, key=lambda line: (line.cluster, line.year)):
        found.add(line)
    return found.hexdigest()
