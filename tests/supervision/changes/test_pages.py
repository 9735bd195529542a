"""Pages of changes: start from the cluster's file, the matter with what it does, the list, the periods."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.config import clock
from jiqun.register.models import Cluster
from tests.boundaries.test_boundary import file as file_boundary
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, officer
from tests.supervision.changes import county
from tests.supervision.changes.county import begin, checked, filed, goal, handed_in, held, period
from tests.supervision.changes.test_drift import imported

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day of these tests."""
    monkeypatch.setattr(clock, "now", lambda: county.NOW)


def page(client: Client, who: str, name: str, *args: Any, **query: str) -> str:
    """A page as somebody sees it."""
    client.force_login(officer(who))
    answer = client.get(reverse(f"supervision:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_county_starts_from_the_file_of_its_cluster(client: Client) -> None:
    of = held()
    assert reverse("supervision:change-begin") in page(client, HUICHENG, "cluster-changes", of.pk)
    assert "空间范围" in page(client, HUICHENG, "change-begin", cluster=str(of.pk))
    html = page(client, HUICHENG, "change-begin", cluster=str(of.pk), kind="lead")
    assert "变更后的主导产业代码" in html and "登记的主导产业代码" in html
    url = reverse("supervision:change-begin")
    entered = {"cluster": str(of.pk), "kind": "lead", "key": "k1", "changed_on": "2025-09-30", "reason": "转产"}
    answer = client.post(url, {**entered, "lead_codes": "397"})
    assert answer.status_code == 422 and "变动日期不能晚于今天" in answer.content.decode()
    assert 'value="397"' in answer.content.decode(), "what was entered stays"
    answer = client.post(url, {**entered, "lead_codes": "397", "changed_on": "2025-08-30", "key": "k2"}, follow=True)
    assert answer.status_code == 200 and "变动前后对照" in answer.content.decode()


def test_effects_on_the_conditions_are_shown_before_anybody_decides(client: Client) -> None:
    of = held()
    imported(of, "398")
    case = checked(begin(of, lead_codes="17"))
    html = page(client, PROVINCE, "change", case.pk)
    assert "系统测算，不作为审核结论" in html and "对认定条件的影响" in html
    assert "主导产业产值占比" in html and "不符合" in html


def test_new_land_is_drawn_over_the_old_and_measured(client: Client) -> None:
    of = held()
    file_boundary(of, county.INSIDE, key="b1")
    new = file_boundary(of, county.WIDER, key="b2")
    html = page(client, HUIZHOU, "change", handed_in(begin(of, "extent", boundary=str(new.pk))).pk)
    assert "面积不超过 100 平方公里" in html and html.count('class="before"') == 2


def test_history_keeps_what_stood_before(client: Client) -> None:
    of = held()
    row = goal(of)
    filed(begin(of, lead_codes="397"))
    filed(begin(of, "goals", **{f"goal_{row.pk}_2025": "46", f"goal_{row.pk}_2026": "53"}))
    html = page(client, HUICHENG, "cluster-changes", of.pk)
    assert "398" in html and "已调整的规划目标" in html and "2025：48" in html and "2025：46" in html


def test_lists_show_the_territory_only_and_mark_what_is_late(client: Client) -> None:
    period()
    case = handed_in(begin(held(), lead_codes="397"))
    assert "逾期" in page(client, PROVINCE, "changes", late="1") and case.number in page(client, HUIZHOU, "changes")
    assert case.number not in page(client, HUIDONG, "changes")
    client.force_login(officer(HUIDONG))
    for name, key in (("change", case.pk), ("cluster-changes", case.cluster_id)):
        assert client.get(reverse(f"supervision:{name}", args=[key])).status_code == 404
    client.force_login(account("expert", None))
    assert client.get(reverse("supervision:changes")).status_code == 404


def test_periods_are_read_by_every_office(client: Client) -> None:
    assert "尚未确定报备期限" in page(client, HUICHENG, "periods")
    case = period()
    assert "变动发生后 10 个工作日内" in page(client, HUICHENG, "periods")
    assert "粤工信函〔2025〕8号" in page(client, HUIZHOU, "period", case.pk)
    assert "拟定报备期限" in page(client, PROVINCE, "period-begin")


def test_pages_cost_a_fixed_number_of_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    of = held()
    imported(of, "398")
    case = checked(begin(of, lead_codes="397"))
    for n in range(5):
        more = county.cluster(f"惠城区第{n}产业集群", HUICHENG, "398")
        county.recognised(more, county.date(2024, 7, 10))
        filed(begin(more, lead_codes="397"))
    client.force_login(officer(PROVINCE))
    for name, args, most in (("changes", [], 8), ("change", [case.pk], 30), ("cluster-changes", [of.pk], 24)):
        client.get(reverse(f"supervision:{name}", args=args))
        with django_assert_max_num_queries(most):
            client.get(reverse(f"supervision:{name}", args=args))
    assert Cluster.objects.count() == 6
