"""Roster revisions: immutable, numbered, given back exactly as read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.identity import uuid7
from jiqun.facts.rows import BelowSize, FirmYear
from jiqun.register import queries
from jiqun.register.models import Cluster, Enterprise
from jiqun.register.rosters import store_roster, to_roster, too_long
from tests.facts.workbook.samples import CODE, OTHER_CODE, ROSTER
from tests.office import HUICHENG, at, chance, officer

NOW = at("2025-03-20 10:00")
pytestmark = pytest.mark.django_db


@pytest.fixture
def cluster() -> Cluster:
    by = officer(HUICHENG)
    place = Authority.objects.get(pk=HUICHENG)
    assert by.authority is not None
    return Cluster.objects.create(
        id=uuid7(NOW, chance()), name="惠城区电子元件产业集群", authority=place, path=place.path, lead_codes="398"
    )


def test_roster_comes_back_exactly_as_it_was_stored(cluster: Cluster) -> None:
    stored = store_roster(cluster, ROSTER, officer(HUICHENG), NOW, "f" * 64, chance(), [Text("提醒", "remark")])
    assert to_roster(stored) == ROSTER
    assert (stored.number, stored.firms, stored.base_year, stored.file_sha256) == (1, 2, 2024, "f" * 64)
    assert stored.warnings == [{"zh": "提醒", "en": "remark"}]


def test_revisions_are_numbered_within_the_cluster_and_earlier_ones_stay(cluster: Cluster) -> None:
    by = officer(HUICHENG)
    first = store_roster(cluster, ROSTER, by, NOW, "", chance(1))
    other = replace(ROSTER, firm_years=(FirmYear(CODE, "甲新公司", "3821", 2024, output=5),))
    second = store_roster(cluster, other, by, NOW, "", chance(2))
    assert (first.number, second.number) == (1, 2)
    assert first.sha256 != second.sha256
    assert (to_roster(first), to_roster(second)) == (ROSTER, other)
    assert [line.number for line in queries.revisions(cluster)] == [2, 1]


def test_enterprises_become_known_and_keep_their_latest_name(cluster: Cluster) -> None:
    store_roster(cluster, ROSTER, officer(HUICHENG), NOW, "", chance(1))
    renamed = replace(ROSTER, firm_years=(FirmYear(CODE, "甲新公司", "3821", 2024),))
    store_roster(cluster, renamed, officer(HUICHENG), NOW, "", chance(2))
    assert dict(Enterprise.objects.values_list("uscc", "name")) == {CODE: "甲新公司", OTHER_CODE: "=乙公司"}
    assert set(Enterprise.objects.values_list("invented", flat=True)) == {True}


def test_year_totals_say_how_many_firms_gave_no_figure(cluster: Cluster) -> None:
    stored = store_roster(cluster, ROSTER, officer(HUICHENG), NOW, "", chance())
    before, last = queries.year_totals(stored)
    assert (before.year, before.firms, before.sums["output"], before.missing["output"], before.below) == (
        2023,
        1,
        None,
        1,
        None,
    )
    assert (last.year, last.firms, last.sums["output"], last.missing["output"], last.below) == (
        2024,
        2,
        612_345_678_901,
        0,
        3_000_000,
    )


def test_firms_of_a_year_by_output_and_by_name(cluster: Cluster) -> None:
    stored = store_roster(cluster, ROSTER, officer(HUICHENG), NOW, "", chance())
    assert [line["enterprise_id"] for line in queries.firms(stored, 2024)] == [CODE, OTHER_CODE]
    assert [line["name"] for line in queries.firms(stored, 2024, "乙")] == ["=乙公司"]
    assert [line["name"] for line in queries.firms(stored, 2024, CODE)] == ["甲公司"]


def test_text_longer_than_the_register_has_room_for_is_named() -> None:
    assert too_long(ROSTER) == []
    line = BelowSize(2024, "小型", True, 1, 1, 1, 1, "局" * 121, "号")
    said = too_long(replace(ROSTER, below_size=(line,), firm_years=(FirmYear(CODE, "甲" * 121, "38", 2024),)))
    assert [text.zh[:23] for text in said] == [
        "工作表“企业年度数据”第 1 条数据有一处文字",
        "工作表“规下汇总”第 1 条数据有一处文字超过",
    ]
