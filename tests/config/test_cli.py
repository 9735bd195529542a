"""The command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jiqun import __version__
from jiqun.config.environment import database, secret


def jiqun(*args: str, var: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JIQUN_VAR": str(var)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "jiqun.config.cli", *args]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_version_is_printed(tmp_path: Path) -> None:
    assert jiqun("--version", var=tmp_path).stdout.strip() == __version__


def test_journal_of_a_new_installation_is_whole_and_exported(tmp_path: Path) -> None:
    assert jiqun("manage", "migrate", "--verbosity", "0", var=tmp_path).returncode == 0
    verified = jiqun("journal", "verify", var=tmp_path)
    assert (verified.returncode, verified.stdout) == (0, "完整：0 条 · whole: 0 entries\n")
    assert json.loads(jiqun("journal", "export", var=tmp_path).stdout)["head"]["seq"] == 0
    assert jiqun("journal", "head", var=tmp_path).stdout.startswith("0 sha256:0000")


def test_demo_of_an_unknown_stage_is_refused_with_those_there_are(tmp_path: Path) -> None:
    refused = jiqun("demo", "--stage", "nowhere", var=tmp_path)
    assert refused.returncode == 2
    assert "opening、applying、preliminary、scoring、listing、notice、announced" in refused.stderr


def test_procedures_are_printed_as_documented(tmp_path: Path) -> None:
    docs = Path(__file__).parents[2] / "docs" / "procedures.md"
    assert jiqun("procedures", var=tmp_path).stdout == docs.read_text(encoding="utf-8")


def test_check_is_one_of_the_commands(tmp_path: Path) -> None:
    missing = jiqun("check", str(tmp_path / "none.xlsx"), "--on", "2025-03-20", "--json", var=tmp_path)
    assert missing.returncode == 2
    assert missing.stdout == "" and missing.stderr
    with pytest.raises(ValueError):
        json.loads(missing.stderr)


def test_secret_is_made_once_and_read_by_its_owner_only(tmp_path: Path) -> None:
    first = secret("django", tmp_path)
    assert secret("django", tmp_path) == first
    assert (tmp_path / "secrets" / "django").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("", "sqlite3", "jiqun.sqlite3"),
        ("sqlite:////tmp/a.sqlite3", "sqlite3", "a.sqlite3"),
        ("postgres://u:p%40ss@127.0.0.1:5433/jiqun", "postgresql", "jiqun"),
    ],
)
def test_database_is_read_from_its_address(url: str, engine: str, name: str, tmp_path: Path) -> None:
    found = database(url, tmp_path)
    assert found["ENGINE"].endswith(engine)
    assert Path(found["NAME"]).name == name
    if engine == "postgresql":
        assert (found["PASSWORD"], found["PORT"]) == ("p@ss", "5433")


def test_database_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="neither sqlite"):
        database("mysql://localhost/jiqun", tmp_path)
