"""The scan of the sealed paper is matched by the code on its first page and becomes the text that stands."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.evidence import store
from jiqun.outgoing.models import Paper
from jiqun.outgoing.printing import mark_of
from tests.office import HUIZHOU, officer
from tests.outgoing.office_papers import CHANCE, NOW, drafted, numbered, signed

pytestmark = pytest.mark.django_db


def upload(paper: Paper, data: bytes, code: str = "", name: str = "盖章件.pdf") -> Paper:
    paper.refresh_from_db()
    files = {"scan": SimpleUploadedFile(name, data)}
    perform(
        "paper", paper.pk, "attach_sealed", by=officer(HUIZHOU), version=paper.version, payload={"code": code},
        files=files, key=f"seal-{paper.version}", now=NOW, chance=CHANCE,
    )  # fmt: skip
    paper.refresh_from_db()
    return paper


def pdf_of(paper: Paper) -> bytes:
    return store.read(str(paper.pdf_id))


def test_scan_of_the_same_paper_is_taken_by_its_qr() -> None:
    paper = numbered(drafted())
    upload(paper, pdf_of(paper))
    assert (paper.sealed_name, paper.sealed_at) == ("盖章件.pdf", NOW)
    client = Client()
    client.force_login(officer(HUIZHOU))
    answer = client.get(reverse("outgoing:sealed", args=[paper.pk]))
    assert b"".join(answer.streaming_content) == pdf_of(paper)


def test_scan_of_another_paper_is_refused() -> None:
    paper = numbered(drafted())
    other = numbered(drafted("test_notice", addressee=None), {"dated_on": "2025-03-20"})
    with pytest.raises(Invalid) as said:
        upload(paper, pdf_of(other))
    assert said.value.faults == {
        "scan": [
            f"盖章件的核验码是 {mark_of(other).code}，本文定稿是 {mark_of(paper).code}，"
            "不是同一份文件，请核对后重新上传。"
        ]
    }


def test_scan_without_a_qr_is_taken_by_the_code_typed() -> None:
    from jiqun.documents.official import Official, Para, pdf

    blank = pdf(Official("notice", "局", "题", (Para("无码"),), draft=False), now=NOW)
    paper = numbered(drafted())
    with pytest.raises(Invalid) as said:
        upload(paper, blank)
    assert said.value.faults == {
        "scan": ["扫描件上没有读到首页右上角的二维码。文件已保存，请照纸面输入 12 位核验码，或重新扫描后再传。"]
    }
    with pytest.raises(Invalid) as said:
        upload(paper, blank, "123")
    assert said.value.faults == {"code": ["核验码应为 12 位字母和数字，如 7K3M-Q0ZT-4WXA，请照首页右上角重新输入。"]}
    assert upload(paper, blank, mark_of(paper).code.lower()).sealed_file_id is not None


def test_paper_without_a_number_takes_no_sealed_copy() -> None:
    with pytest.raises(Refusal) as said:
        upload(signed(drafted()), b"%PDF-1.7")
    assert said.value.text.zh == "现处于“已签发，待登记文号”，不能办理“上传盖章件”。"
