"""The server as a whole process: from start to first answer, and the memory of a worker."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.measure import Row

PATIENCE = 60.0
BOOTS = 3


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def answers(url: str) -> bool:
    """Whether the server gives any page."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def resident(pid: int) -> int:
    """Resident memory of a process in kB."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found.group(1)) if found else 0


def children(pid: int) -> list[int]:
    """Child processes of a process."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def run(var: Path, paths: list[str]) -> list[Row]:
    """Boots the server on an existing database; the quickest of three counts, once Python has its bytecode."""
    boots = [boot(var, paths) for _ in range(1 + BOOTS)]
    return [
        Row("boot to first answer", milliseconds=min(wall for wall, _ in boots[1:]), goal=2, unit="s"),
        Row("memory of a worker after 100 pages", milliseconds=boots[-1][1] / 1024, goal=120, unit="MB", peer="205 MB"),
    ]


def boot(var: Path, paths: list[str]) -> tuple[float, int]:
    """Seconds to the first answer, and kB of a worker after some pages; the server is stopped by its id."""
    port = free_port()
    environment = {**os.environ, "JIQUN_VAR": str(var), "JIQUN_DEMO": "1", "PYTHONPYCACHEPREFIX": str(var / "bytecode")}
    for name in ("DATABASE_URL", "PYTHONDONTWRITEBYTECODE"):
        environment.pop(name, None)
    command = [sys.executable, "-m", "jiqun.config.cli", "serve", "--port", str(port)]
    started = time.monotonic()
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while not answers(f"http://127.0.0.1:{port}/"):
            if time.monotonic() - started > PATIENCE or server.poll() is not None:
                raise RuntimeError("the server did not answer")
            time.sleep(0.02)
        wall = time.monotonic() - started
        for _ in range(20):
            for path in paths:
                answers(f"http://127.0.0.1:{port}{path}")
        workers = children(server.pid) or [server.pid]
        memory = max(resident(pid) for pid in workers)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=PATIENCE)
    return wall, memory
