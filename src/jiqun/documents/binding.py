"""Binding files behind a set: each after its own sheet, in a process that may be killed.

Strangers' PDF and pictures are opened in the child only; one that cannot be opened is left out, its sheet says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from jiqun.facts.workbook.sandbox import SEATS

_ROOT = str(Path(__file__).parents[2])
_GRACE_SECONDS = 20
KINDS = {"pdf": "pdf", "jpg": "image", "jpeg": "image", "png": "image"}
"""What can be bound in, by the ending of its name; anything else is handed over beside the set (另附)."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file behind its sheet: where it lies and how it is opened; `kind` is blank for what is not bound in."""

    path: str
    kind: str


def bind(book: bytes, enclosed: Sequence[Enclosed], *, cpu_seconds: int = 60, memory_mb: int = 1024) -> bytes | None:
    """The set with each file behind its sheet; `None` when it cannot be done within the limits.

    The last pages of `book` are the sheets, one for each of `enclosed` and in their order.
    """
    command = [sys.executable, "-s", "-B", "-X", "utf8", "-m", "jiqun.documents.binding_child"]
    with SEATS, tempfile.NamedTemporaryFile(suffix=".pdf") as paper, tempfile.TemporaryFile() as answer:
        paper.write(book)
        paper.flush()
        question = json.dumps({"book": paper.name, "enclosed": [asdict(each) for each in enclosed]})
        try:
            done = subprocess.run(
                [*command, str(cpu_seconds), str(memory_mb)],
                input=question.encode(),
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": _ROOT},
                cwd="/",
                timeout=cpu_seconds + _GRACE_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        answer.seek(0)
        made = answer.read()
    return made if done.returncode == 0 and made.startswith(b"%PDF-") else None
