"""Pages, sheets and words as the page shows them; the copy that may be published (trust: Files)."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import openpyxl
import pytest
from docx import Document
from PIL import Image
from pypdf import PdfReader

from jiqun.evidence import previews, process, store
from jiqun.evidence.checks import check
from jiqun.evidence.inside import cleaning
from tests.evidence import samples
from tests.evidence.benign import photo, scan, word_document, workbook, written
from tests.office import at

NOW = at("2025-03-20 10:00")
pytestmark = [pytest.mark.django_db, pytest.mark.files_alone]


def kept(data: bytes, name: str) -> Any:
    return store.put(data, name, NOW)


def drawn(data: bytes, name: str, number: int = 1, zoom: str = "1") -> Image.Image:
    return Image.open(io.BytesIO(previews.page(kept(data, name).sha256, name, number, zoom)))


def test_page_of_a_scan_is_drawn_at_each_zoom() -> None:
    data = scan(2, 60, "L")
    assert previews.outline(kept(data, "a.pdf").sha256, "a.pdf").pages == 2
    assert [drawn(data, "a.pdf", 2, zoom).width for zoom in previews.WIDTHS] == [900, 1400, 2000]


@pytest.mark.parametrize(("number", "zoom"), [(0, "1"), (3, "1"), (10_000, "1"), (1, "9")])
def test_page_or_zoom_that_is_not_there_is_no_preview(number: int, zoom: str) -> None:
    with pytest.raises(previews.NoPreview):
        drawn(scan(2, 60, "L"), "a.pdf", number, zoom)


def test_photo_is_turned_as_it_was_held_and_tells_nothing() -> None:
    picture = drawn(photo(), "a.jpg")
    assert (picture.size, picture.info, dict(picture.getexif())) == ((40, 60), {}, {})


def test_sheet_shows_its_first_rows_as_a_person_sees_them() -> None:
    (sheet,) = previews.outline(kept(workbook(), "a.xlsx").sha256, "a.xlsx").sheets
    assert (sheet["name"], sheet["rows"][1]) == ("汇总表", ["甲公司（虚构）", "1200.5"])
    assert "2025-03-20" in sheet["rows"][3]
    long = samples.xlsx(*map(str, range(300)))
    (sheet,) = previews.outline(kept(long, "b.xlsx").sha256, "b.xlsx").sheets
    assert (len(sheet["rows"]), sheet["height"]) == (200, 300)


def test_document_shows_its_words() -> None:
    found = previews.outline(kept(samples.docx("甲 &amp; 乙", "丙"), "a.docx").sha256, "a.docx")
    assert (found.kind, found.lines, found.count) == ("words", ("甲 & 乙", "丙"), 2)


@pytest.mark.parametrize(("name", "data"), [("a.doc", samples.ole()), ("a.ofd", samples.ofd())])
def test_kinds_that_are_never_parsed_have_no_preview(name: str, data: bytes) -> None:
    stored = kept(data, name)
    with pytest.raises(previews.NoPreview):
        previews.outline(stored.sha256, name)
    with pytest.raises(previews.NoPreview):
        previews.published_copy(stored)


def test_second_look_comes_from_the_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    stored = kept(samples.PDF, "a.pdf")
    first = previews.page(stored.sha256, "a.pdf", 1)
    monkeypatch.setattr(process, "run", None)
    assert previews.page(stored.sha256, "a.pdf", 1) == first


# ── the copy that may be published ───────────────────────────────────────────────────────────────────────────────


def test_published_photo_keeps_pixels_colours_and_how_it_was_held() -> None:
    """Trust, Files: photo GPS and author data are stripped from anything published."""
    data = photo(comment="张三".encode(), icc_profile=b"profile" * 20, xmp=b"<x:xmpmeta/>") + b"motion GPS"
    copy = previews.published_copy(kept(data, "a.jpg"))
    for told in (b"HUAWEI", b"xmpmeta", "张三".encode(), b"GPS"):
        assert (told in data, told in copy) == (True, False)
    before, after = Image.open(io.BytesIO(data)), Image.open(io.BytesIO(copy))
    assert dict(after.getexif()) == {0x0112: 6}
    assert (after.tobytes(), after.info["icc_profile"]) == (before.tobytes(), before.info["icc_profile"])


@pytest.mark.parametrize(("mode", "options"), [("L", {}), ("CMYK", {}), ("RGB", {"progressive": True})])
def test_published_picture_of_any_kind_keeps_its_pixels(mode: str, options: dict[str, Any]) -> None:
    data = samples.picture("JPEG", mode, comment=b"secret", **options)
    copy = cleaning.jpeg(data)
    assert (b"secret" in copy, Image.open(io.BytesIO(copy)).tobytes()) == (
        False,
        Image.open(io.BytesIO(data)).tobytes(),
    )


def test_published_png_keeps_its_pixels_and_no_words() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Author", "Zhang San")
    data = samples.picture("PNG", pnginfo=words)
    copy = previews.published_copy(kept(data, "a.png"))
    assert (b"Zhang San" in data, b"Zhang San" in copy) == (True, False)
    assert Image.open(io.BytesIO(copy)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_published_pdf_has_no_properties_nor_those_of_its_photos() -> None:
    picture = photo()
    image = b"<</Type/XObject/Subtype/Image/Width 60/Height 40/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode"
    image += b"/Length %d>>\nstream\n" % len(picture) + picture + b"\nendstream"
    page = samples.PAGE.replace(b"/Resources<<", b"/Resources<</XObject<</I 6 0 R>>")
    data = samples.pdf(image, page=page)
    data = written(lambda writer: writer.add_metadata({"/Author": "Zhang San", "/Company": "Secret Ltd"}), data)
    copy = previews.published_copy(kept(data, "a.pdf"))
    reader = PdfReader(io.BytesIO(copy))
    assert (reader.metadata, reader.xmp_metadata, len(reader.pages)) == (None, None, 1)
    for told in (b"Secret Ltd", b"HUAWEI"):
        assert (told in data, told in copy) == (True, False)
    drawn_image = Image.open(io.BytesIO(reader.pages[0].images[0].data))
    assert drawn_image.size == (60, 40)


def authors(data: bytes) -> list[str]:
    """Who wrote the comments of a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return re.findall("<author>(.*?)</author>", archive.read("xl/comments1.xml").decode())


def test_published_office_files_have_no_people_and_still_open() -> None:
    paper = Document(io.BytesIO(word_document()))
    paper.core_properties.author = "张三"
    target = io.BytesIO()
    paper.save(target)
    copy = previews.published_copy(kept(target.getvalue(), "a.docx"))
    opened = Document(io.BytesIO(copy))
    assert (opened.core_properties.author, opened.paragraphs[0].text) == ("", "集群三年发展规划")
    book = previews.published_copy(kept(workbook(), "a.xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(book))["汇总表"]
    assert sheet["A2"].value == "甲公司（虚构）"
    assert ("张三" in str(authors(workbook())), authors(book)) == (True, [""])
    for data, name in ((copy, "a.docx"), (book, "a.xlsx")):
        check(io.BytesIO(data), name)
