"""A measure as it is named on the command line: an id of the library, or a folder.

Only here does text name a folder, whose `indicators.py` is executed: whoever types it sits at the machine.
"""

from __future__ import annotations

from pathlib import Path

from jiqun import law


def measure(name: str) -> law.Measure:
    """A measure of the library by its id, else that of the folder. Raises what `law.load` raises."""
    folder = Path(name)
    if name in law.library() or not (folder.is_dir() or "/" in name or "\\" in name):
        return law.load(name)
    return law.load(folder)
