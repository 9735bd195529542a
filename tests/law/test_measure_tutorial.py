"""The tutorial, done step by step in an empty folder as a new user would: files, commands, what they print."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from jiqun.console import check, measures
from tests.facts.workbook.samples import tables, workbook

DOCS = Path(__file__).parents[2] / "docs"
PROGRAMS = {"measure": measures.main, "check": check.main}
ROSTER = "名册.xlsx"


def steps(page: str) -> Iterator[tuple[str, str, str]]:
    """The fenced blocks of a page: language, the file they are about ("" for none), content."""
    text = (DOCS / page).read_text("utf-8")
    for found in re.finditer(r"^```(\w+)(?: file=(\S+))?\n(.*?)^```$", text, re.M | re.S):
        yield found[1], found[2] or "", found[3]


def changed(text: str, diff: str) -> str:
    """A text with the lines marked - replaced by those marked +, which have to stand in it exactly once."""
    old = "".join(f"{line[1:]}\n" for line in diff.splitlines() if line.startswith("-"))
    new = "".join(f"{line[1:]}\n" for line in diff.splitlines() if line.startswith("+"))
    assert f"\n{text}".count(f"\n{old}") == 1, old
    return f"\n{text}".replace(f"\n{old}", f"\n{new}")[1:]


def printed(command: str) -> str:
    """What a command prints, errors included."""
    program, name, *arguments = shlex.split(command)
    assert program == "jiqun"
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        PROGRAMS[name](arguments)
    return out.getvalue()


def matches(shown: str, found: str) -> bool:
    """Whether a command printed what the page shows; a line … stands for any lines."""
    pattern = "".join(r"(?:.*\n)*?" if line == "…" else re.escape(f"{line}\n") for line in shown.splitlines())
    return re.fullmatch(pattern, found) is not None


@pytest.mark.parametrize(("page", "lang"), [("measure-tutorial.md", "zh_CN"), ("measure-tutorial.en.md", "en_US")])
def test_every_step_of_the_tutorial_does_what_it_says(
    page: str, lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", f"{lang}.UTF-8")
    monkeypatch.chdir(tmp_path)
    Path(ROSTER).write_bytes(workbook(tables()))
    done = []
    for language, file, content in steps(page):
        done.append(language)
        if language == "console":
            command, _, shown = content.removeprefix("$ ").partition("\n")
            assert matches(shown, found := printed(command)), found
        elif language == "diff":
            path = Path(file)
            path.write_text(changed(path.read_text("utf-8"), content), "utf-8")
        elif file:
            assert Path(file).parent.is_dir()
            Path(file).write_text(content, "utf-8")
        else:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(content, page, "exec"), {})
            assert "10%" in out.getvalue()
    assert [done.count(kind) for kind in ("console", "diff", "yaml", "markdown", "python")] == [6, 6, 1, 1, 2]


def test_both_languages_have_the_same_files() -> None:
    """The files of a measure are Chinese in either; only what people read around them is translated."""

    def files(page: str) -> list[tuple[str, str, str]]:
        return [step for step in steps(page) if step[1]]

    assert files("measure-tutorial.md") == files("measure-tutorial.en.md")
