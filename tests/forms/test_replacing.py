"""A form is replaced by the department's own without code, by two persons; matters on their way keep theirs (A14.1)."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.forms import defining
from jiqun.forms.definitions import shipped
from jiqun.forms.models import FormRevision
from jiqun.forms.revisions import current
from tests.office import HUICHENG, PROVINCE, approver, at, officer

pytestmark = pytest.mark.django_db
NOW = at("2025-03-01 09:00")
ORIGIN = "2025 年度申报通知附件 1"


def workbook(**changes: str) -> SimpleUploadedFile:
    """The shipped definition with some attributes of its first field changed."""
    definition = shipped("申报")
    definition["fields"][0] |= changes
    file = io.BytesIO()
    defining.write(definition, file)
    return SimpleUploadedFile("定义.xlsx", file.getvalue())


def propose(file: SimpleUploadedFile, key: str = "propose") -> Case:
    done = open_matter(
        "form",
        by=officer(PROVINCE),
        payload={"form": "申报", "origin": ORIGIN},
        files={"workbook": file},
        key=key,
        now=NOW,
    )
    case: Case = done.subject
    return case


def act(case: Case, name: str, by: str = "officer", **payload: str) -> None:
    who = officer(PROVINCE) if by == "officer" else approver(PROVINCE)
    version = Case.objects.get(pk=case.pk).version
    perform("form", case.pk, name, by=who, version=version, payload=payload, key=f"{case.pk}{name}", now=NOW)


def test_form_is_adopted_by_a_second_person_and_used_from_then_on() -> None:
    before = current("申报", NOW)
    case = propose(workbook(field="集群全称"))
    act(case, "adopt")
    assert current("申报", NOW) == before, "an officer alone replaces nothing"
    act(case, "sign", by="approver", affirmed="on")
    after = current("申报", NOW)
    assert (after.number, after.origin) == (before.number + 1, ORIGIN)
    assert FormRevision.objects.get(pk=before.pk).definition == before.definition


def test_definition_in_force_already_is_refused() -> None:
    current("申报", NOW)
    with pytest.raises(Invalid) as refused:
        propose(workbook())
    assert "完全相同" in str(refused.value)


def test_proposal_overtaken_by_the_same_one_is_not_adopted_again() -> None:
    first, second = propose(workbook(field="甲"), "one"), propose(workbook(field="甲"), "two")
    act(first, "adopt")
    act(first, "sign", by="approver", affirmed="on")
    with pytest.raises(Refusal, match="完全相同"):
        act(second, "adopt")


def test_flaws_of_a_definition_are_all_told_and_nothing_is_kept() -> None:
    with pytest.raises(Invalid) as refused:
        propose(workbook(ask="magic", id="1"))
    said = str(refused.value)
    assert "第 2 行：填写方式“magic”不认识" in said and "第 2 行：编号“1”须为" in said
    assert not Case.objects.filter(procedure_name="form").exists()


def test_pages_show_revisions_differences_and_files(client: Client) -> None:
    row = current("申报", NOW)
    case = propose(workbook(field="集群全称"))
    client.force_login(officer(PROVINCE))
    assert "第 1 版" in client.get(reverse("forms:forms")).content.decode()
    page = client.get(reverse("forms:proposal", args=[case.pk])).content.decode()
    assert "<del>集群名称</del> → <ins>集群全称</ins>" in page
    for url in (reverse("forms:revision", args=[row.pk]), reverse("forms:blank", args=[row.pk])):
        assert client.get(url).status_code == 200
    assert client.get(reverse("forms:schema", args=[row.pk])).json()["title"] == "申报"
    assert client.get(reverse("forms:definition", args=["申报"])).status_code == 200
    assert client.get(reverse("forms:definition", args=["出国"])).status_code == 404


def test_proposal_is_the_provinces_alone_until_it_is_adopted(client: Client) -> None:
    case = propose(workbook(field="集群全称"))
    client.force_login(officer(HUICHENG))
    url = reverse("forms:proposal", args=[case.pk])
    assert client.get(url).status_code == 404
    act(case, "adopt")
    act(case, "sign", by="approver", affirmed="on")
    assert client.get(url).status_code == 200
