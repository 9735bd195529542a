"""Runs the named stages of checking one after the other, each with its duration, and stops at the first that fails.

.venv/bin/python scripts/stages.py style types sqlite+unit

What is joined by + shares the processors: as many at a time as there are (two at least), in the order given. With the
longest first all processors end at about the same time.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[1]
BIN = ROOT / ".venv" / "bin"
PYTEST = (str(BIN / "pytest"), "-q", "--no-header", "--durations=5", "--durations-min=2")
POSTGRES = (sys.executable, "scripts/postgres_for_tests.py", "run", "--")

# What is quick and fails most often comes first. A test that asks for a database is `integration` by itself.
STAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "machine": ("browser, fonts and PostgreSQL are there", (sys.executable, "scripts/prerequisites.py")),
    "style": ("ruff", (str(BIN / "ruff"), "check", "--output-format=concise")),
    "format": ("ruff format", (str(BIN / "ruff"), "format", "--check", "--output-format=concise")),
    "types": ("mypy", (str(BIN / "mypy"),)),
    "contracts": ("who imports whom", (str(BIN / "lint-imports"), "--no-cache", "--no-logo")),
    "unit": ("tests without a database", (*PYTEST, "-m", "not integration and not e2e")),
    "sqlite": ("tests on SQLite", (*PYTEST, "-m", "integration and not e2e")),
    # What only looks into files is the same whatever database stands beside it, and is looked at once.
    "postgresql": (
        "tests on PostgreSQL",
        (*POSTGRES, *PYTEST, "--migrations", "-m", "integration and not e2e and not files_alone"),
    ),
    "browser": ("tests in Chromium", (*PYTEST, "-m", "e2e")),
}


def run(name: str, output: IO[bytes] | None = None) -> tuple[int, float]:
    """Exit code and seconds of one stage; what it prints goes to `output`, by default where everything goes."""
    what, command = STAGES[name]
    if output is None:
        print(f"\n── {name}: {what}", flush=True)
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    # The tests start Python hundreds of times; without kept bytecode every start compiles its modules anew.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    if name != "postgresql":
        environment.pop("DATABASE_URL", None)
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=environment, stdout=output, stderr=output).returncode
    return code, time.monotonic() - began


def run_with(name: str) -> tuple[str, int, float]:
    """One of several at the same time: what it printed comes whole when it is done."""
    with tempfile.TemporaryFile() as output:
        code, seconds = run(name, output)
        output.seek(0)
        text = output.read().decode(errors="replace")
    print(f"\n── {name}: {STAGES[name][0]}\n{text}", flush=True)
    return name, code, seconds


def together(names: list[str]) -> list[tuple[str, int, float]]:
    """Name, exit code and seconds of each stage; several run at the same time."""
    if len(names) == 1:
        return [(names[0], *run(names[0]))]
    with ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as pool:
        return list(pool.map(run_with, names))


def main(groups: list[str]) -> int:
    unknown = [name for group in groups for name in group.split("+") if name not in STAGES]
    if unknown or not groups:
        print(f"stages: {', '.join(STAGES)}", file=sys.stderr)
        return 2
    done: list[str] = []
    for group in groups:
        failed = []
        for name, code, seconds in together(group.split("+")):
            done.append(f"{name} {seconds:.1f} s")
            print(f"── {name}: {'passed' if code == 0 else f'FAILED (exit {code})'}, {seconds:.1f} s", flush=True)
            failed += [name] if code else []
        if failed:
            again = " ".join(failed)
            print(f"\n未通过 FAILED: {again}   (again: .venv/bin/python scripts/stages.py {again})", file=sys.stderr)
            return 1
    print(f"\n全部通过 all passed: {' · '.join(done)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
