"""Article 16: the brief and the ledger of a place or a cluster, as page, PDF and workbook."""

from __future__ import annotations

import io
import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from jiqun.register.becoming import Decided, renew, revoke, served
from jiqun.register.models import ClusterYear, Goal
from jiqun.supervision.overview import brief, ledger
from jiqun.supervision.overview.brief_facts import gather
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, at, officer
from tests.supervision.recognised import cluster, recognised

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 1)


def year(of: Any, output: int | None, **more: Any) -> None:
    """Figures of 2024 on record."""
    ClusterYear.objects.create(
        cluster=of, year=2024, output=output, source="年报", kept_at=at("2025-03-01 10:00"), **more
    )


def two() -> tuple[Any, Any]:
    """Two recognised clusters of one prefecture, the output of one of them a lower bound."""
    shoes, chips = recognised().cluster, recognised(cluster("惠城区电子产业集群", HUICHENG, "39")).cluster
    year(shoes, 120_000_000_000, firms=40)
    year(chips, 30_000_000_000, blanks={"output": 2})
    return shoes, chips


def goal(of: Any) -> None:
    """A frozen goal; the recognition is entered as that of a matter."""
    of.case_id = uuid.uuid4()
    of.save()
    targets = {"2024": "100", "2025": "120"}
    Goal.objects.create(
        cluster=of.cluster,
        recognition=of,
        case_id=of.case_id,
        number=1,
        indicator="产值",
        unit="亿元",
        base="90",
        targets=targets,
        owner="县工信局",
    )


def test_ledger_says_targets_and_leaves_results_open_until_they_are_received() -> None:
    goal(recognised())
    row = ledger.lines(gather(officer(HUIDONG), place=HUIDONG), DAY)[0]
    assert row[3].zh == "2023-07-10～2026-07-09 有效"
    assert row[5].zh == "产值（亿元）：2024 100／—；2025 120／—"


def test_ledger_holds_a_recognition_to_the_goals_of_its_present_term_and_marks_those_entered_from_paper() -> None:
    """Article 15: goals frozen with a renewal take the place of those before."""
    held = recognised()
    goal(held)
    decided = Decided(DAY, "粤工信复〔2026〕1号", "", uuid.uuid4(), "FH-1")
    renew(held, decided, uuid.uuid4())
    later = Goal.objects.get()
    later.pk, later.case_id, later.targets, later.backfilled = None, decided.case_id, {"2027": "150"}, True
    later.save()
    row = ledger.lines(gather(officer(HUIDONG), place=HUIDONG), DAY)[0]
    assert row[5].zh == "产值（亿元）［历史补录］：2027 150／—"


def test_brief_and_ledger_name_no_revocation_before_it_is_served() -> None:
    """Article 17: a decision binds from its service."""
    held = recognised()
    change = revoke(held, Decided(DAY, "", "虚假申报", None, "CX-1"), uuid.uuid4(), DAY)
    assert gather(officer(HUIDONG), place=HUIDONG)[0].changes == []
    served(change, "粤工信撤〔2025〕1号", DAY)
    assert gather(officer(HUIDONG), place=HUIDONG)[0].changes == [change]


def test_ledger_of_a_place_says_the_latest_year_and_of_one_cluster_every_year() -> None:
    shoes, _ = two()
    ClusterYear.objects.create(cluster=shoes, year=2023, firms=30, source="年报", kept_at=at("2024-03-01 10:00"))
    of_place = ledger.lines(gather(officer(HUIZHOU), place=HUIZHOU), DAY)
    assert {row[0].zh: row[4].zh for row in of_place}[
        "惠东县女鞋产业集群（演示）"
    ] == "2024年：集群企业40家，产值12.00亿元"
    alone = ledger.lines(gather(officer(HUIZHOU), cluster=shoes.pk), DAY)[0]
    assert alone[4].zh == "2023年：集群企业30家\n2024年：集群企业40家，产值12.00亿元"


def test_brief_of_a_place_adds_up_what_is_known_and_says_of_how_many() -> None:
    two()
    told = {name.zh: said.zh for name, said in brief.pairs(gather(officer(HUIZHOU), place=HUIZHOU), DAY)}
    assert told["认定集群"] == "2个"
    assert told["认定状态"] == "有效2个"
    assert told["2024年数据"] == "集群企业40家（1个集群有数）\n产值不低于15.00亿元（2个集群有数）"


def test_ledger_has_a_line_for_each_cluster_of_the_territory_only() -> None:
    two()
    names = [row[0].zh for row in ledger.lines(gather(officer(HUIDONG), place=HUIDONG), DAY)]
    assert names == ["惠东县女鞋产业集群（演示）"]
    assert gather(officer(HUIDONG), place=HUICHENG) == []


def test_number_of_queries_does_not_grow(django_assert_num_queries: Any) -> None:
    two()
    for n in range(20):
        goal(recognised(cluster(f"集群{n}")))
    user = officer(PROVINCE)
    with django_assert_num_queries(10):
        assert len(gather(user)) == 22


@pytest.mark.parametrize("what", ["brief", "ledger"])
def test_pages_and_files_are_one_click_away_and_foreign_ones_are_absent(client: Client, what: str) -> None:
    shoes, chips = two()
    client.force_login(officer(HUIDONG))
    for base in ("/supervision", f"/supervision/places/{HUIDONG}", f"/clusters/{shoes.pk}"):
        assert "惠东县女鞋产业集群" in client.get(f"{base}/{what}").content.decode()
        assert client.get(f"{base}/{what}.pdf").content[:5] == b"%PDF-"
        book = load_workbook(io.BytesIO(client.get(f"{base}/{what}.xlsx").content))
        assert "集群" in str(book.active["A1"].value)
    for base in (f"/supervision/places/{HUICHENG}", "/supervision/places/999999", f"/clusters/{chips.pk}"):
        assert client.get(f"{base}/{what}").status_code == 404
    client.force_login(account("expert", None))
    assert client.get(f"/supervision/{what}").status_code == 404


def test_page_of_a_place_leads_to_the_places_within(client: Client) -> None:
    two()
    client.force_login(officer(PROVINCE))
    assert f'href="/supervision/places/{HUIZHOU}/brief"' in client.get("/supervision/brief").content.decode()
    page = client.get(f"/supervision/places/{HUIZHOU}/brief").content.decode()
    assert [f'href="/supervision/places/{code}/brief"' in page for code in (HUICHENG, HUIDONG)] == [True, True]
