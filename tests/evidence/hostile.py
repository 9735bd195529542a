"""Files that are not what they seem or do more than show something (trust: Files): name, bytes, what the refusal says.

Each is made when it is asked for, small on disk, whatever it would grow to.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable

from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from tests.evidence import samples
from tests.evidence.samples import PDF, docx, ole, packed, pdf, picture, relation, xlsx

Case = tuple[str, str, Callable[[], bytes], str]
"""What it is, its name, its bytes, a word of the refusal."""


def pdf_with(*objects: bytes, catalog: bytes = b"") -> Callable[[], bytes]:
    """A PDF with further objects (6, 7 …), and further entries in its catalog."""
    return lambda: pdf(*objects, catalog=b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>")


def encrypted_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.encrypt("secret", algorithm="AES-128")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def script_in_object_stream() -> bytes:
    """The script stands in a packed object stream: no search through the bytes finds it."""
    inner = b"6 0 <</S/JavaScript/JS(app.alert\\(1\\))>>"
    stream = zlib.compress(inner)
    body = (
        b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(stream) + stream + b"\nendstream"
    )
    parts = [
        (1, b"<</Type/Catalog/Pages 2 0 R/OpenAction 6 0 R>>"),
        (2, b"<</Type/Pages/Kids[3 0 R]/Count 1>>"),
        (3, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"),
        (7, body),
    ]
    made, places = b"%PDF-1.7\n", {}
    for number, content in parts:
        places[number] = len(made)
        made += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    at = len(made)
    rows = [
        (0, 0, 255),
        *((1, places[n], 0) for n in (1, 2, 3)),
        (0, 0, 0),
        (0, 0, 0),
        (2, 7, 0),
        (1, places[7], 0),
        (1, at, 0),
    ]
    table = b"".join(struct.pack(">BIB", *row) for row in rows)
    made += b"8 0 obj\n<</Type/XRef/Size 9/W[1 4 1]/Root 1 0 R/Length %d>>\nstream\n" % len(table) + table
    return made + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def with_attachment() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.add_attachment("a.txt", b"enclosed")
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def script_of_a_page() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    acts = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")})
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): acts})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def script_without_table() -> bytes:
    """No table of contents at all: programs mend such a file while they open it."""
    return (
        pdf_with(b"<</S/JavaScript/JS(1)>>", catalog=b"/OpenAction 6 0 R")().split(b"xref")[0]
        + b"trailer<</Root 1 0 R>>\n%%EOF"
    )


def grown(size: int) -> bytes:
    """Zeros packed as tightly as a zip can."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return b"".join(packer.compress(bytes(2**20)) for _ in range(size)) + packer.flush()


def bomb() -> bytes:
    """A part of 250 MB in a file of 250 KB."""
    return _with_raw(docx(), b"word/media/a.bin", grown(250), 250 * 2**20)


def lying(size: int) -> Callable[[], bytes]:
    """A part of 250 MB that says it is smaller."""
    return lambda: _with_raw(docx(), b"word/media/a.bin", grown(250), size)


def _with_raw(good: bytes, name: bytes, content: bytes, size: int) -> bytes:
    """A further entry with packed content and a size of one's choosing."""
    end_at = good.rfind(b"PK\x05\x06")
    entries, _, offset = struct.unpack_from("<HII", good, end_at + 10)
    local = (
        struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 8, 0, 0, 0, len(content), size, len(name), 0) + name + content
    )
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, 0, len(content), size, len(name), 0, 0, 0, 0, 0, offset
    )
    directory = good[offset:end_at] + entry + name
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries + 1, entries + 1, len(directory), offset + len(local), 0)
    return good[:offset] + local + directory + end


def overlapping() -> bytes:
    """Two directory entries over the same bytes (CVE-2024-0450)."""
    good = docx(word__aa_xml="<a/>" * 30)
    end_at = good.rfind(b"PK\x05\x06")
    entries, size, offset = struct.unpack_from("<HII", good, end_at + 10)
    entry = good[good.rfind(b"PK\x01\x02") : end_at].replace(b"word/aa.xml", b"word/bb.xml")
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries + 1, entries + 1, size + len(entry), offset, 0)
    return good[:end_at] + entry + end


def locked_entry() -> bytes:
    data = bytearray(docx())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.rfind(mark)
        data[place + at] |= 1
    return bytes(data)


def doctype(make: Callable[..., bytes], part: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    """Billion laughs in a further part."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'
    return lambda: make(**{part: text.encode(encoding)})


def xxe() -> bytes:
    entity = '<!DOCTYPE w:document [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    return docx(document=f"{entity}<w:document {samples.WORD_SPACE}>&e;</w:document>")


def flood_png(width: int, height: int) -> bytes:
    """A few bytes that ask for a gigabyte of pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def flood_jpeg() -> bytes:
    data = bytearray(picture("JPEG"))
    at = data.find(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", 60_000, 60_000)
    return bytes(data)


def zip_of(content: bytes) -> bytes:
    return packed({"a.txt": content})


def nested() -> bytes:
    inner = packed({"x": bytes(2**20)})
    for _ in range(4):
        inner = packed({f"{n}.zip": inner for n in range(4)})
    return docx(word__media__image1_zip=inner)


def xlsm() -> bytes:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return xlsx(types=f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/>')


def marked_pdf() -> bytes:
    """A page that says 机密★ in a font with its table of characters."""
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        b"1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"3 beginbfchar <41> <673A> <42> <5BC6> <43> <2605> endbfchar\nendcmap end end"
    )
    page = samples.PAGE.replace(b"/F 5 0 R", b"/F 6 0 R")
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
    return pdf(font, b"<</Length %d>>\nstream\n" % len(table) + table + b"\nendstream", page=page, text=b"ABC")


def field(words: str) -> str:
    """A document with a field cut into two runs."""
    runs = "".join(f"<w:r><w:instrText>{part}</w:instrText></w:r>" for part in (words[:3], words[3:]))
    return f"<w:document {samples.WORD_SPACE}><w:body><w:p>{runs}</w:p></w:body></w:document>"


EXTERNAL = {"external": True}
PDFS: list[Case] = [
    ("open action", "a.pdf", pdf_with(b"<</S/JavaScript/JS(1)>>", catalog=b"/OpenAction 6 0 R"), "脚本"),
    ("named script", "a.pdf", pdf_with(catalog=b"/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(1)>>]>>>>"), "脚本"),
    ("script of a page", "a.pdf", script_of_a_page, "脚本"),
    ("escaped name", "a.pdf", pdf_with(b"<</S/J#61vaScr#69pt/J#53(1)>>", catalog=b"/OpenAction 6 0 R"), "脚本"),
    ("in an object stream", "a.pdf", script_in_object_stream, "脚本"),
    ("without a table", "a.pdf", script_without_table, "脚本"),
    ("unreferenced script", "a.pdf", pdf_with(b"<</S/JavaScript/JS(1)>>"), "脚本"),
    ("launch", "a.pdf", pdf_with(b"<</S/Launch/F(cmd.exe)>>", catalog=b"/OpenAction 6 0 R"), "自动动作"),
    (
        "submit form",
        "a.pdf",
        pdf_with(b"<</S/SubmitForm/F(http://x.invalid/)>>", catalog=b"/OpenAction 6 0 R"),
        "自动动作",
    ),
    ("import data", "a.pdf", pdf_with(b"<</S/ImportData/F(a.fdf)>>", catalog=b"/OpenAction 6 0 R"), "自动动作"),
    ("xfa", "a.pdf", pdf_with(catalog=b"/AcroForm<</Fields[]/XFA[]>>"), "脚本"),
    ("rich media", "a.pdf", pdf_with(b"<</Type/Annot/Subtype/RichMedia/Rect[0 0 9 9]>>"), "控件"),
    ("attachment", "a.pdf", with_attachment, "内嵌"),
    ("file annotation", "a.pdf", pdf_with(b"<</Type/Annot/Subtype/FileAttachment/Rect[0 0 9 9]>>"), "内嵌"),
    ("embedded stream", "a.pdf", pdf_with(b"<</Type/EmbeddedFile/Length 2>>\nstream\nMZ\nendstream"), "内嵌"),
    ("encrypted", "a.pdf", encrypted_pdf, "密码"),
    ("header only", "a.pdf", lambda: b"%PDF-1.7\n%%EOF\n", "损坏"),
    ("no page", "a.pdf", lambda: PDF.replace(b"/Kids[3 0 R]/Count 1", b"/Kids[]/Count 0     "), "损坏"),
    ("truncated", "a.pdf", lambda: PDF[: len(PDF) // 2], "损坏"),
    ("truncated linearised", "a.pdf", lambda: PDF.replace(b"%\xe2\xe3", b"<</Linearized 1/L 99999999>>%", 1), "损坏"),
    ("pdf and zip", "a.pdf", lambda: PDF + zip_of(b"x"), "夹带"),
    ("pdf and html", "a.pdf", lambda: PDF + b"<html><script>1</script>", "夹带"),
    ("pdf and program", "a.pdf", lambda: PDF + b"MZ\x90\0" + bytes(99), "夹带"),
    ("html before", "a.pdf", lambda: PDF.replace(b"%\xe2\xe3\xcf\xd3", b"%<script>alert(1)</script>", 1), "夹带"),
    ("secret mark", "a.pdf", marked_pdf, "国家秘密标志"),
]


OFFICE: list[Case] = [
    ("bomb", "a.docx", bomb, "解压后过大"),
    ("lying size", "a.docx", lying(1000), "异常"),
    ("lying to zero", "a.docx", lying(0), "异常"),
    ("nested", "a.docx", nested, "内嵌"),
    ("overlapping", "a.docx", overlapping, "异常"),
    ("locked entry", "a.docx", locked_entry, "密码"),
    ("path upwards", "a.docx", lambda: docx(**{"word__..__..__etc__passwd_xml": "<x/>"}), "异常"),
    ("doubled part", "a.docx", lambda: docx(WORD__document_xml="<x/>"), "异常"),
    ("prepended", "a.docx", lambda: b"%PDF-1.7\n" + docx(), "内容不是"),
    ("appended", "a.docx", lambda: docx() + b"<html><script>1</script>", "异常"),
    ("hidden before", "a.docx", lambda: b"PK\x03\x04" + b"x" * 60 + docx(), "异常"),
    ("truncated", "a.docx", lambda: docx()[:-40], "损坏"),
    ("ill-formed", "a.docx", lambda: docx(document="<w:document>"), "损坏"),
    ("xxe", "a.docx", xxe, "实体"),
    ("laughs", "a.docx", doctype(docx, "word__header1_xml"), "实体"),
    ("laughs in utf-16", "a.docx", doctype(docx, "word__header1_xml", "utf-16"), "实体"),
    ("laughs in a workbook", "a.xlsx", doctype(xlsx, "xl__styles_xml"), "实体"),
    ("macros", "a.docx", lambda: docx(word__vbaProject_bin=b"x"), "含有宏"),
    ("renamed xlsm", "a.xlsx", xlsm, "含有宏"),
    ("macro sheet", "a.xlsx", lambda: xlsx(xl__macrosheets__sheet1_xml="<x/>"), "含有宏"),
    ("activex", "a.docx", lambda: docx(word__activeX__activeX1_xml="<x/>"), "控件"),
    ("html chunk", "a.docx", lambda: docx(relations=relation("aFChunk", "a.html")), "控件"),
    ("external link", "a.xlsx", lambda: xlsx(xl__externalLinks__externalLink1_xml="<x/>"), "外部"),
    ("connection", "a.xlsx", lambda: xlsx(xl__connections_xml="<x/>"), "外部"),
    (
        "remote template",
        "a.docx",
        lambda: docx(relations=relation("attachedTemplate", "http://x.invalid/a.dotm", **EXTERNAL)),
        "外部",
    ),
    (
        "template of a share",
        "a.docx",
        lambda: docx(relations=relation("attachedTemplate", r"file://\\host\a.dotm", **EXTERNAL)),
        "外部",
    ),
    (
        "remote picture",
        "a.docx",
        lambda: docx(relations=relation("image", "http://x.invalid/a.png", **EXTERNAL)),
        "外部",
    ),
    (
        "remote object",
        "a.docx",
        lambda: docx(relations=relation("oleObject", "http://x.invalid/a", **EXTERNAL)),
        "外部",
    ),
    ("dde field", "a.docx", lambda: docx(document=field("DDEAUTO c:\\\\windows\\\\cmd.exe")), "外部"),
    ("packed program", "a.docx", lambda: docx(word__embeddings__oleObject1_bin=ole("\x01Ole10Native")), "内嵌"),
    ("macros in an embedded workbook", "a.docx", lambda: docx(word__embeddings__a_xlsx=xlsm()), "含有宏"),
    ("any embedded file", "a.docx", lambda: docx(word__embeddings__a_bin=b"MZ\x90\0"), "内嵌"),
    ("secret mark in words", "a.docx", lambda: docx("关于集群建设的情况", "机密★1年"), "国家秘密标志"),
    ("secret mark of its own", "a.docx", lambda: docx("秘 密", "关于集群建设的情况"), "国家秘密标志"),
    ("secret mark in a header", "a.docx", lambda: docx(word__header1_xml=samples.paragraphs("绝密★")), "国家秘密标志"),
    ("secret mark in a cell", "a.xlsx", lambda: xlsx("名称", "秘密★"), "国家秘密标志"),
    ("workbook as document", "a.docx", xlsx, "内容不是"),
    ("html as workbook", "a.xlsx", lambda: b"<html><table/></html>", "内容不是"),
    ("encrypted document", "a.docx", lambda: ole("EncryptedPackage", "EncryptionInfo"), "密码"),
    ("macros in wps", "a.wps", lambda: docx(word__vbaProject_bin=b"x"), "含有宏"),
    ("bomb in ofd", "a.ofd", lambda: _with_raw(samples.ofd(), b"Doc_0/a.bin", grown(250), 250 * 2**20), "解压后过大"),
    ("zip as ofd", "a.ofd", lambda: zip_of(b"x"), "内容不是"),
    ("program in ofd", "a.ofd", lambda: packed({"OFD.xml": "<x/>", "a.exe": b"MZ\x90\0"}), "内嵌"),
]


OLD: list[Case] = [
    ("vba", "a.doc", lambda: ole("Macros", "VBA", "_VBA_PROJECT"), "含有宏"),
    ("vba of a workbook", "a.xls", lambda: ole("_VBA_PROJECT_CUR", main="Workbook"), "含有宏"),
    ("packed program", "a.doc", lambda: ole("ObjectPool", "\x01Ole10Native"), "内嵌"),
    ("locked document", "a.doc", lambda: ole(content=b"\xec\xa5" + bytes(9) + b"\x01"), "密码"),
    ("locked workbook", "a.xls", lambda: ole(main="Workbook", content=b"\x09\x08\x04\0abcd\x2f\0\x02\0ab"), "密码"),
    ("truncated", "a.doc", lambda: ole()[:1500], "损坏"),
    ("head only", "a.doc", lambda: ole()[:512], "损坏"),
    ("chain in a circle", "a.doc", lambda: ole()[:-512] + bytes(512), "损坏"),
    ("program", "a.doc", lambda: b"MZ\x90\0" + bytes(999), "内容不是"),
]
PICTURES: list[Case] = [
    ("flood of pixels", "a.png", lambda: flood_png(50_000, 50_000), "像素"),
    ("flood in a jpeg", "a.jpg", flood_jpeg, "像素"),
    ("truncated jpeg", "a.jpg", lambda: picture("JPEG", size=(400, 400))[:-3000], "损坏"),
    ("truncated png", "a.png", lambda: picture("PNG")[:-20], "损坏"),
    ("damaged png", "a.png", lambda: picture("PNG").replace(b"IDAT", b"IDAU"), "损坏"),
    ("jpeg and zip", "a.jpg", lambda: picture("JPEG") + zip_of(b"x"), "夹带"),
    ("png and zip", "a.png", lambda: picture("PNG") + zip_of(b"x"), "夹带"),
    ("jpeg and html", "a.jpg", lambda: picture("JPEG", comment=b"<script>alert(1)</script>"), "夹带"),
    ("png and php", "a.png", lambda: picture("PNG") + b"<?php system($_GET['c']);", "夹带"),
    ("gif renamed", "a.png", lambda: picture("GIF", "P"), "内容不是"),
    ("gif and zip", "a.jpg", lambda: picture("GIF", "P") + zip_of(b"x"), "内容不是"),
    ("pdf as png", "a.png", lambda: PDF, "内容不是"),
    ("png as jpg", "a.jpg", lambda: picture("PNG"), "内容不是"),
    ("svg", "a.svg", lambda: b"<svg onload='alert(1)'/>", "不接收"),
    ("magic only", "a.jpg", lambda: b"\xff\xd8\xff", "损坏"),
]
NAMES: list[Case] = [
    (f"name {name[:20]!r}", name, lambda: PDF, "文件名")
    for name in (
        "../../etc/passwd.pdf",
        "..\\..\\a.pdf",
        "C:\\a.pdf",
        "零\0.pdf",
        "反转\u202efdp.pdf",
        "\u2066a\u2069.pdf",
        "\u200ea.pdf",
        "a\u200b.pdf",
        "长" * 300 + ".pdf",
        "a\n.pdf",
        "a\x1b[31m.pdf",
        ".pdf",
        "con.pdf",
        "COM1.pdf",
        "LPT9.x.pdf",
        "a?.pdf",
        "a.pdf:b.pdf",
    )
] + [
    ("no byte", "a.pdf", lambda: b"", "0 字节"),
    ("program", "a.exe", lambda: b"MZ", "不接收"),
    ("two endings", "a.pdf.exe", lambda: PDF, "不接收"),
    ("no ending", "无后缀", lambda: PDF, "不接收"),
    ("archive", "a.zip", lambda: zip_of(b"x"), "不接收"),
    ("page", "a.html", lambda: b"<html>", "不接收"),
    ("macro document", "a.docm", docx, "不接收"),
    ("too large", "a.pdf", lambda: PDF.ljust(50 * 2**20 + 1), "50 MB"),
]
HOSTILE: list[Case] = [*PDFS, *OFFICE, *OLD, *PICTURES, *NAMES]
