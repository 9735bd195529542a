"""The scripts that set the tests up: they clean up after themselves and say what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
SAY = "import os, sys; sys.stdout.write(os.environ['DATABASE_URL']); sys.exit(7)"


def script(name: str, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPTS / name), *words]
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | environment, timeout=120)


@pytest.mark.integration
def test_postgres_run_passes_address_and_exit_code_and_leaves_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    with tempfile.TemporaryDirectory(prefix="jiqun-scripts-") as place:
        Path(place).chmod(0o711)
        done = script("postgres_for_tests.py", "run", "--", sys.executable, "-c", SAY, TMPDIR=place)
        assert done.stderr == ""
        assert done.returncode == 7
        assert done.stdout.startswith("postgres://jiqun:")
        assert "@127.0.0.1:" in done.stdout
        assert list(Path(place).iterdir()) == []


@pytest.mark.integration
def test_postgres_run_sweeps_what_a_killed_run_left() -> None:
    with tempfile.TemporaryDirectory(prefix="jiqun-scripts-") as place:
        Path(place).chmod(0o711)
        left = Path(place) / "jiqun-postgres-left"
        left.mkdir()
        (left / "owner").write_text("4194304999")  # beyond any process id
        kept = Path(place) / "jiqun-postgres-kept"
        kept.mkdir()
        (kept / "owner").write_text("kept")
        script("postgres_for_tests.py", "run", "--", sys.executable, "-c", SAY, TMPDIR=place)
        assert list(Path(place).iterdir()) == [kept]


def test_postgres_without_a_command_explains_itself() -> None:
    done = script("postgres_for_tests.py", "run")
    assert done.returncode in (1, 2)
    assert "PostgreSQL" in done.stderr


def test_stages_of_an_unknown_name_are_refused_with_the_known_ones() -> None:
    done = script("stages.py", "style", "nonsense")
    assert done.returncode == 2
    assert done.stderr.startswith("stages: machine, style, format, types, contracts, unit")
    assert done.stdout == ""


def test_setup_with_a_python_that_is_not_there_says_what_is_needed() -> None:
    done = subprocess.run(
        [str(SCRIPTS / "setup"), "run"], capture_output=True, text=True, env=os.environ | {"PYTHON": "/nowhere/python3"}
    )
    assert done.returncode == 1
    assert "Python 3.11" in done.stderr
    assert "apt install python3-venv" in done.stderr
