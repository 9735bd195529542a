"""Bringing store and database together: files nobody knows go, files that are missing are named."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from jiqun.evidence import store, uploads
from jiqun.evidence.models import StoredFile

A_DAY = timedelta(hours=24)
CACHED = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Swept:
    """What was found: digests of removed orphans, of rows without their file; how many half uploads and previews."""

    orphans: tuple[str, ...]
    missing: tuple[str, ...]
    incoming: int
    cached: int


def sweep(at: datetime) -> Swept:
    """Removes files on disk that no row names and that are older than a day, and old previews; reports what is missing.

    A younger file without a row may belong to somebody who is storing it just now: a file is on disk before its row.
    `at` is the real time.
    """
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    orphans, there = [], set()
    for path in store.folder().glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
        if path.name in known:
            there.add(path.name)
        elif path.stat().st_mtime < (at - A_DAY).timestamp():
            path.unlink()
            orphans.append(path.name)
    old = [path for path in (store.folder() / "cache").glob("*/*") if path.stat().st_mtime < (at - CACHED).timestamp()]
    for path in old:
        path.unlink()
    return Swept(tuple(sorted(orphans)), tuple(sorted(known - there)), uploads.sweep(at), len(old))
