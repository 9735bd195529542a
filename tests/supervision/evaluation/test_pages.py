"""Pages and files of evaluation reports (Article 16): who reads them, in how many queries, and what they lead to."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from jiqun.register.models import Cluster
from jiqun.supervision.models.evaluation import SentenceWording
from tests.office import HUIDONG, HUIZHOU, PROVINCE, ZHONGSHAN, account, approver, officer
from tests.supervision.evaluation.reported import do, issue, make, two_clusters

pytestmark = pytest.mark.django_db
KEY = "scale.output"


def test_the_list_shows_own_drafts_and_what_was_issued_to_one(client: Client, django_assert_num_queries: Any) -> None:
    two_clusters()
    case = make()
    client.force_login(officer(HUIDONG))
    assert case.number not in client.get("/supervision/evaluations/").content.decode()
    issue(case)
    assert case.number in client.get("/supervision/evaluations/").content.decode()
    client.force_login(officer(HUIZHOU))
    make(officer(HUIZHOU), HUIZHOU, 2023, key="before")
    client.get("/supervision/evaluations/")
    with django_assert_num_queries(3):
        page = client.get("/supervision/evaluations/").content.decode()
    assert "编制评估报告" in page and "共 2 份" in page
    assert "共 1 份" in client.get("/supervision/evaluations/?year=2023").content.decode()
    client.force_login(account("expert", None))
    assert client.get("/supervision/evaluations/").status_code == 404


def test_the_draft_is_edited_on_its_page_and_an_issued_one_read(client: Client, django_assert_num_queries: Any) -> None:
    two_clusters()
    case = make()
    address = f"/supervision/evaluations/{case.pk}/"
    client.force_login(officer(HUIZHOU))
    client.get(address)
    with django_assert_num_queries(10):
        page = client.get(address).content.decode()
    assert page.count("data-sentence") > 10 and "实现产值150.00亿元" in page and "<svg" in page
    assert " style=" not in page
    client.force_login(officer(PROVINCE))
    assert client.get(address).status_code == 404
    issue(case)
    page = client.get(address).content.decode()
    assert "data-sentence" not in page and "实现产值150.00亿元" in page and "第 1 版" in page
    client.force_login(officer(ZHONGSHAN))
    assert client.get(address).status_code == 404


def test_a_sentence_is_saved_from_the_page_with_and_without_its_script(client: Client) -> None:
    two_clusters()
    case = make()
    address = f"/supervision/evaluations/{case.pk}/sentence/"
    client.force_login(officer(HUIZHOU))
    payload = {"key": KEY, "seen": "0", "zh": "产值再创新高。", "en": ""}
    told = client.post(address, payload, headers={"X-Requested-With": "fetch"}).json()
    assert (told["seen"], told["edited"], told["text"]) == (1, True, "产值再创新高。")
    clash = client.post(address, {**payload, "zh": "别的话。"}, headers={"X-Requested-With": "fetch"})
    assert clash.status_code == 409 and "刚刚改写" in clash.json()["refused"]
    back = client.post(address, {"key": KEY, "seen": "1", "take": "generated", "zh": "产值再创新高。"})
    assert back.status_code == 302 and back["Location"].endswith(f"#s-{KEY}")
    assert [row.zh for row in SentenceWording.objects.order_by("number")] == ["产值再创新高。", ""]
    page = client.get(f"/supervision/evaluations/{case.pk}/wordings/").content.decode()
    assert "产值再创新高。" in page and "改用生成的句子" in page
    assert client.get(address).status_code == 405
    client.force_login(officer(ZHONGSHAN))
    assert client.post(address, payload).status_code == 404


def test_a_number_leads_to_the_clusters_behind_it(client: Client) -> None:
    two_clusters()
    case = make()
    client.force_login(approver(HUIZHOU))
    content = case.evaluation.content
    (output,) = [
        sentence
        for chapter in content["chapters"]
        for block in chapter["blocks"]
        for sentence in block.get("sentences", ())
        if sentence["key"] == KEY
    ]
    number = next(each["source"] for each in output["numbers"] if each["name"] == "g")
    page = client.get(f"/supervision/evaluations/{case.pk}/sources/{number}/").content.decode()
    assert "惠东县女鞋产业集群" in page and "120.00" in page and "否（缺数据）" in page and "2024年年度报告" in page
    assert client.get(f"/supervision/evaluations/{case.pk}/sources/999/").status_code == 404
    listed = client.get(f"/supervision/evaluations/{case.pk}/sources/").content.decode()
    assert f"共 {len(content['sources'])} 项" in listed and "下限：2 处未填" in listed


def test_pdf_and_word_file_say_what_the_page_says(client: Client) -> None:
    two_clusters()
    case = make()
    client.force_login(officer(HUIZHOU))
    draft = client.get(f"/supervision/evaluations/{case.pk}/report.pdf")
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(draft.content)).pages).replace(" ", "")
    assert "征求意见稿" in said and "150.00亿元" in said and "数据来源一览" in said
    word = Document(io.BytesIO(client.get(f"/supervision/evaluations/{case.pk}/report.docx").content))
    assert any("实现产值150.00亿元" in paragraph.text for paragraph in word.paragraphs)
    issue(case)
    first = client.get(f"/supervision/evaluations/{case.pk}/report.pdf?edition=1").content
    do(case, "revise")
    assert client.get(f"/supervision/evaluations/{case.pk}/report.pdf?edition=1").content == first
    assert client.get(f"/supervision/evaluations/{case.pk}/report.pdf?edition=2").status_code == 404


def test_making_one_through_the_page(client: Client) -> None:
    two_clusters()
    client.force_login(officer(HUIZHOU))
    page = client.get("/supervision/evaluations/new/").content.decode()
    assert "惠东县女鞋产业集群" in page
    wrong = client.post("/supervision/evaluations/new/", {"year": "2099", "about": HUIZHOU, "key": "k1"})
    assert wrong.status_code == 422 and "2099年尚未结束" in wrong.content.decode()
    made = client.post("/supervision/evaluations/new/", {"year": "2024", "about": HUIZHOU, "key": "k2"}, follow=True)
    assert "惠州市中小企业特色产业集群2024年发展评估报告" in made.content.decode()


def test_name_of_a_cluster_leads_out_of_no_archive(client: Client) -> None:
    """Files: the parts of a path in a name are written as plain text."""
    shoes, _ = two_clusters()
    Cluster.objects.filter(pk=shoes.pk).update(name="a/../../../b\\c")
    client.force_login(officer(HUIZHOU))
    client.post("/supervision/evaluations/batch/", {"year": "2024"})
    packed = client.get("/supervision/evaluations/archive/2024.docx.zip").content
    names = zipfile.ZipFile(io.BytesIO(packed)).namelist()
    assert [each for each in names if "/" in each or "\\" in each] == []
    assert sum("a_.._.._.._b_c" in each for each in names) == 1


def test_many_are_made_with_progress_and_taken_away_in_one_archive(client: Client) -> None:
    two_clusters()
    client.force_login(officer(HUIZHOU))
    address = "/supervision/evaluations/batch/"
    assert "编制 2 份" in client.get(f"{address}?year=2024").content.decode()
    told = client.post(address, {"year": "2024"}, headers={"X-Requested-With": "fetch"}).json()
    assert told == {"total": 2, "done": 2, "refused": []}
    packed = client.get("/supervision/evaluations/archive/2024.pdf.zip").content
    assert len(zipfile.ZipFile(io.BytesIO(packed)).namelist()) == 2
    assert client.get("/supervision/evaluations/archive/2023.pdf.zip").status_code == 404
    assert client.get("/supervision/evaluations/archive/2024.exe.zip").status_code == 404
    assert client.post(address, {"year": "2099"}).status_code == 302
    client.force_login(officer(HUIDONG))
    assert client.get(address).status_code == 404
