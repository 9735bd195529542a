"""Which code computed a finding: the version, and a digest of all that facts, law and standards are made of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import jiqun

_ROOMS = ("bilingual.py", "facts", "law", "standards")
_KINDS = (".py", ".csv", ".json", ".yaml", ".md")


@cache
def version() -> str:
    """Such as `jiqun 0.1.0 3f9a…` (16 digits of SHA-256 over the rooms' sources, tables and measures)."""
    digest = hashlib.sha256()
    for room in _ROOMS:
        for name, content in _files(resources.files("jiqun") / room, room):
            digest.update(f"{name}\n{len(content)}\n".encode() + content)
    return f"jiqun {jiqun.__version__} {digest.hexdigest()[:16]}"


def _files(at: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    """Every source and table at or below a place, by name, in the order of names."""
    if at.is_dir():
        for below in sorted(at.iterdir(), key=lambda f: f.name):
            yield from _files(below, f"{name}/{below.name}")
    elif name.endswith(_KINDS):
        yield name, at.read_bytes()
