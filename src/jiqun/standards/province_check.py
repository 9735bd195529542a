"""Whether the folder of a province is fit to start with: everything that is not, each in a sentence with its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from jiqun.bilingual import Text
from jiqun.standards import tables
from jiqun.standards.divisions import KINDS
from jiqun.standards.province import DIVISIONS, FILE, Province

ABOVE = {"province": ("",), "prefecture": ("province",), "county": ("prefecture",)}
"""The kind a superior has to be of; towns and zones stand below prefectures as counties do."""
_CODE = re.compile(r"[0-9]{6}|[0-9]{9}|[a-z][a-z0-9-]*")
_COLUMNS = ("code", "name", "kind", "supervised_by", "also_called", "within")
_NO_FILE = Text("{at}：没有 {file}，请按表头 {head} 编制", "{at}: {file} is missing; it has the columns {head}")
_NO_COLUMN = Text("{at}/{file}：缺少列 {head}", "{at}/{file}: the columns {head} are missing")
_LINE = Text("{at}/{file} 第{n}行：", "{at}/{file} line {n}: ")
_BAD_CODE = Text(
    "代码“{code}”应为6位行政区划代码、9位镇街代码，或功能区的小写字母编号",
    "the code “{code}” is neither 6 digits, nor 9 of a town, nor a zone's small letters",
)
_TWICE = Text("代码 {code} 出现了两次", "the code {code} stands twice")
_NO_NAME = Text("没有名称", "it has no name")
_BAD_KIND = Text("类别“{kind}”应为 {kinds} 之一", "the kind “{kind}” is none of {kinds}")
_NO_SUPERIOR = Text(
    "上级“{above}”不在本行之前的各行中；上级须列在下级之前",
    "its superior “{above}” is not among the lines before; superiors come first",
)
_WRONG_SUPERIOR = Text(
    "{kind}的上级须为{above}，现为“{found}”：初审和推荐由地级市承担",
    "a {kind} has a {above} above it, not “{found}”: prefectures check and recommend",
)
_PROVINCES = Text(
    "{at}/{file}：应恰有一行省级（{code}），现有 {n} 行",
    "{at}/{file}: one line is the province ({code}); there are {n}",
)
_TILE = Text(
    "{at}/{file}：tiles 中的 {code} 不是本省地市或重复", "{at}/{file}: {code} in tiles is no prefecture, or repeated"
)
MOST_TILES = 12
_WIDE = Text(
    "{at}/{file}：tiles 最多 {most} 列、{most} 行，现为 {wide} 列、{high} 行",
    "{at}/{file}: tiles have at most {most} columns and rows; these have {wide} and {high}",
)
_NOBODY = Text(
    "{name}（{code}）下没有可申报的县（市、区）、镇街或功能区；如由镇街或功能区申报，请补列",
    "{name} ({code}) has no county, town or zone below it that could apply; enter those that do",
)


def problems(found: Province) -> list[Text]:
    """Everything wrong with divisions and tiles; empty when the folder is fit."""
    at, path = found.folder, found.folder / DIVISIONS
    if not path.is_file():
        return [_NO_FILE.format(at=at, file=DIVISIONS, head=", ".join(_COLUMNS))]
    rows = tables.read(path)
    if missing := [name for name in _COLUMNS if rows and name not in rows[0]]:
        return [_NO_COLUMN.format(at=at, file=DIVISIONS, head=", ".join(missing))]
    tops = [row["code"] for row in rows if row["kind"] == "province"]
    wrong = list(_lines(at, rows))
    if tops != [found.code]:
        wrong.append(_PROVINCES.format(at=at, file=DIVISIONS, code=found.code, n=len(tops)))
    prefectures = {row["code"] for row in rows if row["kind"] == "prefecture"}
    placed = Counter(code for row in found.tiles for code in row if code)
    odd = [code for code, n in placed.items() if n > 1 or code not in prefectures]
    wide, high = max(map(len, found.tiles), default=0), len(found.tiles)
    if max(wide, high) > MOST_TILES:
        wrong.append(_WIDE.format(at=at, file=FILE, most=MOST_TILES, wide=wide, high=high))
    return [*wrong, *(_TILE.format(at=at, file=FILE, code=code) for code in odd)]


def remarks(found: Province) -> list[Text]:
    """What may be meant so, and has to be known: prefectures below which nobody could apply."""
    rows = found.rows(DIVISIONS)
    above = {row["supervised_by"] for row in rows}
    lone = [row for row in rows if row["kind"] == "prefecture" and row["code"] not in above]
    return [_NOBODY.format(name=row["name"], code=row["code"]) for row in lone]


def _lines(at: Path, rows: tuple[dict[str, str], ...]) -> Iterator[Text]:
    kinds: dict[str, str] = {}
    for n, row in enumerate(rows, start=2):
        for said in _wrong(row, kinds):
            line = _LINE.format(at=at, file=DIVISIONS, n=n)
            yield Text(line.zh + said.zh, line.en + said.en)
        kinds[row["code"]] = row["kind"]


def _wrong(row: dict[str, str], before: dict[str, str]) -> Iterator[Text]:
    code, kind, above = row["code"], row["kind"], row["supervised_by"]
    if not _CODE.fullmatch(code):
        yield _BAD_CODE.format(code=code)
    if code in before:
        yield _TWICE.format(code=code)
    if not row["name"].strip():
        yield _NO_NAME
    if kind not in KINDS:
        yield _BAD_KIND.format(kind=kind, kinds=", ".join(KINDS))
        return
    if above and above not in before:
        yield _NO_SUPERIOR.format(above=above)
        return
    wanted = ABOVE.get(kind, ABOVE["county"])
    if before.get(above, "") not in wanted:
        named = KINDS[wanted[0]] if wanted[0] else Text("空", "nothing")
        yield _WRONG_SUPERIOR.format(kind=KINDS[kind], above=named, found=above)
