"""Registered documents given to a command as files: bases (延期、替代、单项调整、书面决定) and interpretations."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from jiqun import law
from jiqun.bilingual import Text, listing

Entry = TypeVar("Entry", law.Basis, law.Interpretation)

_NO_FILE = Text("找不到文件或无权读取：{file}。", "There is no such file, or it may not be read: {file}.")
_NOT_JSON = Text(
    "{file} 不是完整的 JSON（第 {line} 行第 {column} 列）；请写成一项{what}或{what}的列表。",
    "{file} is not whole JSON (line {line}, column {column}); write one {what}, or a list of them.",
)
_NO_ENTRY = Text(
    "{file} 第 {number} 项不是{what}；每项应含 {keys}，均为文字。",
    "{file}, entry {number} is no {what}; each has {keys}, all of them text.",
)
_WRONG = Text("{file} 第 {number} 项：{why}", "{file}, entry {number}: {why}")
_NO_SUCCESSOR = Text(
    "{file}：库中没有替代的办法 {successor}，请先写入办法库；现有：{known}。",
    "{file}: the library has no measure {successor} to take its place; write it first. It holds: {known}.",
)
_BASIS = Text("依据", "basis"), ("kind", "number", "on", "issuer", "start", "until", "reason", "measure")
_INTERPRETATION = (
    Text("解释", "interpretation"),
    (
        "number",
        "on",
        "signatory",
        "reading",
        "value",
        "start",
        "reason",
    ),
)


def read(files: Iterable[str]) -> tuple[law.Basis, ...]:
    """The bases of some files, each JSON of one basis or of a list. Raises `LawError` with file and entry, also for a
    successor that the library does not have.
    """
    return tuple(_known(basis, file) for file in files for basis in _of(file, law.Basis.from_plain, *_BASIS))


def interpretations(files: Iterable[str]) -> tuple[law.Interpretation, ...]:
    """The interpretations of some files, each JSON of one or of a list. Raises `LawError` with file and entry."""
    return tuple(each for file in files for each in _of(file, law.Interpretation.from_plain, *_INTERPRETATION))


def _known(basis: law.Basis, file: str) -> law.Basis:
    if basis.successor and basis.successor not in (known := law.library()):
        raise law.LawError(_NO_SUCCESSOR.format(file=file, successor=basis.successor, known=listing(known)))
    return basis


def _of(file: str, make: Callable[[Mapping[str, Any]], Entry], what: Text, keys: tuple[str, ...]) -> Iterator[Entry]:
    found = _json(file, what)
    for number, entry in enumerate(found if isinstance(found, list) else [found], 1):
        no_entry = law.LawError(_NO_ENTRY.format(file=file, number=number, what=what, keys=listing(keys)))
        if not isinstance(entry, dict) or not all(isinstance(value, str | None) for value in entry.values()):
            raise no_entry
        try:
            yield make(entry)
        except law.BasisError as error:
            raise law.LawError(_WRONG.format(file=file, number=number, why=error.text)) from None
        except AttributeError:  # null where text belongs
            raise no_entry from None


def _json(file: str, what: Text) -> Any:
    try:
        return json.loads(Path(file).read_text("utf-8"))
    except OSError:
        raise law.LawError(_NO_FILE.format(file=file)) from None
    except json.JSONDecodeError as error:
        raise law.LawError(_NOT_JSON.format(file=file, line=error.lineno, column=error.colno, what=what)) from None
    except (UnicodeDecodeError, ValueError, RecursionError):  # an integer of thousands of digits, brackets without end
        raise law.LawError(_NOT_JSON.format(file=file, line=1, column=1, what=what)) from None
