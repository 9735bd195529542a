"""Runs a task on one file in a process of its own that may be killed: by its limits or by the clock.

The child gets the bytes on standard input and answers in bytes; no code or pickle crosses.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO

from jiqun.evidence.inside.child import LARGEST_ANSWER, OUT_OF_MEMORY

CPU_SECONDS, MEMORY_MB = 20, 512
_ROOT = str(Path(__file__).parents[2])
_GRACE_SECONDS = 20
"""Longer than the CPU limit, for a machine that is busy with other things."""
_SEATS = threading.BoundedSemaphore(2)
"""So many at a time in one server process, however many people upload at once."""


class Broken(Exception):
    """The child gave no answer: `too_much` when it ran into a limit, else it could not read the file."""

    def __init__(self, *, too_much: bool) -> None:
        super().__init__("too much" if too_much else "unreadable")
        self.too_much = too_much


def run(
    task: str, file: IO[bytes], ending: str, *numbers: int, cpu: int = CPU_SECONDS, memory: int = MEMORY_MB
) -> bytes:
    """The answer to a task of `inside.child` about a seekable file. Raises `Broken`. Nothing is left on disk."""
    command = [sys.executable, "-s", "-B", "-X", "utf8", "-m", "jiqun.evidence.inside.child"]
    arguments = [str(cpu), str(memory), task, ending, *map(str, numbers)]
    # Unnamed files instead of pipes: no deadlock, and a flood of output ends at the child's file size limit.
    with _SEATS, tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        file.seek(0)
        while step := file.read(2**20):
            question.write(step)
        question.seek(0)
        file.seek(0)
        try:
            done = subprocess.run(
                command + arguments,
                stdin=question,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": _ROOT},
                cwd="/",
                timeout=cpu + _GRACE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise Broken(too_much=True) from None
        if done.returncode:
            limits = (OUT_OF_MEMORY, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT, -signal.SIGXFSZ)
            raise Broken(too_much=done.returncode in limits)
        answer.seek(0)
        return answer.read(LARGEST_ANSWER)
