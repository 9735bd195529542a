"""The kinds of file that are taken, by their endings."""

from __future__ import annotations

from dataclasses import dataclass

LARGEST = 50 * 2**20
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: its media type, how its bytes may begin, whether the page can show it."""

    media_type: str
    starts: tuple[bytes, ...]
    shown: bool = False


KINDS = {
    "pdf": Kind("application/pdf", (b"%PDF-",), shown=True),
    "jpg": Kind("image/jpeg", (b"\xff\xd8\xff",), shown=True),
    "jpeg": Kind("image/jpeg", (b"\xff\xd8\xff",), shown=True),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",), shown=True),
    "docx": Kind("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (ZIP,), shown=True),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (ZIP,), shown=True),
    "doc": Kind("application/msword", (OLE,)),
    "xls": Kind("application/vnd.ms-excel", (OLE,)),
    "wps": Kind("application/vnd.ms-works", (OLE, ZIP)),
    "et": Kind("application/vnd.ms-excel", (OLE, ZIP)),
    "ofd": Kind("application/ofd", (ZIP,)),
}
ACCEPT = ",".join(f".{ending}" for ending in KINDS)


def ending_of(name: str) -> str:
    """The ending of a file name in lower case, without the dot; empty when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def media_type(name: str) -> str:
    """The media type a name's ending stands for."""
    return KINDS[ending_of(name)].media_type
