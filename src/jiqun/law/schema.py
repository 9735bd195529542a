"""A measure file held against its JSON Schema, with sentences that say what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from jiqun.bilingual import Text, listing
from jiqun.law.lines import Lines, Path

_TYPES = {
    "object": Text("若干“键: 值”", "keys with values"),
    "array": Text("列表，每项以“- ”起头", "a list, each entry after a dash"),
    "string": Text("一段文字", "plain text"),
}


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((resources.files("jiqun.law") / "schema.json").read_text("utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def problems(found: Lines) -> Iterator[Text]:
    """What is wrong with the form of a file, in the order of its lines."""
    said: list[tuple[int, Text]] = []
    for error in _validator().iter_errors(found.values):
        path = tuple(error.absolute_path)
        for text, below in _said(error):
            where = found.at((*path, *below))
            name = _name(path, found)
            about = Text(f"{name}：" if name else "", f"{name}: " if name else "")
            line = int(where.rpartition(":")[2])
            said.append((line, Text(f"{where}: {about.zh}{text.zh}", f"{where}: {about.en}{text.en}")))
    yield from (text for _, text in sorted(said, key=lambda one: one[0]))


def _name(path: Path, found: Lines) -> str:
    """What a value belongs to: the keys down to it, a norm or parameter by its id."""
    keys = [str(key) for key in path if isinstance(key, str)]
    match path:
        case ("norms" | "parameters", int(n), *_) if isinstance(line := found.values[path[0]][n], dict):
            keys[0] = str(line.get("id", keys[0]))
    return " ".join(keys)


def _said(error: ValidationError) -> Iterator[tuple[Text, tuple[str, ...]]]:
    """The sentence for one error, and the key below its path it is about."""
    rule: Any = error.validator_value
    schema: Any = error.schema
    found: Any = error.instance
    match error.validator:
        case "additionalProperties":
            known = list(schema["properties"])
            for key in sorted(set(found) - set(known)):
                yield _unknown_key(key, known), (key,)
        case "required":
            for key in sorted(set(rule) - set(found)):
                yield Text(f"缺少 {key}，请补上", f"{key} is missing; add it"), ()
        case "enum":
            allowed = listing(rule)
            yield Text(f"“{found}”不在可选值之内：{allowed.zh}", f"{found} is not one of {allowed.en}"), ()
        case "pattern":
            yield Text(f"“{found}”格式不对，应符合 {rule}", f"{found} should look like {rule}"), ()
        case "format":
            yield Text(f"“{found}”不是日历上的一天，请核对", f"{found} is no day of the calendar; check it"), ()
        case "type":
            kind = _TYPES[str(rule)]
            yield Text(f"这里应是{kind.zh}", f"this should be {kind.en}"), ()
        case "minItems" | "minProperties":
            yield Text(f"至少要有 {rule} 项，请补上", f"at least {rule} are needed; add them"), ()
        case "minLength":
            yield Text("不能为空，请填写", "this may not be empty; write something"), ()
        case _:
            yield Text(f"内容不对：{error.message}", f"not right: {error.message}"), ()


def _unknown_key(key: str, known: list[str]) -> Text:
    close = get_close_matches(key, known, n=1)
    if close:
        return Text(f"不认识的键 {key}，是否为 {close[0]}？", f"unknown key {key}; did you mean {close[0]}?")
    names = ", ".join(known)
    return Text(f"不认识的键 {key}，可用的键：{names}", f"unknown key {key}; known are {names}")
