"""The papers of an application: what they hold, which version they bear, who may have them (Article 14(一))."""

from __future__ import annotations

import io
import re
import zipfile
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader, PdfWriter

from jiqun.authorities.models import Account, Role
from jiqun.bilingual import speaking
from jiqun.casework.models import Case, Participant
from jiqun.config import clock
from jiqun.documents.book import Book, Item
from jiqun.documents.errors import NoChineseFont
from jiqun.forms.definitions import shipped_form
from jiqun.recognition.acts.filing import drafts, evidence_drafts
from jiqun.recognition.models import Round
from jiqun.recognition.papers import changes, printing
from jiqun.recognition.papers.blank import blank
from jiqun.recognition.papers.book import book, evidence_of
from jiqun.recognition.papers.version import version_of
from jiqun.recognition.queries.filing.application import application_of, form_for
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, officer
from tests.recognition.applicant import GOALS, NOW, PDF, do, open_round, start, whole

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    return open_round()


@pytest.fixture
def case(row: Round) -> Case:
    return whole(row)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def bound(case: Case, language: str = "zh") -> Book:
    return book(fresh(case), officer(HUICHENG), language=language)


def item(made: Book, label: str) -> Item:
    return next(each for chapter in made.chapters for each in chapter.items if each.label == label)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def text_of(made: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages))


# ── what the set holds ───────────────────────────────────────────────────────────────────────────────────────────


def test_set_holds_every_section_and_field_of_the_form(case: Case) -> None:
    """A14.1: nothing of the form is left out, and nothing is named here that the form does not name."""
    made = bound(case)
    sections = shipped_form("申报").sections
    assert [chapter.title.split("、", 1)[1] for chapter in made.chapters[: len(sections)]] == [
        section.title.zh for section in sections
    ]
    assert [each.label for chapter in made.chapters for each in chapter.items] == [
        field.label.zh for field in shipped_form("申报").fields()
    ]


def test_annexes_are_findings_roster_and_evidence(case: Case) -> None:
    made = bound(case)
    annexes = [chapter for chapter in made.chapters if chapter.annex]
    assert [chapter.title for chapter in annexes] == [
        "附件1　对标预审测算结果",
        "附件2　集群企业名册",
        "附件3　佐证材料清单",
    ]
    assert annexes[0].banner == "系统测算，不作为审核结论"
    assert len(annexes[1].grids[1].rows) == 12
    assert [row[0] for row in annexes[1].grids[0].rows] == ["2021", "2022", "2023", "2024"]
    assert "truth.pdf" not in [row[2] for row in annexes[2].grids[0].rows]


def test_figures_stand_by_year_with_unit_and_mark(case: Case) -> None:
    """A13.2: computed figures are marked as such, with unit, definition and clause."""
    output = item(bound(case), "集群总产值")
    assert (output.unit, output.clause, output.tag) == ("亿元", "第十三条（二）", "系统测算")
    assert output.definition == "名册企业与规下汇总之和，现价"
    assert output.grids[0].head == ("", "2021", "2022", "2023", "2024")
    assert output.grids[0].rows == (("产值", "89.85", "101.58", "114.89", "130.00"),)


def test_declared_figures_stand_by_part_and_year(case: Case) -> None:
    grid = item(bound(case), "利润总额、上缴税金").grids[0]
    assert grid.head == ("", "2022", "2023", "2024")
    assert grid.rows == (("利润总额", "12.5", "12.5", "12.5"), ("上缴税金", "12.5", "12.5", "12.5"))


def test_goals_stand_as_a_table(case: Case) -> None:
    """A13.9: indicator, unit, base, yearly targets, unit responsible."""
    grid = next(
        each for chapter in bound(case).chapters for i in chapter.items for each in i.grids if "责任单位" in each.head
    )
    assert grid.head == ("指标", "单位", "责任单位", "基值", "2025", "2026", "2027")
    assert grid.rows == (("集群总产值", "亿元", GOALS[0]["owner"], "120", "132", "146", "161"),)


def test_draft_says_what_is_missing(row: Round) -> None:
    made = bound(start(row))
    assert item(made, "空间范围（四至、涉及镇街和园区）").gap == "（未填）"
    assert item(made, "集群总产值").gap == "（待导入企业名册）"
    assert [chapter.title for chapter in made.chapters if chapter.annex] == ["附件1　佐证材料清单"]


def test_cover_leaves_number_and_date_to_the_office(case: Case) -> None:
    """No document number is invented."""
    cover = bound(case).cover
    assert cover.document == "上报文号：　　　　　〔2025〕　　　号"
    assert dict(cover.lines) == {
        "集群名称": "惠城区电子元件产业集群",
        "申报单位（盖章）": "惠城区中小企业主管部门",
        "推荐单位": case.authority.parent.body,
        "申报批次": "2025年度认定批次",
        "填报日期": "　　　　年　　月　　日",
    }


def test_english_edition_has_the_same_content(case: Case) -> None:
    zh, en = bound(case), bound(case, "en")
    assert [len(chapter.items) for chapter in en.chapters] == [len(chapter.items) for chapter in zh.chapters]
    assert en.chapters[0].title == "1  The cluster"
    assert en.mark == zh.mark


def test_set_costs_few_queries(case: Case, django_assert_max_num_queries: Any) -> None:
    found, user = fresh(case), officer(HUICHENG)
    with django_assert_max_num_queries(20):
        book(found, user)


# ── version ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_version_stays_while_nothing_changes(case: Case) -> None:
    with speaking("en"):
        other = version_of(fresh(case)).code
    assert version_of(fresh(case)).code == other


def test_version_changes_with_every_kind_of_content(case: Case) -> None:
    """An answer, a goal, a file: each makes another version, and the change is named."""
    clerk, seen = officer(HUICHENG), [version_of(fresh(case))]
    drafts.save_answers(case.pk, 1, {"niche": "片式元件"}, by=clerk, now=NOW)
    seen.append(version_of(fresh(case)))
    do(case, "set_goals", clerk, key="goals-2", goals=[{**GOALS[0], "base": "121"}])
    seen.append(version_of(fresh(case)))
    evidence_drafts.attach_evidence(case.pk, "extent", PDF + b"2", name="范围图2.pdf", by=clerk, now=NOW)
    seen.append(version_of(fresh(case)))
    assert len({version.code for version in seen}) == 4
    form = form_for(application_of(fresh(case)))
    said = [
        [
            str(each)
            for each in changes.changes(
                changes.read(before.data), changes.read(after.data), form, lambda _: form.field("extent").label
            )
        ]
        for before, after in pairwise(seen)
    ]
    assert said == [
        ["“细分领域”：细分领域：说明 → 片式元件"],
        ["三年发展规划目标有改动"],
        ["佐证材料新增“范围图2.pdf”（空间范围（四至、涉及镇街和园区））"],
    ]


def test_the_sealed_scan_itself_changes_no_version(case: Case) -> None:
    """What proves the statement of truth is the scan of the version, not a part of it."""
    before = version_of(fresh(case)).code
    evidence_drafts.attach_evidence(case.pk, "truth", PDF + b"sealed", name="盖章页.pdf", by=officer(HUICHENG), now=NOW)
    assert version_of(fresh(case)).code == before


def test_the_same_content_has_no_changes(case: Case) -> None:
    content = changes.read(version_of(fresh(case)).data)
    form = form_for(application_of(fresh(case)))
    assert changes.changes(content, content, form, lambda _: form.field("extent").label) == []


# ── empty form ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_empty_form_asks_the_same_and_answers_nothing(row: Round) -> None:
    made = blank(row)
    fields = list(shipped_form("申报").fields())
    items = [each for chapter in made.chapters for each in chapter.items]
    assert [each.label for each in items] == [field.label.zh for field in fields]
    assert [bool(each.gap) for each in items] == [not field.asked for field in fields]
    assert all(each.lines == () for each in items)
    assert made.mark is None


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_pdf_bears_the_version_of_the_draft(case: Case) -> None:
    response = browser(officer(HUICHENG)).get(reverse("recognition:papers-pdf", args=[case.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert f"filename*=utf-8''%E7%94%B3%E6%8A%A5%E4%B9%A6-{case.number}.pdf" in response["Content-Disposition"]
    assert f"版本校验码{version_of(fresh(case)).code}" in text_of(response.content)


def test_pdf_is_set_once_for_a_version(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = officer(HUICHENG)
    first = printing.pdf(fresh(case), clerk, NOW)
    monkeypatch.setattr(printing.documents, "pdf", lambda *_, **__: pytest.fail("set again"))
    assert printing.pdf(fresh(case), clerk, NOW) == first


def test_another_authority_has_a_set_of_its_own(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """A14.2: while a county corrects, those above see the ledgers as they were handed in, and neither gets the
    other's set."""
    printing._made.clear()  # what other tests printed of a case like this one
    printing.pdf(fresh(case), officer(HUICHENG), NOW)
    monkeypatch.setattr(printing.documents, "pdf", lambda *_, **__: b"%PDF-of-its-own")
    assert printing.pdf(fresh(case), officer(HUIZHOU), NOW) == b"%PDF-of-its-own"
    assert printing.pdf(fresh(case), officer(HUICHENG), NOW) != b"%PDF-of-its-own"


def test_word_file_is_handed_out(case: Case) -> None:
    response = browser(officer(HUICHENG)).get(reverse("recognition:papers-docx", args=[case.pk]))
    with zipfile.ZipFile(io.BytesIO(response.content)) as file:
        assert "惠城区电子元件产业集群" in file.read("word/document.xml").decode()


@pytest.mark.parametrize(("ending", "starts"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_empty_form_is_handed_out(row: Round, ending: str, starts: bytes) -> None:
    response = browser(officer(HUICHENG)).get(reverse("recognition:blank-form", args=[row.pk, ending]))
    assert response.content.startswith(starts)


def test_empty_form_in_another_format_is_not_there(row: Round) -> None:
    assert browser(officer(HUICHENG)).get(reverse("recognition:blank-form", args=[row.pk, "exe"])).status_code == 404


def test_without_a_font_the_page_says_so(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object, **__: object) -> bytes:
        raise NoChineseFont

    monkeypatch.setattr(printing, "pdf", none)
    response = browser(officer(HUICHENG)).get(reverse("recognition:papers-pdf", args=[case.pk]), follow=True)
    assert "系统中没有中文字体" in response.content.decode()


@pytest.mark.parametrize("name", ["papers", "papers-pdf", "papers-docx"])
def test_papers_are_for_those_who_see_the_application(case: Case, name: str) -> None:
    """Foreign is absent; a draft is its county's own; experts are to know nobody."""
    address = reverse(f"recognition:{name}", args=[case.pk])
    assert browser(officer(HUICHENG)).get(address).status_code == 200
    assert browser(officer(HUIDONG)).get(address).status_code == 404
    assert browser(officer(HUIZHOU)).get(address).status_code == 404
    expert = account(Role.EXPERT, None)
    Participant.objects.create(case=case, account=expert, capacity="expert", since=NOW)
    assert browser(expert).get(address).status_code == 404


def test_set_with_evidence_has_a_sheet_and_the_pages_of_each_file(case: Case) -> None:
    """Files that can be bound in follow their sheets; the others are handed over beside the set."""
    clerk = officer(HUICHENG)
    paper = PdfWriter()
    paper.add_blank_page(300, 400)
    made = io.BytesIO()
    paper.write(made)
    evidence_drafts.attach_evidence(case.pk, "extent", made.getvalue(), name="范围图.pdf", by=clerk, now=NOW)
    plain = PdfReader(io.BytesIO(printing.pdf(fresh(case), clerk, NOW)))
    response = browser(clerk).get(reverse("recognition:papers-set", args=[case.pk]))
    whole_set = PdfReader(io.BytesIO(response.content))
    files = len(evidence_of(fresh(case)))
    assert len(whole_set.pages) == len(plain.pages) + 2 * files  # a sheet and its one page
    drawn = [number for number, each in enumerate(whole_set.pages) if round(each.mediabox.width) == 300]
    assert "范围图.pdf" in whole_set.pages[drawn[0] - 1].extract_text()
