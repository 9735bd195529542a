"""A copy to publish: the same content without the place, the device and the people in its properties."""

from __future__ import annotations

import io
import re
import struct
import zipfile

_KEPT_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
_ORIENTATION = 0x0112
_PNG_WORDS = {b"tEXt", b"zTXt", b"iTXt", b"eXIf", b"tIME"}
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp='
    b'"http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Properties xmlns='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM = _APP.replace(b"extended-properties", b"custom-properties")
_PEOPLE = re.compile(rb'(\s(?:w:author|w:initials|w15:author|userName|lastModifiedBy|displayName|userId)=")[^"]*(")')
_SHEET_AUTHOR = re.compile(rb"(<author>)[^<]*(</author>)")
_OWN_PATH = re.compile(rb"<(?:x15ac:)?absPath\b[^>]*/>")


def clean(data: bytes, ending: str) -> bytes:
    """The copy. Raises `ValueError` for a kind that is never published."""
    if ending in ("jpg", "jpeg"):
        return jpeg(data)
    if ending == "png":
        return png(data)
    if ending == "pdf":
        return pdf(data)
    if ending in ("docx", "xlsx"):
        return office(data)
    raise ValueError(f".{ending} is kept and never published")


def jpeg(data: bytes) -> bytes:
    """Without EXIF, XMP, IPTC and comments, its pixels untouched; how the camera was held stays."""
    turned = _orientation(data)
    parts, at = [data[:2]], 2
    if turned != 1:
        exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", _ORIENTATION, 3, 1, turned, 0) + bytes(4)
        parts.append(b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif)
    while at + 4 <= len(data):
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xD9:
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if marker == 0xDA:
            end = _scan_end(data, end)
        content = data[at + 4 : at + 18]
        told = 0xE0 <= marker <= 0xEF or marker == 0xFE
        if not told or content.startswith(_KEPT_APPS.get(marker, b"\0none")):
            parts.append(data[at:end])
        at = end
    return b"".join(parts) + b"\xff\xd9"


def _scan_end(data: bytes, at: int) -> int:
    """Where the packed pixels end: at a marker that is neither stuffing nor a restart."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7 or data[at + 1] == 0xFF:
            at += 1 if data[at + 1] == 0xFF else 2
            continue
        return at


def _orientation(data: bytes) -> int:
    from PIL import Image

    with Image.open(io.BytesIO(data)) as picture:
        turned = picture.getexif().get(_ORIENTATION, 1)
    return turned if turned in range(1, 9) else 1


def png(data: bytes) -> bytes:
    """Without its words, its time and its EXIF; nothing behind its end."""
    parts, at = [data[:8]], 8
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, end = data[at + 4 : at + 8], at + 12 + length
        if kind not in _PNG_WORDS:
            parts.append(data[at:end])
        if kind == b"IEND":
            break
        at = end
    return b"".join(parts)


def pdf(data: bytes) -> bytes:
    """Without its properties, the XMP of any of its parts, and what its photos know of place and device."""
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import DictionaryObject, StreamObject

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data), strict=False))
    for each in writer._objects:
        if not isinstance(each, DictionaryObject):
            continue
        for key in ("/Metadata", "/PieceInfo", "/LastModified"):
            each.pop(key, None)
        if isinstance(each, StreamObject) and each.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            each._data = jpeg(each._data)
    writer.metadata = None
    writer._ID = None
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def office(data: bytes) -> bytes:
    """Without authors, company, paths and the properties of its pictures; the entries bear no time."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in source.infolist():
            if not entry.is_dir():
                copy.writestr(zipfile.ZipInfo(entry.filename), _part(entry.filename.lower(), source.read(entry)))
    return target.getvalue()


def _part(name: str, content: bytes) -> bytes:
    if name == "docprops/core.xml":
        return _CORE
    if name == "docprops/app.xml":
        return _APP
    if name == "docprops/custom.xml":
        return _CUSTOM
    if name.endswith((".jpg", ".jpeg")) and content.startswith(b"\xff\xd8\xff"):
        return jpeg(content)
    if name.endswith(".png") and content.startswith(b"\x89PNG"):
        return png(content)
    if name.endswith(".xml"):
        content = _OWN_PATH.sub(b"", _PEOPLE.sub(rb"\1\2", content))
        return _SHEET_AUTHOR.sub(rb"\1\2", content) if name.startswith("xl/comments") else content
    return content
