"""The strategic map and filing a cluster on it (Articles 4, 7(八))."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun.casework.history import history
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.strategy import queries
from jiqun.geography import tiles as grid
from jiqun.register.models import Cluster
from jiqun.standards import strategic
from tests.cultivation.cultivated import entered
from tests.cultivation.support.given import do
from tests.office import HUICHENG, HUIZHOU, PROVINCE, XIAOLAN, approver, officer

pytestmark = pytest.mark.django_db


def cluster() -> Cluster:
    """The library's cluster, filed under electronics when it was entered."""
    if not Cluster.objects.exists():
        entered()
    return Cluster.objects.get()


def client_of(by: Any) -> Client:
    client = Client()
    client.force_login(by)
    return client


def page(by: Any, query: str = "") -> str:
    answer = client_of(by).get(reverse("cultivation:strategy") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_one_of_the_twenty_and_five_has_its_line_and_blank_spots_are_said() -> None:
    rows = queries.placed(Cluster.objects.filter(pk=cluster().pk), date(2025, 9, 10))
    lines = queries.lines(rows)
    assert len(lines) == len(strategic.everything()) == 25
    assert [(each.industry.key, each.counts) for each in lines if each.clusters and each.industry] == [
        ("electronics", [0, 0, 0, 1, 0])
    ]
    assert len(queries.blank(lines)) == 24
    assert "空白点" in page(officer(HUICHENG)) and "空白点" not in page(officer(HUICHENG), "?level=library")


def test_province_sees_tiles_for_every_prefecture_and_a_county_none() -> None:
    found = cluster()
    shown = page(officer(PROVINCE))
    assert (
        shown.count("<rect") == len(grid.prefectures()) == 21 and found.name in shown and "不反映行政区域界线" in shown
    )
    assert "<rect" not in page(officer(HUICHENG))
    assert found.name not in page(officer(XIAOLAN)) and found.name not in page(officer(PROVINCE), "?place=440100")
    for kind in ("csv", "xlsx"):
        assert client_of(officer(HUIZHOU)).get(reverse("cultivation:strategy-file", args=[kind])).status_code == 200


def test_officer_files_a_cluster_with_a_reason() -> None:
    found = cluster()
    do("strategic_filing", found, "file_strategic", strategic="software", reason="主营工业软件配套")
    found.refresh_from_db()
    assert found.strategic == "software" and "主营工业软件配套" in history(found.pk)[0].note.zh
    with pytest.raises(Refusal, match="没有要改的"):
        do("strategic_filing", found, "file_strategic", key="same", strategic="software", reason="再报一次")
    do("strategic_filing", found, "file_strategic", by=officer(HUIZHOU), strategic="", reason="不属于任何一个")
    assert queries.lines(queries.placed(Cluster.objects.all(), date(2025, 9, 10)))[-1].industry is None


def test_unknown_key_blank_reason_and_strangers_are_refused() -> None:
    found = cluster()
    with pytest.raises(Invalid) as said:
        do("strategic_filing", found, "file_strategic", strategic="nothing", reason="")
    assert set(said.value.faults) == {"strategic", "reason"}
    with pytest.raises(NotHere):
        do("strategic_filing", found, "file_strategic", by=officer(XIAOLAN), strategic="", reason="外地")
    with pytest.raises(Refusal):
        do("strategic_filing", found, "file_strategic", by=approver(HUICHENG), strategic="", reason="审核")


def test_map_asks_no_more_for_more_clusters() -> None:
    cluster()
    client = client_of(officer(PROVINCE))
    client.get(reverse("cultivation:strategy"))

    def asked() -> int:
        with CaptureQueriesContext(connection) as made:
            assert client.get(reverse("cultivation:strategy")).status_code == 200
        return len(made)

    few = asked()
    for n in range(5):
        entered(key=f"more{n}", name=f"惠城区第{n}产业集群")
    assert asked() == few <= 8
