"""Imported lists as dated revisions (A13.1)."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from jiqun.casework.refusals import Invalid, Refusal
from jiqun.inquiries.models import IncidentList, ListedFirm
from jiqun.inquiries.queries.lists import latest
from tests.inquiries.county import CODES, imported
from tests.office import HUICHENG, HUIZHOU, PROVINCE, ZHONGSHAN, approver, officer

pytestmark = pytest.mark.django_db


def test_the_same_name_again_is_the_next_revision_and_the_first_stays() -> None:
    first = imported().subject
    second = imported(key="again", lines=f"企业名称,信用代码\n甲有限公司,\n,{CODES[1]}").subject
    assert (first.number, first.firms, second.number, second.firms) == (1, 1, 2, 2)
    assert ListedFirm.objects.filter(list=first).values_list("uscc", "name", "on", "kind").get() == (
        CODES[0],
        "别的名字",
        date(2024, 1, 2),
        "严重失信",
    )
    assert [each.number for each in latest(officer(PROVINCE)).values()] == [2]
    assert first.sha256 != second.sha256


def test_a_workbook_with_kinds_of_its_own_is_kept_as_it_came() -> None:
    book, file = Workbook(), BytesIO()
    assert book.active is not None
    for row in (
        ["统一社会信用代码", "企业名称", "类别", "等级"],
        [CODES[0], "=1+1", "税收违法", "重大"],
        ["", "乙", "", ""],
    ):
        book.active.append(row)
    book.save(file)
    upload = SimpleUploadedFile("名单.xlsx", file.getvalue())
    done = imported(lines="", files={"sheet": upload}).subject
    assert (done.file_name, done.file.size) == ("名单.xlsx", len(file.getvalue()))
    assert list(ListedFirm.objects.order_by("pk").values_list("kind", "grade")) == [
        ("税收违法", "重大"),
        ("严重失信", ""),
    ]


def test_every_fault_of_a_list_is_named_and_nothing_is_imported() -> None:
    with pytest.raises(Invalid) as wrong:
        imported(lines="统一社会信用代码,企业名称,类别,日期\n123,甲,坏事,昨天\n", published_on="2025-03-21")
    for part in ("不能晚于今天", "第 2 行“统一社会信用代码”", "第 2 行“类别”", "第 2 行“日期”"):
        assert part in str(wrong.value)
    with pytest.raises(Invalid, match="第 2 行既无信用代码也无企业名称"):
        imported(lines="统一社会信用代码,企业名称,日期\n,,2024-01-01")
    with pytest.raises(Invalid, match="不认识表头“单位”"):
        imported(lines="单位\n甲")
    with pytest.raises(Invalid, match="请上传名单文件或粘贴表格"):
        imported(lines="")
    with pytest.raises(Invalid, match=r"请上传 \.xlsx 或 \.csv"):
        imported(lines="", files={"sheet": SimpleUploadedFile("名单.txt", b"x")})
    assert not IncidentList.objects.exists()
    assert imported().subject.number == 1


def test_counties_and_approvers_import_none() -> None:
    with pytest.raises(Refusal, match="由市级、省级导入"):
        imported(by=HUICHENG)
    assert not IncidentList.objects.visible_to(approver(HUICHENG)).exists()


def test_a_prefecture_sees_its_own_and_the_provinces_lists() -> None:
    own, other, above = imported(HUIZHOU).subject, imported(ZHONGSHAN).subject, imported(PROVINCE).subject
    assert set(latest(officer(HUIZHOU))) == {own.pk, above.pk}
    assert set(latest(officer(PROVINCE))) == {own.pk, other.pk, above.pk}
    assert latest(officer(HUICHENG)) == {}
