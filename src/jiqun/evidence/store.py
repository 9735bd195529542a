"""Files by their content: SHA-256 is the name. A file is on disk for good before its row says so."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from contextlib import suppress
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from django.conf import settings

from jiqun.bilingual import Text
from jiqun.evidence import checks
from jiqun.evidence.models import StoredFile

_STEP = 2**20
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NotStored(LookupError):
    """The store has no such file; `str()` is the sentence."""

    def __init__(self, sha256: str) -> None:
        super().__init__(
            str(
                Text(
                    f"文件库中没有摘要为 {sha256[:16]}… 的文件。",
                    f"The store has no file with the digest {sha256[:16]}…",
                )
            )
        )


def put(data: bytes | IO[bytes], name: str, now: datetime) -> StoredFile:
    """Keeps a file that somebody uploaded, once `checks.check` found nothing wrong. Raises `checks.Unfit`.

    The same bytes are kept once, whatever their names.
    """
    file: IO[bytes] = BytesIO(data) if isinstance(data, bytes) else data
    checks.check(file, name)
    return keep(file, checks.media_type(name), now)


def keep(data: bytes | IO[bytes], media_type: str, now: datetime) -> StoredFile:
    """Keeps bytes the product itself made (a snapshot, a paper): write, fsync, rename, fsync folder, then the row."""
    file: IO[bytes] = BytesIO(data) if isinstance(data, bytes) else data
    file.seek(0)
    incoming = folder() / "incoming"
    incoming.mkdir(parents=True, exist_ok=True, mode=0o700)
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    handle, temporary = tempfile.mkstemp(dir=incoming)
    try:
        with os.fdopen(handle, "wb") as target:
            while step := file.read(_STEP):
                sha256.update(step)
                sm3.update(step)
                size += len(step)
                target.write(step)
            target.flush()
            os.fsync(target.fileno())
        place = path_of(sha256.hexdigest())
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.replace(temporary, place)
        sync_folder(place.parent)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise
    row, _ = StoredFile.objects.get_or_create(
        sha256=sha256.hexdigest(),
        defaults={"sm3": sm3.hexdigest(), "size": size, "media_type": media_type, "stored_at": now},
    )
    return row


def open_file(sha256: str) -> IO[bytes]:
    """A stored file for reading. Raises `NotStored`."""
    try:
        return path_of(sha256).open("rb")
    except FileNotFoundError:
        raise NotStored(sha256) from None


def read(sha256: str) -> bytes:
    """A stored file's bytes. Raises `NotStored`."""
    with open_file(sha256) as file:
        return file.read()


def folder() -> Path:
    """Where files lie."""
    return Path(settings.EVIDENCE_FOLDER)


def path_of(sha256: str) -> Path:
    """The place of a digest: two levels of 256 folders each. Raises `NotStored` for what is no digest."""
    if not _DIGEST.fullmatch(sha256):
        raise NotStored(sha256)
    return folder() / sha256[:2] / sha256[2:4] / sha256


def sync_folder(place: Path) -> None:
    """Makes a rename durable."""
    handle = os.open(place, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
