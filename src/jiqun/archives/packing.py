"""Writing a dossier: file after file into a ZIP, then the manifest with every digest, then its signature.

Nothing is packed tight: the bytes of a file stand in the archive as they are, so that every one of them is covered by a
digest, and the archive does not depend on a program that packs. Memory does not grow with the size of the files.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from jiqun.archives.entry import Absent, Entry, as_json
from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.console.verifier import MANIFEST, SIGNATURE
from jiqun.evidence import store
from jiqun.journal import signing
from jiqun.journal.canonical import canonical

FORMAT = "jiqun-dossier-1"
ABOUT = Text("清单", "Manifest")
LOST = Text("文件库中没有这个文件，请联系系统管理员。", "The store has lost this file; tell the administrator.")
_STEP = 2**20
_READABLE = 0o644 << 16


@dataclass(frozen=True, slots=True)
class Packed:
    """How many files an archive holds, how many bytes they are, the SHA-256 of its manifest, and how many files that
    belong in it could not be given."""

    files: int
    size: int
    manifest_sha256: str
    absent: int = 0


def pack(target: IO[bytes], head: dict[str, Any], parts: Iterable[Entry | Absent], now: datetime) -> Packed:
    """Writes a dossier to a file. `head` are the first lines of its manifest.

    A stored file that is not there is left out and named as absent: the rest is given.
    """
    listed: list[dict[str, Any]] = []
    absent: list[dict[str, Any]] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for part in parts:
            if isinstance(part, Absent):
                absent.append({"name": part.name, "why": part.why})
                continue
            try:
                source = store.open_file(part.stored) if part.stored else BytesIO(part.data)
            except store.NotStored:
                absent.append({"name": part.name, "why": LOST})
                continue
            with source:
                listed.append({"name": part.name, "about": part.about, **write(archive, part.name, source, now)})
        whole = {"format": FORMAT, **head, "at": now.astimezone(ZONE), "files": listed, "absent": absent}
        manifest = as_json(MANIFEST, ABOUT, whole).data
        write(archive, MANIFEST, BytesIO(manifest), now)
        write(archive, SIGNATURE, BytesIO(canonical(signing.sign(manifest))), now)
    size, digest = sum(each["size"] for each in listed), hashlib.sha256(manifest).hexdigest()
    return Packed(len(listed), size, digest, len(absent))


def write(archive: zipfile.ZipFile, name: str, source: IO[bytes], now: datetime) -> dict[str, Any]:
    """Copies one file into the archive; what the manifest says of it."""
    info = zipfile.ZipInfo(name, now.astimezone(ZONE).timetuple()[:6])
    info.external_attr = _READABLE
    sha256, sm3, size = hashlib.sha256(), hashlib.new("sm3"), 0
    with archive.open(info, "w", force_zip64=True) as file:
        while step := source.read(_STEP):
            sha256.update(step)
            sm3.update(step)
            size += len(step)
            file.write(step)
    return {"size": size, "sha256": sha256.hexdigest(), "sm3": sm3.hexdigest()}
