"""`docs/library.md` as a reader would try it: every program runs, prints what the page shows, and knows no Django."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.facts.workbook.samples import tables, workbook

PAGE = Path(__file__).resolve().parents[2] / "docs" / "library.md"
ABSENT = ("django", "duckdb", "pyspark", "typst")
WALL = """
import sys

class Wall:
    def find_spec(self, name, path=None, target=None):
        if (root := name.partition(".")[0]) in {absent!r}:
            raise ModuleNotFoundError(f"No module named {{root!r}}", name=root)

sys.meta_path.insert(0, Wall())
"""


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)


def run(program: str, folder: Path, absent: tuple[str, ...] = ("django",)) -> subprocess.CompletedProcess[str]:
    """The program in a process of its own that cannot import some packages, as where they are not installed."""
    command = [sys.executable, "-X", "utf8", "-W", "error", "-c", WALL.format(absent=absent) + program]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "名册.xlsx").write_bytes(workbook(tables()))
    return tmp_path


def test_page_prints_what_it_shows(folder: Path) -> None:
    done = run("\n".join(blocks("python")), folder)
    assert (done.stderr, done.returncode) == ("", 0)
    assert done.stdout == "".join(blocks("text"))


def test_first_program_is_five_lines() -> None:
    assert len([line for line in blocks("python")[0].splitlines() if line]) == 5


def test_wall_really_keeps_django_out(folder: Path) -> None:
    done = run("import django", folder)
    assert (done.returncode, "No module named 'django'" in done.stderr) == (1, True)


def test_check_and_replay_run_without_django(folder: Path) -> None:
    arguments = "'名册.xlsx', '--on', '2025-03-20', '--json', '--receipt', 'r.json'"
    first = run(f"from jiqun.console import check; sys.exit(check.main([{arguments}]))", folder)
    second = run("from jiqun.console import replay; sys.exit(replay.main(['r.json']))", folder)
    assert (first.returncode, second.returncode, second.stderr) == (0, 0, "")
    assert second.stdout == first.stdout


def test_command_line_itself_starts_without_django(folder: Path) -> None:
    done = run("from jiqun.config import cli; sys.exit(cli.main(['check', '名册.xlsx', '--on', '2025-03-20']))", folder)
    assert (done.returncode, done.stdout.startswith("系统测算，不作为审核结论\n")) == (0, True)


def test_command_line_of_the_bare_library_has_every_command(folder: Path) -> None:
    """Without extras each is there, and says itself what is missing when it is."""
    done = run("from jiqun.config import cli; cli.main(['--help'])", folder, ABSENT)
    assert (done.returncode, done.stderr) == (0, "")
    names = re.findall(r"^    (\w+)\b", done.stdout, re.MULTILINE)
    assert names[:4] == ["check", "replay", "facts", "measure"]


def test_pdf_where_the_typesetter_is_not_installed_is_refused(folder: Path) -> None:
    arguments = "'名册.xlsx', '--on', '2025-03-20', '--pdf', 'out.pdf', '--lang', 'zh'"
    done = run(f"from jiqun.console import check; sys.exit(check.main([{arguments}]))", folder, ABSENT)
    assert (done.returncode, done.stderr.startswith("未安装排版程序 typst")) == (2, True)


def test_plain_library_loads_neither_typesetter_nor_bulk_engines(folder: Path) -> None:
    look = "import jiqun.law, jiqun.facts; print(sorted({'typst', 'duckdb', 'pyspark'} & set(sys.modules)))"
    assert run(look, folder).stdout == "[]\n"
