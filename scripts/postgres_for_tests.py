"""A PostgreSQL of its own for the tests: thrown together in seconds, thrown away afterwards, no service touched.

    python3 scripts/postgres_for_tests.py run -- COMMAND …   a fresh server for this command, with DATABASE_URL set
    python3 scripts/postgres_for_tests.py start              keep one running; prints its address
    python3 scripts/postgres_for_tests.py stop               stop it and remove its files

It listens on 127.0.0.1 alone, on a free port, with a password drawn at each start. Nothing is flushed to disk: the data
are worth nothing. As root it runs as `postgres` or `nobody`, since PostgreSQL refuses root. A server that `run` started
ends with it, even if `run` is killed; folders left over by a killed run are swept at the next start.
"""

from __future__ import annotations

import json
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from prerequisites import postgres_programs

STATE = Path(__file__).resolve().parents[1] / "var" / "test-postgres.json"
PREFIX = "jiqun-postgres-"
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "128MB",
    "max_connections": "60",
    "timezone": "UTC",
}


class Server:
    """One server in a temporary folder of its own; `url` is its address once `start` has returned."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.user = _unprivileged_user()
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        self.folder.chmod(0o711)
        self.data = self.folder / "data"
        self.log = self.folder / "log"
        self.url = ""
        self.process: subprocess.Popen[bytes] | None = None
        (self.folder / "owner").write_text(str(os.getpid()))

    def start(self, *, outlive_us: bool) -> None:
        """Makes the cluster and waits until it answers; RuntimeError with the server's own log if it does not."""
        password = secrets.token_hex(16)
        secret = self.folder / "password"
        secret.touch(mode=0o600)
        secret.write_text(password)
        self.data.mkdir(mode=0o700)
        self.log.touch()
        if self.user:
            for path in (self.data, secret, self.log):
                shutil.chown(path, self.user)
        options = ["--username=jiqun", "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", "--no-sync"]
        initdb = self._as_user(str(self.programs / "initdb"), f"--pgdata={self.data}", f"--pwfile={secret}", *options)
        made = subprocess.run(initdb, cwd="/", capture_output=True, text=True)
        secret.unlink()
        if made.returncode:
            raise RuntimeError(f"initdb: {made.stderr or made.stdout}")
        port = _free_port()
        settings = FAST | {"port": str(port), "listen_addresses": "127.0.0.1", "unix_socket_directories": ""}
        options = [f"--{name}={value}" for name, value in settings.items()]
        # pdeathsig is bound to the thread that starts the process; only `run`, which waits, may use it.
        command = self._as_user(
            str(self.programs / "postgres"), "-D", str(self.data), *options, die_with_us=not outlive_us
        )
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd="/", stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        self.url = f"postgres://jiqun:{password}@127.0.0.1:{port}/postgres"
        self._wait_until_ready()

    def stop(self) -> None:
        _stop_postmaster(self.data)
        if self.process:
            self.process.wait(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _wait_until_ready(self) -> None:
        """The eighth line of postmaster.pid says `ready`; asking by network would need a client."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process and self.process.poll() is not None:
                break
            lines = _pid_file(self.data)
            if len(lines) >= 8 and lines[7].strip() == "ready":
                return
            time.sleep(0.05)
        raise RuntimeError(f"PostgreSQL did not start:\n{self.log.read_text(errors='replace')}")

    def _as_user(self, *command: str, die_with_us: bool = False) -> list[str]:
        options = ["--pdeathsig=INT"] if die_with_us else []
        if self.user:
            entry = pwd.getpwnam(self.user)
            options += [f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups"]
        return ["setpriv", *options, *command] if options else [*command]


def _unprivileged_user() -> str:
    """Empty when we are not root and need no other user."""
    if os.geteuid() != 0:
        return ""
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _pid_file(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _stop_postmaster(data: Path) -> None:
    """Fast shutdown by the pid that the server wrote itself, after making sure that the pid is still that server."""
    lines = _pid_file(data)
    if not lines:
        return
    pid = int(lines[0])
    try:
        if str(data) not in Path(f"/proc/{pid}/cmdline").read_text():
            return
        os.kill(pid, signal.SIGINT)
    except (OSError, ProcessLookupError):
        return
    for _ in range(400):
        if not _pid_file(data):
            return
        time.sleep(0.05)


def sweep() -> None:
    """Removes the folders, and stops the servers, of runs that were killed. Only folders that belong to us."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        owner = folder / "owner"
        if folder.is_symlink() or folder.stat().st_uid != os.geteuid() or not owner.exists():
            continue
        word = owner.read_text()
        if word == "kept" or (word.isdigit() and Path(f"/proc/{word}").exists()):
            continue
        _stop_postmaster(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def run(programs: Path, command: list[str]) -> int:
    """Runs the command with DATABASE_URL set and returns its exit code."""
    server = Server(programs)
    try:
        server.start(outlive_us=False)
        return subprocess.run(command, env=os.environ | {"DATABASE_URL": server.url}).returncode
    finally:
        server.stop()


def start(programs: Path) -> int:
    """Starts a server that stays, after stopping the one that an earlier `start` left; prints its address."""
    stop()
    server = Server(programs)
    try:
        server.start(outlive_us=True)
    except RuntimeError:
        server.stop()
        raise
    (server.folder / "owner").write_text("kept")
    STATE.parent.mkdir(exist_ok=True)
    STATE.touch(mode=0o600)
    STATE.write_text(json.dumps({"folder": str(server.folder), "url": server.url}))
    print(f"export DATABASE_URL={server.url}")
    return 0


def stop() -> int:
    """Stops the server of `start`; does nothing when there is none."""
    if STATE.exists():
        folder = Path(json.loads(STATE.read_text())["folder"])
        _stop_postmaster(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)
        STATE.unlink()
    return 0


def main(words: list[str]) -> int:
    # A polite end must pass through `finally`.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    sweep()
    programs = postgres_programs()
    match words:
        case ["stop"]:
            return stop()
        case _ if not programs:
            print("没有 PostgreSQL（需要 15 或更高版本）。 / PostgreSQL 15 or later is not installed.", file=sys.stderr)
            print("    apt install postgresql", file=sys.stderr)
            return 1
        case ["start"]:
            return start(Path(programs))
        case ["run", "--", first, *rest]:
            return run(Path(programs), [first, *rest])
        case _:
            print(__doc__, file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
