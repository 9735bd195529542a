"""Official papers carry their fonts and draw every character of a place name; the same paper gives the same bytes."""

from __future__ import annotations

import io
from itertools import combinations

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader

from jiqun.documents import fonts as faces
from jiqun.documents.official import LAYOUTS, Official, Para, from_plain, pdf, pictures, plain
from tests.documents.official_pages import LYING, MARK, NOW, fonts, paper

RARE = "滘塱浛埗氹"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_is_pdf_a_with_its_fonts_embedded(layout: str) -> None:
    made = pdf(paper(layout), now=NOW, mark=MARK)
    assert set(fonts(made).values()) == {True}
    reader = PdfReader(io.BytesIO(made))
    about = reader.xmp_metadata
    assert about is not None and reader.metadata is not None
    assert b"pdfaid" in about.stream.get_data()
    assert reader.metadata.title == "关于开展认定工作的通知"


def test_rare_characters_of_place_names_are_drawn_each_by_its_own_glyph() -> None:
    drawn = []
    for sign in RARE:
        (page,) = pictures(Official("notice", "局", "题", (Para(sign, flush=True),), draft=False), now=NOW, ppi=60)
        drawn.append(Image.open(io.BytesIO(page)).convert("L"))
    for one, other in combinations(drawn, 2):
        assert ImageChops.difference(one, other).getbbox() is not None
    text = PdfReader(io.BytesIO(pdf(Official("notice", "局", "题", (Para(RARE),)), now=NOW))).pages[0].extract_text()
    assert RARE in text


def test_same_paper_and_moment_give_the_same_bytes() -> None:
    assert pdf(paper("letter"), now=NOW) == pdf(paper("letter"), now=NOW)


def test_paper_is_read_back_equal_from_what_is_kept() -> None:
    official = paper("document", extra={"signed_by": "张某"}, body=(*paper("notice").body, LYING))
    assert from_plain(plain(official)) == official


def test_faces_of_official_papers_are_taken_where_the_machine_has_them() -> None:
    found = faces.choose(["SimSun", "SimHei", "FangSong_GB2312", "KaiTi_GB2312", "FZXiaoBiaoSong-B05S"])
    assert found == faces.Faces("SimSun", "SimHei", "FangSong_GB2312", "KaiTi_GB2312", "FZXiaoBiaoSong-B05S")
    assert found.stand_ins() == ()


def test_missing_faces_are_named_with_what_stands_in() -> None:
    found = faces.choose(["Noto Serif CJK SC", "KaiTi"])
    assert found.stand_ins() == (("仿宋", "Noto Serif CJK SC"), ("小标宋", "Noto Serif CJK SC（加粗）"))
