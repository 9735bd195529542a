"""Article 12: only clusters the province recognised are recommended to the nation; Shenzhen recommends directly."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiqun.authorities.models import Authority
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.outgoing.models import Paper
from jiqun.recognition.models import NationalCandidate
from jiqun.recognition.nation import eligible
from jiqun.register import rosters
from jiqun.register.models import Cluster, Recognition
from tests.evidence.samples import PDF
from tests.office import HUIDONG, HUIZHOU, PROVINCE, approver, at, officer
from tests.recognition.applicant import roster

pytestmark = pytest.mark.django_db
NOW = at("2025-03-03 09:00")
SHENZHEN, NANSHAN = "440300", "440305"
CHANCE = Random(7)


def cluster(
    name: str = "惠东县女鞋产业集群", code: str = HUIDONG, *, held: bool = True, until: date | None = None
) -> Cluster:
    officer(PROVINCE)
    place = Authority.objects.get(pk=code)
    made = Cluster.objects.create(
        id=uuid7(NOW, CHANCE), name=name, authority=place, path=place.path, lead_codes="195", invented=True
    )
    if held:
        Recognition.objects.create(
            id=uuid7(NOW, CHANCE), cluster=made, level="省级", batch="2023年", valid_from=date(2023, 7, 10),
            valid_to=until or date(2026, 7, 9), source="通告",
        )  # fmt: skip
    return made


def with_roster(of: Cluster) -> Cluster:
    rosters.store_roster(of, roster(), officer(PROVINCE), NOW, "", CHANCE)
    return of


def begin(by: Any = None, **changes: Any) -> Case:
    told = {"year": 2025, "call": "工信厅企业函〔2025〕1号", "quota": 1, "due_on": "2025-06-30", **changes}
    done = open_matter(
        "national_recommendation", by=by or officer(PROVINCE), payload=told, key=f"b-{CHANCE.random()}", now=NOW,
        chance=CHANCE,
    )  # fmt: skip
    found: Case = done.subject
    return found


def do(case: Case, act: str, by: Any = None, **told: Any) -> None:
    case.refresh_from_db()
    file = {"file": SimpleUploadedFile("国家文件.pdf", PDF, "application/pdf")} if told.pop("upload", False) else {}
    perform("national_recommendation", case.pk, act, by=by or officer(PROVINCE), version=case.version, payload=told,
            files=file, key=f"d-{CHANCE.random()}", now=NOW, chance=CHANCE)  # fmt: skip
    case.refresh_from_db()


def signed(case: Case, act: str, code: str = PROVINCE, **told: Any) -> None:
    do(case, act, officer(code), **told)
    do(case, "sign", approver(code), affirmed="on")


def test_from_the_list_to_the_register() -> None:
    """A12: listed, assessed under the national standard, signed letter with its table, results recorded by two."""
    of = with_roster(cluster())
    case = begin()
    do(case, "add_candidate", cluster=str(of.pk), reason="细分领域全国前列")
    with pytest.raises(Refusal, match="惠东县女鞋产业集群尚未按国家标准测算"):
        do(case, "recommend_to_nation", opinion="同意推荐")
    do(case, "assess_candidates")
    candidate = NationalCandidate.objects.get()
    assert (candidate.recognition is not None, candidate.zh["measure"]) == (True, "miit_2022_119")
    signed(case, "recommend_to_nation", opinion="同意推荐")
    assert case.state == "recommended"
    assert Paper.objects.get(case=case).heading == "关于推荐2025年度国家级中小企业特色产业集群的函"
    told = {
        "batch": "国家第四批", "document": "工信部企业函〔2025〕9号", "dated_on": "2025-03-01",
        "valid_from": "2026-01-01", f"result_{of.pk}": "recognised",
    }  # fmt: skip
    do(case, "record_national_results", officer(PROVINCE), upload=True, **told)
    assert not Recognition.objects.filter(level="国家级").exists()
    do(case, "sign", approver(PROVINCE), affirmed="on")
    found = Recognition.objects.get(level="国家级")
    assert (found.batch, found.valid_from, found.valid_to) == ("国家第四批", date(2026, 1, 1), date(2028, 12, 31))
    assert (found.case_number, case.state) == (case.number, "concluded")
    assert eligible.clusters(case.authority, NOW.date()) == []


def test_without_a_provincial_recognition_in_force_nobody_is_listed() -> None:
    """A12: 认定为省级集群后才能推荐."""
    without, over, other = (
        cluster("未认定", held=False),
        cluster("已期满", until=date(2025, 3, 2)),
        cluster("有效"),
    )
    case = begin()
    for each in (without, over):
        with pytest.raises(Invalid, match="须持有有效的省级认定"):
            do(case, "add_candidate", cluster=str(each.pk), reason="推荐")
    do(case, "add_candidate", cluster=str(other.pk), reason="推荐")
    assert [each.name for each in eligible.clusters(case.authority, NOW.date())] == []


def test_what_ended_meanwhile_stops_the_recommendation_and_so_does_the_quota() -> None:
    """Everything wrong is said at once; nothing is half done."""
    first, second = with_roster(cluster("甲")), with_roster(cluster("乙"))
    case = begin()
    for each in (first, second):
        do(case, "add_candidate", cluster=str(each.pk), reason="推荐")
    do(case, "assess_candidates")
    Recognition.objects.filter(cluster=first).update(revoked_from=date(2025, 3, 1))
    with pytest.raises(Refusal) as said:
        do(case, "recommend_to_nation", opinion="同意推荐")
    assert str(said.value.text.zh) == (
        "候选 2 个，超过国家名额 1 个；超额的国家不予受理。"
        "甲没有有效的省级认定，不能推荐国家级（第十二条：认定为省级集群后才能推荐）。"
    )
    do(case, "take_off_candidate", cluster=str(first.pk), reason="已撤销")
    signed(case, "recommend_to_nation", opinion="同意推荐")
    assert [(each.cluster.name, each.position) for each in NationalCandidate.objects.all()] == [("乙", 1)]


def test_shenzhen_recommends_its_own_directly_and_nobody_else_does() -> None:
    """practice: 计划单列市 recommends to the ministry by itself."""
    own = with_roster(cluster("智能终端产业集群", NANSHAN, held=False))
    other = cluster("女鞋", held=True)
    case = begin(officer(SHENZHEN))
    do(case, "add_candidate", officer(SHENZHEN), cluster=str(own.pk), reason="直接推荐")
    with pytest.raises(Invalid):
        do(case, "add_candidate", officer(SHENZHEN), cluster=str(other.pk), reason="不属本市")
    do(case, "assess_candidates", officer(SHENZHEN))
    signed(case, "recommend_to_nation", SHENZHEN, opinion="同意推荐")
    assert case.state == "recommended"
    with pytest.raises(Refusal, match="国家级集群由省级推荐"):
        begin(officer(HUIZHOU))


def test_one_cluster_is_on_one_list_and_one_list_answers_a_call() -> None:
    of = cluster()
    first = begin()
    do(first, "add_candidate", cluster=str(of.pk), reason="推荐")
    with pytest.raises(Invalid) as said:
        begin()
    assert said.value.faults["__all__"] == [f"该通知的推荐已在办（{first.number}）。"]
    second = begin(call="另一通知")
    with pytest.raises(Invalid, match="未列入其他推荐"):
        do(second, "add_candidate", cluster=str(of.pk), reason="推荐")


def test_order_gives_each_place_once() -> None:
    first, second = cluster("甲"), cluster("乙")
    case = begin(quota=2)
    for each in (first, second):
        do(case, "add_candidate", cluster=str(each.pk), reason="推荐")
    with pytest.raises(Invalid, match="每个位次只给一个集群"):
        do(case, "order_candidates", **{f"place_{first.pk}": 1, f"place_{second.pk}": 1})
    do(case, "order_candidates", **{f"place_{first.pk}": 2, f"place_{second.pk}": 1})
    assert [each.cluster.name for each in NationalCandidate.objects.all()] == ["乙", "甲"]


def test_assessing_needs_a_roster() -> None:
    case = begin()
    do(case, "add_candidate", cluster=str(cluster().pk), reason="推荐")
    with pytest.raises(Refusal, match="惠东县女鞋产业集群没有企业名册，无法测算"):
        do(case, "assess_candidates")


def test_pages_and_package(client: Client, django_assert_num_queries: Any) -> None:
    of = with_roster(cluster())
    case = begin()
    do(case, "add_candidate", cluster=str(of.pk), reason="推荐")
    do(case, "attach_national", cluster=str(of.pk), upload=True)
    do(case, "assess_candidates")
    client.force_login(officer(PROVINCE))
    client.get("/nation/")
    with django_assert_num_queries(4):
        assert case.number in client.get("/nation/").content.decode()
    address = f"/nation/recommendations/{case.pk}/"
    assert "系统测算，不作为审核结论" in client.get(address).content.decode()
    assert "近三年产值" in client.get(f"{address}findings/{of.pk}/").content.decode()
    packed = b"".join(client.get(f"{address}table.zip").streaming_content)  # type: ignore[attr-defined]
    assert zipfile.ZipFile(io.BytesIO(packed)).namelist() == [
        "00-推荐汇总表.xlsx", "00-推荐汇总表.pdf", "01-惠东县女鞋产业集群/对标测算（系统测算，不作为审核结论）.csv",
        "01-惠东县女鞋产业集群/国家文件.pdf",
    ]  # fmt: skip
    client.force_login(officer(HUIZHOU))
    assert client.get("/nation/").status_code == 200
    assert client.get(address).status_code == 404
    assert client.get("/nation/recommendations/new/").status_code == 404
    client.force_login(officer(HUIDONG))
    assert client.get("/nation/").status_code == 404
