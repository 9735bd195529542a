"""The application's form as a workbook: away and back, whole or not at all, a colleague's change never lost (A14.1)."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.forms.answers import values
from jiqun.recognition.acts.filing import drafts
from tests.office import HUICHENG, HUIDONG, approver, officer
from tests.recognition.applicant import NOW, open_round, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return start(open_round())


@pytest.fixture(autouse=True)
def signed_in(client: Client) -> None:
    client.force_login(officer(HUICHENG))


def taken(client: Client, case: Case) -> openpyxl.Workbook:
    answer = client.get(reverse("recognition:form-workbook", args=[case.pk]))
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def fill(book: openpyxl.Workbook, path: str, value: str) -> None:
    """Types a value beside the path of an answer, as a clerk would find it by its label."""
    cells = [row for sheet in book for row in sheet.iter_rows() if row[0].value == path]
    cells[0][4].value = value


def bring(client: Client, case: Case, book: openpyxl.Workbook) -> tuple[int, str]:
    file = io.BytesIO()
    book.save(file)
    upload = SimpleUploadedFile("申报表.xlsx", file.getvalue())
    answer = client.post(reverse("recognition:import-form", args=[case.pk]), {"workbook": upload}, follow=True)
    return answer.status_code, answer.content.decode()


def test_answers_come_back_from_the_workbook(client: Client, case: Case) -> None:
    book = taken(client, case)
    fill(book, "county_share", "41.5")
    fill(book, "profit_tax|利润总额|2024", "12")
    assert "已导入，2 项有更新" in bring(client, case, book)[1]
    given = values(case)
    assert (given["county_share"], given["profit_tax"]) == ("41.5", {"利润总额": {"2024": "12"}})
    assert given["niche"] == "电子元件", "what stood in the workbook stays"


def test_one_fault_and_nothing_is_imported(client: Client, case: Case) -> None:
    book = taken(client, case)
    fill(book, "county_share", "四成")
    fill(book, "local_supply", "60")
    status, page = bring(client, case, book)
    assert status == 422 and "有 1 处错误，没有导入任何内容" in page and "“四成”不是数字" in page
    assert "local_supply" not in values(case)


def test_change_of_a_colleague_after_the_download_is_told_and_kept(client: Client, case: Case) -> None:
    book = taken(client, case)
    drafts.save_answers(case.pk, 1, {"niche": "被动元件"}, by=officer(HUICHENG), now=NOW)
    fill(book, "niche", "连接器")
    fill(book, "county_share", "30")
    status, page = bring(client, case, book)
    assert status == 409 and "被动元件" in page and "连接器" in page
    assert (values(case)["niche"], values(case)["county_share"]) == ("被动元件", "30")


def test_nobody_else_takes_or_brings_the_workbook(client: Client, case: Case) -> None:
    book = taken(client, case)
    client.force_login(officer(HUIDONG))
    assert client.get(reverse("recognition:form-workbook", args=[case.pk])).status_code == 404
    client.force_login(approver(HUICHENG))
    assert bring(client, case, book)[0] == 409


def test_file_that_is_no_workbook_is_refused_with_a_sentence(client: Client, case: Case, tmp_path: Path) -> None:
    upload = SimpleUploadedFile("申报表.xlsx", b"hello")
    answer = client.post(reverse("recognition:import-form", args=[case.pk]), {"workbook": upload})
    assert answer.status_code == 422 and "这不是 .xlsx 工作簿" in answer.content.decode()
