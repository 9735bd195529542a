"""Small files as everyday programs write them: the ground that the benign and the hostile corpora are made from."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from PIL import Image

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
CATALOG = b"<</Type/Catalog/Pages 2 0 R>>"


def pdf(
    *extra: bytes,
    catalog: bytes = CATALOG,
    page: bytes = PAGE,
    version: bytes = b"1.7",
    text: bytes = b"Evidence",
    trailer: bytes = b"",
) -> bytes:
    """A PDF of one page with a cross-reference table; `extra` are further objects from number 6 on."""
    stream = b"BT /F 20 Tf 72 760 Td (" + text + b") Tj ET"
    objects = [
        catalog,
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page,
        b"<</Length %d>>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *extra,
    ]
    made = bytearray(b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer\n<</Size %d/Root 1 0 R" % (len(objects) + 1) + trailer
    return bytes(made + b">>\nstartxref\n%d\n%%%%EOF\n" % at)


PDF = pdf()


def picture(format_: str, mode: str = "RGB", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A picture in a format of Pillow's."""
    target = io.BytesIO()
    Image.effect_noise(size, 40).convert(mode).save(target, format_, **options)
    return target.getvalue()


def packed(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of parts in their order."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
TYPES = (
    HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
    '"application/vnd.openxmlformats-package.relationships+xml"/>{}</Types>'
)
RELATIONS = (
    HEAD + '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def relation(kind: str, target: str, *, external: bool = False) -> str:
    """One relationship of a part."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r{abs(hash(target)) % 9999}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def paragraphs(*lines: str) -> str:
    """The document part of those paragraphs."""
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return f"{HEAD}<w:document {WORD_SPACE}><w:body>{body}</w:body></w:document>"


def docx(*lines: str, relations: str = "", types: str = "", document: str = "", **parts: bytes | str) -> bytes:
    """A docx; `parts` are further ones with `__` for `/` and a last `_` for the dot of the ending."""
    main = f'<Override PartName="/word/document.xml" ContentType="{WORD_TYPE}"/>'
    return packed(
        {
            "[Content_Types].xml": TYPES.format(types or main),
            "_rels/.rels": RELATIONS.format(relation("officeDocument", "word/document.xml")),
            "word/document.xml": document or paragraphs(*(lines or ("情况说明",))),
            "word/_rels/document.xml.rels": RELATIONS.format(relations),
            **{part_name(name): content for name, content in parts.items()},
        }
    )


def part_name(name: str) -> str:
    """`word__header1_xml` → `word/header1.xml`."""
    folder, _, ending = name.replace("__", "/").rpartition("_")
    return f"{folder}.{ending}"


def xlsx(*cells: str, relations: str = "", types: str = "", sheet: str = "", **parts: bytes | str) -> bytes:
    """An xlsx of one sheet with a column of texts."""
    main = f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}"/>'
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{cell}</t></is></c></row>'
        for n, cell in enumerate(cells or ("企业名称",), 1)
    )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return packed(
        {
            "[Content_Types].xml": TYPES.format(types or main),
            "_rels/.rels": RELATIONS.format(relation("officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f'{HEAD}<workbook {space} xmlns:r="{OFFICE}"><sheets>'
            '<sheet name="汇总" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": RELATIONS.format(
                f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>{relations}'
            ),
            "xl/worksheets/sheet1.xml": sheet or f"{HEAD}<worksheet {space}><sheetData>{rows}</sheetData></worksheet>",
            **{part_name(name): content for name, content in parts.items()},
        }
    )


def ole(*names: str, main: str = "WordDocument", content: bytes = b"", shift: int = 9) -> bytes:
    """An old Office container ([MS-CFB]) with a main stream of 4,096 bytes and empty streams of further names."""
    sector = 1 << shift
    content = content.ljust(4096, b"\0")
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0), (main, 2, 0, len(content))] + [
        (name, 2, 0xFFFFFFFE, 0) for name in names
    ]
    directory = b"".join(_entry(*each) for each in entries)
    directory = directory.ljust(-(-len(directory) // sector) * sector, b"\0")
    streams, folders = len(content) // sector, len(directory) // sector
    chain = [*range(1, streams), 0xFFFFFFFE, *range(streams + 1, streams + folders), 0xFFFFFFFE, 0xFFFFFFFD]
    table = b"".join(each.to_bytes(4, "little") for each in chain).ljust(sector, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\0\x03\0\xfe\xff" + shift.to_bytes(2, "little")
    head += b"\x06\0" + bytes(6) + bytes(4) + (1).to_bytes(4, "little") + streams.to_bytes(4, "little") + bytes(4)
    head += (4096).to_bytes(4, "little") + b"\xfe\xff\xff\xff" + bytes(4) + b"\xfe\xff\xff\xff" + bytes(4)
    head += (streams + folders).to_bytes(4, "little") + b"\xff" * 432
    return head.ljust(sector, b"\0") + content + directory + table


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    told = name.encode("utf-16-le") + b"\0\0"
    return (
        told.ljust(64, b"\0")
        + len(told).to_bytes(2, "little")
        + bytes([kind, 1])
        + b"\xff" * 12
        + bytes(36)
        + start.to_bytes(4, "little")
        + size.to_bytes(8, "little")
    )


def ofd() -> bytes:
    """An OFD package (GB/T 33190) of one empty document."""
    return packed(
        {
            "OFD.xml": HEAD + '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016" Version="1.1" DocType="OFD"/>',
            "Doc_0/Document.xml": HEAD + '<ofd:Document xmlns:ofd="http://www.ofdspec.org/2016"/>',
        }
    )
