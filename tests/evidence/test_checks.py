"""Files: each refusal beside a success (trust: Files)."""

from __future__ import annotations

import io
import zipfile

import pytest

from jiqun.evidence.checks import LARGEST, MOST_PIXELS, Unfit, check

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF"
PNG_HEAD = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def png(width: int = 10, height: int = 10, end: bytes = b"\x00\x00\x00\x00IEND\xaeB`\x82") -> bytes:
    return PNG_HEAD + width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes(9) + end


def package(*names: str, types: bytes = b"<Types/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        for name in names:
            archive.writestr(name, "x")
    return file.getvalue()


def said(data: bytes, name: str) -> str:
    with pytest.raises(Unfit) as refused:
        check(io.BytesIO(data), name)
    assert refused.value.text.en
    return refused.value.text.zh


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("规划.pdf", PDF),
        ("范围图.PNG", png()),
        ("现场.jpg", b"\xff\xd8\xff\xe0" + bytes(50) + b"\xff\xd9"),
        ("说明.docx", package("word/document.xml")),
        ("汇总.xlsx", package("xl/workbook.xml")),
        ("旧.doc", OLE),
        ("旧.xls", OLE),
        ("金山.wps", OLE),
        ("金山.et", package("any.xml")),
        ("版式.ofd", package("OFD.xml")),
    ],
)
def test_honest_file_is_taken(name: str, data: bytes) -> None:
    check(io.BytesIO(data), name)


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("空.pdf", b"", "0 字节"),
        ("程序.exe", b"MZ", "不接收"),
        ("无后缀", PDF, "不接收"),
        ("改名.pdf", png(), "内容不是 pdf"),
        ("改名.png", PDF, "内容不是 png"),
        ("改名.xlsx", package("word/document.xml"), "内容不是 xlsx"),
        ("改名.docx", OLE, "内容不是 docx"),
        ("加密.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        ("加密.pdf", PDF + b"trailer<</Encrypt 5 0 R>>", "密码"),
        ("脚本.pdf", PDF + b"<</S/JavaScript/JS(x)>>", "脚本"),
        ("嵌入.pdf", PDF + b"<</Type/EmbeddedFile /Length 3>>", "嵌入"),
        ("半截.pdf", b"%PDF-1.7\n1 0 obj", "不完整"),
        ("宏.xlsx", package("xl/workbook.xml", "xl/vbaProject.bin"), "宏"),
        ("宏.docx", package("word/document.xml", types=b"application/vnd.ms-word.document.macroEnabled"), "宏"),
        ("宏.doc", OLE + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        ("坏.xlsx", package("xl/workbook.xml")[:60], "损坏"),
        ("半截.png", png(end=b""), "不完整"),
        ("像素.png", png(MOST_PIXELS, 2), "像素"),
        ("../../etc/a.pdf", PDF, "文件名"),
        ("反转\u202efdp.pdf", PDF, "文件名"),
        ("零\0.pdf", PDF, "文件名"),
        ("长" * 300 + ".pdf", PDF, "文件名"),
    ],
)
def test_unfit_file_is_refused_with_the_reason(name: str, data: bytes, word: str) -> None:
    assert word in said(data, name)


def test_size_limit_is_fifty_megabytes() -> None:
    check(io.BytesIO(PDF.ljust(LARGEST)), "a.pdf")
    assert "50 MB" in said(PDF.ljust(LARGEST + 1), "a.pdf")


def test_mark_across_two_steps_is_found() -> None:
    padded = PDF + bytes(2**18 - len(PDF) - 4)
    assert "脚本" in said(padded + b"/JavaScript (x)", "a.pdf")
