"""A reading as JSON and back, exactly: fractions and dates as text, every type checked on the way in.

The text may come from a process that was fed a hostile file, so nothing in it is trusted: what is not of the declared
type raises `Malformed`.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from jiqun.facts.rows import Roster
from jiqun.facts.workbook.problems import Reading

T = TypeVar("T")


class Malformed(ValueError):
    """The text is not what `dump` writes."""


def dump(reading: Reading) -> str:
    """A reading as JSON; dataclasses become arrays in the order of their fields."""
    return json.dumps(_plain(reading), ensure_ascii=False, separators=(",", ":"))


def load(text: str | bytes) -> Reading:
    """The reading `dump` wrote. Raises `Malformed`."""
    return _load(text, Reading)


def dump_roster(roster: Roster) -> str:
    """A roster alone as JSON, in the form of `dump`."""
    return json.dumps(_plain(roster), ensure_ascii=False, separators=(",", ":"))


def load_roster(text: str | bytes) -> Roster:
    """The roster `dump_roster` wrote. Raises `Malformed`."""
    return _load(text, Roster)


def _load(text: str | bytes, kind: Callable[..., T]) -> T:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Malformed("not JSON") from None
    result: T = _loader(kind)(value)
    return result


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int)):
        return value
    if is_dataclass(value):
        return [_plain(getattr(value, name)) for name in _names(value.__class__)]
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    raise TypeError(f"no JSON form for {type(value)}")


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _loader(kind: Any) -> Callable[[Any], Any]:
    """The function that turns plain JSON into a value of this type."""
    if kind in (int, str, bool, NoneType):
        return lambda value: _of(kind, value)
    if kind is date:
        return lambda value: _parsed(date.fromisoformat, value)
    if kind is Fraction:
        return lambda value: _parsed(Fraction, value)
    if is_dataclass(kind):
        return _record_loader(kind)
    arguments, origin = get_args(kind), get_origin(kind)
    if origin in (tuple, frozenset):
        return _series_loader(origin, _loader(arguments[0]))
    if origin in (Union, UnionType):
        (given,) = (each for each in arguments if each is not NoneType)
        inner = _loader(given)
        return lambda value: None if value is None else inner(value)
    raise TypeError(f"no JSON form for {kind}")


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise Malformed(f"expected {kind.__name__}, not {type(value).__name__}")
    return value


def _parsed(parse: Callable[[str], Any], value: Any) -> Any:
    try:
        return parse(_of(str, value))
    except (ValueError, ZeroDivisionError):
        raise Malformed("a date or fraction is not one") from None


def _series_loader(origin: Any, inner: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: origin(map(inner, _of(list, value)))


def _record_loader(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    loaders = [_loader(hints[field.name]) for field in fields(kind)]

    def load_record(value: Any) -> Any:
        if len(_of(list, value)) != len(loaders):
            raise Malformed(f"{kind.__name__} has {len(loaders)} fields")
        return kind(*(load(each) for load, each in zip(loaders, value, strict=True)))

    return load_record
