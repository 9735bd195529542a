"""Is this an honest .xlsx? Checked before anything parses it.

An .xlsx is a zip of XML parts. Sizes in a zip's directory may lie and entries may overlap (CVE-2024-0450, which the
zipfile of Python 3.11.7 does not notice), so every part is inflated here, in small steps and counted.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from jiqun.bilingual import Text

LARGEST_FILE = 50 * 2**20
LARGEST_INSIDE = 200 * 2**20
MOST_PARTS = 1_000
MOST_INFLATED = 200
"""Times a file of more than 10 MB inside may be larger than outside."""

_STEP = 256 * 1024
_LOCAL = struct.Struct("<4s5H3L2H")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ACTIVE = (
    ("vbaproject", Text("宏", "macros")),
    ("xl/macrosheets/", Text("宏表", "macro sheets")),
    ("xl/activex/", Text("ActiveX 控件", "ActiveX controls")),
    ("xl/embeddings/", Text("嵌入对象", "embedded objects")),
    ("xl/externallinks/", Text("外部链接", "links to other workbooks")),
    ("xl/connections.xml", Text("外部数据连接", "data connections")),
)


class Refused(Exception):
    """The file is not read; `text` says why and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


_EMPTY = Text("文件是空的（0 字节）。请重新保存后再上传。", "The file is empty (0 bytes). Save it again and retry.")
TOO_LARGE = Text(
    "文件超过 50 MB。请删去图片和与模板无关的工作表后再上传。",
    "The file is larger than 50 MB. Remove pictures and sheets the template does not have.",
)
_ENCRYPTED = Text(
    "文件设有打开密码，无法读取。请取消密码后另存为 .xlsx 再上传。",
    "The file is protected by a password. Remove it, save as .xlsx and retry.",
)
_OLD = Text(
    "这是旧版 .xls（或 .et、.doc）格式的文件，改后缀名无效。请用 Excel 或 WPS 打开后“另存为” .xlsx。",
    "This is a file of the old .xls (or .et, .doc) format; renaming does not help. Open it and save it as .xlsx.",
)
_NOT_XLSX = Text(
    "这不是 .xlsx 工作簿。请使用系统导出的模板，并另存为 .xlsx 格式。",
    "This is not an .xlsx workbook. Use the exported template and save it as .xlsx.",
)
DAMAGED = Text(
    "文件已损坏或不完整。请用 Excel 或 WPS 打开确认后重新保存，再上传。",
    "The file is damaged or incomplete. Open it in Excel or WPS, save it again and retry.",
)
_BOMB = Text(
    "文件解压后过大，疑似恶意压缩文件，未予读取。请用系统模板重新制作。",
    "The file grows too large when unpacked and looks like a zip bomb; it was not read. Start from the template.",
)
_CROOKED = Text(
    "文件的压缩结构异常（条目重叠、重名、加密或大小不符），未予读取。请用 Excel 或 WPS 另存为 .xlsx。",
    "The zip structure is irregular (overlapping, doubled, encrypted or mis-sized entries); it was not read. "
    "Save it as .xlsx from Excel or WPS.",
)
_ENTITIES = Text(
    "文件内含 DTD 或实体声明，未予读取。请用 Excel 或 WPS 另存为 .xlsx。",
    "The file holds a DTD or entity declaration; it was not read. Save it as .xlsx from Excel or WPS.",
)
_HAS_ACTIVE = Text(
    "文件含有{what}，未予读取。请把数据以“值”的方式粘贴到模板中，另存为 .xlsx（不启用宏）。",
    "The file holds {what}; it was not read. Paste the data as values into the template and save it as .xlsx.",
)


class Package:
    """The parts of a workbook that passed every check; built from the bytes of the file, or `Refused`."""

    def __init__(self, data: bytes) -> None:
        _check_kind(data)
        self._data = data
        self._parts = directory(data)
        self._check_parts()

    def has(self, name: str) -> bool:
        """Whether there is such a part; names are compared as Office does, without case."""
        return name.lower() in self._parts

    def part(self, name: str) -> bytes:
        """A whole part, inflated."""
        return b"".join(inflated(self._data, self._parts[name.lower()]))

    def _check_parts(self) -> None:
        if not self.has("[Content_Types].xml") or not self.has("xl/workbook.xml"):
            raise Refused(_NOT_XLSX)
        for name in self._parts:
            for mark, what in _ACTIVE:
                if mark in name:
                    raise Refused(_HAS_ACTIVE.format(what=what))
        left = min(LARGEST_INSIDE, max(10 * 2**20, MOST_INFLATED * len(self._data)))
        for name, info in self._parts.items():
            tail = b""
            for step in inflated(self._data, info):
                left -= len(step)
                if left < 0:
                    raise Refused(_BOMB)
                if name.endswith((".xml", ".rels")):
                    # UTF-16 hides the letters between zero bytes; taking those out shows them.
                    seen = tail + step
                    if _DOCTYPE.search(seen if b"\0" not in seen else seen.replace(b"\0", b"")):
                        raise Refused(_ENTITIES)
                    tail = seen[-32:]
        if b"macroenabled" in self.part("[Content_Types].xml").lower():
            raise Refused(_HAS_ACTIVE.format(what=_ACTIVE[0][1]))


def _check_kind(data: bytes) -> None:
    if not data:
        raise Refused(_EMPTY)
    if len(data) > LARGEST_FILE:
        raise Refused(TOO_LARGE)
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Refused(_ENCRYPTED if "EncryptedPackage".encode("utf-16-le") in data else _OLD)
    if data[:4] != b"PK\x03\x04":
        raise Refused(_NOT_XLSX)


def directory(data: bytes, most_parts: int = MOST_PARTS) -> dict[str, zipfile.ZipInfo]:
    """The central directory of a zip, by lower-case name, once it is regular. Raises `Refused`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries, directory, comment = archive.infolist(), archive.start_dir, archive.comment
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, EOFError, OSError):
        raise Refused(DAMAGED) from None
    # An archive that is also something else hides it before the first entry or behind the last record.
    if comment or data[-22:-18] != b"PK\x05\x06" or len(entries) > most_parts:
        raise Refused(_CROOKED)
    parts: dict[str, zipfile.ZipInfo] = {}
    free_from = 0
    for info in sorted(entries, key=lambda entry: entry.header_offset):
        name = info.filename.lower()
        regular = (
            info.header_offset >= free_from
            and not info.flag_bits & 0x1
            and info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            and name not in parts
            and not name.startswith("/")
            and "\\" not in name
            and ".." not in name.split("/")
            and info.orig_filename == info.filename
        )
        free_from = content_start(data, info) + info.compress_size
        if not regular or free_from > directory or (not parts and info.header_offset):
            raise Refused(_CROOKED)
        parts[name] = info
    return parts


def inflated(data: bytes, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """One entry's content in small steps, counted and checked against the directory. Raises `Refused`."""
    start = content_start(data, info)
    packed = memoryview(data)[start : start + info.compress_size]
    checksum, size = 0, 0
    for step in steps(packed, info.compress_type):
        checksum, size = zlib.crc32(step, checksum), size + len(step)
        if size > info.file_size:
            raise Refused(_CROOKED)
        yield step
    if size != info.file_size or checksum != info.CRC:
        raise Refused(_CROOKED if size != info.file_size else DAMAGED)


def content_start(data: bytes, info: zipfile.ZipInfo) -> int:
    """Where an entry's packed bytes begin, once its two names agree. Raises `Refused`."""
    header = data[info.header_offset : info.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise Refused(DAMAGED)
    *_, name_length, extra_length = _LOCAL.unpack(header)
    start = info.header_offset + _LOCAL.size
    # Some readers trust the name before the content, others the directory's: they must be one.
    if data[start : start + name_length] != info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437"):
        raise Refused(_CROOKED)
    return start + int(name_length) + int(extra_length)


def steps(packed: memoryview, method: int) -> Iterator[bytes]:
    """Packed bytes inflated in steps of at most a quarter of a megabyte. Raises `Refused`."""
    if method == zipfile.ZIP_STORED:
        for start in range(0, len(packed), _STEP):
            yield bytes(packed[start : start + _STEP])
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _STEP):
            waiting: bytes | memoryview = packed[start : start + _STEP]
            full = True
            while full or waiting:
                step = inflater.decompress(waiting, _STEP)
                waiting, full = inflater.unconsumed_tail, len(step) == _STEP
                yield step
    except zlib.error:
        raise Refused(DAMAGED) from None
    if not inflater.eof or inflater.unused_data:
        raise Refused(_CROOKED)
