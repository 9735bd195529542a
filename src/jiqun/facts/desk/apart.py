"""Opening and checking in a limited process of its own, like the workbook's `sandbox`.

Small sets of cells are checked in this process: they are plain text and cost less than starting another.
"""

from __future__ import annotations

import json
from datetime import date

from jiqun.bilingual import Text
from jiqun.facts.desk.cells import Cells
from jiqun.facts.desk.checking import BY_NAME, check
from jiqun.facts.desk.opening import Lines, Opened
from jiqun.facts.workbook import wire
from jiqun.facts.workbook.guards import LARGEST_FILE, TOO_LARGE, Refused
from jiqun.facts.workbook.problems import Reading, refused
from jiqun.facts.workbook.sandbox import BROKE_OFF, run_limited

CHILD = "jiqun.facts.desk.child"
CPU_SECONDS = 40
"""For one opening or checking of 100,000 lines on a busy machine."""
SMALL = 6_000
"""Lines up to which cells are checked in the asking process."""


def open_apart(data: bytes, *, cpu_seconds: int = CPU_SECONDS, memory_mb: int = 512) -> Opened:
    """The cells of a stranger's workbook. Raises `Refused` with the sentence."""
    if len(data) > LARGEST_FILE:
        raise Refused(TOO_LARGE)
    answer = run_limited(CHILD, ["open"], [], data, cpu_seconds=cpu_seconds, memory_mb=memory_mb)
    if isinstance(answer, Text):
        raise Refused(answer)
    try:
        found = json.loads(answer)
        if "refused" in found:
            zh, en = found["refused"]
            raise Refused(Text(str(zh), str(en)))
        notes = tuple(Text(str(zh), str(en)) for zh, en in found["notes"])
        return Opened(_of_declared_shape(found["cells"]), notes)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused(BROKE_OFF) from None


def _of_declared_shape(cells: dict[str, list[list[str]]]) -> Lines:
    """Nothing the child says is trusted: sheets, widths and types must be the declared ones."""
    for name, lines in cells.items():
        width = len(BY_NAME[name].columns)
        for line in lines:
            if len(line) != width or not all(type(cell) is str for cell in line):
                raise ValueError(name)
    return cells


def check_apart(cells: Cells, on: date | None, *, whole: bool = False) -> Reading:
    """The reading of cells; the roster is only surely there with `whole`. Never raises for what cells hold."""
    if sum(len(lines) for lines in cells.values()) <= SMALL:
        return check(cells, on)
    told = [on.isoformat()] if on else []
    data = json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode()
    answer = run_limited(CHILD, ["read" if whole else "check"], told, data, cpu_seconds=CPU_SECONDS)
    if isinstance(answer, Text):
        return refused(answer)
    try:
        return wire.load(answer)
    except wire.Malformed:
        return refused(BROKE_OFF)
