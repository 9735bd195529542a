"""Starting an application (Articles 12, 14(一)): each refusal beside its success."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.casework.doing import Doing
from jiqun.casework.models import Audience, Case
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.forms.answers import values
from jiqun.recognition.acts.filing.guards import round_is_open
from jiqun.recognition.models import Application
from jiqun.register.models import Cluster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, ZHONGSHAN, approver, at, chance, officer
from tests.recognition.applicant import COUNTY_CLOSES, NEW_CLUSTER, NOW, open_round, start

pytestmark = pytest.mark.django_db


def refused(row: Any, by: Any, key: str = "again", now: Any = NOW, **payload: Any) -> str:
    with pytest.raises(Refusal) as said:
        start(row, by, key, now, **payload)
    return said.value.text.zh


def test_start_makes_a_draft_that_only_the_county_sees() -> None:
    """A14.1: the county applies; nobody above sees its drafts."""
    row = open_round()
    case = start(row)
    assert (case.number, case.state, case.audience, case.title) == (
        "2025-441302-001",
        "drafting",
        Audience.OWN,
        "惠城区电子元件产业集群",
    )
    assert (case.due_at, case.measure) == (COUNTY_CLOSES, "gd_2023_4")
    assert Application.objects.get(case=case).prefecture_id == HUIZHOU
    assert list(Case.objects.visible_to(officer(HUICHENG)).filter(pk=case.pk)) == [case]
    for other in (officer(HUIDONG), officer(HUIZHOU), officer(PROVINCE)):
        assert not Case.objects.visible_to(other).filter(pk=case.pk).exists()


def test_start_takes_over_what_the_cluster_already_says() -> None:
    case = start(open_round())
    assert values(case) == {
        "cluster_name": "惠城区电子元件产业集群",
        "lead_industry": "398、397",
        "niche": "电子元件",
        "strategic": "electronics",
    }


def test_start_with_a_registered_cluster_makes_no_second_one() -> None:
    first = start(open_round())
    second = start(open_round("2025-R2", supplementary=True), key="two", cluster=str(first.cluster_id), name="")
    assert (second.cluster_id, second.number) == (first.cluster_id, "2025-441302-002")
    assert Cluster.objects.count() == 1


def test_start_numbers_run_apart_for_each_county() -> None:
    row = open_round()
    numbers = [start(row).number, start(row, officer(HUIDONG), "b").number, start(row, officer(XIAOLAN), "c").number]
    assert numbers == ["2025-441302-001", "2025-441323-001", "2025-442000118-001"]
    assert Application.objects.get(case__number="2025-442000118-001").prefecture_id == ZHONGSHAN


def test_start_is_the_county_officers() -> None:
    row = open_round()
    assert "由县级经办办理" in refused(row, officer(HUIZHOU))
    assert "由县级经办办理" in refused(row, approver(HUICHENG))


def test_start_twice_with_one_key_gives_the_same_application() -> None:
    row = open_round()
    assert start(row).pk == start(row).pk
    assert Application.objects.count() == 1


def test_start_of_the_same_cluster_in_the_round_is_refused_with_its_number() -> None:
    """A12: once a round."""
    row = open_round()
    first = start(row)
    said = refused(row, officer(HUICHENG), cluster=str(first.cluster_id))
    assert said == "该集群在本批次已有申报 2025-441302-001（填报中），同一批次只能申报一次。"


def test_start_of_a_name_already_registered_points_to_the_list() -> None:
    row = open_round()
    start(row)
    assert "请在“集群”中直接选择" in refused(row, officer(HUICHENG))


def test_start_after_the_county_deadline_is_refused() -> None:
    row = open_round()
    assert start(row, now=at("2025-04-14 17:29")).state == "drafting"
    with pytest.raises(Invalid) as said:
        start(row, key="late", now=COUNTY_CLOSES, name="另一集群")
    assert list(said.value.faults) == ["round"]


def test_start_without_an_open_round_says_so() -> None:
    table = procedure("application")
    assert table.opening is not None
    doing = Doing(table, table.opening, None, officer(HUICHENG), {}, NOW, chance())
    with pytest.raises(Refusal) as said:
        round_is_open(doing)
    assert "现在没有开放申报的批次" in said.value.text.zh
    open_round()
    round_is_open(doing)


def test_start_of_a_foreign_cluster_is_refused() -> None:
    row = open_round()
    foreign = start(row, officer(HUIDONG), "b").cluster_id
    with pytest.raises(Invalid) as said:
        start(row, cluster=str(foreign))
    assert list(said.value.faults) == ["cluster"]


def test_start_names_every_fault_of_a_new_cluster_at_once() -> None:
    row = open_round()
    payload = {"round": str(row.pk), "cluster": "", "name": "", "lead_codes": "9999", "niche": "", "strategic": ""}
    with pytest.raises(Invalid) as said:
        open_matter("application", by=officer(HUICHENG), payload=payload, key="k", now=NOW)
    assert sorted(said.value.faults) == ["lead_codes", "name", "niche", "strategic"]
    assert start(row, **NEW_CLUSTER).number == "2025-441302-001"
