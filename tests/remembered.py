"""States that tests start from, made once in a run by the real acts and afterwards written again as they were.

    @remembered
    def submitted(row: Round) -> Case: ...        # a dozen acts, half a second

The first call in a run really does it, while every statement that changes the database, every file that is added to
the store, the answer and what became of the arguments are kept. A later call writes the same statements and files and
gives copies of the same answer: a tenth of the time. It does so only where the outcome must be the same:

- the test has written, statement for statement, what was written before the first call (each test starts from the
  same first state, and PostgreSQL's sequences are put back to it);
- the arguments, the files in the store, the language and the business clock say the same;
- nothing else is patched and no setting is overridden, and the test is one that is rolled back.

In every other case the call is an ordinary call. `JIQUN_REMEMBER=no` makes all of them ordinary. What is decorated must
depend on nothing but its arguments and the database; it may call others that are decorated.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, is_dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID

import pytest
from django.conf import UserSettingsHolder, settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model
from django.utils.translation import get_language

from jiqun.config import clock

P = ParamSpec("P")
R = TypeVar("R")
Statement = tuple[str, Any, bool]
_PLAIN = (str, int, float, bool, bytes, date, time, timedelta, Decimal, UUID, type(None))
_MAY_BE_OVERRIDDEN = {"EVIDENCE_FOLDER"}
_MEMORY: dict[bytes, Kept] = {}


class Unsure(Exception):
    """Something whose value cannot be told for certain: then nothing is remembered."""


class Kept:
    """What one call did."""

    def __init__(self, statements: list[Statement], files: dict[str, bytes], outcome: bytes) -> None:
        self.statements = statements
        self.files = files
        self.outcome = outcome


class Recorder:
    """All that one test has written so far, as a digest, and the calls that are being kept."""

    def __init__(self, patch: pytest.MonkeyPatch | None) -> None:
        self.patch = patch
        self.written = b""
        self.open: list[list[Statement]] = []
        self.undone = 0

    def __call__(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Django's wrapper around each statement."""
        answer = execute(sql, params, many, context)
        word = sql[:9].lstrip().partition(" ")[0].upper() if isinstance(sql, str) else ""
        if word == "ROLLBACK":
            self.undone += 1
            self.written = hashlib.sha256(self.written + str(self.undone).encode()).digest()
        elif word not in ("SELECT", "SAVEPOINT", "RELEASE"):
            try:
                said = f"{many}{sql}{told(params)}"
            except Unsure:
                said, self.undone = os.urandom(16).hex(), self.undone + 1
            self.written = hashlib.sha256(self.written + said.encode()).digest()
            for statements in self.open:
                statements.append((sql, params, many))
        return answer

    def may_remember(self) -> bool:
        """Whether the surroundings are the usual ones."""
        patched = self.patch._setattr + self.patch._setitem if self.patch else []
        if any(each[:2] != (clock, "now") for each in patched):
            return False
        layer = settings._wrapped
        while isinstance(layer, UserSettingsHolder):
            changed = {name for name in vars(layer) if name.isupper() and name != "SETTINGS_MODULE"}
            if changed - _MAY_BE_OVERRIDDEN or layer._deleted:
                return False
            layer = layer.default_settings
        return True


_current: Recorder | None = None


@contextmanager
def remembering(patch: pytest.MonkeyPatch | None) -> Iterator[None]:
    """Around a test that starts from the first state and is rolled back; `patch` is its monkeypatch, if it has one."""
    global _current
    if os.environ.get("JIQUN_REMEMBER") == "no":
        yield
        return
    _current = Recorder(patch)
    try:
        with connection.execute_wrapper(_current):
            yield
    finally:
        _current = None


def remembered(make: Callable[P, R]) -> Callable[P, R]:
    """Lets a function that makes a state do it once in a run; see above."""

    @functools.wraps(make)
    def made(*args: P.args, **kwargs: P.kwargs) -> R:
        recorder = _current
        if recorder is None or not recorder.may_remember():
            return make(*args, **kwargs)
        clock_says = clock.now() if recorder.patch and recorder.patch._setattr else None
        before = set(_files())
        try:
            words = told([make.__module__, make.__qualname__, args, kwargs, clock_says, get_language(), sorted(before)])
        except Unsure:
            return make(*args, **kwargs)
        key = hashlib.sha256(recorder.written + words.encode()).digest()
        if (kept := _MEMORY.get(key)) is not None:
            return cast("R", _write_again(kept, args, kwargs))
        return _really(recorder, key, before, make, args, kwargs)

    return made


def _really(
    recorder: Recorder, key: bytes, before: set[str], make: Callable[..., R], args: Any, kwargs: Mapping[str, Any]
) -> R:
    statements: list[Statement] = []
    undone, waiting = recorder.undone, len(connection.run_on_commit)
    recorder.open.append(statements)
    try:
        answer = make(*args, **kwargs)
    finally:
        recorder.open.pop()
    if recorder.undone == undone and len(connection.run_on_commit) == waiting:
        files = {name: (_folder() / name).read_bytes() for name in _files() if name not in before}
        with suppress(TypeError, AttributeError, pickle.PicklingError):  # an answer that cannot be copied
            _MEMORY[key] = Kept(statements, files, pickle.dumps((args, kwargs, answer)))
    return answer


def _write_again(kept: Kept, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    with connection.cursor() as cursor:
        for sql, params, many in kept.statements:
            (cursor.executemany if many else cursor.execute)(sql, params)
            if cursor.description:
                cursor.fetchall()
    for name, data in kept.files.items():
        place = _folder() / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    args_then, kwargs_then, answer = pickle.loads(kept.outcome)
    for now, then in [*zip(args, args_then, strict=True), *((kwargs[name], kwargs_then[name]) for name in kwargs)]:
        _become(now, then)
        if answer is then:
            answer = now
    return answer


def _become(now: Any, then: Any) -> None:
    """An argument gets what the call had made of it; it stays the same object, and so do the rows it holds."""
    if isinstance(now, Random):
        now.setstate(then.getstate())
    elif isinstance(now, Model):
        now.__dict__.clear()
        now.__dict__.update(then.__dict__)
    elif is_dataclass(now):
        for field in fields(now):
            old, new = getattr(now, field.name), getattr(then, field.name)
            if type(old) is type(new) and isinstance(old, Random | Model):
                _become(old, new)
            elif isinstance(old, list) and len(old) == len(new) and all(isinstance(each, Model) for each in old):
                for one, other in zip(old, new, strict=True):
                    _become(one, other)
            elif type(old) is not type(new) or not isinstance(old, _PLAIN) or old != new:
                setattr(now, field.name, new)


def _folder() -> Path:
    return Path(settings.EVIDENCE_FOLDER)


def _files() -> Iterator[str]:
    root = str(_folder())
    for folder, _, names in os.walk(root):
        for name in names:
            yield os.path.relpath(os.path.join(folder, name), root)


def told(value: Any) -> str:
    """A value as text that differs whenever the value does. Raises `Unsure` for what it does not know."""
    if isinstance(value, _PLAIN):
        return repr(value)
    if isinstance(value, memoryview):
        return repr(bytes(value))
    if isinstance(value, list | tuple):
        return f"[{','.join(map(told, value))}]"
    if isinstance(value, Mapping):
        return f"{{{','.join(f'{told(name)}:{told(each)}' for name, each in value.items())}}}"
    if isinstance(value, Model):
        columns = [getattr(value, field.attname, None) for field in value._meta.concrete_fields]
        return f"{value._meta.label}{told(columns)}{sorted(value._state.fields_cache)}"
    if isinstance(value, Random):
        try:
            return hashlib.sha256(repr(value.getstate()).encode()).hexdigest()
        except NotImplementedError:
            raise Unsure from None
    if isinstance(value, SimpleUploadedFile):
        value.seek(0)
        digest = hashlib.sha256(value.read()).hexdigest()
        value.seek(0)
        return f"{value.name}{value.content_type}{digest}"
    if is_dataclass(value) and not isinstance(value, type):
        return f"{type(value).__qualname__}{told([getattr(value, field.name) for field in fields(value)])}"
    if type(value).__module__ in ("psycopg.types.json", "psycopg.dbapi20"):  # Jsonb and Binary
        return told(value.obj)
    raise Unsure
