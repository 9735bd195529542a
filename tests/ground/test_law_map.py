"""The table of clauses speaks the truth: every test it names is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAP = ROOT / "docs" / "law-map.md"
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`", MAP.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(("file", "name"), NAMED, ids=[f"{file}::{name}" if name else file for file, name in NAMED])
def test_every_test_the_map_names_is_there(file: str, name: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    assert f"def {name}(" in text if name else "def test_" in text


@pytest.mark.parametrize(
    "clause",
    [
        "A2, A3",
        "A4, A7.8",
        "A5",
        "A6, A8",
        "A7.1 ",
        "A8, A9",
        "A10",
        "A11",
        "A12",
        "A13.1",
        "A13.2",
        "A13.3",
        "A14.1",
        "A14.2",
        "A14.3",
        "open government",
    ],
)
def test_every_clause_of_a_round_names_its_test(clause: str) -> None:
    row = next(line for line in MAP.read_text(encoding="utf-8").splitlines() if line.startswith(f"| {clause}"))
    assert "`tests/" in row
