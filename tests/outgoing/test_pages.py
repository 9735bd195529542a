"""Pages of papers: the list, the paper with its sheet and wordings, files to take; each only for those it concerns."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from jiqun.authorities.models import Account
from jiqun.evidence import store
from jiqun.outgoing.queries import papers_of
from tests.office import HUICHENG, HUIDONG, HUIZHOU, approver, officer
from tests.outgoing.office_papers import do, drafted, numbered, reviewed, signed
from tests.outgoing.test_batches import batch
from tests.outgoing.test_batches import papers as batch_papers
from tests.outgoing.test_batches import signed as signed_batch

pytestmark = pytest.mark.django_db
TITLE = "关于惠城区智能终端产业集群申报有关事项的函"


def signed_in(who: Account) -> Client:
    client = Client()
    client.force_login(who)
    return client


def text_of(answer: Any) -> str:
    told = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    return "".join(told.split())


def test_list_shows_what_is_sent_and_what_has_come() -> None:
    do(numbered(drafted()), "deliver", officer(HUIZHOU))
    drafted()
    sent = signed_in(officer(HUIZHOU)).get(reverse("outgoing:papers"))
    assert {(row.heading, str(state)) for row, state, _ in sent.context["rows"]} == {(TITLE, "拟稿"), (TITLE, "已发出")}
    assert [(str(title), n, on) for _, title, n, on in sent.context["sides"]] == [
        ("本单位发文", 2, True),
        ("收到和待转送", 0, False),
    ]
    come = signed_in(officer(HUICHENG)).get(reverse("outgoing:papers"), {"side": "come"})
    assert [str(state) for _, state, _ in come.context["rows"]] == ["已发出"]
    assert signed_in(officer(HUIDONG)).get(reverse("outgoing:papers")).context["rows"] == []


def test_list_is_filtered_and_searched() -> None:
    numbered(drafted())
    drafted("test_notice", addressee=None)
    client = signed_in(officer(HUIZHOU))

    def found(**query: str) -> list[str]:
        return [row.kind_slug for row, _, _ in client.get(reverse("outgoing:papers"), query).context["rows"]]

    assert found(kind="test_notice") == ["test_notice"]
    assert found(state="numbered") == ["test_letter"]
    assert found(q="12号") == ["test_letter"]
    assert found(q="没有的") == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_costs_the_same_queries_for_any_number(count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        drafted()
    client = signed_in(officer(HUIZHOU))
    client.get(reverse("outgoing:papers"))
    with django_assert_num_queries(7):
        client.get(reverse("outgoing:papers"))


def test_page_of_a_paper_costs_few_queries(django_assert_max_num_queries: Any) -> None:
    paper = numbered(drafted())
    client = signed_in(officer(HUIZHOU))
    with django_assert_max_num_queries(13):
        shown = client.get(reverse("outgoing:paper", args=[paper.pk]))
    assert [(name, each.by.person.name) for name, each in shown.context["reviews"]] == [("终审", "approver-441300某")]
    assert [str(offer.act.title) for offer in shown.context["offers"]] == ["发出", "上传盖章件", "更正或撤回"]


def test_addressee_reads_the_paper_and_nothing_of_how_it_came_about() -> None:
    paper = do(numbered(drafted()), "deliver", officer(HUIZHOU))
    client = signed_in(officer(HUICHENG))
    shown = client.get(reverse("outgoing:paper", args=[paper.pk]))
    assert [str(offer.act.title) for offer in shown.context["offers"]] == ["签收"]
    assert "history" not in shown.context and "保密审查" not in shown.content.decode()
    assert client.get(reverse("outgoing:pdf", args=[paper.pk])).content == store.read(str(paper.pdf_id))
    for name in ("outgoing:docx", "outgoing:sheet"):
        assert client.get(reverse(name, args=[paper.pk])).status_code == 404


def test_foreign_paper_is_not_there() -> None:
    paper = numbered(drafted())
    client = signed_in(officer(HUIDONG))
    for name in ("paper", "pdf", "docx", "page", "sheet", "sealed", "revise"):
        assert client.get(reverse(f"outgoing:{name}", args=[paper.pk])).status_code == 404, name
    assert client.get(reverse("outgoing:changes", args=[paper.pk, 1])).status_code == 404


def test_draft_says_so_and_the_signed_paper_does_not() -> None:
    paper = drafted()
    client = signed_in(officer(HUIZHOU))
    assert "草稿" in text_of(client.get(reverse("outgoing:pdf", args=[paper.pk])))
    signed(paper)
    told = text_of(client.get(reverse("outgoing:pdf", args=[paper.pk])))
    assert "草稿" not in told and "核验码" in told and re.search(r"〔20\d\d〕号", told)


def test_paper_is_handed_out_as_word_file_and_its_first_page_as_a_picture() -> None:
    paper = drafted()
    client = signed_in(officer(HUIZHOU))
    made = Document(io.BytesIO(client.get(reverse("outgoing:docx", args=[paper.pk])).content))
    assert "你单位申报材料收悉。现函告如下：" in [paragraph.text for paragraph in made.paragraphs]
    assert client.get(reverse("outgoing:page", args=[paper.pk])).content[:8] == b"\x89PNG\r\n\x1a\n"


def test_outgoing_sheet_names_everybody_who_looked_at_the_paper() -> None:
    """拟稿、保密审查、公开属性、三审, the digests of text and paper."""
    paper = numbered(drafted())
    told = text_of(signed_in(officer(HUIZHOU)).get(reverse("outgoing:sheet", args=[paper.pk])))
    for words in (
        "发文稿纸",
        "惠市工信函〔2025〕12号",
        "officer-441300某",
        "经审查，不涉及国家秘密。审查人：approver-441300某",
        "依申请公开",
        "终审",
        "事项清单",
    ):
        assert words in told, words
    assert str(paper.pdf_id) in told


def test_wording_is_held_against_the_one_first_composed() -> None:
    paper = drafted()
    entered = {
        "title": paper.heading,
        "to": "惠城区工业和信息化局",
        "text": "请于5日内办理。\n〔表 1〕",
        "reason": "期限",
    }
    do(paper, "revise", officer(HUIZHOU), entered)
    client = signed_in(officer(HUIZHOU))
    shown = client.get(reverse("outgoing:changes", args=[paper.pk, 2]))
    assert "5" in next(piece.text for piece in shown.context["pieces"] if piece.how == "in")
    assert client.get(reverse("outgoing:changes", args=[paper.pk, 3])).status_code == 404


def test_text_is_changed_on_its_page_and_nothing_entered_is_lost() -> None:
    paper = reviewed(drafted())
    client = signed_in(officer(HUIZHOU))
    address = reverse("outgoing:revise", args=[paper.pk])
    form = client.get(address).context["form"]
    entered = {name: form[name].value() for name in form.fields} | {"version": paper.version, "key": "k1"}
    refused = client.post(address, entered | {"reason": "", "text": "只剩一句"})
    assert refused.status_code == 422
    assert "只剩一句" in refused.content.decode() and "请写明修改理由。" in refused.content.decode()
    done = client.post(address, entered | {"reason": "改称谓", "to": "惠城区科技和工业信息化局"})
    assert (done.status_code, done["Location"]) == (302, reverse("outgoing:paper", args=[paper.pk]))
    paper.refresh_from_db()
    assert paper.content["to"] == "惠城区科技和工业信息化局"


def test_papers_of_a_matter_are_those_the_account_may_see() -> None:
    paper = numbered(drafted())
    assert papers_of(paper.case, officer(HUIZHOU)) == [paper]
    assert papers_of(paper.case, officer(HUICHENG)) == []
    do(paper, "deliver", officer(HUIZHOU))
    assert papers_of(paper.case, officer(HUICHENG)) == [paper]


def test_paper_that_was_withdrawn_says_so() -> None:
    paper = numbered(drafted())
    do(paper, "follow_up", officer(HUIZHOU), {"how": "withdraw", "reason": "依据有变"})
    client = signed_in(approver(HUIZHOU))
    assert client.get(reverse("outgoing:paper", args=[paper.pk])).context["overtaken"] is None
    new = numbered(paper.replaced_by.get(), {"number": "惠市工信函〔2025〕13号", "dated_on": "2025-03-20"})
    assert client.get(reverse("outgoing:paper", args=[paper.pk])).context["overtaken"] == new


def test_paper_of_a_batch_names_who_signed_the_batch() -> None:
    (paper, *_) = batch_papers(signed_batch(batch()))
    shown = signed_in(officer(HUIZHOU)).get(reverse("outgoing:paper", args=[paper.pk]))
    assert [each.by for _, each in shown.context["reviews"]] == [approver(HUIZHOU)]
    assert reverse("outgoing:batch", args=[paper.batch_id]) in shown.content.decode()
