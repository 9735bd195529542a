"""`python -m bench [letters] [--record] [--demo]`: measures and prints a table, or that part of it alone.

`--record` keeps it in bench/results/.
"""

from __future__ import annotations

import argparse
import compileall
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import jiqun
from bench import server
from bench.machine import describe, pace
from bench.measure import Row, table

RESULTS = Path(__file__).parent / "results"


def main() -> int:
    """Measures; exit 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("part", nargs="?", choices=["letters"], help="measure this part alone")
    parser.add_argument("--record", action="store_true", help="keep the table in bench/results/YYYY-MM-DD.md")
    parser.add_argument("--demo", action="store_true", help="also lay the whole demonstration (about a minute)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="jiqun-bench-") as folder:
        rows = letters_alone(Path(folder)) if args.part else measured(Path(folder), demo=args.demo)
    text = (
        f"# {date.today()}\n\n{describe()}; load {os.getloadavg()[0]:.1f}, "
        f"a plain loop of 200,000 steps takes {pace():.1f} ms CPU.\n\n{table(rows)}\n"
    )
    print(text)
    if args.record:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{date.today()}.md").write_text(text)
    return 0 if all(row.met for row in rows) else 1


def migrated(folder: Path) -> None:
    """An empty database of its own in `folder`; models can be imported only afterwards."""
    os.environ.pop("DATABASE_URL", None)
    os.environ |= {"JIQUN_VAR": str(folder), "JIQUN_DEMO": "1", "DJANGO_SETTINGS_MODULE": "jiqun.config.settings"}
    from jiqun.config import serving

    serving.setup()
    compileall.compile_dir(str(Path(jiqun.__file__).parent), quiet=2)  # as installed: no process compiles it anew
    serving.migrate()


def letters_alone(folder: Path) -> list[Row]:
    """A list announced and every applicant told."""
    migrated(folder)
    from bench import letters

    return letters.alone()


def measured(folder: Path, *, demo: bool) -> list[Row]:
    """Every row, on a database of its own in `folder`."""
    migrated(folder)
    from django.db import connections

    from bench import correction, data, desk, draws, law, letters, outreach, pages, papers, readiness, roster, selfcheck

    laid = data.lay()
    connections.close_all()  # the write-ahead log goes into the database, as it would in service
    rows = pages.rows(laid)
    rows += correction.rows(laid.draft.cluster, laid.county)
    rows += desk.rows(laid, data.NOW)
    connections.close_all()
    rows += roster.rows(data.workbook(), data.ROSTER_DAY)
    rows += law.rows()
    rows += draws.rows()
    rows += papers.rows(data.NOW)
    rows += letters.beside(laid)
    rows += selfcheck.rows(data.workbook(), data.ROSTER_DAY)
    rows += server.run(folder, ["/", "/notices/", "/lists/", "/directory/", "/measure/"])
    rows += readiness.rows()
    rows += outreach.rows()
    if demo:
        rows.append(demonstration(folder / "demo"))
    return rows


def demonstration(folder: Path) -> Row:
    """`jiqun demo --stage scoring` as a process of its own, in CPU seconds: it computes throughout."""
    command = [sys.executable, "-m", "jiqun.config.cli", "demo", "--stage", "scoring"]
    before, started = os.times(), time.monotonic()
    subprocess.run(command, env={**os.environ, "JIQUN_VAR": str(folder)}, check=True, stdout=subprocess.DEVNULL)
    after, wall = os.times(), time.monotonic() - started
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Row(f"demonstration laid ({wall:.0f} s by the clock)", milliseconds=cpu, goal=60, unit="s CPU")


if __name__ == "__main__":
    sys.exit(main())
