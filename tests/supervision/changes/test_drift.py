"""What differs from the record and was not filed is flagged (Article 17(四)); dates and figures decide nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

import pytest

from jiqun.casework.models import Case
from jiqun.casework.reminders import reminders
from jiqun.forms.models import Answer
from jiqun.register.models import Cluster, Recognition
from jiqun.register.rosters import store_roster
from jiqun.supervision.changes import drift
from jiqun.supervision.changes.leads import leads
from tests.boundaries.test_boundary import file as file_boundary
from tests.office import HUICHENG, HUIZHOU, at, chance, officer
from tests.recognition.applicant import roster
from tests.supervision.changes import county
from tests.supervision.changes.county import begin, filed, handed_in, held

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 10)
_SEEDS = count(70)


def imported(of: Cluster, *codes: str) -> None:
    """A roster whose lead industry has these codes."""
    rows = roster()
    rows = replace(rows, cluster=replace(rows.cluster, lead_codes=codes))
    store_roster(of, rows, officer(HUICHENG), county.NOW, "0" * 64, chance(next(_SEEDS)))


def answered(of: Cluster, name: str, when: str, state: str = "submitted") -> Case:
    """A form of the cluster that names its agency."""
    case = Case.objects.create(
        id=county.uuid4(),
        number=f"BG-{when}",
        procedure_name="application",
        state=state,
        title="年度报告",
        authority=of.authority,
        path=of.path,
        cluster=of,
        measure="gd_2023_4",
        opened_at=at(f"{when} 09:00"),
    )
    Answer.objects.create(case=case, field="agency_name", value=name, by=officer(HUICHENG), at=at(f"{when} 09:00"))
    return case


def kinds(of: Cluster) -> list[str]:
    """What is found of a cluster."""
    return [each.kind for each in drift.of([Cluster.objects.get(pk=of.pk)], DAY)]


def test_roster_of_another_industry_is_flagged_until_it_is_filed() -> None:
    of = held()
    imported(of, "398")
    assert kinds(of) == []
    imported(of, "397")
    (found,) = drift.of([of], DAY)
    assert (found.kind, found.since, found.evidence["codes"], found.evidence["on_record"]) == (
        "lead",
        DAY,
        "397",
        "398",
    )
    case = begin(of, lead_codes="397")
    assert kinds(of) == [], "it is being filed"
    filed_case = filed(case)
    assert filed_case.filed_on and kinds(of) == []


def test_order_of_codes_is_no_difference() -> None:
    of = county.cluster("惠城区电子元件产业集群", HUICHENG, "398、397")
    county.recognised(of, date(2024, 7, 10))
    imported(of, "397", "398")
    assert kinds(of) == []


def test_boundary_drawn_wider_is_flagged_and_one_drawn_anew_is_not() -> None:
    of = held()
    file_boundary(of, county.INSIDE, key="b1")
    file_boundary(of, "114.40, 23.08\n114.4501, 23.08\n114.4501, 23.12\n114.40, 23.12", key="b2")
    assert kinds(of) == [], "under 5 % is a line drawn anew"
    new = file_boundary(of, county.WIDER, key="b3")
    (found,) = drift.of([of], DAY)
    assert (found.kind, found.evidence["on_record"], found.evidence["number"]) == ("extent", 1, 3)
    filed(begin(of, "extent", boundary=str(new.pk)))
    assert kinds(of) == []


def test_agency_of_the_newest_form_against_the_one_on_record() -> None:
    of = held()
    first = answered(of, "惠城电子协会", "2024-03-01")
    Recognition.objects.filter(cluster=of).update(case_id=first.pk)
    assert kinds(of) == []
    answered(of, "草稿里的名字", "2025-08-01", "drafting")
    assert kinds(of) == [], "a draft says nothing yet"
    answered(of, "惠城电子产业园管委会", "2025-03-01")
    (found,) = drift.of([of], DAY)
    assert (found.kind, found.evidence["name"]) == ("agency", "惠城电子产业园管委会")


def test_cluster_that_is_not_recognised_has_no_drift() -> None:
    of = county.cluster("惠城区照明产业集群", HUICHENG, "387")
    imported(of, "397")
    assert drift.of([of], DAY) == []


def test_number_of_queries_does_not_grow_with_the_clusters(django_assert_num_queries: Any) -> None:
    of = [held()]
    for n in range(6):
        each = county.cluster(f"惠城区第{n}产业集群", HUICHENG, "398")
        county.recognised(each, date(2024, 7, 10))
        imported(each, "397")
        of.append(each)
    with django_assert_num_queries(5):
        assert len(drift.of(of, DAY)) == 6


def test_county_is_reminded_and_nobody_else() -> None:
    of = held()
    imported(of, "397")
    told = [each for each in reminders(officer(HUICHENG), county.NOW) if "第十七条（四）" in each.text.zh]
    assert [each.url for each in told] == [f"/clusters/{of.pk}/changes/"]
    assert not [each for each in reminders(officer(HUIZHOU), county.NOW) if "第十七条（四）" in each.text.zh]


def test_drift_touches_the_article_only_once_a_period_the_province_set_ran_out() -> None:
    """A17.4: a lead names the ground only against a period."""
    of = held()
    imported(of, "397")
    (found,) = leads([of], date(2026, 8, 1))
    assert (found.kind, found.ground) == ("drift", "")
    county.period()
    grounds = [each.ground for day in (24, 25) for each in leads([of], date(2025, 9, day))]
    assert grounds == ["", "A17.4"], "ten working days after 2025-09-10"


def test_filing_that_came_late_is_a_lead_and_one_in_time_is_none() -> None:
    county.period()
    of = held()
    handed_in(begin(of, changed_on="2025-09-01", lead_codes="397"))
    assert not list(leads([of], DAY))
    handed_in(begin(of, "name", new_name="惠城区新型电子产业集群"))
    (found,) = leads([of], DAY)
    assert (found.kind, found.ground) == ("late_change", "A17.4")
