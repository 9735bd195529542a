"""Reading an evaluation record back: a file that is not whole is refused before anything is computed from it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NoReturn

from jiqun.bilingual import Text, listing
from jiqun.facts import FactError, Facts
from jiqun.law.basis import Basis
from jiqun.law.demands import Demand
from jiqun.law.errors import BasisError, LawError
from jiqun.law.interpretations import Interpretation
from jiqun.law.receipts.record import FORMAT, Engine, Record, Source, seal, text_of

_REMEDY = Text("请使用 jiqun check --receipt 写出的原件。", "Take the file as jiqun check --receipt wrote it.")
_NOT_JSON = Text("测算记录不是完整的 JSON（{where}）。", "The record is not whole JSON ({where}). ")
_PLACE = Text("第 {line} 行第 {column} 列", "line {line}, column {column}")
_NO_NUMBER = Text("{found} 不是整数", "{found} is not a whole number")
_TOO_DEEP = Text("层次过深", "nested too deeply")
_OTHER_FORMAT = Text(
    "测算记录的格式为 {found}，本版本只能读取 {expected}；请用写出它的版本重放。",
    "The record is written as {found}, this version reads {expected}; replay it with the version that wrote it.",
)
_NO_FORMAT = Text("这不是测算记录：没有 format 一项。", "This is no evaluation record: it has no key format. ")
_MISSING = Text("测算记录缺少 {keys}。", "The record lacks {keys}. ")
_UNKNOWN = Text("测算记录有不认识的项 {keys}。", "The record has unknown keys {keys}. ")
_WRONG = Text("测算记录的 {key} 应为{wanted}。", "In the record, {key} should be {wanted}. ")
_ALTERED = Text(
    "测算记录中的事实数据与其校验值不符：记录为 {written}，实为 {found}；文件写出后被改动过。",
    "The facts in the record do not have the SHA-256 written beside them ({written}, found {found}): the file was "
    "altered after it was written. ",
)
_CHANGED = Text(
    "测算记录与其校验值不符：记录为 {written}，实为 {found}；文件写出后被改动过。",
    "The record does not have the SHA-256 written in it ({written}, found {found}): the file was altered after it was "
    "written. ",
)
_READINGS = Text(
    "测算记录的口径与其结果所列不一致：{keys}。",
    "The readings of the record are not those its result names: {keys}. ",
)
_FACTS = Text("测算记录中的事实数据无法读取：", "The facts in the record cannot be read: ")
_SHAPE = Text("数据项不全或类型不符。", "names are missing or values are of the wrong kind. ")


class ReceiptError(LawError):
    """A file that is no evaluation record, or not a whole one; the sentence says what to do."""


class _Unreadable(ValueError):
    """A number that no record holds."""


def _is_day(found: Any) -> bool:
    try:
        return isinstance(found, str) and date.fromisoformat(found).isoformat() == found
    except ValueError:
        return False


def _is_texts(found: Any, *keys: str) -> bool:
    return (
        isinstance(found, dict)
        and (not keys or set(found) == set(keys))
        and all(isinstance(value, str) for value in found.values())
    )


def _is_source(found: Any) -> bool:
    nameless = isinstance(found, dict) and found.get("name", "") is None
    return _is_texts({**found, "name": ""} if nameless else found, "name", "sha256")


_TEXT = Text("文字", "text")
_OBJECT = Text("对象", "an object")
_STATED = Text("各项均为文字的对象", "an object of texts")
_SHAPES: Mapping[str, tuple[Callable[[Any], bool], Text]] = {
    "measure": (
        lambda v: _is_texts(v, "id", "sha256", "files_sha256"),
        Text("含 id、sha256、files_sha256 的对象", "an object with id, sha256 and files_sha256"),
    ),
    "on": (_is_day, Text("形如 2025-03-20 的日期", "a date such as 2025-03-20")),
    "readings": (_is_texts, Text("口径到取值的对象", "an object of readings and their values")),
    "bases": (lambda v: isinstance(v, list), Text("列表", "a list")),
    "demands": (lambda v: isinstance(v, list), Text("列表", "a list")),
    "interpretations": (lambda v: isinstance(v, list), Text("列表", "a list")),
    "facts": (lambda v: isinstance(v, dict), _OBJECT),
    "facts_sha256": (lambda v: isinstance(v, str), _TEXT),
    "sql": (
        lambda v: v is None or _is_texts(v, "text", "engine", "version"),
        Text("空值或含 text、engine、version 的对象", "null, or an object with text, engine and version"),
    ),
    "code": (lambda v: isinstance(v, str), _TEXT),
    "source": (
        lambda v: v is None or _is_source(v),
        Text("空值或含 name（可为空值）、sha256 的对象", "null, or an object with name (or null) and sha256"),
    ),
    "notices": (
        lambda v: isinstance(v, list) and all(_is_texts(notice, "zh", "en") for notice in v),
        Text("中英文对照的列表", "a list of texts in zh and en"),
    ),
    "language": (lambda v: v in ("zh", "en"), Text("zh 或 en", "zh or en")),
    "result": (lambda v: isinstance(v, dict), _OBJECT),
    "result_sha256": (lambda v: isinstance(v, str), _TEXT),
    "sha256": (lambda v: isinstance(v, str), _TEXT),
}


def read(text: str) -> Record:
    """The record that `write` wrote. Raises `ReceiptError` when it is not one, or something in it was altered."""
    found = _json(text)
    if wrong := list(_faults(found)):
        raise ReceiptError(_run_on(*wrong, _REMEDY))
    facts = _facts(found)
    if (seen := seal({"format": FORMAT, **found})) != found["sha256"]:
        raise ReceiptError(_run_on(_CHANGED.format(written=found["sha256"], found=seen), _REMEDY))
    if unlike := list(_readings(found)):
        raise ReceiptError(_run_on(_READINGS.format(keys=listing(unlike)), _REMEDY))
    source, sql = found["source"], found["sql"]
    return Record(
        measure=found["measure"]["id"],
        measure_sha256=found["measure"]["sha256"],
        files_sha256=found["measure"]["files_sha256"],
        on=date.fromisoformat(found["on"]),
        readings=found["readings"],
        bases=tuple(_entries(found, "bases", Basis.from_plain)),
        demands=tuple(_entries(found, "demands", Demand.from_plain)),
        interpretations=tuple(_entries(found, "interpretations", Interpretation.from_plain)),
        facts=facts,
        sql=sql["text"] if sql else None,
        engine=Engine(sql["engine"], sql["version"]) if sql else None,
        code=found["code"],
        source=Source(**source) if source else None,
        notices=tuple(Text(**notice) for notice in found["notices"]),
        language=found["language"],
        result=found["result"],
        result_sha256=found["result_sha256"],
    )


def _json(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text, parse_float=_no_number, parse_constant=_no_number)
        text_of(found).encode()
    except json.JSONDecodeError as error:
        raise _not_json(_PLACE.format(line=error.lineno, column=error.colno)) from None
    except _Unreadable as error:
        raise _not_json(_NO_NUMBER.format(found=error)) from None
    except RecursionError:
        raise _not_json(_TOO_DEEP) from None
    except ValueError as error:  # an integer of thousands of digits, half of a surrogate pair
        raise _not_json(Text(str(error), str(error))) from None
    if not isinstance(found, dict) or "format" not in found:
        raise ReceiptError(_run_on(_NO_FORMAT, _REMEDY))
    if (format := found.pop("format")) != FORMAT:
        raise ReceiptError(_OTHER_FORMAT.format(found=format, expected=FORMAT))
    return found


def _no_number(found: str) -> NoReturn:
    raise _Unreadable(found)


def _not_json(where: Text) -> ReceiptError:
    return ReceiptError(_run_on(_NOT_JSON.format(where=where), _REMEDY))


def _faults(found: Mapping[str, Any]) -> Iterator[Text]:
    """What keeps the record from being read, apart from its facts."""
    if missing := [key for key in _SHAPES if key not in found]:
        yield _MISSING.format(keys=listing(missing))
    if unknown := [key for key in found if key not in _SHAPES]:
        yield _UNKNOWN.format(keys=listing(unknown))
    for key, (right, wanted) in _SHAPES.items():
        if key in found and not right(found[key]):
            yield _WRONG.format(key=key, wanted=wanted)


def _facts(found: Mapping[str, Any]) -> Facts:
    values, written = found["facts"], found["facts_sha256"]
    try:
        facts = Facts.from_json(json.dumps(values))
        seen = facts.sha256
        if _canonical(values) != facts.to_json():
            raise TypeError
    except FactError as error:
        raise ReceiptError(_run_on(_FACTS, error.text)) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise ReceiptError(_run_on(_FACTS, _SHAPE, _REMEDY)) from None
    if seen != written:
        raise ReceiptError(_run_on(_ALTERED.format(written=written, found=seen), _REMEDY))
    return facts


def _canonical(values: Mapping[str, Any]) -> str:
    """As `Facts.to_json` writes: nothing in the file was read as something else, such as {} as an empty list."""
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _readings(found: Mapping[str, Any]) -> Iterator[str]:
    """The readings that record and result do not both have, or not alike: none is ever filled in by a default."""
    receipt = found["result"].get("receipt")
    said = receipt.get("readings") if isinstance(receipt, dict) else None
    said = said if isinstance(said, dict) else {}
    for key in dict.fromkeys((*found["readings"], *said)):
        if found["readings"].get(key) != said.get(key):
            yield key


def _entries(found: Mapping[str, Any], key: str, make: Callable[[Any], Any]) -> Iterator[Any]:
    for number, entry in enumerate(found[key], 1):
        if not isinstance(entry, dict):
            raise ReceiptError(_run_on(_WRONG.format(key=f"{key} {number}", wanted=_OBJECT), _REMEDY))
        try:
            yield make(entry)
        except BasisError as error:
            raise ReceiptError(_run_on(Text(f"{key} {number}：", f"{key} {number}: "), error.text)) from None
        except (TypeError, AttributeError):
            raise ReceiptError(_run_on(_WRONG.format(key=f"{key} {number}", wanted=_STATED), _REMEDY)) from None


def _run_on(*texts: Text) -> Text:
    return Text("".join(text.zh for text in texts), "".join(text.en for text in texts))
