"""The bound set: every text of its structure is on paper, each page bears the version, a scan of it is read back."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFilter
from pypdf import PdfReader

from jiqun.documents.book import (
    Book,
    Chapter,
    Cover,
    Grid,
    Item,
    Mark,
    Pledge,
    code_of,
    docx,
    normal,
    payload,
    pdf,
    pictures,
    read_payload,
)
from jiqun.documents.book.mark import ALPHABET
from jiqun.documents.scan import UNREAD, Scan, Seen, read_scan

NOW = datetime(2025, 3, 20, 10, 30)
DIGEST = "5f" * 32
MARK = Mark("2025-441302-001", code_of(DIGEST))
BOOK = Book(
    language="zh",
    name="云溪五金集群 申报书",
    cover=Cover(
        "2025年度认定", "申报书", (("集群名称", "云溪五金集群"), ("填报日期", "")), ("《办法》",), "〔2025〕　　号"
    ),
    chapters=(
        Chapter(
            "一、基本情况",
            items=(
                Item(
                    "四至",
                    clause="第十三条（二）",
                    definition="变更须报备",
                    asks="范围图",
                    lines=("东至云溪", "西至石岭"),
                ),
                Item(
                    "总产值", "亿元", grids=(Grid(("", "2023", "2024"), (("产值", "51.20", "56.80"),)),), tag="系统测算"
                ),
                Item("细分领域", gap="（未填）"),
            ),
        ),
        Chapter(
            "附件1　企业名册",
            banner="系统测算，不作为审核结论",
            notes=("名册第 1 版",),
            grids=(Grid(("序号", "企业"), (("1", "甲公司"), ("2", "乙<公司>&")), words=2, title="企业名单"),),
            annex=True,
        ),
    ),
    pledge=Pledge("真实性承诺书", ("本单位承诺如实填写。",), ("申报单位（盖章）：", "日期："), "读取二维码"),
    mark=MARK,
    edition="演示数据",
)
TEXTS = (
    *(
        "申报书",
        "云溪五金集群",
        "本单位承诺如实填写",
        "东至云溪",
        "西至石岭",
        "56.80",
        "（未填）",
        "甲公司",
        "乙<公司>&",
    ),
    *("系统测算，不作为审核结论", "名册第1版", "〔2025〕", "变更须报备", "第十三条（二）"),
)


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


def pages_of(made: bytes) -> list[str]:
    return [words(page.extract_text()) for page in PdfReader(io.BytesIO(made)).pages]


# ── code ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_code_is_the_head_of_the_digest() -> None:
    assert code_of("0" * 64) == "0000-0000-0000"
    assert code_of("f" * 64) == "ZZZZ-ZZZZ-ZZZZ"
    assert code_of("08" + "0" * 62) == "1000-0000-0000"


@given(st.binary(min_size=32, max_size=32))
def test_code_survives_typing_and_the_qr(digest: bytes) -> None:
    code = code_of(digest.hex())
    assert set(code) <= {*ALPHABET, "-"}
    assert normal(code.lower().replace("-", " ")) == code
    assert normal(code.replace("0", "o").replace("1", "l").replace("-", "")) == code
    assert read_payload(payload("2025-441302-001", code)) == ("2025-441302-001", code)


@pytest.mark.parametrize("typed", ["", "7K3M-Q0ZT", "7K3M-Q0ZT-4WXAA", "7K3M-Q0ZT-4WX!", "校验码"])
def test_code_of_another_shape_is_none(typed: str) -> None:
    assert normal(typed) == ""


def test_full_width_signs_are_read_as_typed() -> None:
    assert normal("７ｋ３Ｍ－Q0ZT－4WXA") == "7K3M-Q0ZT-4WXA"


@pytest.mark.parametrize("text", ["", "https://example.org", "JQ1:2025-1", "JQ1:2025-1:XX", "JQ2:1:7K3M-Q0ZT-4WXA"])
def test_another_qr_is_no_mark(text: str) -> None:
    assert read_payload(text) is None


# ── PDF ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_everything_is_on_paper() -> None:
    """A14.1: 成册, with cover, statement of truth, contents, chapters and annexes."""
    pages = pages_of(pdf(BOOK, now=NOW))
    assert [text for text in TEXTS if words(text) not in "".join(pages)] == []
    assert "真实性承诺书" in pages[1]
    assert pages[2].startswith(words("云溪五金集群申报书演示数据目录"))
    assert "一、基本情况" in pages[3] and "附件1企业名册" in pages[4]


def test_contents_name_the_pages() -> None:
    contents = pages_of(pdf(BOOK, now=NOW))[2]
    assert re.search(r"一、基本情况[.…]*4", contents)
    assert re.search(r"附件1企业名册[.…]*5", contents)


def test_every_page_bears_number_code_and_place() -> None:
    pages = pages_of(pdf(BOOK, now=NOW))
    assert len(pages) == 5
    for number, page in enumerate(pages, start=1):
        assert f"申报编号2025-441302-001版本校验码{MARK.code}第{number}页，共5页" in page


def test_the_same_set_gives_the_same_bytes() -> None:
    assert pdf(BOOK, now=NOW) == pdf(BOOK, now=NOW)


def test_an_empty_form_bears_no_version() -> None:
    pages = pages_of(pdf(replace(BOOK, mark=None, pledge=None), now=NOW))
    assert len(pages) == 4
    assert not any("校验码" in page for page in pages)


def test_english_edition_speaks_english() -> None:
    pages = pages_of(pdf(replace(BOOK, language="en"), now=NOW))
    assert "Contents" in pages[2]
    assert f"Application2025-441302-001versioncode{MARK.code}page1of5" in pages[0]


def test_a_long_answer_runs_over_pages() -> None:
    long = replace(BOOK.chapters[0], items=(Item("说明", lines=("云溪" * 2000,)),))
    text = "".join(pages_of(pdf(replace(BOOK, chapters=(long,)), now=NOW)))
    assert text.count("云") >= 2000


# ── DOCX ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def part(made: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made)) as file:
        return file.read(name).decode()


def test_word_holds_the_same_texts() -> None:
    made = part(docx(BOOK, now=NOW), "word/document.xml")
    plain = words(re.sub(r"<[^>]+>", "", made).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    assert [text for text in TEXTS if words(text) not in plain] == []


def test_word_names_official_faces_and_has_fields() -> None:
    made = docx(BOOK, now=NOW)
    document, styles = part(made, "word/document.xml"), part(made, "word/styles.xml")
    assert 'w:eastAsia="仿宋_GB2312"' in styles and 'w:eastAsia="方正小标宋简体"' in styles
    assert 'TOC \\o "1-1"' in document
    assert ">PAGE<" in part(made, "word/footer1.xml")


def test_word_says_that_it_is_for_editing() -> None:
    made = docx(BOOK, now=NOW)
    assert f"供编辑，以系统内数据为准 · 申报编号 2025-441302-001 · 版本校验码 {MARK.code}" in part(
        made, "word/header1.xml"
    )


def test_word_survives_control_characters() -> None:
    item = Item("说明", lines=("甲\x0b乙\x00",), grids=(Grid(("列",), (("丙\x01",),)),))
    assert "甲乙" in part(docx(replace(BOOK, chapters=(Chapter("一", items=(item,)),)), now=NOW), "word/document.xml")


# ── scan ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def scanned(*, turn: float = 1.2) -> list[Image.Image]:
    """The set as it comes back from the scanner: a little turned and blurred, grey."""
    drawn = [Image.open(io.BytesIO(page)).convert("L") for page in pictures(BOOK, now=NOW, ppi=150)]
    return [page.rotate(turn, fillcolor=255).filter(ImageFilter.GaussianBlur(0.6)) for page in drawn]


def in_pdf(pages: list[Image.Image]) -> bytes:
    made = io.BytesIO()
    pages[0].save(made, "PDF", save_all=True, append_images=pages[1:], resolution=150, quality=60)
    return made.getvalue()


def test_scan_is_read_back_page_by_page() -> None:
    assert read_scan(in_pdf(scanned()), "pdf") == Scan(
        5, 5, tuple(Seen(n, MARK.number, MARK.code) for n in range(1, 6))
    )


def test_photograph_upside_down_is_read() -> None:
    made = io.BytesIO()
    scanned()[1].rotate(180).save(made, "JPEG", quality=60)
    assert read_scan(made.getvalue(), "image") == Scan(1, 1, (Seen(1, MARK.number, MARK.code),))


def test_page_without_a_mark_is_looked_at_and_names_none() -> None:
    assert read_scan(in_pdf([Image.new("L", (1240, 1754), 255)]), "pdf") == Scan(1, 1, ())


@pytest.mark.parametrize(("data", "kind"), [(b"%PDF-1.4 nothing", "pdf"), (b"\xff\xd8\xff no picture", "image")])
def test_what_cannot_be_opened_is_unread(data: bytes, kind: str) -> None:
    assert read_scan(data, kind) == UNREAD


def test_reader_that_overruns_its_memory_is_unread() -> None:
    assert read_scan(in_pdf(scanned()), "pdf", memory_mb=16) == UNREAD
