"""Is a file what its name says, and harmless enough to keep? Looked at before it is stored; nothing is executed.

pdf, jpg, png, docx and xlsx may be opened in the office; doc, xls, wps, et and ofd are kept and never parsed. Name,
size and first bytes are looked at here, everything else in a process of its own (`inside`), so never call this
inside a transaction.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from threading import Lock
from typing import IO

from jiqun.evidence import process, sentences
from jiqun.evidence.inside import faults
from jiqun.evidence.kinds import ACCEPT, KINDS, LARGEST, OLE, ZIP, ending_of, media_type
from jiqun.evidence.sentences import Unfit, unfit

__all__ = ["ACCEPT", "LARGEST", "LONGEST_NAME", "Unfit", "check", "check_name", "ending_of", "media_type"]

LONGEST_NAME = 150
_STEP = 2**20
_SPACES = "\u3000\u00a0"
"""Wide and fixed spaces, which Chinese input methods type and Python does not call printable."""
_NOT_IN_NAMES = set('/\\<>:"|?*')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|\Z)", re.IGNORECASE)
_LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
_REMEMBERED = 2_000


class _Passed:
    """The digests that passed lately in this process: the same bytes are not looked through twice."""

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[bytes, str], None] = OrderedDict()
        self._lock = Lock()

    def __contains__(self, key: tuple[bytes, str]) -> bool:
        with self._lock:
            return key in self._known

    def add(self, key: tuple[bytes, str]) -> None:
        with self._lock:
            self._known[key] = None
            while len(self._known) > _REMEMBERED:
                self._known.popitem(last=False)


_passed = _Passed()


def check_name(name: str, size: int) -> str:
    """The ending of a file that may be sent by its name and size in bytes. Raises `Unfit`, before a byte is sent."""
    ending = ending_of(name)
    plain = all(sign.isprintable() or sign in _SPACES for sign in name)
    if not 0 < len(name) <= LONGEST_NAME or _NOT_IN_NAMES & set(name) or not plain or name.startswith("."):
        raise unfit(sentences.NAME, name, ending)
    if _DEVICES.match(name):
        raise unfit(sentences.DEVICE_NAME, name, ending)
    if ending not in KINDS:
        raise unfit(sentences.ENDING, name, ending)
    if not size:
        raise unfit(sentences.EMPTY, name, ending)
    if size > LARGEST:
        raise unfit(sentences.LARGE, name, ending)
    return ending


def check(file: IO[bytes], name: str) -> None:
    """Looks at a seekable file from its beginning. Raises `Unfit` with the first thing wrong."""
    ending = check_name(name, file.seek(0, 2))
    file.seek(0)
    head, digest = b"", hashlib.sha256()
    while step := file.read(_STEP):
        head = head or step
        digest.update(step)
    if not head.startswith(KINDS[ending].starts):
        locked = head.startswith(OLE) and ZIP in KINDS[ending].starts and _LOCKED_OFFICE in head
        raise unfit(sentences.BY_FAULT[faults.LOCKED if locked else faults.OTHER], name, ending)
    if (key := (digest.digest(), ending)) not in _passed:
        try:
            fault = process.run("inspect", file, ending).decode()
        except process.Broken as broken:
            text = sentences.TOO_MUCH if broken.too_much else sentences.BY_FAULT[faults.DAMAGED]
            raise unfit(text, name, ending) from None
        if fault:
            raise unfit(sentences.BY_FAULT[fault], name, ending)
        _passed.add(key)
    file.seek(0)
