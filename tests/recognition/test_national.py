"""Article 14(三): the first national batch is recognised at the provincial level by the measure itself."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.notices.models import Announcement, Notice
from jiqun.recognition.models import Application
from jiqun.recognition.queries import national as queries
from jiqun.register.models import Cluster, Recognition
from tests.evidence.samples import PDF
from tests.office import HUIZHOU, PROVINCE, approver, at, officer

pytestmark = pytest.mark.django_db
NOW = at("2025-03-03 09:00")
CHANCE = Random(11)


def cluster(name: str, code: str, *, batch: str = "国家第一批", level: str = "国家级") -> Cluster:
    """A cluster of the register with one recognition."""
    authority = officer(PROVINCE).authority
    assert authority is not None
    from jiqun.authorities.models import Authority

    place = Authority.objects.get(pk=code)
    made = Cluster.objects.create(id=uuid7(NOW, CHANCE), name=name, authority=place, path=place.path, lead_codes="35")
    recognised(made, level, batch)
    return made


def recognised(of: Cluster, level: str, batch: str) -> None:
    Recognition.objects.create(id=uuid7(NOW, CHANCE), cluster=of, level=level, batch=batch, source="公开来源")


def begin(*clusters: Cluster, by: Any = None, **changes: str) -> Case:
    told = {
        "clusters": [str(each.pk) for each in clusters],
        "document": "工信部企业函〔2022〕号（首批名单）",
        "dated_on": "2022-12-30",
        "valid_from": "2023-02-28",
        "batch": "首批国家级自动认定",
        **changes,
    }
    done = open_matter(
        "national_recognition", by=by or officer(PROVINCE), payload=told, key=f"n-{CHANCE.random()}", now=NOW,
        files={"file": SimpleUploadedFile("名单.pdf", PDF, "application/pdf")}, chance=CHANCE,
    )  # fmt: skip
    found: Case = done.subject
    return found


def declare(case: Case) -> None:
    for name, by, payload in (
        ("recognise_national", officer(PROVINCE), {}),
        ("sign", approver(PROVINCE), {"affirmed": "on"}),
    ):
        case.refresh_from_db()
        perform("national_recognition", case.pk, name, by=by, version=case.version, payload=payload,
                key=f"d-{CHANCE.random()}", now=NOW, chance=CHANCE)  # fmt: skip


def test_the_first_batch_is_declared_and_nothing_is_decided() -> None:
    """A14.3, A15: two persons, the document, three years; no application, no notice."""
    first = cluster("氢能产业集群", "440605")
    case = begin(first)
    assert not Recognition.objects.filter(level="省级").exists()
    declare(case)
    found = Recognition.objects.get(cluster=first, level="省级")
    assert (found.batch, found.valid_from, found.valid_to) == (
        "首批国家级自动认定",
        date(2023, 2, 28),
        date(2026, 2, 27),
    )
    assert (found.case_number, found.backfilled) == ("ZD-2025-001", False)
    assert "第十四条（三）" in found.source
    assert Announcement.objects.public().get().title == "首批国家级中小企业特色产业集群自动认定为省级集群名单"
    assert (Application.objects.count(), Notice.objects.count()) == (0, 0)


def test_one_signature_recognises_nobody() -> None:
    case = begin(cluster("氢能产业集群", "440605"))
    perform("national_recognition", case.pk, "recognise_national", by=officer(PROVINCE), version=case.version,
            payload={}, key="one", now=NOW, chance=CHANCE)  # fmt: skip
    assert not Recognition.objects.filter(level="省级").exists()


def test_a_cluster_of_a_later_batch_is_refused() -> None:
    with pytest.raises(Invalid, match="所选集群不在首批国家级中小企业特色产业集群之列，不适用自动认定"):
        begin(cluster("智能锁具产业集群", "442000118", batch="国家第三批"))


def test_a_cluster_recognised_by_the_province_already_is_refused() -> None:
    first = cluster("氢能产业集群", "440605")
    recognised(first, "省级", "2023年度")
    with pytest.raises(Invalid, match="氢能产业集群（2023年度）已是省级集群，不再自动认定"):
        begin(first)


def test_one_that_was_recognised_meanwhile_stops_the_signature() -> None:
    """Two matters about one cluster: the second is refused, nothing is half done."""
    first, other = cluster("氢能产业集群", "440605"), cluster("箱包皮具产业集群", "440114")
    one, two = begin(first), begin(first, other, batch="首批国家级自动认定（二）")
    declare(one)
    with pytest.raises(Refusal, match="氢能产业集群（首批国家级自动认定）已是省级集群") as said:
        declare(two)
    assert said.value.clause == "A14.3"
    assert not Recognition.objects.filter(cluster=other, level="省级").exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"document": ""}, "请填写国家名单的文件名称和文号"),
        ({"dated_on": "2025-03-04"}, "公布日期不能晚于今天"),
        ({"valid_from": "2022-12-01"}, "有效期不能早于国家名单的公布日期"),
    ],
)
def test_an_automatic_recognition_refuses(changes: dict[str, str], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        begin(cluster("氢能产业集群", "440605"), **changes)


def test_it_is_the_province_s_alone_and_its_page_says_what_sources_say() -> None:
    case = begin(cluster("氢能产业集群", "440605"), cluster("另一产业集群", "440605"))
    with pytest.raises(Refusal, match="由省级经办办理"):
        begin(cluster("箱包皮具产业集群", "440114"), by=officer(HUIZHOU))
    reader, stranger = Client(), Client()
    reader.force_login(officer(PROVINCE), backend="jiqun.authorities.backends.AccountBackend")
    stranger.force_login(officer(HUIZHOU), backend="jiqun.authorities.backends.AccountBackend")
    said = reader.get(reverse("recognition:national", args=[case.pk])).content.decode()
    assert said.count("与公开来源一致") == 1
    assert said.count("公开来源未载明") == 1
    assert stranger.get(reverse("recognition:national", args=[case.pk])).status_code == 404


def test_the_batch_is_read_in_two_queries(django_assert_num_queries: Any) -> None:
    for name in ("一", "二", "三"):
        cluster(f"{name}产业集群", "440605")
    with django_assert_num_queries(2):
        assert len(queries.members()) == 3
