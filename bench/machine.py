"""What machine a result was measured on."""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path


def pace() -> float:
    """CPU milliseconds of a plain loop, best of 20: what the figures of two machines, or two hours, compare by."""

    def loop() -> float:
        started, total = time.process_time(), 0
        for number in range(200_000):
            total += number * number % 7
        return (time.process_time() - started) * 1000

    return min(loop() for _ in range(20))


def describe() -> str:
    """Processor, cores, memory, Python, in one line."""
    model = "unknown processor"
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                model = line.partition(":")[2].strip()
                break
        total = next(
            int(line.split()[1])
            for line in Path("/proc/meminfo").read_text().splitlines()
            if line.startswith("MemTotal")
        )
        memory = f"{total // 2**20} GiB"
    except OSError:
        memory = "unknown memory"
    return f"{model}, {os.cpu_count()} cores, {memory}, Python {platform.python_version()}, {platform.system()}"
