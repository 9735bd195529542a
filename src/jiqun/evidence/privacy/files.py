"""Personal data in files that are to be published: their words are read in a process of its own, once a content."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.evidence import checks, process, store
from jiqun.evidence.models import LookedThrough, StoredFile
from jiqun.evidence.privacy.looking import KINDS, REVISION, scan


@dataclass(frozen=True, slots=True)
class InFile:
    """One thing found in a file, by kind; what it was is not kept."""

    key: str
    kind: str
    masked: str

    @property
    def title(self) -> Text:
        """What it is."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file holds; `readable` is false where nothing could be read and a person has to look."""

    findings: tuple[InFile, ...]
    readable: bool


def look_through(sha256: str, name: str) -> Looked:
    """What of a stored file identifies a person. The first time, it is read: never call this first in a transaction.

    Raises `store.NotStored` when the store does not have it.
    """
    row = LookedThrough.objects.filter(pk=sha256, revision=REVISION).first()
    if row is None:
        row = _read(sha256, name)
    return Looked(tuple(InFile(**each) for each in row.findings), row.readable)


def _read(sha256: str, name: str) -> LookedThrough:
    with store.open_file(sha256) as file:
        try:
            words = process.run("said", file, checks.ending_of(name)).decode("utf-8", "replace")
        except process.Broken:
            words = ""
    found = {each.key: {"key": each.key, "kind": each.kind, "masked": each.masked} for each in scan(words)}
    row, _ = LookedThrough.objects.update_or_create(
        file=StoredFile.objects.get(pk=sha256),
        defaults={"revision": REVISION, "findings": list(found.values()), "readable": bool(words.strip())},
    )
    return row
