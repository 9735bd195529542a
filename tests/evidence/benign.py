"""Files as offices really have them (trust: Files): scans, WPS and Office, photos, old formats, Chinese names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime

import docx as word
import xlsxwriter
from PIL import Image
from pypdf import PdfReader, PdfWriter

from jiqun.demo.county import PAPER
from tests.evidence import samples
from tests.evidence.samples import PDF, docx, ole, pdf, picture, relation, xlsx

Case = tuple[str, Callable[[], bytes]]
JPEG_ORIENTATION = 0x0112


def written(change: Callable[[PdfWriter], object], source: bytes = PDF) -> bytes:
    """A PDF as another program writes it again."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(source)))
    change(writer)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def scan(pages: int, dpi: int, mode: str) -> bytes:
    """Pages of pixels as a copier makes them, at a fraction of their real size."""
    sheets = [Image.effect_noise((dpi, dpi * 14 // 10), 90).convert(mode) for _ in range(pages)]
    target = io.BytesIO()
    sheets[0].save(target, "PDF", save_all=True, append_images=sheets[1:], resolution=dpi)
    return target.getvalue()


def linearised() -> bytes:
    """The first object names the length of the file, for viewing while it loads."""
    made = PDF.replace(b"%\xe2\xe3\xcf\xd3\n", b"%<</Linearized 1/L 0000>>\n", 1)
    return made.replace(b"/L 0000", b"/L %04d" % len(made))


def photo(**tags: object) -> bytes:
    """A phone's photo with a place, a device and how it was held."""
    exif = Image.Exif()
    exif[JPEG_ORIENTATION] = 6
    exif[0x010F] = "HUAWEI"
    exif.get_ifd(0x8825).update({1: "N", 2: (23.0, 6.0, 30.0), 3: "E", 4: (114.0, 24.0, 59.0)})
    return picture("JPEG", exif=exif, **tags)


def word_document() -> bytes:
    """python-docx writes as Word does, with a table and a picture."""
    made = word.Document()
    made.add_heading("集群三年发展规划", 0)
    made.add_paragraph("不含商业秘密；依法保守国家秘密和工作秘密。")
    made.add_table(2, 2).cell(0, 0).text = "指标"
    made.add_picture(io.BytesIO(picture("PNG")))
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def workbook() -> bytes:
    """Formulas, a chart, a picture, a comment, a hyperlink, a date."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        sheet = book.add_worksheet("汇总表")
        sheet.write_row(0, 0, ["企业名称", "产值（万元）"])
        sheet.write_row(1, 0, ["甲公司（虚构）", 1200.5])
        sheet.write_formula(2, 1, "=SUM(B2:B2)")
        sheet.write_datetime(3, 1, datetime(2025, 3, 20), book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_url(4, 0, "https://www.gd.gov.cn/")
        sheet.write_comment(0, 0, "按年报口径", {"author": "张三"})
        sheet.insert_image(6, 0, "a.png", {"image_data": io.BytesIO(picture("PNG"))})
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=汇总表!$B$2:$B$3"})
        sheet.insert_chart("D2", chart)
    return target.getvalue()


def streamed() -> bytes:
    """Sizes written behind each part, as programs do that write to a pipe."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.sent = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.sent += data  # type: ignore[operator]
            return len(data)  # type: ignore[arg-type]

    pipe = Pipe()
    source = zipfile.ZipFile(io.BytesIO(docx()))
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name in source.namelist():
            archive.writestr(name, source.read(name))
    return bytes(pipe.sent)


def wps_document() -> bytes:
    """WPS writes stored parts, folders of their own and a customXml."""
    return samples.packed(
        {
            "docProps/": b"",
            "[Content_Types].xml": samples.TYPES.format(""),
            "_rels/.rels": samples.RELATIONS.format(""),
            "docProps/custom.xml": "<Properties><property name='KSOProductBuildVer'/></Properties>",
            "word/document.xml": samples.paragraphs("情况说明"),
            "word/_rels/document.xml.rels": samples.RELATIONS.format(
                relation("hyperlink", "https://www.gd.gov.cn/", external=True)
                + relation("attachedTemplate", "file:///C:\\Users\\a\\Normal.dotm", external=True)
            ),
            "customXml/item1.xml": "<s:customData xmlns:s='http://www.wps.cn/officeDocument/2013/wpsCustomData'/>",
        },
        zipfile.ZIP_STORED,
    )


def chart_in_words() -> bytes:
    """A chart in a document carries its figures as a workbook; a formula is an OLE object."""
    return docx(
        word__embeddings__Microsoft_Excel_Sheet1_xlsx=xlsx(),
        word__embeddings__oleObject1_bin=ole("Equation Native", main="CONTENTS"),
    )


def book(*names: str) -> bytes:
    """The container of a .xls or .et."""
    return ole(*names, main="Workbook", content=b"\x09\x08\x10\0" + bytes(16) + b"\x0a\0\0\0")


BENIGN: list[Case] = [
    ("集群范围图（盖章）.pdf", lambda: PDF),
    ("关于申报的请示　终稿 (2).PDF", lambda: pdf(version=b"1.4")),
    ("【附件3】发展规划.pdf", lambda: pdf(version=b"1.3")),
    ("标准2.0.pdf", lambda: pdf(version=b"2.0")),
    ("无目录表.pdf", lambda: PAPER),
    ("线性化.pdf", linearised),
    ("尾部有空字节.pdf", lambda: PDF + bytes(4000)),
    (
        "两次保存.pdf",
        lambda: (
            PDF + b"\n6 0 obj\n<<>>\nendobj\nxref\n6 1\n%010d 00000 n \ntrailer\n"
            b"<</Size 7/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
            % (len(PDF) + 1, PDF.rfind(b"xref\n0"), len(PDF) + 24)
        ),
    ),
    ("打开到首页.pdf", lambda: pdf(catalog=b"<</Type/Catalog/Pages 2 0 R/OpenAction[3 0 R/Fit]>>")),
    (
        "有链接.pdf",
        lambda: pdf(
            page=samples.PAGE[:-2] + b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]"
            b"/A<</S/URI/URI(https://www.gd.gov.cn/JavaScript/)>>>>]>>"
        ),
    ),
    (
        "有书签和属性.pdf",
        lambda: written(lambda w: (w.add_outline_item(title="一", page_number=0), w.add_metadata({"/Author": "张三"}))),
    ),
    (
        "有XMP.pdf",
        lambda: written(lambda w: setattr(w, "xmp_metadata", b"<?xpacket?><x:xmpmeta xmlns:x='adobe:ns:meta/'/>")),
    ),
    ("压缩对象.pdf", lambda: written(lambda w: w.compress_identical_objects())),
    ("黑白扫描.pdf", lambda: scan(3, 150, "1")),
    ("灰度扫描.pdf", lambda: scan(2, 200, "L")),
    ("彩色扫描.pdf", lambda: scan(1, 300, "RGB")),
    ("现场照片.jpg", photo),
    ("扫描.JPEG", lambda: picture("JPEG", dpi=(300, 300))),
    ("印刷四色.jpg", lambda: picture("JPEG", "CMYK")),
    ("灰度.jpg", lambda: picture("JPEG", "L")),
    ("渐进式.jpg", lambda: picture("JPEG", progressive=True)),
    ("动态照片.jpg", lambda: picture("JPEG") + bytes(8) + b"ftypmp42" + bytes(500)),
    ("十六位.png", lambda: picture("PNG", "I;16")),
    ("透明.png", lambda: picture("PNG", "RGBA")),
    ("调色板.png", lambda: picture("PNG", "P")),
    ("黑白.png", lambda: picture("PNG", "1")),
    ("大图.png", lambda: picture("PNG", "1", (4000, 3000))),
    ("三年规划.docx", word_document),
    ("情况说明.docx", docx),
    ("WPS 文字.docx", wps_document),
    ("流式写出.docx", streamed),
    ("含图表和公式.docx", chart_in_words),
    ("汇总表（2024年）.xlsx", workbook),
    ("简表.xlsx", xlsx),
    ("旧文档.doc", lambda: ole("1Table", "\x05SummaryInformation", "Data")),
    ("旧表格.xls", lambda: book("\x05DocumentSummaryInformation")),
    ("金山文字.wps", lambda: ole("WpsCustomData")),
    ("新版金山文字.wps", docx),
    ("金山表格.et", lambda: book("ETExtData")),
    ("新版金山表格.et", xlsx),
    ("大扇区.doc", lambda: ole(shift=12)),
    ("电子发票.ofd", samples.ofd),
]
