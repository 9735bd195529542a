"""Two commands that start at once on an empty folder set it up once (the guide's first two steps, in two windows)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

START = "from jiqun.config import serving; serving.setup(); serving.migrate()"


@pytest.mark.slow
def test_two_commands_that_start_at_once_set_an_empty_folder_up_once(tmp_path: Path) -> None:
    surroundings = {**os.environ, "JIQUN_VAR": str(tmp_path)}
    surroundings.pop("DATABASE_URL", None)
    command = [sys.executable, "-c", START]
    both = [subprocess.Popen(command, env=surroundings, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [each.communicate(timeout=300)[1] for each in both]
    assert [each.returncode for each in both] == [0, 0], said
