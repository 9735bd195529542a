"""The province an installation serves: one folder with its names, its measure, its divisions and its tiles.

The folder is the one `JIQUN_PROVINCE` names, or that of 广东, which the product ships and which shows what a folder
holds: `province.toml`, `divisions.csv` and, where the province has them, `strategic_industries.csv` and `measures/`.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from jiqun.bilingual import Text
from jiqun.standards import tables

VARIABLE = "JIQUN_PROVINCE"
SHIPPED = Path(__file__).parent / "provinces" / "guangdong"
FILE, DIVISIONS, STRATEGIC, MEASURES = "province.toml", "divisions.csv", "strategic_industries.csv", "measures"
NAMES = ("code", "name", "name_en", "department", "government", "measure")

_NO_FILE = Text(
    "{at}：没有 {file}；用 jiqun province new 新建，或核对 JIQUN_PROVINCE 的路径",
    "{at}: there is no {file}; begin with jiqun province new, or check the path in JIQUN_PROVINCE",
)
_BROKEN = Text("{at}/{file}：不能读取：{problem}", "{at}/{file}: cannot be read: {problem}")
_MISSING = Text(
    "{at}/{file}：缺少 {key}，请填写一个带引号的值", "{at}/{file}: {key} is missing; give it a quoted value"
)
_TILES = Text(
    "{at}/{file}：tiles 应为若干行，每行是地市代码或空串的列表",
    "{at}/{file}: tiles are rows, each a list of codes of prefectures or empty strings",
)


_CLAUSE = re.compile(r"[AF][1-9]\d?(?:\.[1-9]\d?)?")
_CLAUSES = Text(
    '{at}/{file}：[clauses] 中 {key} = {value} 应为条款编号，如 "A14" = "A11"、"A17.4" = "A13.2"',
    '{at}/{file}: {key} = {value} in [clauses] names clauses by their ids, such as "A14" = "A11"',
)


class ProvinceError(ValueError):
    """A folder of a province that is not fit; `problems` has a sentence for each."""

    def __init__(self, problems: list[Text]) -> None:
        super().__init__("\n".join(str(each) for each in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Province:
    """A province: `code` as in GB/T 2260, `measure` the id of the one it applies and `measure_en` its name in English,
    "" for none; `tiles` rows of prefectures' codes; `clauses` which clause of its measure corresponds to one of
    粤工信服务函〔2023〕4号, after which the procedures are written, by their ids (`A14`, `A17.4`)."""

    code: str
    name: Text
    department: str
    government: str
    measure: str
    measure_en: str
    tiles: tuple[tuple[str, ...], ...]
    folder: Path
    clauses: Mapping[str, str] = field(default_factory=dict)

    @property
    def designation(self) -> Text:
        """What a cluster is recognised as (Article 2), and what the public site is called."""
        return Text(f"{self.name.zh}中小企业特色产业集群", f"{self.name.en} SME Characteristic Industrial Clusters")

    def rows(self, file: str) -> tuple[dict[str, str], ...]:
        """The rows of one of its csv files; none where the province has no such file."""
        path = self.folder / file
        return tables.read(path) if path.is_file() else ()


@lru_cache(maxsize=1)
def here() -> Province:
    """The province of this installation. Raises `ProvinceError`."""
    return read(Path(os.environ.get(VARIABLE) or SHIPPED))


def read(folder: Path) -> Province:
    """The province of a folder. Raises `ProvinceError` with everything that is wrong with its `province.toml`."""
    path = folder / FILE
    if not path.is_file():
        raise ProvinceError([_NO_FILE.format(at=folder, file=FILE)])
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProvinceError([_BROKEN.format(at=folder, file=FILE, problem=error)]) from error
    if wrong := list(_problems(folder, told)):
        raise ProvinceError(wrong)
    return Province(
        code=told["code"],
        name=Text(told["name"], told["name_en"]),
        department=told["department"],
        government=told["government"],
        measure=told["measure"],
        measure_en=str(told.get("measure_en", "")),
        tiles=tuple(map(tuple, told.get("tiles", ()))),
        folder=folder,
        clauses=MappingProxyType(dict(told.get("clauses", {}))),
    )


def _problems(folder: Path, told: dict[str, object]) -> Iterator[Text]:
    for key in NAMES:
        value = told.get(key)
        if not isinstance(value, str) or not value.strip():
            yield _MISSING.format(at=folder, file=FILE, key=key)
    rows = told.get("tiles", [])
    if not isinstance(rows, list) or not all(
        isinstance(row, list) and all(isinstance(code, str) for code in row) for row in rows
    ):
        yield _TILES.format(at=folder, file=FILE)
    clauses = told.get("clauses", {})
    for key, value in clauses.items() if isinstance(clauses, dict) else [("clauses", clauses)]:
        if not (_CLAUSE.fullmatch(key) and isinstance(value, str) and _CLAUSE.fullmatch(value)):
            yield _CLAUSES.format(at=folder, file=FILE, key=key, value=value)
