"""Reads the csv tables of this room."""

from __future__ import annotations

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read(path: Path) -> tuple[dict[str, str], ...]:
    """All rows of a csv file with a header line, in file order; every value a string, empty when blank."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return tuple(csv.DictReader(lines))


def shipped(name: str) -> tuple[dict[str, str], ...]:
    """The rows of one of the files in `data/`."""
    return read(DATA / name)
