"""The real server on a database of its own, as anybody would start it: `jiqun serve` on 127.0.0.1, ended by its id."""

from __future__ import annotations

import atexit
import functools
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

LAYS = Path(__file__).with_name("lay_office.py")
PATIENCE = 180.0
UNFINISHED = ("*-journal", "*-wal", "*-shm")


class Server:
    """`lay` is what the database holds at the start: `empty`, `lapsed`, `open` or `busy`, see lay_office.py."""

    def __init__(self, folder: Path, lay: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = surroundings(folder)
        shutil.copytree(migrated().name, folder, dirs_exist_ok=True)
        self.run(str(LAYS), lay)
        with (folder / "server.log").open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "jiqun.config.cli", "serve", "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            self.wait()
        except BaseException:  # a server that nobody holds is stopped by nobody
            self.stop()
            raise

    def run(self, *command: str) -> str:
        """One command of the installed product, or a script, on this server's database; what it prints."""
        return ran(self.environment, *command)

    def set_clock(self, moment: str) -> None:
        """The business clock stands at `2025-04-14 17:29:59` from the next request on."""
        self.run(str(LAYS), "at", moment)

    def wait(self) -> None:
        """Until the first page is answered."""
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                with urllib.request.urlopen(self.address, timeout=5):
                    return
            except (urllib.error.URLError, ConnectionError):
                assert self.process.poll() is None and time.monotonic() < ends, self.log()
                time.sleep(0.1)

    def log(self) -> str:
        """What the server has printed."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def stop(self) -> None:
        """Ends this process and no other."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@functools.cache
def migrated() -> tempfile.TemporaryDirectory[str]:
    """The folder of an office with empty tables and its own keys: the migrations run once, every server has a copy."""
    folder = tempfile.TemporaryDirectory(prefix="jiqun-migrated-")
    atexit.register(folder.cleanup)
    ran(surroundings(Path(folder.name)), str(LAYS), "tables")
    left = [each for pattern in UNFINISHED for each in Path(folder.name).rglob(pattern)]
    assert left == [], "a database that is still written to must not be copied"
    return folder


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a process whose office lies in `folder`."""
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "JIQUN_HTTPS")}
    return {**kept, "JIQUN_VAR": str(folder), "JIQUN_DEMO": "1"}


def ran(environment: dict[str, str], *command: str) -> str:
    """One Python command to its end; what it prints."""
    done = subprocess.run([sys.executable, *command], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
