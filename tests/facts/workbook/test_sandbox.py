"""The process that reads strangers' workbooks may be killed, and its end is a sentence (trust.md, Files)."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from jiqun.facts.workbook import read, read_safely, sandbox, write_template
from tests.facts.workbook.samples import ROSTER, only_error, with_cell, with_rows


def exported() -> bytes:
    stream = io.BytesIO()
    write_template(stream, ROSTER)
    return stream.getvalue()


def test_read_safely_gives_the_same_as_read() -> None:
    on = date(2026, 3, 20)
    for data in (exported(), with_cell("企业年度数据", 2, "H", "x"), b"", b"PK\x03\x04"):
        assert read_safely(data, on=on) == read(data, on=on)


def test_base_year_is_not_noticed_without_a_day() -> None:
    assert read_safely(exported(), on=None).warnings == ()


def test_reading_that_needs_too_much_memory_is_stopped() -> None:
    data = with_rows(20_000, 15, b'<c t="inlineStr"><is><t>' + b"x" * 300 + b"%d</t></is></c>")
    assert "读取所需内存超过 128 MB" in only_error(read_safely(data, on=None, memory_mb=128))[3]


def test_reading_that_takes_too_long_is_stopped() -> None:
    """Blank cells with a format count for nothing, but looking through four million takes longer than a second."""
    data = with_rows(40_000, 100, b'<c r="A%d" s="1"></c>')
    assert "超过 1 秒" in only_error(read_safely(data, on=None, cpu_seconds=1))[3]


@pytest.mark.slow
def test_three_million_cells_are_refused_within_the_limits() -> None:
    assert "2,000,000 个" in only_error(read_safely(with_rows(100_000, 30, b"<c><v>%d</v></c>"), on=None))[3]


@pytest.mark.parametrize(
    ("code", "answer", "says"),
    [
        (0, b"[]", "异常中止"),
        (0, b"\xff\xfe", "异常中止"),
        (0, b"", "异常中止"),
        (1, b"", "异常中止"),
        (-11, b"", "异常中止"),
        (-25, b"", "异常中止"),
        (-24, b"", "超过 20 秒"),
        (-9, b"", "超过 20 秒"),
        (-6, b"", "超过 512 MB"),
        (3, b"", "超过 512 MB"),
    ],
)
def test_every_end_of_the_process_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, code: int, answer: bytes, says: str
) -> None:
    def ended(command: list[str], *, stdout: Any, **_: Any) -> subprocess.CompletedProcess[bytes]:
        stdout.write(answer)
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(sandbox.subprocess, "run", ended)
    assert says in only_error(read_safely(b"x", on=None))[3]


def test_a_process_that_only_waits_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    real = subprocess.run

    def idle(command: list[str], **options: Any) -> subprocess.CompletedProcess[bytes]:
        return real([sys.executable, "-c", "import time; time.sleep(60)"], **{**options, "timeout": 0.2})

    monkeypatch.setattr(sandbox.subprocess, "run", idle)
    assert "超过 20 秒" in only_error(read_safely(b"x", on=None))[3]


def test_file_over_50_mb_does_not_reach_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox.subprocess, "run", None)
    assert "50 MB" in only_error(read_safely(b"\0" * (50 * 2**20 + 1), on=None))[3]


def test_importing_the_room_does_not_load_the_parser_or_the_writer() -> None:
    loaded = "import sys, jiqun.facts.workbook; print({'python_calamine', 'xlsxwriter', 'django'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
