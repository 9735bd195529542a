"""Packages of parts (docx, xlsx; zipped wps, et, ofd): regular, of bounded size, holding no other archive."""

from __future__ import annotations

import io
import re
import zipfile

from jiqun.evidence.inside.faults import BOMB, CROOKED, DAMAGED, EMBEDDED, ENTITIES, LOCKED, Fault
from jiqun.facts.workbook import guards

MOST_PARTS = 10_000
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"Rar!\x1a\x07",
    b"7z\xbc\xaf\x27\x1c",
    b"\x1f\x8b\x08",
    b"MZ\x90\x00",
    b"\x7fELF",
)
_TEXTS = (".xml", ".rels", ".vml")


class Package:
    """The parts of a zip that passed every check of its structure; names are compared as Office does, without case.

    Raises `Fault`. Entries that overlap are found whatever Python's own reader thinks of them (CVE-2024-0450).
    """

    def __init__(self, data: bytes, *, may_enclose: tuple[str, ...] = ()) -> None:
        self.data = data
        try:
            self.parts = guards.directory(data, MOST_PARTS)
            self._count(may_enclose)
        except guards.Refused as refused:
            raise Fault(LOCKED if _locked(data) else DAMAGED if refused.text is guards.DAMAGED else CROOKED) from None

    def part(self, name: str) -> bytes:
        """A whole part, inflated; nothing for one that is not there."""
        found = self.parts.get(name.lower())
        return b"" if found is None else b"".join(guards.inflated(self.data, found))

    def names(self, start: str = "", end: str = "") -> list[str]:
        """The names of parts, in lower case."""
        return [name for name in self.parts if name.startswith(start) and name.endswith(end)]

    def _count(self, may_enclose: tuple[str, ...]) -> None:
        left = min(guards.LARGEST_INSIDE, max(10 * 2**20, guards.MOST_INFLATED * len(self.data)))
        for name, info in self.parts.items():
            first, tail = True, b""
            for step in guards.inflated(self.data, info):
                left -= len(step)
                if left < 0:
                    raise Fault(BOMB)
                if first and step.startswith(_ARCHIVES) and not name.startswith(may_enclose or ("\0",)):
                    raise Fault(EMBEDDED)
                if name.endswith(_TEXTS):
                    tail = _refuse_entities(tail + step)
                first = False


def _refuse_entities(seen: bytes) -> bytes:
    """Raises `Fault` at a DTD; gives back the end of what was seen, for a mark that two steps share."""
    # UTF-16 hides the letters between zero bytes; taking those out shows them.
    if _DOCTYPE.search(seen if b"\0" not in seen else seen.replace(b"\0", b"")):
        raise Fault(ENTITIES)
    return seen[-32:]


def _locked(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(entry.flag_bits & 1 for entry in archive.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError):
        return False
