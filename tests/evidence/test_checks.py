"""What may be sent is said before a byte is sent; the everyday shapes of files are all taken (trust: Files)."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from jiqun.bilingual import speaking
from jiqun.evidence import checks, process, sentences
from jiqun.evidence.checks import LARGEST, Unfit, check, check_name
from jiqun.evidence.inside import faults
from jiqun.evidence.kinds import KINDS
from tests.evidence.benign import BENIGN
from tests.evidence.hostile import flood_png
from tests.evidence.samples import PDF, docx, pdf


def test_corpus_holds_at_least_thirty_shapes_and_every_kind() -> None:
    assert len(BENIGN) >= 30
    assert {checks.ending_of(name) for name, _ in BENIGN} == set(KINDS)


@pytest.mark.parametrize(("name", "make"), BENIGN, ids=[name for name, _ in BENIGN])
def test_benign_file_is_taken(name: str, make: Callable[[], bytes]) -> None:
    """Trust, Files: 0 refused."""
    file = io.BytesIO(make())
    check(file, name)
    assert file.tell() == 0


def test_size_limit_is_fifty_megabytes() -> None:
    check(io.BytesIO(PDF.ljust(LARGEST)), "a.pdf")
    with pytest.raises(Unfit, match="50 MB"):
        check_name("a.pdf", LARGEST + 1)


def test_same_bytes_are_looked_through_once_for_each_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def run(task: str, file: Any, ending: str) -> bytes:
        looked.append(ending)
        return b""

    monkeypatch.setattr(process, "run", run)
    data = docx("同一份文件只检查一次")
    for name in ("a.docx", "b.docx", "a.wps"):
        check(io.BytesIO(data), name)
    assert looked == ["docx", "wps"]


def test_unfit_bytes_are_looked_at_again_each_time() -> None:
    for _ in range(2):
        with pytest.raises(Unfit, match="像素"):
            check(io.BytesIO(flood_png(40_000, 40_000)), "a.png")


def test_what_needs_too_much_time_or_memory_is_refused_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(task: str, file: Any, ending: str) -> bytes:
        raise process.Broken(too_much=True)

    monkeypatch.setattr(process, "run", run)
    with pytest.raises(Unfit, match="过于复杂"):
        check(io.BytesIO(PDF + b"% slow"), "a.pdf")


@pytest.mark.parametrize(("cpu", "memory"), [(1, 512), (20, 120)])
def test_child_ends_at_its_limits(cpu: int, memory: int) -> None:
    """Trust, Files: ≤ 512 MB and ≤ 20 CPU s; here less, so that the test is quick."""
    long = pdf(*[b"<</A[1 2 3]>>"] * 80_000)
    with pytest.raises(process.Broken) as broken:
        process.run("inspect", io.BytesIO(long), "pdf", cpu=cpu, memory=memory)
    assert broken.value.too_much


def test_every_fault_has_its_sentence_in_both_languages() -> None:
    names = {value for name, value in vars(faults).items() if name.isupper()}
    assert set(sentences.BY_FAULT) == names
    for text in sentences.BY_FAULT.values():
        with speaking("en"):
            assert "a.pdf" in str(text.format(name="a.pdf", ending="pdf"))
