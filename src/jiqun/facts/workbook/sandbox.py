"""Reads a stranger's workbook in a process of its own that may be killed: by its limits or by the clock.

The child gets the bytes and answers in JSON, which is checked against the declared types; no code or pickle crosses.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import BoundedSemaphore

from jiqun.bilingual import Text
from jiqun.facts.workbook import wire
from jiqun.facts.workbook.child import LARGEST_ANSWER, OUT_OF_MEMORY
from jiqun.facts.workbook.guards import LARGEST_FILE, TOO_LARGE
from jiqun.facts.workbook.problems import Reading, refused
from jiqun.facts.workbook.reader import read

_ROOT = str(Path(__file__).parents[3])
SEATS = BoundedSemaphore(2)
"""So many limited processes at a time, however many people ask."""
_GRACE_SECONDS = 10
"""Longer than the CPU limit, for a machine that is busy with other things."""

_TOO_SLOW = Text(
    "读取超过 {seconds} 秒，已中止。请删去与模板无关的工作表、公式和格式后再上传。",
    "Reading took more than {seconds} seconds and was stopped. Remove what the template does not have.",
)
_TOO_BIG = Text(
    "读取所需内存超过 {megabytes} MB，已中止。请删去与模板无关的工作表、图片和空白格式后再上传。",
    "Reading needed more than {megabytes} MB and was stopped. Remove sheets, pictures and blank formatted cells.",
)
BROKE_OFF = Text(
    "工作簿无法读取，读取过程异常中止。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。",
    "The workbook cannot be read; the reading broke off. Open it in Excel or WPS, save it as .xlsx and retry.",
)


_known: ContextVar[dict[bytes, Reading] | None] = ContextVar("jiqun_known_workbooks", default=None)


@contextmanager
def trusting() -> Iterator[dict[bytes, Reading]]:
    """Within the block workbooks are read in this process: for files the program has written itself, in bulk.

    What it yields may be told how a workbook reads, by the SHA-256 of its bytes: then it is not read at all.
    """
    known: dict[bytes, Reading] = {}
    token = _known.set(known)
    try:
        yield known
    finally:
        _known.reset(token)


def read_safely(data: bytes, *, on: date | None, cpu_seconds: int = 20, memory_mb: int = 512) -> Reading:
    """Read a workbook's bytes in a limited process; `on` as for `reader.read`.

    A process that dies, overruns its limits or answers nonsense becomes a `Reading` with one error; nothing of the
    file is left on disk.
    """
    if len(data) > LARGEST_FILE:
        return refused(TOO_LARGE)
    if (known := _known.get()) is not None:
        return known.get(sha256(data).digest()) or read(data, on=on)
    answer = run_limited(
        "jiqun.facts.workbook.child",
        [],
        [on.isoformat()] if on else [],
        data,
        cpu_seconds=cpu_seconds,
        memory_mb=memory_mb,
    )
    if isinstance(answer, Text):
        return refused(answer)
    try:
        return wire.load(answer)
    except wire.Malformed:
        return refused(BROKE_OFF)


def run_limited(
    module: str, before: list[str], after: list[str], data: bytes, *, cpu_seconds: int = 20, memory_mb: int = 512
) -> bytes | Text:
    """What a module writes when it is run in a limited process with `data` on its standard input, or why it did not.

    Its arguments are `before`, the two limits, `after`; it is to limit itself by them (`child.limit`).
    """
    command = [sys.executable, "-s", "-B", "-X", "utf8", "-m", module]
    arguments = [*before, str(cpu_seconds), str(memory_mb), *after]
    # Unnamed files instead of pipes: no deadlock, and a flood of output ends at the child's file size limit.
    with SEATS, tempfile.TemporaryFile() as question, tempfile.TemporaryFile() as answer:
        question.write(data)
        question.seek(0)
        try:
            done = subprocess.run(
                command + arguments,
                stdin=question,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": _ROOT},
                cwd="/",
                timeout=cpu_seconds + _GRACE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return _TOO_SLOW.format(seconds=cpu_seconds)
        answer.seek(0)
        return _outcome(done.returncode, answer.read(LARGEST_ANSWER + 1), cpu_seconds, memory_mb)


def _outcome(code: int, answer: bytes, cpu_seconds: int, memory_mb: int) -> bytes | Text:
    if code == 0:
        return answer
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return _TOO_SLOW.format(seconds=cpu_seconds)
    # The parser aborts the process when it is denied memory.
    if code in (OUT_OF_MEMORY, -signal.SIGABRT):
        return _TOO_BIG.format(megabytes=memory_mb)
    return BROKE_OFF
