"""The process that reads one stranger's workbook: limits itself, reads standard input, writes JSON, ends.

Started by `sandbox` as `python -m jiqun.facts.workbook.child CPU_SECONDS MEMORY_MB [YYYY-MM-DD]`.
"""

from __future__ import annotations

import resource
import sys
from datetime import date

OUT_OF_MEMORY = 3
LARGEST_ANSWER = 64 * 2**20


def main(arguments: list[str]) -> int:
    """Read the workbook on standard input; 0 when a reading was written, whatever it says."""
    cpu_seconds, memory_mb = int(arguments[0]), int(arguments[1])
    on = date.fromisoformat(arguments[2]) if len(arguments) > 2 else None
    limit(cpu_seconds, memory_mb)
    try:
        # Imported under the limits, so that nothing of the reading runs outside them.
        from jiqun.facts.workbook import wire
        from jiqun.facts.workbook.reader import read

        answer = wire.dump(read(sys.stdin.buffer.read(), on=on))
        sys.stdout.buffer.write(answer.encode())
        sys.stdout.buffer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    return 0


def limit(cpu_seconds: int, memory_mb: int) -> None:
    """Limits this process: CPU, memory, the size of what it writes, no core dump."""
    for what, value in (
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_AS, memory_mb * 2**20),
        (resource.RLIMIT_FSIZE, LARGEST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
