"""The rubric is replaced by the department's own without code, by two persons; rounds keep theirs (Article 14(三))."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.recognition.models import Round
from jiqun.review.models import RubricRevision
from jiqun.review.rubrics import current, ensure_default, rubric_of, workbook
from jiqun.review.rubrics.model import Dimension, Rubric
from jiqun.review.rubrics.revisions import shipped
from tests.office import HUICHENG, PROVINCE, approver, at, officer

pytestmark = pytest.mark.django_db
NOW = at("2025-03-01 09:00")
ORIGIN = "2025 年度评审工作方案附件 2"


def changed(title: str = "产值规模") -> Rubric:
    """The example with its first item called otherwise."""
    first, *rest = shipped().dimensions
    item = replace(first.items[0], title=Text(title, "Output"))
    return Rubric((Dimension(first.clause, first.title, first.weight, (item, *first.items[1:])), *rest))


def file_of(rubric: Rubric) -> SimpleUploadedFile:
    file = io.BytesIO()
    workbook.write(rubric, file)
    return SimpleUploadedFile("评分表.xlsx", file.getvalue())


def propose(rubric: Rubric, key: str = "propose", **more: Any) -> Case:
    done = open_matter(
        "rubric",
        by=more.pop("by", officer(PROVINCE)),
        payload={"origin": ORIGIN},
        files={"workbook": file_of(rubric)},
        key=key,
        now=NOW,
    )
    case: Case = done.subject
    return case


def act(case: Case, name: str, by: str = "officer", **payload: str) -> None:
    who = officer(PROVINCE) if by == "officer" else approver(PROVINCE)
    version = Case.objects.get(pk=case.pk).version
    perform("rubric", case.pk, name, by=who, version=version, payload=payload, key=f"{case.pk}{name}", now=NOW)


def test_rubric_is_put_in_force_by_a_second_person_and_pinned_from_then_on() -> None:
    before = current(NOW)
    case = propose(changed())
    act(case, "put_in_force")
    assert current(NOW) == before, "an officer alone replaces nothing"
    act(case, "sign", by="approver", affirmed="on")
    after = current(NOW)
    assert (after.number, after.origin, rubric_of(after)) == (1, ORIGIN, changed())
    assert RubricRevision.objects.get(pk=before.pk).definition == before.definition
    assert ensure_default(NOW) == before


def test_rubric_in_force_already_is_refused() -> None:
    current(NOW)
    with pytest.raises(Invalid, match="与产品示例完全相同"):
        propose(shipped())
    first, second = propose(changed(), "one"), propose(changed(), "two")
    act(first, "put_in_force")
    act(first, "sign", by="approver", affirmed="on")
    with pytest.raises(Refusal, match="与现行第 1 版完全相同"):
        act(second, "put_in_force")
    act(second, "discard")


def test_flaws_are_all_told_at_their_cells_and_nothing_is_kept() -> None:
    first, *rest = shipped().dimensions
    item = replace(first.items[0], weight=700, title=Text("", ""))
    broken = Rubric((Dimension(first.clause, first.title, first.weight, (item, *first.items[1:])), *rest))
    with pytest.raises(Invalid) as refused:
        propose(broken)
    said = str(refused.value)
    assert "工作表“指标”第 2 行“二级指标”：不能为空。" in said
    assert "“核心竞争力”各项分值合计 21 分，应为 20 分" in said
    assert "专家评分 0 分与测算规则合计 6 分之和，应为该项分值 7 分" in said
    assert not Case.objects.filter(procedure_name="rubric").exists()


def test_rubric_is_proposed_by_the_province_alone() -> None:
    with pytest.raises(Refusal, match="由省级经办办理"):
        propose(changed(), by=officer(HUICHENG))
    case = propose(changed())
    with pytest.raises(NotHere):
        perform("rubric", case.pk, "discard", by=officer(HUICHENG), version=1, payload={}, key="k", now=NOW)


def test_pages_show_items_revisions_and_differences(client: Client) -> None:
    row = current(NOW)
    case = propose(changed())
    client.force_login(officer(PROVINCE))
    page = client.get(reverse("review:rubrics")).content.decode()
    assert "产品依据办法第十三条自拟的示例" in page
    assert "近三年产值：达到 40 亿元 得 1 分" in page
    page = client.get(reverse("review:rubric-proposal", args=[case.pk])).content.decode()
    assert "<del>产值规模与增速</del> → <ins>产值规模</ins>" in page
    assert client.get(reverse("review:rubric", args=[row.pk])).status_code == 200
    table = client.get(reverse("review:rubric-table"))
    assert table.content == file_of(shipped()).read()
    assert client.get(reverse("review:rubric-table"), {"revision": "0"}).status_code == 404


def test_proposal_is_the_provinces_alone_until_it_is_in_force(client: Client) -> None:
    case = propose(changed())
    client.force_login(officer(HUICHENG))
    url = reverse("review:rubric-proposal", args=[case.pk])
    assert client.get(url).status_code == 404
    act(case, "put_in_force")
    act(case, "sign", by="approver", affirmed="on")
    assert client.get(url).status_code == 200


def test_round_that_was_drafted_before_keeps_its_rubric() -> None:
    from tests.recognition.applicant import open_round

    row = open_round()
    pinned = row.rubric
    case = propose(changed())
    act(case, "put_in_force")
    act(case, "sign", by="approver", affirmed="on")
    assert Round.objects.get(pk=row.pk).rubric == pinned
