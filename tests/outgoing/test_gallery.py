"""Every paper that the acts of a round draft is drawn, as PDF and as Word file, and stays within its type area."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from docx import Document

from jiqun.documents.official import Official, pdf
from jiqun.outgoing import printing
from jiqun.outgoing.kinds import kinds
from jiqun.outgoing.models import Paper
from tests.documents.official_pages import fonts, lines, signs
from tests.office import HUIDONG, HUIZHOU
from tests.outgoing.office_papers import NOW, drafted, numbered
from tests.recognition.panel_round import make_round
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db
TEXT = {"document", "letter", "notice"}


def measure(paper: Paper) -> None:
    """Fails unless a paper is whole, within its type area, with its fonts in the file, and readable as Word file."""
    official = printing.shown(paper)
    made = printing.finished(paper, "惠市工信函〔2025〕12号", date(2025, 3, 20), now=NOW)
    assert set(fonts(made).values()) == {True}
    inside(official, made)
    told = "".join(each.text for each in Document(io.BytesIO(printing.docx(paper, NOW))).paragraphs)
    assert "".join(official.title.split()) in told


def inside(official: Official, made: bytes) -> None:
    for page in pypdfium2.PdfDocument(made):
        upright = page.get_height() > page.get_width()
        wide, high = (210, 297) if upright else (297, 210)
        assert (round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)) == (wide, high)
        edges = (28, 184) if upright else (35, 260)
        text = [sign for sign in signs(page) if sign.y > 60 and sign.text != "—"] if upright else []
        assert all(edges[0] - 1 <= sign.left and sign.right <= edges[1] + 1 for sign in text), official.title
        assert len(lines(page)) > 1


def test_papers_of_a_prefecture_are_drawn() -> None:
    office = Office()
    round_ = office.open_round()
    office.recommended(office.application(round_, HUIDONG))
    office.letter(round_)
    found = list(Paper.objects.select_related("case"))
    assert {"acceptance", "recommendation_letter"} <= {paper.kind_slug for paper in found}
    for paper in found:
        measure(paper)


def test_papers_of_a_panel_are_drawn() -> None:
    make_round().drawn()
    found = list(Paper.objects.filter(kind_slug="expert_invitation").select_related("case"))
    assert found
    for paper in found[:2]:
        measure(paper)


def test_samples_of_kinds_are_drawn() -> None:
    samples = [kind.sample() for kind in kinds() if kind.sample is not None]
    assert samples
    for official in samples:
        inside(official, pdf(official, now=NOW))


def test_sample_of_a_kind_is_written_to_a_file(tmp_path: Any) -> None:
    call_command("sample_paper", "withdrawal", output=str(tmp_path / "one.pdf"))
    assert (tmp_path / "one.pdf").read_bytes()[:5] == b"%PDF-"
    numbered(drafted())
    call_command("sample_paper", "test_letter", output=str(tmp_path / "two.docx"))
    assert (tmp_path / "two.docx").read_bytes()[:2] == b"PK"


@pytest.mark.parametrize(("slug", "said"), [("nothing", "没有名为 nothing 的文种"), ("test_notice", "还没有拟过")])
def test_kind_without_a_sample_says_so(slug: str, said: str, tmp_path: Any) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("sample_paper", slug, output=str(tmp_path / "x.pdf"))


def test_paper_of_the_prefecture_is_set_in_its_own_name() -> None:
    paper = drafted()
    assert (paper.authority_id, printing.shown(paper).issuer) == (HUIZHOU, "惠州市工业和信息化局")
