"""Files that are not what they seem are refused with a sentence, before they are parsed (trust.md, Files)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiqun.facts.workbook import Reading, guards, read
from tests.facts.workbook.samples import only_error, repacked, tables, with_rows, workbook

GOOD = workbook(tables())
SHEET = "xl/worksheets/sheet2.xml"
ARCHIVE_END = struct.Struct("<4s4H2LH")


def with_part(name: str, content: bytes = b"<x/>", data: bytes = GOOD) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return stream.getvalue()


def without_part(name: str) -> bytes:
    source, target = zipfile.ZipFile(io.BytesIO(GOOD)), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for other in source.namelist():
            if other != name:
                archive.writestr(other, source.read(other))
    return target.getvalue()


def in_directory(offset: int, layout: str, value: int) -> bytes:
    """The good workbook with a field of its last directory entry changed."""
    data = bytearray(GOOD)
    struct.pack_into(layout, data, data.rfind(b"PK\x01\x02") + offset, value)
    return bytes(data)


def overlapping() -> bytes:
    """Two directory entries over the same bytes (CVE-2024-0450)."""
    data = with_part("xl/a.xml", b"a" * 100)
    end = data.rfind(b"PK\x05\x06")
    _, disk, start_disk, _, entries, size, offset, _ = ARCHIVE_END.unpack(data[end:])
    entry = data[data.rfind(b"PK\x01\x02") : end].replace(b"xl/a.xml", b"xl/b.xml")
    tail = ARCHIVE_END.pack(b"PK\x05\x06", disk, start_disk, entries + 1, entries + 1, size + len(entry), offset, 0)
    return data[:end] + entry + tail


def two_names() -> bytes:
    """A local header that names another part than the directory."""
    data = bytearray(with_part("xl/a.xml"))
    at = data.find(b"xl/a.xml")
    data[at : at + 8] = b"xl/b.xml"
    return bytes(data)


def lying_size(size: int) -> bytes:
    """A part of 300 MB whose directory entry claims `size` bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = b"".join(packer.compress(b"\0" * 2**20) for _ in range(300)) + packer.flush()
    name, good_end = b"xl/a.bin", GOOD.rfind(b"PK\x05\x06")
    _, _, _, _, entries, _, offset, _ = ARCHIVE_END.unpack(GOOD[good_end:])
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(packed), size, len(name), 0) + name + packed
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(packed), size, len(name), 0, 0, 0, 0, 0, offset
    )
    directory = GOOD[offset:good_end] + entry + name
    end = ARCHIVE_END.pack(b"PK\x05\x06", 0, 0, entries + 1, entries + 1, len(directory), offset + len(local), 0)
    return GOOD[:offset] + local + directory + end


def ole(marker: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + marker.encode("utf-16-le") + b"\0" * 500


def many_parts() -> bytes:
    stream = io.BytesIO(GOOD)
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(guards.MOST_PARTS):
            archive.writestr(f"xl/media/{number}.png", b"")
    return stream.getvalue()


def doctype(encoding: str) -> bytes:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    return with_part("xl/extra.xml", bomb.encode(encoding))


HOSTILE: list[tuple[str, Callable[[], bytes], str]] = [
    ("empty", lambda: b"", "0 字节"),
    ("one byte", lambda: b"P", "不是 .xlsx"),
    ("text", lambda: "统一社会信用代码,企业名称\n".encode("gb18030"), "不是 .xlsx"),
    ("html renamed", lambda: b"<html><table></table></html>", "不是 .xlsx"),
    ("pdf renamed", lambda: b"%PDF-1.7\n" + b"x" * 100, "不是 .xlsx"),
    ("xls renamed", lambda: ole("Workbook"), "旧版 .xls"),
    ("encrypted", lambda: ole("EncryptedPackage"), "打开密码"),
    ("magic only", lambda: b"PK\x03\x04", "损坏或不完整"),
    ("truncated early", lambda: GOOD[:300], "损坏或不完整"),
    ("truncated late", lambda: GOOD[:-30], "损坏或不完整"),
    ("end record cut", lambda: GOOD[:-1], "不完整"),
    ("byte flipped", lambda: GOOD[:60] + bytes([GOOD[60] ^ 0xFF]) + GOOD[61:], "损坏"),
    ("other zip", lambda: without_part("xl/workbook.xml"), "不是 .xlsx"),
    ("docx renamed", lambda: without_part("[Content_Types].xml"), "不是 .xlsx"),
    ("macros", lambda: with_part("xl/vbaProject.bin"), "含有宏"),
    ("macros elsewhere", lambda: with_part("xl/other/VBAPROJECT.BIN"), "含有宏"),
    ("macro sheet", lambda: with_part("xl/macrosheets/sheet1.xml"), "含有宏表"),
    (
        "renamed xlsm",
        lambda: repacked(
            GOOD, "[Content_Types].xml", b"spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
        ),
        "含有宏",
    ),
    ("activex", lambda: with_part("xl/activeX/activeX1.bin"), "ActiveX"),
    ("embedded object", lambda: with_part("xl/embeddings/oleObject1.bin"), "嵌入对象"),
    ("external link", lambda: with_part("xl/externalLinks/externalLink1.xml"), "外部链接"),
    ("data connection", lambda: with_part("xl/connections.xml"), "外部数据连接"),
    ("prepended", lambda: b"%PDF-1.7\n" + GOOD, "不是 .xlsx"),
    ("appended", lambda: GOOD + b"%PDF-1.7\n" * 10, "结构异常"),
    ("comment", lambda: GOOD[:-2] + b"\x04\x00abcd", "结构异常"),
    ("path upwards", lambda: with_part("xl/../../etc/passwd"), "结构异常"),
    ("absolute path", lambda: with_part("/etc/passwd"), "结构异常"),
    ("backslash", lambda: with_part("xl\\..\\a.xml"), "结构异常"),
    ("doubled part", lambda: with_part("XL/Workbook.xml"), "结构异常"),
    ("encrypted entry", lambda: in_directory(8, "<H", 1), "结构异常"),
    ("unknown packing", lambda: in_directory(10, "<H", 12), "结构异常"),
    ("overlapping", overlapping, "结构异常"),
    ("two names", two_names, "结构异常"),
    ("too many parts", many_parts, "结构异常"),
    ("offset outside", lambda: in_directory(42, "<L", 2**31), "损坏"),
    ("size beyond the file", lambda: in_directory(20, "<L", 2**31), "结构异常"),
    ("bomb", lambda: with_part("xl/a.xml", b" " * (210 * 2**20)), "解压后过大"),
    ("small bomb", lambda: with_part("xl/a.xml", b" " * (20 * 2**20)), "解压后过大"),
    ("lying small size", lambda: lying_size(10), "结构异常"),
    ("lying large size", lambda: lying_size(2**31), "解压后过大"),
    ("doctype", lambda: doctype("utf-8"), "DTD"),
    ("doctype in utf-16", lambda: doctype("utf-16"), "DTD"),
    (
        "external entity in a sheet",
        lambda: repacked(GOOD, SHEET, b"<worksheet", b'<!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet'),
        "DTD",
    ),
    ("broken workbook part", lambda: repacked(GOOD, "xl/workbook.xml", b"</workbook>", b"</work"), "内部结构"),
    ("broken sheet", lambda: repacked(GOOD, SHEET, b"</sheetData>", b"<row"), "内部结构"),
    ("missing strings", lambda: without_part("xl/sharedStrings.xml"), "内部结构"),
    ("three million cells", lambda: with_rows(100_000, 30, b"<c><v>%d</v></c>"), "2,000,000 个"),
    ("cell far out", lambda: repacked(GOOD, SHEET, b'r="B2"', b'r="XFD1048576"'), "很远的位置"),
]


@pytest.mark.parametrize(("make", "says"), [case[1:] for case in HOSTILE], ids=[case[0] for case in HOSTILE])
def test_hostile_file_is_refused_with_a_sentence(make: Callable[[], bytes], says: str) -> None:
    data = make()
    sheet, row, _, said = only_error(read(data))
    assert (sheet, row) == ("", None)
    assert says in said


def test_file_over_50_mb_is_refused() -> None:
    assert "50 MB" in only_error(read(GOOD + b"\0" * guards.LARGEST_FILE))[3]


def test_the_workbook_the_hostile_ones_are_made_of_is_accepted() -> None:
    assert read(GOOD).errors == ()
    assert read(with_part("xl/media/image1.png", b"\x89PNG")).errors == ()
    assert read(with_rows(1_000, 15, b"<c><v>%d</v></c>")).errors[0].sheet == "企业年度数据"


PARTS = ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml", SHEET]


@settings(max_examples=300)
@given(st.sampled_from(PARTS), st.integers(0, 4_000), st.binary(max_size=3))
def test_any_damage_inside_a_part_ends_in_a_reading(part: str, at: int, put: bytes) -> None:
    content = zipfile.ZipFile(io.BytesIO(GOOD)).read(part)
    at %= len(content)
    reading = read(repacked(GOOD, part, content, content[:at] + put + content[at + len(put) :]))
    assert isinstance(reading, Reading)
    assert (reading.roster is None) is bool(reading.errors)


@settings(max_examples=300)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=3))
def test_any_damage_of_the_file_ends_in_a_reading(at: int, put: bytes) -> None:
    reading = read(GOOD[:at] + put + GOOD[at + len(put) :])
    assert isinstance(reading, Reading)
    assert (reading.roster is None) is bool(reading.errors)
