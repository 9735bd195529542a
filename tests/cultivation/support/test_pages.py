"""Pages of support: sums, what they cost, the plan beside them, files to take away (Articles 5, 8, 9)."""

from __future__ import annotations

import csv
import io
from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from jiqun.authorities.models import Account
from jiqun.config import clock
from jiqun.cultivation.models import SupportLine
from jiqun.cultivation.support import queries
from tests.cultivation.plan.county import adopted, of
from tests.cultivation.support.given import LINE, NOW, ask, do, enter, firms, with_roster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-09-10 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def several() -> None:
    with_roster()
    enter(firms=firms()[0])
    enter(key="city", giver="prefecture", kind="finance", amount="300", on="2024-05-01")
    enter(key="land", kind="land", amount="", number="30.25")
    gone = enter(key="gone", amount="9")
    do("support_line", gone, "withdraw", reason="重复。")


def test_sums_by_kind_place_year_and_cluster_are_exact_and_leave_out_what_was_withdrawn() -> None:
    several()
    rows = queries.listed(officer(HUIZHOU), {})
    told = {
        by: [(str(each.title), each.lines, list(each.by_level.values()), each.area) for each in queries.sums(rows, by)]
        for by in queries.BY
    }
    assert told["kind"] == [
        ("资金", 1, [0, 0, 120_500_000], 0),
        ("金融", 1, [0, 300_000_000, 0], 0),
        ("用地", 1, [0, 0, 0], 3025),
    ]
    assert told["year"] == [("2025", 2, [0, 0, 120_500_000], 3025), ("2024", 1, [0, 300_000_000, 0], 0)]
    assert told["place"] == [("惠城区", 3, [0, 300_000_000, 120_500_000], 3025)]
    assert told["cluster"] == [("惠城区电子元件产业集群", 3, [0, 300_000_000, 120_500_000], 3025)]
    assert queries.whole(queries.sums(rows, "year")).money == 420_500_000


class SumsAddUp(TestCase):
    """Whatever the lines, every way of adding them up gives the same whole."""

    @settings(max_examples=15, deadline=None)
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(("fund", "land", "talent", "other")),
                st.sampled_from(("province", "prefecture", "county")),
                st.integers(2023, 2025),
                st.integers(0, 10**15),
            ),
            max_size=8,
        )
    )
    def test_every_way_gives_the_same_whole(self, drawn: list[tuple[str, str, int, int]]) -> None:
        cluster, by = of(), officer(HUICHENG)
        SupportLine.objects.bulk_create(
            SupportLine(
                id=uuid4(), cluster=cluster, authority=cluster.authority, kind=kind, title="支持", giver=giver,
                unit="区财政局", on=date(year, 1, 1), amount=amount, by=by, at=NOW,
            )
            for kind, giver, year, amount in drawn
        )  # fmt: skip
        rows = queries.listed(by, {})
        expected = sum(amount for *_, amount in drawn)
        assert {queries.whole(queries.sums(rows, each)).money for each in queries.BY} == {expected}


def test_pages_cost_the_same_whatever_the_number_of_lines(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    """Issue 7: at most 10 statements."""
    several()
    ask()
    client = browser(officer(HUICHENG))
    line = SupportLine.objects.in_force().filter(kind="fund").get()
    pages = (
        reverse("cultivation:support"),
        reverse("cultivation:support-cluster", args=[of().pk]),
        reverse("cultivation:support-line", args=[line.pk]),
        reverse("cultivation:requests"),
    )
    for address in pages:
        client.get(address)
    for address in pages:
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200
    for number in range(5):
        enter(key=f"more{number}")
        ask(key=f"more{number}")
    for address in pages:
        with django_assert_max_num_queries(10):
            assert client.get(address).status_code == 200


def test_cluster_page_sets_planned_money_beside_support_that_was_entered() -> None:
    """Article 9 beside 13(九): measures with money planned that nothing was entered for stand first."""
    case = adopted()
    planned = [task for task in case.plan.tasks.order_by("number") if task.planned]
    assert planned
    assert all(each.bare for each in queries.crossed(of()))
    line = enter(task=f"{case.number}#{planned[0].number}")
    found = {each.task.pk: (each.given, each.lines, each.bare) for each in queries.crossed(of())}
    assert found[planned[0].pk] == (120_500_000, 1, False)
    assert sum(bare for *_, bare in found.values()) == len(planned) - 1
    assert (
        "未登记扶持"
        in browser(officer(HUICHENG)).get(reverse("cultivation:support-cluster", args=[of().pk])).content.decode()
    )
    do("support_line", line, "withdraw", reason="重复。")
    assert all(each.bare for each in queries.crossed(of()))


def test_list_narrows_to_kind_level_year_and_words_and_the_file_follows() -> None:
    several()
    client = browser(officer(HUIZHOU))
    for query, titles in (
        ("kind=land", 1),
        ("giver=prefecture", 1),
        ("year=2025", 2),
        ("q=惠城区工业", 3),
        ("show=withdrawn", 1),
        ("year=abcd&kind=none", 3),
    ):
        answer = client.get(f"{reverse('cultivation:support-file', args=['csv'])}?{query}")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert len(rows) == titles + 1, query
    answer = client.get(reverse("cultivation:support-sums-file", args=["csv"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[-1] == ["合计", "3", "0", "300", "120.5", "420.5", "30.25", "—"]
    assert client.get(reverse("cultivation:support-file", args=["pdf"])).status_code == 404


def test_foreign_county_sees_neither_lines_nor_pages() -> None:
    several()
    client = browser(officer(HUIDONG))
    line = SupportLine.objects.first()
    assert line is not None
    assert "技术改造资金" not in client.get(reverse("cultivation:support")).content.decode()
    for name, pk in (("support-line", line.pk), ("support-cluster", of().pk), ("support-paste", of().pk)):
        assert client.get(reverse(f"cultivation:{name}", args=[pk])).status_code == 404
    answer = client.get(f"{reverse('cultivation:support-file', args=['csv'])}?cluster={of().pk}")
    assert answer.status_code == 404


def test_what_was_typed_stands_again_beside_its_fault() -> None:
    with_roster()
    client = browser(officer(HUICHENG))
    address = f"{reverse('cultivation:support-enter')}?cluster={of().pk}"
    assert "已核对金额" not in client.get(address).content.decode()
    sent = {**LINE, "cluster": str(of().pk), "amount": "一百", "key": "typed"}
    answer = client.post(reverse("cultivation:support-enter"), sent)
    assert answer.status_code == 422
    assert "技术改造资金" in answer.content.decode()
    assert "“一百”不是数字" in answer.content.decode()
    assert client.post(reverse("cultivation:support-enter"), {**sent, "amount": "100"}).status_code == 302


def test_clusters_page_takes_away_its_own_sums_only() -> None:
    several()
    client = browser(officer(HUIZHOU))
    page = client.get(reverse("cultivation:support-cluster", args=[of().pk])).content.decode()
    assert f"cluster={of().pk}" in page
    assert "按地方" not in page
    address = reverse("cultivation:support-sums-file", args=["csv"])
    answer = client.get(f"{address}?by=year&cluster={of().pk}")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == ["2025", "2024", "合计"]
    assert client.get(f"{address}?cluster={uuid4()}").status_code == 404
    assert client.get(f"{address}?cluster=none").status_code == 404
