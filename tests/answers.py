"""What the limited processes answer is asked once in a run: the same program says the same of the same bytes.

A process that looks into a file costs a third of a second, and most tests send the same few samples through it. The
first answer is always the real one, of the real process; what fails is never kept. Tests of the processes themselves
(without a database, or `files_alone`) go past this.
"""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

LIMITED = {
    "jiqun.evidence.inside.child",
    "jiqun.facts.workbook.child",
    "jiqun.facts.workbook.texts",
    "jiqun.facts.desk.child",
    "jiqun.documents.scan_child",
}
_real = subprocess.run
_answers: dict[str, bytes] = {}
_given_again = False


def listen(patch: pytest.MonkeyPatch) -> None:
    """Once for the whole run; on its own it changes nothing."""
    patch.setattr(subprocess, "run", _run)


@contextmanager
def asked_once() -> Iterator[None]:
    """Within the block an answer that was given before in this run is given again."""
    global _given_again
    _given_again = True
    try:
        yield
    finally:
        _given_again = False


def _run(command: Any, *, stdin: Any = None, stdout: Any = None, **options: Any) -> Any:
    if not (_given_again and LIMITED.intersection(command) and hasattr(stdin, "read") and hasattr(stdout, "read")):
        return _real(command, stdin=stdin, stdout=stdout, **options)
    key = hashlib.sha256(repr(command).encode() + stdin.read()).hexdigest()
    stdin.seek(0)
    if (answer := _answers.get(key)) is not None:
        stdout.write(answer)
        return subprocess.CompletedProcess(command, 0)
    done = _real(command, stdin=stdin, stdout=stdout, **options)
    if done.returncode == 0:
        stdout.seek(0)
        _answers[key] = stdout.read()
    return done
