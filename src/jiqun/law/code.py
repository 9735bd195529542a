"""Which code computed a finding: the version, and a digest of the sources of the facts and law rooms."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import resources

import jiqun


@cache
def version() -> str:
    """Such as `jiqun 0.1.0 3f9a…` (16 digits of SHA-256 over the rooms' own source files)."""
    digest = hashlib.sha256()
    for room in ("facts", "law"):
        files = [f for f in resources.files(f"jiqun.{room}").iterdir() if f.name.endswith(".py")]
        for file in sorted(files, key=lambda f: f.name):
            digest.update(f"{room}/{file.name}\n".encode() + file.read_bytes())
    return f"jiqun {jiqun.__version__} {digest.hexdigest()[:16]}"
