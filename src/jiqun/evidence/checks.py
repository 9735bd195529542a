"""Is a file what its name says, and harmless enough to keep? Looked at before it is stored; nothing is executed.

pdf, jpg, png, docx and xlsx may be opened in the office; doc, xls, wps, et and ofd are kept and never parsed.
"""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import dataclass
from typing import IO

from jiqun.bilingual import Text

LARGEST = 50 * 2**20
LONGEST_NAME = 150
MOST_PIXELS = 200_000_000
_STEP = 2**18
_OVERLAP = 64
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: its media type, how its bytes may begin, the part a zip of it must hold."""

    media_type: str
    starts: tuple[bytes, ...]
    holds: str = ""


_OFFICE_OLD = (_OLE,)
KINDS = {
    "pdf": Kind("application/pdf", (b"%PDF-",)),
    "jpg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    "jpeg": Kind("image/jpeg", (b"\xff\xd8\xff",)),
    "png": Kind("image/png", (b"\x89PNG\r\n\x1a\n",)),
    "docx": Kind(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (_ZIP,), "word/document.xml"
    ),
    "xlsx": Kind("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (_ZIP,), "xl/workbook.xml"),
    "doc": Kind("application/msword", _OFFICE_OLD),
    "xls": Kind("application/vnd.ms-excel", _OFFICE_OLD),
    "wps": Kind("application/vnd.ms-works", (_OLE, _ZIP)),
    "et": Kind("application/vnd.ms-excel", (_OLE, _ZIP)),
    "ofd": Kind("application/ofd", (_ZIP,), "OFD.xml"),
}
ACCEPT = ",".join(f".{ending}" for ending in KINDS)

_TAKEN = "pdf、jpg、png、docx、xlsx、doc、xls、wps、et、ofd"
_EMPTY = Text(
    "文件“{name}”是空的（0 字节）。请重新导出或扫描后上传。", "“{name}” is empty (0 bytes). Export or scan it again."
)
_LARGE = Text(
    "文件“{name}”超过 50 MB。请降低扫描分辨率，或拆成几个文件后上传。",
    "“{name}” is larger than 50 MB. Scan it at a lower resolution or split it.",
)
_ENDING = Text(
    "不接收“{name}”这种类型的文件。可上传：" + _TAKEN + "。请另存为其中一种后上传。",
    "Files such as “{name}” are not taken. Save it as one of: pdf, jpg, png, docx, xlsx, doc, xls, wps, et, ofd.",
)
_NAME = Text(
    "文件名“{name}”含有路径、控制字符或过长（最多 150 字）。请改名后上传。",
    "The file name “{name}” holds a path or control characters, or is longer than 150. Rename it.",
)
_OTHER = Text(
    "文件“{name}”的内容不是 {ending} 格式，可能只是改了后缀名。请用原软件打开后另存为 {ending} 再上传。",
    "What is in “{name}” is not {ending}; it may only have been renamed. Open it and save it as {ending}.",
)
_LOCKED = Text(
    "文件“{name}”设有密码或加密，审核人员无法打开。请取消密码后上传。",
    "“{name}” is encrypted and could not be opened by those who review it. Remove the password.",
)
_MACROS = Text(
    "文件“{name}”含有宏，不能接收。请另存为不含宏的文件（如 .docx、.xlsx 或 PDF）后上传。",
    "“{name}” holds macros and is not taken. Save it without macros (.docx, .xlsx or PDF).",
)
_ACTIVE = Text(
    "PDF 文件“{name}”含有脚本、自动动作或嵌入文件，不能接收。请“打印为 PDF”后上传。",
    "The PDF “{name}” holds scripts, automatic actions or embedded files and is not taken. Print it to a PDF first.",
)
_DAMAGED = Text(
    "文件“{name}”已损坏或不完整。请确认能正常打开，重新保存后上传。",
    "“{name}” is damaged or incomplete. Make sure that it opens, save it again and upload it.",
)
_FLOOD = Text(
    "图片“{name}”的像素过大。请压缩到 2 亿像素以内后上传。",
    "The picture “{name}” has too many pixels; reduce it to less than 200 million.",
)
# Whole words of seven letters and more: a shorter one (/JS) turns up by chance in compressed pictures.
_PDF_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)[\s/(<\[\d]")
_PDF_LOCKED = re.compile(rb"/Encrypt[\s/(<\[\d]")
_OLE_MACROS = tuple(word.encode("utf-16-le") for word in ("_VBA_PROJECT", "VBA_PROJECT_CUR", "Macros"))
_OLE_LOCKED = "EncryptedPackage".encode("utf-16-le")


class Unfit(Exception):
    """The file is not kept; `text` says what is wrong and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def ending_of(name: str) -> str:
    """The ending of a file name in lower case, without the dot; empty when there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def media_type(name: str) -> str:
    """The media type a name's ending stands for."""
    return KINDS[ending_of(name)].media_type


def check(file: IO[bytes], name: str) -> None:
    """Looks at a seekable file from its beginning. Raises `Unfit` with the first thing wrong."""
    refuse = _Refuser(name)
    if not 0 < len(name) <= LONGEST_NAME or "/" in name or "\\" in name or not name.isprintable():
        raise refuse(_NAME)
    kind = KINDS.get(ending_of(name))
    if kind is None:
        raise refuse(_ENDING)
    size = file.seek(0, 2)
    if not size:
        raise refuse(_EMPTY)
    if size > LARGEST:
        raise refuse(_LARGE)
    file.seek(0)
    head = file.read(_STEP)
    if not head.startswith(kind.starts):
        raise refuse(_LOCKED if kind.holds and head.startswith(_OLE) and _found(file, _OLE_LOCKED) else _OTHER)
    if head.startswith(_OLE) and any(_found(file, mark) for mark in _OLE_MACROS):
        raise refuse(_MACROS)
    if head.startswith(_ZIP):
        _check_zip(file, kind, refuse)
    elif kind is KINDS["pdf"]:
        _check_pdf(file, refuse)
    elif kind is KINDS["png"]:
        _check_png(file, head, size, refuse)
    file.seek(0)


class _Refuser:
    def __init__(self, name: str) -> None:
        shown = "".join(sign if sign.isprintable() else "�" for sign in name)
        self.values = {"name": shown[:60] + ("…" if len(shown) > 60 else ""), "ending": ending_of(name)}

    def __call__(self, text: Text) -> Unfit:
        return Unfit(text.format(**self.values))


def _found(file: IO[bytes], mark: bytes | re.Pattern[bytes]) -> bool:
    file.seek(0)
    tail = b""
    while step := file.read(_STEP):
        seen = tail + step
        if mark in seen if isinstance(mark, bytes) else mark.search(seen):
            return True
        tail = seen[-_OVERLAP:]
    return False


def _check_pdf(file: IO[bytes], refuse: _Refuser) -> None:
    if _found(file, _PDF_LOCKED):
        raise refuse(_LOCKED)
    if _found(file, _PDF_ACTIVE):
        raise refuse(_ACTIVE)
    if not _found(file, b"%%EOF"):
        raise refuse(_DAMAGED)


def _check_png(file: IO[bytes], head: bytes, size: int, refuse: _Refuser) -> None:
    if len(head) < 33 or head[12:16] != b"IHDR":
        raise refuse(_DAMAGED)
    width, height = struct.unpack(">II", head[16:24])
    if width * height > MOST_PIXELS:
        raise refuse(_FLOOD)
    file.seek(max(0, size - _OVERLAP))
    if b"IEND" not in file.read():
        raise refuse(_DAMAGED)


def _check_zip(file: IO[bytes], kind: Kind, refuse: _Refuser) -> None:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = [entry.filename for entry in archive.infolist()]
            if any(entry.flag_bits & 1 for entry in archive.infolist()):
                raise refuse(_LOCKED)
            types = b""
            if "[Content_Types].xml" in names:
                with archive.open("[Content_Types].xml") as part:
                    types = part.read(2**20).lower()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, OSError, struct.error):
        raise refuse(_DAMAGED) from None
    if (
        any("vbaproject" in name.lower() or "/macrosheets/" in name.lower() for name in names)
        or b"macroenabled" in types
    ):
        raise refuse(_MACROS)
    if kind.holds and kind.holds not in names:
        raise refuse(_OTHER)
