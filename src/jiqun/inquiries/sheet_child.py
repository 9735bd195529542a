"""The process that reads one stranger's sheet: limits itself, reads standard input, writes rows as JSON, ends."""

from __future__ import annotations

import io
import json
import sys
from itertools import islice

from jiqun.evidence.inside.outline import shown
from jiqun.facts.workbook.child import OUT_OF_MEMORY, limit

CPU_SECONDS, MEMORY_MB = 20, 512
MOST_ROWS, MOST_COLUMNS = 50_000, 40


def main() -> int:
    """The first sheet of the workbook on standard input, a row over the most so that too many are noticed."""
    limit(CPU_SECONDS, MEMORY_MB)
    try:
        from python_calamine import CalamineWorkbook

        book = CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read()))
        rows = islice(book.get_sheet_by_index(0).iter_rows(), MOST_ROWS + 2)
        json.dump([[shown(cell) for cell in row[:MOST_COLUMNS]] for row in rows], sys.stdout, ensure_ascii=False)
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(main())
