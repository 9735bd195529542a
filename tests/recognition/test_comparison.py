"""Two measures on the same clusters: who passes under one and not under the other, on days each is in force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from jiqun import law
from jiqun.authorities.models import Role
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.law import Verdict
from jiqun.recognition.models import Round
from jiqun.recognition.queries import comparison
from jiqun.recognition.queries.filing import precheck
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, officer
from tests.recognition.applicant import NOW, open_round
from tests.recognition.findings import browser, facts, handed_in, page

pytestmark = pytest.mark.django_db
OWN, NATIONAL, EXAMPLE = "gd_2023_4", "miit_2022_119", "yn_example"
SMALL = {"output_yi": 22, "growth": 60}
"""22 亿元 growing by 6%: too little and too slow for Guangdong, enough for the example."""


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    made = open_round()
    handed_in(made, 1, facts())
    handed_in(made, 2, facts(**SMALL), HUIDONG)
    return made


def test_who_passes_here_and_not_there(row: Round) -> None:
    found = comparison.comparison(OWN, EXAMPLE, row, officer(PROVINCE))
    counted = {(a.value, b.value): n for a, counts in found.matrix for b, n in counts}
    assert sum(counted.values()) == 2
    first, second = found.clusters
    assert (first.name, first.verdicts) == ("第001产业集群", (Verdict.MET, Verdict.MET))
    assert (second.verdicts, found.cells["not_met-met"]) == ((Verdict.NOT_MET, Verdict.MET), [second])
    assert (counted["met", "met"], counted["not_met", "met"]) == (1, 1)
    assert {"近三年产值", "产值年均增速"} <= {str(title) for title in second.differing}


def test_norms_correspond_by_what_they_are_about_with_limits_side_by_side(row: Round) -> None:
    found = {each.topic: each for each in comparison.comparison(OWN, NATIONAL, row, officer(PROVINCE)).norms}
    assert (found["13.2.area"].limits, found["13.2.output"].limits) == (
        ("≤ 100 平方公里", "≤ 100 平方公里"),
        ("≥ 40 亿元", "≥ 40 亿元"),
    )
    assert (found["13.2.sme_share"].limits, found["13.3.firms"].limits[0]) == (("＞ 70%", "≥ 70%"), "≥ 1 家 或 ≥ 10 家")
    assert (found["13.5.patent_density"].limits, found["13.5.patent_density"].counts[1]) == (
        ("≥ 15 件/万人", None),
        None,
    )
    assert (found["13.7.co2_intensity"].limits[0], found["13.1.safety"].limits[0]) == ("持续下降", "未发生")
    assert found["13.2.output"].counts == ((1, 1, 0, 0), (1, 1, 0, 0))


def test_a_measure_with_itself_differs_nowhere(row: Round) -> None:
    found = comparison.comparison(OWN, OWN, row, officer(PROVINCE))
    assert [c.differing for c in found.clusters] == [(), ()]
    assert all(each.limits[0] == each.limits[1] and each.counts[0] == each.counts[1] for each in found.norms)


def test_the_rounds_readings_hold_for_both(row: Round) -> None:
    Round.objects.filter(pk=row.pk).update(readings={"以上": "strict", "每万人": "population"})
    fresh = Round.objects.select_related("case").get(pk=row.pk)
    found = comparison.comparison(OWN, NATIONAL, fresh, officer(PROVINCE))
    assert found.sides[0].readings == {"以上": "strict", "每万人": "population"}
    assert dict(found.sides[1].readings).items() <= found.sides[0].readings.items()
    assert next(each for each in found.norms if each.topic == "13.2.output").limits[0] == "＞ 40 亿元"


def test_the_rounds_own_side_has_its_bases_and_the_demands_of_its_call(row: Round) -> None:
    """A5: a demand with a limit is one more condition of the round's own side, and of no other."""
    demand = {"id": "D1", "text": "近三年产值不低于 500 亿元", "formula": "output", "word": "不低于", "limit": "500"}
    Round.objects.filter(pk=row.pk).update(demands=[{**demand, "unit": "亿元"}])
    fresh = Round.objects.select_related("case").get(pk=row.pk)
    for first, second, own in ((OWN, NATIONAL, 0), (NATIONAL, OWN, 1)):
        found = comparison.comparison(first, second, fresh, officer(PROVINCE))
        (demanded,) = (each for each in found.norms if each.topic == "D1")
        assert (demanded.limits[own], demanded.counts[own]) == ("≥ 500 亿元", (0, 2, 0, 0))
        assert (demanded.limits[1 - own], demanded.counts[1 - own]) == (None, None)
        assert [each.verdicts[own] for each in found.clusters] == [Verdict.NOT_MET, Verdict.NOT_MET]
        assert found.sides[own].measure == precheck.measure_of(fresh)


def test_norms_of_one_topic_stand_in_one_line_and_count_together(row: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """The topic is what a measure declares, whatever a norm's id says."""
    plain = law.load(NATIONAL)
    norms = [replace(n, topic="13.2.output") if n.topic == "13.2.growth" else n for n in plain.norms]
    monkeypatch.setattr(comparison, "amended", lambda name, pinned: replace(plain, norms=tuple(norms)))
    found = {each.topic: each for each in comparison.comparison(OWN, NATIONAL, row, officer(PROVINCE)).norms}
    assert found["13.2.output"].limits == ("≥ 40 亿元", "≥ 40 亿元 且 ＞ 10%")
    assert found["13.2.output"].counts == ((1, 1, 0, 0), (1, 1, 0, 0))
    assert found["13.2.growth"].limits[1] is None


def test_the_day_is_printed_and_said_when_it_is_not_the_rounds(row: Round) -> None:
    Round.objects.filter(pk=row.pk).update(issued_on=date(2026, 3, 1))
    body = page(browser(officer(PROVINCE)), "comparison", row.pk)
    assert "按 2026-02-27 有效的条文测算" in body and "取最近的有效日" in body


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_names_are_those_the_account_may_see(row: Round) -> None:
    assert "第002产业集群" not in page(browser(officer(HUICHENG)), "comparison", row.pk, second=EXAMPLE)
    assert "第002产业集群" in page(browser(officer(HUIDONG)), "comparison", row.pk, second=EXAMPLE)
    assert "第002产业集群" in page(browser(officer(HUIZHOU)), "comparison", row.pk, second=EXAMPLE)


@pytest.mark.parametrize("count", [1, 8])
def test_the_page_costs_the_same_queries_for_any_number_of_clusters(count: int, django_assert_num_queries: Any) -> None:
    """Session, account, round twice, facts: five."""
    row = open_round()
    for number in range(count):
        handed_in(row, number, facts())
    client = browser(officer(PROVINCE))
    page(client, "comparison", row.pk)  # once a minute the session is written
    with django_assert_num_queries(5):
        page(client, "comparison", row.pk)


def test_a_cell_of_the_matrix_lists_its_clusters(row: Round) -> None:
    client = browser(officer(PROVINCE))
    body = page(client, "comparison", row.pk, second=EXAMPLE, cell="not_met-met")
    assert ("第002产业集群" in body, "第001产业集群" in body, "所选单元格的集群" in body) == (True, False, True)
    wrong = page(client, "comparison", row.pk, second=EXAMPLE, cell="a-b")
    assert ("总体结论表中没有“a-b”这一格" in wrong, "有条件只在一个办法下不符合的集群" in wrong) == (True, True)
    assert "第002产业集群" in wrong


def test_what_is_no_measure_is_not_there(row: Round) -> None:
    client = browser(officer(PROVINCE))
    address = reverse("recognition:comparison", args=[row.pk])
    for query, status in (({"first": "no_such"}, 404), ({"second": "../x"}, 404), ({"first": NATIONAL}, 200)):
        assert client.get(address, query).status_code == status
    assert browser(account(Role.EXPERT, None)).get(address).status_code == 404


def test_a_round_without_applications_says_so_and_english_is_whole() -> None:
    row = open_round()
    client = browser(officer(PROVINCE))
    assert "没有可比较的集群" in page(client, "comparison", row.pk)
    assert "Nothing to compare" in page(client, "comparison", row.pk, lang="en")


def test_a_draft_round_shows_the_limits_and_says_when_clusters_are_compared() -> None:
    row = open_round(issued_on=None)
    Case.objects.filter(pk=row.pk).update(state="drafting")
    body = page(browser(officer(PROVINCE)), "comparison", row.pk)
    assert "批次尚在拟定，还没有申报" in body
    assert ("≥ 40 亿元" in body, "＞ 70%" in body, "总体结论" in body) == (True, True, False)


def test_every_cluster_is_counted_once_a_condition(row: Round) -> None:
    """A13.7 能效水平 is not applicable to most: that is a count of its own."""
    found = comparison.comparison(OWN, NATIONAL, row, officer(PROVINCE))
    counts = [counted for norm in found.norms for counted in norm.counts if counted is not None]
    assert {sum(counted) for counted in counts} == {2}
    assert next(norm.counts[0] for norm in found.norms if norm.topic == "13.7.energy") == (0, 0, 0, 2)
