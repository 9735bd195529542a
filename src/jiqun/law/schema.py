"""A measure file held against its JSON Schema, with sentences that say what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.law.lines import Lines


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((resources.files("jiqun.law") / "schema.json").read_text("utf-8"))
    return Draft202012Validator(schema)


def problems(found: Lines) -> Iterator[Text]:
    """What is wrong with the form of a file, in the order of its lines."""
    errors = sorted(_validator().iter_errors(found.values), key=lambda e: [str(p) for p in e.absolute_path])
    for error in errors:
        path = tuple(error.absolute_path)
        for text, below in _said(error):
            where = found.at((*path, *below))
            name = ".".join(str(p) for p in path) or "file"
            yield Text(f"{where}: {name}：{text.zh}", f"{where}: {name}: {text.en}")


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
            allowed = "、".join(map(str, rule))
            yield Text(f"“{found}”不在可选值之内：{allowed}", f"{found} is not one of {allowed}"), ()
        case "pattern":
            yield Text(f"“{found}”格式不对，应符合 {rule}", f"{found} should look like {rule}"), ()
        case _:
            yield Text(f"内容不对：{error.message}", f"not right: {error.message}"), ()


def _unknown_key(key: str, known: list[str]) -> Text:
    close = get_close_matches(key, known, n=1)
    if close:
        return Text(f"不认识的键 {key}，是否为 {close[0]}？", f"unknown key {key}; did you mean {close[0]}?")
    names = ", ".join(known)
    return Text(f"不认识的键 {key}，可用的键：{names}", f"unknown key {key}; known are {names}")
