"""A new measure begun from one there is: norms and parameters to be rewritten, formulas and readings borrowed."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from pathlib import Path

from jiqun import law
from jiqun.bilingual import Text
from jiqun.law import lines
from jiqun.law.errors import MeasureError, UnknownMeasure
from jiqun.law.folders import TEXT, YAML
from jiqun.law.loading import folder_of

_IN_FORCE = re.compile(r"^in_force: .*$", re.MULTILINE)
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_BAD_NAME = Text(
    "文件夹名 {name} 将作为办法编号，只能用小写字母、数字和下划线，以字母起头，例如 yunnan_2023",
    "The folder's name {name} becomes the measure's id: small letters, digits and underscores, such as yunnan_2023",
)
_THERE = Text("文件夹 {folder} 已有内容，请换一个", "The folder {folder} holds something already; choose another")
_NOT_WRITTEN = Text("无法写入 {folder}：{problem}", "{folder} cannot be written: {problem}")

_TOP = """# 由 {like} 复制的起点。请逐项改写：条文放入 text.md，引文逐字照录，数值连同单位和起日。
# A starting point copied from {like}. Every quote has to stand in text.md word for word; limits have unit and date.
# 公式和口径借用 {like}；口径需要不同默认值的，在 readings 下写明；需要新公式的，写入 indicators.py。
# yaml-language-server: $schema=measure.schema.json

id: {name}
scheme: {name}
status: example   # 取得正式文本并核对后，改为 official，并把 sources 的 kind 改为 official
title: {title}
number: {number}
issuer: {issuer}
formulas: {like}
in_force: {in_force}
sources:
  - kind: own
    origin: {{zh: 由 {like} 复制的起点, en: a starting point copied from {like}}}
    on: {start}

"""
_KEPT = ("parameters", "norms")


def begin(folder: Path, *, like: str, start: date | None = None, until: date | None = None) -> None:
    """Makes the folder with `measure.yaml`, `text.md` and the JSON Schema for editors; in force from `start` on, with
    every limit and parameter, and until `until`, where they are given.

    Raises `UnknownMeasure`, and `MeasureError` when the folder is there already or cannot be written.
    """
    name = folder.resolve().name
    usable(name, like)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MeasureError([_THERE.format(folder=folder)])
    source = folder_of(like)
    schema = (resources.files("jiqun.law") / "schema.json").read_text("utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        text = _yaml((source / YAML).read_text("utf-8"), name, like)
        (folder / YAML).write_text(_dated(text, start, until), "utf-8")
        (folder / TEXT).write_text((source / TEXT).read_text("utf-8"), "utf-8")
        (folder / "measure.schema.json").write_text(schema, "utf-8")
    except OSError as error:
        raise MeasureError([_NOT_WRITTEN.format(folder=folder, problem=error.strerror or error)]) from error


def usable(name: str, like: str) -> None:
    """Whether a measure of the name can be begun from another. Raises `UnknownMeasure` and `MeasureError`."""
    if like not in (known := law.library()):
        raise UnknownMeasure(like, known)
    if not _NAME.fullmatch(name):
        raise MeasureError([_BAD_NAME.format(name=name)])


def _dated(text: str, start: date | None, until: date | None) -> str:
    """The days in force as they are to be; limits that began with the measure begin with it again."""
    known: dict[str, date] = lines.read(text, YAML).values["in_force"]
    if start is not None:
        text = text.replace(str(known["from"]), str(start))
    if until is not None:
        first = start or known["from"]
        text = _IN_FORCE.sub(f"in_force: {{from: {first}, until: {until}}}", text, count=1)
    return text


def _yaml(text: str, name: str, like: str) -> str:
    """The parameters and norms of a measure file, comments and all, under a new head."""
    found = lines.read(text, YAML)
    starts = sorted((found.numbers[(key,)], key) for key in found.values)
    ends = [*(start for start, _ in starts[1:]), text.count("\n") + 2]
    rows = text.splitlines()
    kept = [
        "\n".join(rows[start - 1 : end - 1]).rstrip() + "\n"
        for (start, key), end in zip(starts, ends, strict=True)
        if key in _KEPT
    ]
    values = found.values
    top = _TOP.format(
        name=name,
        like=like,
        title=values["title"],
        number=values["number"],
        issuer=values["issuer"],
        start=values["in_force"]["from"],
        in_force="{" + ", ".join(f"{key}: {day}" for key, day in values["in_force"].items()) + "}",
    )
    return top + "\n".join(kept)
