"""One part measured alone: on a database of its own, printed as a table."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.__main__ import migrated
from bench.measure import Row, table
from bench.server import answers, free_port


def alone(rows: Callable[[Path], list[Row]], *, stage: str = "") -> int:
    """Lays an empty database, or the demonstration up to a stage, and measures; exit 1 when a goal was missed."""
    with tempfile.TemporaryDirectory(prefix="jiqun-bench-") as folder:
        migrated(Path(folder))
        if stage:
            from jiqun.demo import province

            province.lay(stage=stage, seed=2025)
        found = rows(Path(folder))
    print(table(found))
    return 0 if all(row.met for row in found) else 1


@contextmanager
def serving(var: Path, workers: int) -> Iterator[int]:
    """The server as a process of its own while it is measured, on the port it gives; stopped by its id."""
    port = free_port()
    environment = {**os.environ, "JIQUN_VAR": str(var), "JIQUN_DEMO": "1"}
    command = [sys.executable, "-m", "jiqun.config.cli", "serve", "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(f"http://127.0.0.1:{port}/"):
            time.sleep(0.05)
        yield port
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=60)
