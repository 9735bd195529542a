"""The process that opens or checks one roster for the desk: limits itself, reads standard input, writes JSON, ends.

Started by `apart` as `python -m jiqun.facts.desk.child open|check|read CPU_SECONDS MEMORY_MB [YYYY-MM-DD]`.
`open` takes a workbook and answers cells; `check` and `read` take cells and answer the problems,
`read` with the roster.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import date

from jiqun.facts.workbook.child import OUT_OF_MEMORY, limit


def main(arguments: list[str]) -> int:
    """0 when an answer was written, whatever it says."""
    what = arguments[0]
    limit(int(arguments[1]), int(arguments[2]))
    on = date.fromisoformat(arguments[3]) if len(arguments) > 3 else None
    try:
        answer = opened(sys.stdin.buffer.read()) if what == "open" else read(sys.stdin.buffer.read(), on, what)
        sys.stdout.buffer.write(answer.encode())
        sys.stdout.buffer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def opened(data: bytes) -> str:
    """Cells and notes of a workbook, or why it is refused."""
    from jiqun.facts.desk import opening
    from jiqun.facts.workbook.guards import Refused

    try:
        found = opening.opened(data)
    except Refused as refusal:
        return json.dumps({"refused": [refusal.text.zh, refusal.text.en]})
    notes = [[said.zh, said.en] for said in found.notes]
    return json.dumps({"cells": found.cells, "notes": notes}, ensure_ascii=False, separators=(",", ":"))


def read(cells: bytes, on: date | None, what: str) -> str:
    """A reading of cells, in the form of `workbook.wire`."""
    from jiqun.facts.desk.checking import check
    from jiqun.facts.workbook import wire

    reading = check(json.loads(cells), on)
    return wire.dump(reading if what == "read" else replace(reading, roster=None))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
