"""The public's pages (主动公开): what is public is there for everybody, what is not is nowhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.journal import chain
from jiqun.notices.models import Notice
from jiqun.portal import queries
from jiqun.recognition.models import Round
from jiqun.register.models import Cluster, Recognition
from tests.office import at
from tests.recognition.listed_round import (
    ADDRESS,
    ANNOUNCEMENT,
    NOTICE,
    notice_of,
    on_notice,
    proposed,
    publish,
    ranked_round,
)
from tests.recognition.panel_round import Stage
from tests.recognition.test_backfill import Desk

PAGES = ("home", "notices", "lists", "directory", "measure", "journal")
Queries = Callable[[int], Any]


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A round whose list is signed; pages tell its time."""
    cache.clear()
    found = proposed(ranked_round())
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def published(stage: Stage) -> Notice:
    stage.now = at("2025-06-16 16:00")
    stage.signed("make_notice", NOTICE)
    stage.now = at("2025-06-17 10:00")
    publish(stage)
    stage.now = at("2025-06-20 10:00")
    return notice_of(stage)


def announced(stage: Stage) -> None:
    published(stage)
    stage.now = at("2025-07-15 09:00")
    stage.signed("announce", ANNOUNCEMENT)


def page(name: str, *args: object, **query: str) -> str:
    answered = Client().get(reverse(f"portal:{name}", args=args), query)
    assert answered.status_code == 200
    return answered.content.decode()


def everything(stage: Stage) -> str:
    return "".join(page(name) for name in PAGES)


def test_nothing_unsigned_or_unpublished_is_public(stage: Stage) -> None:
    """Drafts, the signed list, and the notice before its publication is on record."""
    assert "第0产业集群" not in everything(stage)
    stage.now = at("2025-06-16 16:00")
    stage.signed("make_notice", NOTICE)
    said = everything(stage)
    assert NOTICE["title"] not in said
    assert "第0产业集群" not in said
    assert Client().get(reverse("portal:notice", args=[notice_of(stage).pk])).status_code == 404


def test_a_published_notice_reads_like_the_official_paper(stage: Stage) -> None:
    """A14.3: list, basis, the days counted, where it stands officially, how to object."""
    notice = published(stage)
    said = page("notice", notice.pk)
    assert f"<h1>{NOTICE['title']}</h1>" in said
    assert "公示期自2025年6月18日至2025年6月26日24时，共7个工作日（6月18日、6月19日、6月20日、" in said
    assert [said.count(f"第{n}日") for n in range(1, 9)] == [1] * 7 + [0]
    assert "还剩 5 个工作日" in said
    assert ADDRESS in said
    assert reverse("notices:object", args=[notice.pk]) in said
    assert "data-print" in said
    for name in ("第0产业集群", "第1产业集群", "第2产业集群", "惠州市惠城区", "金属制品业"):
        assert name in said
    assert "第3产业集群" not in said


def test_a_notice_never_shows_score_or_rank(stage: Stage) -> None:
    said = page("notice", published(stage).pk)
    assert "90.00" not in said
    assert "名次" not in said


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2025-06-17 12:00", "公示期自 2025-06-18 起"),
        ("2025-06-18 00:00", "还剩 7 个工作日"),
        ("2025-06-21 12:00", "还剩 4 个工作日"),
        ("2025-06-26 23:59", "还剩 1 个工作日"),
        ("2025-06-27 00:00", "公示期已满。"),
    ],
)
def test_a_notice_counts_the_days_that_are_left(stage: Stage, now: str, said: str) -> None:
    notice = published(stage)
    stage.now = at(now)
    assert said in page("notice", notice.pk)


def test_an_interruption_is_said_in_the_paper(stage: Stage) -> None:
    notice = published(stage)
    stage.now = at("2025-06-23 10:00")
    stage.signed("record_interruption", {
        "notice": str(notice.pk), "interrupted_at": "2025-06-20 09:00", "resumed_on": "2025-06-23",
        "mode": "extend", "remark": "网站故障",
    })  # fmt: skip
    said = page("notice", notice.pk)
    assert "公示于2025年6月20日中断：网站故障。公示期顺延，至2025年6月27日24时。" in said


def test_the_first_page_names_what_is_on_notice(stage: Stage) -> None:
    published(stage)
    said = page("home")
    assert NOTICE["title"] in said
    assert "还剩 5 个工作日" in said
    stage.now = at("2025-06-27 09:00")
    assert "现在没有正在公示的名单" in page("home")


def test_an_announced_list_has_number_term_and_clusters(stage: Stage) -> None:
    """A14.3, A15."""
    announced(stage)
    said = page("list", "省级", "2025年度")
    for words in (ANNOUNCEMENT["title"], ANNOUNCEMENT["document"], "第0产业集群", "2025-07-10 至 2028-07-09"):
        assert words in said
    assert "第4产业集群" not in said
    assert "补录" not in said
    assert ANNOUNCEMENT["document"] in page("lists")


def test_a_cluster_s_page_tells_its_recognitions_and_no_firm_s_data(stage: Stage) -> None:
    announced(stage)
    cluster = stage.cases[0].cluster_id
    said = page("cluster", cluster)
    for words in ("第0产业集群", "惠州市惠城区", "金属制品业", "省级", "2025-07-10", "2028-07-09", "有效"):
        assert words in said
    assert "五金厂" not in said
    assert "市级推荐意见金丝雀" not in said
    stage.now = at("2028-07-10 09:00")
    assert "有效期满，待复核" in page("cluster", cluster)


def test_a_cluster_without_a_recognition_has_no_public_page(stage: Stage) -> None:
    published(stage)
    for case in stage.cases:
        assert Client().get(reverse("portal:cluster", args=[case.cluster_id])).status_code == 404


def test_what_was_entered_from_paper_is_marked_with_its_source(stage: Stage) -> None:
    desk = Desk()
    desk.begin(batch="草稿批次")
    assert "草稿批次" not in everything(stage)
    desk.confirmed()
    said = page("list", "省级", "2024年度")
    assert "历史补录" in said
    assert "惠州日报2025-06-25" in said
    assert "补录" in page("cluster", Cluster.objects.get(name="女鞋产业集群").pk)


def test_the_directory_searches_and_narrows(stage: Stage) -> None:
    announced(stage)
    Desk().confirmed()
    assert "共 5 条" in page("directory")
    assert "共 1 条" in page("directory", q="女鞋")
    assert "共 3 条" in page("directory", prefecture="惠州市")
    assert "共 2 条" in page("directory", batch="2024年度")
    assert "共 1 条" in page("directory", batch="2024年度", prefecture="中山市")
    assert "没有符合条件的集群" in page("directory", q="不存在的词")


def test_facets_count_what_each_choice_would_leave(stage: Stage) -> None:
    announced(stage)
    Desk().confirmed()
    lines = queries.clusters(at("2025-07-15 09:00").date())
    found = queries.facets(lines, "", {"prefecture": "惠州市", "level": "", "batch": ""})
    assert {choice.value: choice.count for choice in found["prefecture"]} == {"惠州市": 3, "中山市": 2}
    assert {choice.value: choice.count for choice in found["batch"]} == {"2025年度": 2, "2024年度": 1}


def test_invented_rows_are_marked_on_every_page(stage: Stage) -> None:
    Cluster.objects.update(invented=True)
    notice = published(stage)
    assert "第0产业集群（演示）" in page("notice", notice.pk)
    assert f"{NOTICE['title']}</a>（演示）" in page("notices")
    stage.now = at("2025-07-15 09:00")
    stage.signed("announce", ANNOUNCEMENT)
    cluster = stage.cases[0].cluster_id
    assert "第0产业集群</a>（演示）" in page("directory")
    assert "第0产业集群（演示）" in page("cluster", cluster)
    assert "第0产业集群</a>（演示）" in page("list", "省级", "2025年度")
    assert "（演示）" in page("lists")
    assert "（演示）" in page("home")


def test_the_measure_has_an_address_for_every_clause(stage: Stage) -> None:
    said = page("measure")
    for anchor in ("C1", "A1", "A13", "A13.2", "A14.3", "A19"):
        assert f'id="{anchor}"' in said
    assert "公示期为7个工作日" in said


def test_the_journal_s_head_is_public(stage: Stage) -> None:
    head = chain.head()
    said = page("journal")
    assert head.sha256 in said
    assert head.sm3 in said


@pytest.mark.parametrize("name", PAGES)
def test_public_pages_need_no_cookie_and_may_be_cached(stage: Stage, name: str) -> None:
    answered = Client().get(reverse(f"portal:{name}"))
    assert not answered.cookies
    assert answered.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("name", PAGES)
def test_public_pages_speak_english(stage: Stage, name: str) -> None:
    announced(stage)
    said = page(name, lang="en")
    assert '<html lang="en"' in said
    for words in ("首页", "公示期", "当前位置", "正在公示", "已公布的名单", "集群名录", "地市", "补录"):
        assert words not in said.replace(NOTICE["title"], "").replace(ANNOUNCEMENT["title"], "") or name == "measure"


def test_public_pages_only_read(stage: Stage) -> None:
    for name in PAGES:
        assert Client().post(reverse(f"portal:{name}")).status_code == 405


COSTS = {"home": 6, "notices": 2, "lists": 3, "directory": 2, "measure": 3, "journal": 2}
"""Queries of a page, the one that asks whether it is kept among them."""


@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_costs_the_same_however_much_there_is(
    stage: Stage, name: str, django_assert_num_queries: Queries
) -> None:
    with django_assert_num_queries(COSTS[name]):
        page(name)
    announced(stage)
    Desk().confirmed()
    with django_assert_num_queries(COSTS[name]):
        page(name)


def test_a_notice_costs_five_queries_a_cluster_seven_and_a_list_four(
    stage: Stage, django_assert_num_queries: Queries
) -> None:
    announced(stage)
    notice = notice_of(stage).pk
    with django_assert_num_queries(5):
        page("notice", notice)
    with django_assert_num_queries(7):
        page("cluster", stage.cases[0].cluster_id)
    with django_assert_num_queries(4):
        page("list", "省级", "2025年度")


def test_open_rounds_are_named_once_their_call_is_out(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = on_notice(ranked_round())
    monkeypatch.setattr("jiqun.config.clock.now", lambda: stage.now)
    Case.objects.filter(pk=stage.round.pk).update(state="open", title="待公开的批次")
    stage.now = at("2025-04-01 09:00")
    assert "待公开的批次" not in page("home")
    Round.objects.filter(pk=stage.round.pk).update(issued_on="2025-03-05")
    stage.now = at("2025-04-01 09:01")
    assert "待公开的批次" in page("home")
    stage.now = at("2025-05-01 09:00")
    assert "待公开的批次" not in page("home")


def test_counts_on_the_first_page_are_of_terms_in_force(stage: Stage) -> None:
    announced(stage)

    def figures(day: str) -> queries.Figures:
        return queries.figures(queries.clusters(at(f"{day} 09:00").date()))

    assert (figures("2025-07-15").provincial, figures("2025-07-15").expired) == (3, 0)
    assert (figures("2028-07-10").provincial, figures("2028-07-10").expired) == (0, 3)
    assert Recognition.objects.count() == 3
