"""The old Office container (OLE, [MS-CFB]): the names in its directory, and no more; its documents are never parsed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import NamedTuple

from jiqun.evidence.inside.faults import DAMAGED, EMBEDDED, LOCKED, MACROS, Fault

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA  # this and above are marks, not sectors
_MACRO_NAMES = {"macros", "_vba_project_cur", "_vba_project", "vba"}
_LOCKED_NAMES = {"encryptedpackage", "encryptioninfo", "\x06dataspaces"}
_PACKAGER = "\x01ole10native"
_FILEPASS = 0x2F


class Entry(NamedTuple):
    """A stream or storage of the container; `start` is its first sector."""

    name: str
    start: int
    size: int


class Container:
    """A container whose allocation table could be followed. Raises `Fault(DAMAGED)`."""

    def __init__(self, data: bytes) -> None:
        if len(data) < 1024 or data[:8] != START or data[28:30] != b"\xfe\xff":
            raise Fault(DAMAGED)
        self.data = data
        self.shift = struct.unpack_from("<H", data, 30)[0]
        if self.shift not in (9, 12):
            raise Fault(DAMAGED)
        tables, first_directory = struct.unpack_from("<2I", data, 44)
        listed = list(struct.unpack_from("<109I", data, 76))
        following, count = struct.unpack_from("<2I", data, 68)
        for _ in range(min(count, 4096)):
            if following >= _END_OF_CHAIN:
                break
            more = struct.unpack(f"<{2 ** (self.shift - 2)}I", self.sector(following))
            listed += more[:-1]
            following = more[-1]
        self.table: list[int] = []
        for sector in listed[:tables]:
            if sector < _END_OF_CHAIN:
                self.table += struct.unpack(f"<{2 ** (self.shift - 2)}I", self.sector(sector))
        self.entries = list(self._directory(first_directory))

    def sector(self, number: int) -> bytes:
        """One sector. Raises `Fault(DAMAGED)` for one that lies outside."""
        start = (number + 1) << self.shift
        found = self.data[start : start + (1 << self.shift)]
        if not found:
            raise Fault(DAMAGED)
        return found.ljust(1 << self.shift, b"\0")  # the last sector of a file is sometimes not filled up

    def chain(self, first: int, most: int) -> Iterator[bytes]:
        """The sectors of a chain, at most so many."""
        seen: set[int] = set()
        while first < _END_OF_CHAIN and len(seen) < most:
            if first in seen or first >= len(self.table):
                raise Fault(DAMAGED)
            seen.add(first)
            yield self.sector(first)
            first = self.table[first]

    def _directory(self, first: int) -> Iterator[Entry]:
        for sector in self.chain(first, 4096):
            for at in range(0, len(sector), 128):
                length, kind = struct.unpack_from("<HB", sector, at + 64)
                if kind:
                    name = sector[at : at + max(0, min(64, length) - 2)].decode("utf-16-le", "replace")
                    start, size = struct.unpack_from("<2I", sector, at + 116)
                    yield Entry(name, start, size)


def inspect(data: bytes) -> None:
    """Looks at the directory of a .doc, .xls, .wps or .et. Raises `Fault`."""
    container = Container(data)
    names = {entry.name.lower() for entry in container.entries}
    if names & _LOCKED_NAMES:
        raise Fault(LOCKED)
    if names & _MACRO_NAMES:
        raise Fault(MACROS)
    if _PACKAGER in names:
        raise Fault(EMBEDDED)
    for entry in container.entries:
        if entry.size < 4096:  # kept in the small sectors; the main stream of a document never is
            continue
        sectors = container.chain(entry.start, needed := -(-entry.size >> container.shift))
        head = next(sectors, b"")
        if 1 + sum(1 for _ in sectors) < needed:
            raise Fault(DAMAGED)
        if (entry.name == "WordDocument" and head[11] & 1) or (entry.name == "Workbook" and _has_password(head)):
            raise Fault(LOCKED)


def _has_password(head: bytes) -> bool:
    """Whether a FILEPASS record ([MS-XLS] 2.4.117) stands among the first records of a workbook."""
    at = 0
    while at + 4 <= len(head):
        kind, length = struct.unpack_from("<2H", head, at)
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False
