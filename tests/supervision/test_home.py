"""Articles 6, 15, 16 and 17: what stands where in a territory, on its first page and as files."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from jiqun.register.becoming import Decided, revoke, served
from jiqun.register.models import ClusterYear
from jiqun.register.terms import Standing
from jiqun.supervision.overview import queries
from tests.office import HUICHENG, HUIDONG, PROVINCE, account, at, officer
from tests.supervision.recognised import cluster, recognised

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 1)


def test_terms_that_ran_out_wait_for_renewal_and_revoked_ones_are_said_so() -> None:
    recognised()
    later = recognised(cluster("惠城区电子产业集群", HUICHENG, "39"), date(2024, 7, 10), "2024年")
    change = revoke(later, Decided(DAY, "文", "虚假申报", None, "CX-1"), uuid.uuid4(), date(2026, 8, 1))
    assert [row.standing for row in queries.held(officer(PROVINCE), DAY)] == [Standing.EXPIRED, Standing.VALID]
    served(change, "粤工信撤〔2026〕1号", date(2026, 8, 1))
    assert [(row.name, row.standing) for row in queries.held(officer(PROVINCE), DAY)] == [
        ("惠东县女鞋产业集群", Standing.EXPIRED),
        ("惠城区电子产业集群", Standing.REVOKED),
    ]
    assert [row.name for row in queries.held(officer(HUIDONG), DAY)] == ["惠东县女鞋产业集群"]


def figured(n: int = 3) -> None:
    """Clusters with two years of figures."""
    for number in range(n):
        held = recognised(cluster(f"集群{number}", leads="1952" if number else "3911"), date(2024, 7, 10), "2024年")
        for year, output in ((2023, 40), (2024, 50)):
            ClusterYear.objects.create(
                cluster=held.cluster, year=year, source="年报", kept_at=at("2025-05-01 09:00"), output=output * 10**10
            )


def test_home_is_for_the_offices_and_their_supervisor(client: Client, django_assert_num_queries: Any) -> None:
    figured(30)
    client.force_login(officer(PROVINCE))
    client.get("/supervision/")
    with django_assert_num_queries(6):
        page = client.get("/supervision/").content.decode()
    for text in ("2027年第3季度", "1,500.00", "+25.00%", "年末有效", "惠州市"):
        assert text in page
    client.force_login(account("expert", None))
    assert client.get("/supervision/").status_code == 404


def test_home_is_narrowed_to_a_prefecture_and_an_industry(client: Client) -> None:
    figured()
    client.force_login(officer(PROVINCE))
    assert "3</b>认定过的集群（含国家级）" in client.get("/supervision/").content.decode()
    narrowed = client.get("/supervision/?prefecture=441300&industry=39").content.decode()
    assert "1</b>认定过的集群（含国家级）" in narrowed
    assert "50.00" in narrowed
    assert client.get("/supervision/?prefecture=440300").status_code == 404
    assert client.get("/supervision/?industry=99").status_code == 404


def test_home_says_so_where_nothing_is_recognised(client: Client) -> None:
    client.force_login(officer(HUICHENG))
    assert "辖区内还没有认定的集群" in client.get("/supervision/").content.decode()


def test_tables_are_taken_away_as_csv_and_workbook(client: Client) -> None:
    figured()
    client.force_login(officer(PROVINCE))
    answer = client.get("/supervision/tables/indicators.csv?industry=19")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    output = next(row for row in rows if row[0].startswith("总产值"))
    assert output == ["总产值（亿元）", "80.00", "100.00", "+25.00%", "2"]
    book = load_workbook(io.BytesIO(client.get("/supervision/tables/flow.xlsx").content))
    assert [cell.value for cell in book.worksheets[0][2]][:2] == ["年份", "首次认定"]
    for wrong in ("nothing.csv", "flow.exe"):
        assert client.get(f"/supervision/tables/{wrong}").status_code == 404
    client.force_login(account("expert", None))
    assert client.get("/supervision/tables/flow.csv").status_code == 404


def test_terms_are_listed_by_standing(client: Client) -> None:
    recognised()
    recognised(cluster("惠城区电子产业集群", HUICHENG, "39"), date(2024, 7, 10), "2024年")
    client.force_login(officer(PROVINCE))
    page = client.get("/supervision/terms/").content.decode()
    assert "惠东县女鞋产业集群" in page
    ending = client.get("/supervision/terms/?ends=2027Q3").content.decode()
    assert "惠城区电子产业集群" in ending
    assert "惠东县女鞋产业集群" not in ending
    for wrong in ("standing=odd", "ends=2027Q5"):
        assert client.get(f"/supervision/terms/?{wrong}").status_code == 404
    client.force_login(officer(HUIDONG))
    assert "惠城区电子产业集群" not in client.get("/supervision/terms/").content.decode()
