"""Where rows come from: files (Parquet, CSV, roster workbooks), a folder of them, or a database."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from jiqun.bilingual import Text
from jiqun.facts.engines import refusals
from jiqun.facts.errors import FactError

PARQUET, CSV, WORKBOOKS, SQLITE, POSTGRESQL, DUCKDB, FRAME = (
    Text("Parquet 文件", "Parquet files"),
    Text("CSV 文件", "CSV files"),
    Text("名册工作簿", "roster workbooks"),
    Text("SQLite 数据库", "a SQLite database"),
    Text("PostgreSQL 数据库", "a PostgreSQL database"),
    Text("DuckDB 数据库", "a DuckDB database"),
    Text("数据框", "a data frame"),
)
_SUFFIXES = {".parquet": PARQUET, ".csv": CSV, ".xlsx": WORKBOOKS}


@dataclass(frozen=True, slots=True)
class Files:
    """Files of flat rows, and roster workbooks; `place` is how a refusal calls them together."""

    place: str
    parquet: tuple[Path, ...] = ()
    csv: tuple[Path, ...] = ()
    workbooks: tuple[Path, ...] = ()

    @property
    def kinds(self) -> tuple[Text, ...]:
        """Which kinds of file there are."""
        pairs = ((PARQUET, self.parquet), (CSV, self.csv), (WORKBOOKS, self.workbooks))
        return tuple(kind for kind, files in pairs if files)


@dataclass(frozen=True, slots=True)
class Database:
    """A database with a table `roster_row`: `address` is a path or a URL, `place` the same without the password."""

    kind: Text
    address: str
    place: str

    @property
    def kinds(self) -> tuple[Text, ...]:
        """The one kind this is."""
        return (self.kind,)


@dataclass(frozen=True, slots=True)
class Frame:
    """A table in memory that DuckDB scans in place (pandas, Polars, Arrow) or a Spark data frame."""

    frame: object
    place: str = "数据框 · data frame"

    @property
    def kinds(self) -> tuple[Text, ...]:
        """The one kind this is."""
        return (FRAME,)


Source = Files | Database | Frame


def find(source: object) -> Source:
    """What a source is: path or URL, a list of paths, or a data frame. `FactError` when it is not there or no kind."""
    if isinstance(source, str | Path):
        return _one(str(source))
    if isinstance(source, Sequence):
        if len(source) == 1:
            return find(source[0])
        paths = [_path(str(each)) for each in source]
        return _files(f"{source[0]} …（{len(source)}）" if source else "[]", paths)
    return Frame(source)


def _one(source: str) -> Source:
    if source.startswith(("postgresql://", "postgres://")):
        return Database(POSTGRESQL, source, _without_password(source))
    if source.startswith("sqlite:"):
        address = unquote(urlsplit(source).path)
        return Database(SQLITE, address, _there(Path(address)))
    path = _path(source)
    if path.is_dir():
        found = sorted(each for each in path.rglob("*") if each.suffix.lower() in _SUFFIXES and _visible(each, path))
        if not found:
            raise FactError(refusals.NO_FILES.format(place=path))
        return _files(source, found)
    _there(path)
    if path.suffix.lower() in _SUFFIXES:
        return _files(source, [path])
    if kind := _database(path):
        return Database(kind, source, source)
    raise FactError(refusals.NO_KIND.format(place=source))


def _path(source: str) -> Path:
    """A path; an address of any kind is none, and is not told with its password."""
    if "://" in source:
        raise FactError(refusals.NO_KIND.format(place=_without_password(source)))
    return Path(source)


def _without_password(url: str) -> str:
    """What may be printed of a database's address: up to the last @ all may be a password, and after ? as well."""
    return re.sub(r"//.*@", "//", url, flags=re.DOTALL).partition("?")[0]


def _files(place: str, paths: Sequence[Path]) -> Files:
    kinds: dict[Text, list[Path]] = {PARQUET: [], CSV: [], WORKBOOKS: []}
    for path in paths:
        _there(path)
        kind = _SUFFIXES.get(path.suffix.lower())
        if kind is None:
            raise FactError(refusals.NO_KIND.format(place=path))
        kinds[kind].append(path)
    if not paths:
        raise FactError(refusals.EMPTY.format(place=place))
    return Files(place, tuple(kinds[PARQUET]), tuple(kinds[CSV]), tuple(kinds[WORKBOOKS]))


def _there(path: Path) -> str:
    if not path.is_file():
        raise FactError(refusals.NOTHING_THERE.format(place=path))
    return str(path)


def _visible(path: Path, folder: Path) -> bool:
    """Not a note of Spark's (`_SUCCESS`), a hidden file or a lock of a spreadsheet program."""
    return path.is_file() and not any(part.startswith((".", "_", "~$")) for part in path.relative_to(folder).parts)


def _database(path: Path) -> Text | None:
    """By what the file itself says in its first bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise FactError(refusals.UNREADABLE.format(place=path, reason=error.strerror)) from error
    if head == b"SQLite format 3\x00":
        return SQLITE
    return DUCKDB if head[8:12] == b"DUCK" else None
