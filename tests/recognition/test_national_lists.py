"""Article 12: lists of the nation are imported; a cluster nobody knows is shown, a person says what it means."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.recognition.models import NationalList
from jiqun.register.models import Cluster, Recognition
from tests.evidence.samples import PDF
from tests.office import PROVINCE, approver, officer
from tests.recognition.test_nation import CHANCE, NOW, cluster

pytestmark = pytest.mark.django_db
HEAD = "集群名称,所在地,主导产业代码,有效期起,有效期止\n"


def bring(lines: str, **changes: str) -> Case:
    told = {
        "kind": "recognised", "batch": "国家第三批", "document": "工信部公告2024年第1号", "dated_on": "2024-10-01",
        "source": "工信部网站", "valid_from": "2025-01-01", "lines": HEAD + lines, **changes,
    }  # fmt: skip
    done = open_matter(
        "national_list", by=officer(PROVINCE), payload=told, key=f"i-{CHANCE.random()}", now=NOW, chance=CHANCE,
        files={"file": SimpleUploadedFile("名单.pdf", PDF, "application/pdf")},
    )  # fmt: skip
    found: Case = done.subject
    return found


def do(case: Case, act: str, by: Any = None, **told: Any) -> None:
    case.refresh_from_db()
    perform("national_list", case.pk, act, by=by or officer(PROVINCE), version=case.version, payload=told,
            key=f"l-{CHANCE.random()}", now=NOW, chance=CHANCE)  # fmt: skip
    case.refresh_from_db()


def confirm(case: Case) -> None:
    do(case, "confirm_national_list")
    do(case, "sign", approver(PROVINCE), affirmed="on")


def test_an_unknown_cluster_is_shown_and_a_person_maps_it_or_enters_it() -> None:
    """Nothing is lost, nothing guessed."""
    known, other = cluster("女鞋产业集群"), cluster("鞋材产业集群")
    case = bring("女鞋产业集群,惠东县,195,,\n惠东鞋材集群,惠东县,195,,\n智能锁具产业集群,中山市小榄镇,335,,\n")
    rows = NationalList.objects.get().rows
    assert [row["cluster"] for row in rows] == [str(known.pk), "", ""]
    with pytest.raises(Refusal, match="第 3、4 行还没有指明是哪个集群"):
        do(case, "confirm_national_list")
    do(case, "match_lines", line_2=str(known.pk), line_3=str(other.pk), line_4="new")
    confirm(case)
    found = Recognition.objects.filter(level="国家级").order_by("cluster__name")
    assert [each.cluster.name for each in found] == ["女鞋产业集群", "智能锁具产业集群", "鞋材产业集群"]
    assert {(each.valid_from, each.valid_to, each.backfilled) for each in found} == {
        (date(2025, 1, 1), date(2027, 12, 31), True)
    }
    assert Cluster.objects.get(name="智能锁具产业集群").lead_codes == "335"


def test_every_fault_of_a_list_is_said_at_its_line() -> None:
    cluster()
    with pytest.raises(Invalid) as said:
        bring(
            "甲,不存在的县,195,,\n乙,惠东县,999,2025年,\n丙,惠东县,195,2025-01-01,2024-01-01\n丙,惠东县,,,\n,惠东县,,,\n"
        )
    assert [one.split("：")[0] for one in said.value.faults["lines"]] == [
        "第 3 行“主导产业代码”", "第 3 行“有效期起”", "第 6 行“集群名称”", "第 2 行“所在地”", "第 4 行“有效期止”",
        "第 5 行“集群名称”",
    ]  # fmt: skip
    assert not Case.objects.filter(procedure_name="national_list").exists()


def test_two_lines_do_not_mean_one_cluster_and_a_batch_holds_it_once() -> None:
    of = cluster("女鞋产业集群")
    case = bring("女鞋产业集群,惠东县,,,\n惠东女鞋集群,惠东县,,,\n")
    with pytest.raises(Invalid, match="第 2、3 行对应了同一集群"):
        do(case, "match_lines", line_2=str(of.pk), line_3=str(of.pk))
    confirm(bring("女鞋产业集群,惠东县,,,\n"))
    again = bring("女鞋产业集群,惠东县,,,\n")
    with pytest.raises(Refusal, match="女鞋产业集群在“国家第三批”已有国家级认定"):
        do(again, "confirm_national_list")


def test_a_renewal_adds_its_term_and_needs_a_recognition() -> None:
    """National renewals are recorded with their term."""
    cluster("女鞋产业集群"), cluster("鞋材产业集群")
    confirm(bring("女鞋产业集群,惠东县,,,\n", valid_from="2022-01-01"))
    case = bring("女鞋产业集群,惠东县,,,\n鞋材产业集群,惠东县,,,\n", kind="renewed", valid_from="")
    with pytest.raises(Refusal, match="鞋材产业集群没有国家级认定，不能登记复核结果"):
        do(case, "confirm_national_list")
    confirm(bring("女鞋产业集群,惠东县,,,\n", kind="renewed", valid_from=""))
    found = Recognition.objects.get(level="国家级")
    change = found.changes.get()
    assert (found.valid_to, change.valid_from, change.kind) == (date(2027, 12, 31), date(2025, 1, 1), "renewed")
    confirm(bring("女鞋产业集群,惠东县,,,\n", kind="not_renewed", valid_from=""))
    assert found.changes.count() == 2


def test_a_renewal_without_any_term_asks_for_it() -> None:
    of = cluster("女鞋产业集群")
    Recognition.objects.create(
        id=Recognition.objects.get().pk.__class__(int=5), cluster=of, level="国家级", batch="国家第一批", source="报道"
    )
    case = bring("女鞋产业集群,惠东县,,,\n", kind="renewed", valid_from="")
    with pytest.raises(Refusal, match="女鞋产业集群的国家级认定未载明有效期"):
        do(case, "confirm_national_list")
