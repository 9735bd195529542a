"""Runs the named stages of checking one after the other, each with its duration, and stops at the first that fails.

.venv/bin/python scripts/stages.py style types unit
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

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
    "postgresql": ("tests on PostgreSQL", (*POSTGRES, *PYTEST, "-m", "integration and not e2e")),
    "browser": ("tests in Chromium", (*PYTEST, "-m", "e2e")),
}


def run(name: str) -> tuple[int, float]:
    """Exit code and seconds of one stage."""
    what, command = STAGES[name]
    print(f"\n── {name}: {what}", flush=True)
    environment = os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    if name != "postgresql":
        environment.pop("DATABASE_URL", None)
    began = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=environment).returncode
    return code, time.monotonic() - began


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in STAGES]
    if unknown or not names:
        print(f"stages: {', '.join(STAGES)}", file=sys.stderr)
        return 2
    done: list[str] = []
    for name in names:
        code, seconds = run(name)
        done.append(f"{name} {seconds:.1f} s")
        print(f"── {name}: {'passed' if code == 0 else f'FAILED (exit {code})'}, {seconds:.1f} s", flush=True)
        if code:
            print(f"\n未通过 FAILED: {name}   (again: .venv/bin/python scripts/stages.py {name})", file=sys.stderr)
            return 1
    print(f"\n全部通过 all passed: {' · '.join(done)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
