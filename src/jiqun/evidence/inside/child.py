"""The process that looks inside one stranger's file: limits itself, reads standard input, answers, ends.

Started by `evidence.process` as `python -m jiqun.evidence.inside.child CPU_SECONDS MEMORY_MB TASK ENDING [NUMBER …]`.
"""

from __future__ import annotations

import resource
import sys

OUT_OF_MEMORY = 3
NOT_DONE = 4
LARGEST_ANSWER = 64 * 2**20


def main(arguments: list[str]) -> int:
    """Does one task; 0 when the answer is written."""
    cpu_seconds, memory_mb, task, ending, *numbers = arguments
    for what, value in (
        (resource.RLIMIT_CPU, int(cpu_seconds)),
        (resource.RLIMIT_AS, int(memory_mb) * 2**20),
        (resource.RLIMIT_FSIZE, LARGEST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (value, value))
    try:
        sys.stdout.buffer.write(answer(task, sys.stdin.buffer.read(), ending, [int(each) for each in numbers]))
        sys.stdout.buffer.flush()
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception:  # the file could not be read as what it says it is; the caller has the sentence
        return NOT_DONE
    return 0


def answer(task: str, data: bytes, ending: str, numbers: list[int]) -> bytes:
    """The answer to a task. Imported under the limits, so that nothing of the reading runs outside them."""
    if task == "inspect":
        from jiqun.evidence.inside.look import fault_of

        return fault_of(data, ending).encode()
    if task == "outline":
        from jiqun.evidence.inside.outline import outline

        return outline(data, ending)
    if task == "said":
        from jiqun.evidence.inside.reading import said

        return said(data, ending)
    if task == "taken":
        from jiqun.evidence.inside.taken import taken

        return taken(data)
    if task == "draw":
        from jiqun.evidence.inside.drawing import draw

        return draw(data, ending, *numbers)
    if task == "clean":
        from jiqun.evidence.inside.cleaning import clean

        return clean(data, ending)
    raise ValueError(f"no task {task!r}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
