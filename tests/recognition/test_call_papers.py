"""The call and its forwarded form are official papers to take away (Articles 12, 14(一))."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from jiqun.documents.official import Heading, Para
from jiqun.recognition.papers import calls
from jiqun.recognition.queries import call as queries
from tests.office import HUICHENG, PROVINCE, officer
from tests.recognition.prefecture import DRAFTED, Office

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "layout"),
    [("", "letter"), ("粤工信服务函〔2025〕12号", "letter"), ("粤工信〔2025〕12号", "document")],
)
def test_layout_follows_from_the_number(number: str, layout: str) -> None:
    assert calls.layout(number) == layout


def test_first_line_that_ends_with_a_colon_is_the_addressee() -> None:
    assert calls.addressed("各地市：\n\n甲。\n乙。") == ("各地市", ["甲。", "乙。"])
    assert calls.addressed("甲。") == ("", ["甲。"])


def test_call_says_dates_quota_and_demands_with_the_quotas_as_its_annex() -> None:
    office = Office(now=DRAFTED)
    case = office.draft().subject
    paper = calls.call(queries.facts(case, DRAFTED))
    headings = [block.text for block in paper.body if isinstance(block, Heading)]
    assert headings == ["一、时间安排", "二、推荐名额", "三、细分领域", "四、认定口径", "五、附加要求"]
    said = [block.text for block in paper.body if isinstance(block, Para)]
    assert "县级申报截止：2025年4月18日（星期五）17:30前。" in said
    assert "全省推荐名额共63个，各市名额见附件。名额为上限，超额不予受理。" in said
    (annex,) = paper.annexes
    assert len(annex.blocks[0].rows) == 21  # type: ignore[union-attr]
    assert (paper.draft, paper.number, paper.dated) == (True, "", None)


def test_call_is_handed_out_as_pdf_and_word_to_those_who_see_the_round() -> None:
    case = Office(now=DRAFTED).draft().subject
    client = Client()
    client.force_login(officer(PROVINCE))
    made = client.get(reverse("recognition:call-file", args=[case.pk, "pdf"])).content
    told = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
    assert "草稿" in told and "推荐名额分配表" in told
    word = client.get(reverse("recognition:call-file", args=[case.pk, "docx"])).content
    assert "一、时间安排" in [each.text for each in Document(io.BytesIO(word)).paragraphs]
    assert client.get(reverse("recognition:call-file", args=[case.pk, "odt"])).status_code == 404
    stranger = Client()
    stranger.force_login(officer(HUICHENG))
    assert stranger.get(reverse("recognition:call-file", args=[case.pk, "pdf"])).status_code == 404
