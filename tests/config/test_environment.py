"""Secrets of an installation, when several workers start it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jiqun.config import environment


def test_workers_that_start_at_once_have_the_same_secret_and_never_an_empty_one(tmp_path: Path) -> None:
    for turn in range(40):
        folder = tmp_path / str(turn)
        with ThreadPoolExecutor(8) as workers:
            found = set(workers.map(lambda _, folder=folder: environment.secret("django", folder), range(16)))
        assert len(found) == 1 and found != {""}
