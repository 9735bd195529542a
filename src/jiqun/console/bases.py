"""Registered bases (延期、替代、单项调整、书面决定) given to a command as a file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from jiqun import law
from jiqun.bilingual import Text

_NO_FILE = Text("找不到文件或无权读取：{file}。", "There is no such file, or it may not be read: {file}.")
_NOT_JSON = Text(
    "{file} 不是完整的 JSON（第 {line} 行第 {column} 列）；请写成一项依据或依据的列表。",
    "{file} is not whole JSON (line {line}, column {column}); write one basis, or a list of them.",
)
_NO_BASIS = Text(
    "{file} 第 {number} 项不是依据；每项应含 kind、number、on、issuer、start、until、reason、measure，均为文字。",
    "{file}, entry {number} is no basis; each has kind, number, on, issuer, start, until, reason, measure, all of them "
    "text.",
)
_WRONG = Text("{file} 第 {number} 项：{why}", "{file}, entry {number}: {why}")


def read(files: Iterable[str]) -> tuple[law.Basis, ...]:
    """The bases of some files, each JSON of one basis or of a list. Raises `LawError` with file and entry."""
    return tuple(basis for file in files for basis in _of(file))


def _of(file: str) -> Iterator[law.Basis]:
    found = _json(file)
    for number, entry in enumerate(found if isinstance(found, list) else [found], 1):
        if not isinstance(entry, dict) or not all(isinstance(value, str | None) for value in entry.values()):
            raise law.LawError(_NO_BASIS.format(file=file, number=number))
        try:
            yield law.Basis.from_plain(entry)
        except law.BasisError as error:
            raise law.LawError(_WRONG.format(file=file, number=number, why=error.text)) from None
        except AttributeError:  # null where text belongs
            raise law.LawError(_NO_BASIS.format(file=file, number=number)) from None


def _json(file: str) -> Any:
    try:
        return json.loads(Path(file).read_text("utf-8"))
    except OSError:
        raise law.LawError(_NO_FILE.format(file=file)) from None
    except json.JSONDecodeError as error:
        raise law.LawError(_NOT_JSON.format(file=file, line=error.lineno, column=error.colno)) from None
    except UnicodeDecodeError:
        raise law.LawError(_NOT_JSON.format(file=file, line=1, column=1)) from None
