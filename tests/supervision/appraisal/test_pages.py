"""The pages of supervision and appraisal: who reads what, in how many queries (Article 16)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.config import clock
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, officer
from tests.supervision.appraisal.province import SUMMARY, Year

pytestmark = pytest.mark.django_db
LIST = "/supervision/appraisals/"


@pytest.fixture
def year(monkeypatch: pytest.MonkeyPatch) -> Year:
    found = Year()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def page(code: str, address: str) -> tuple[int, str]:
    """What the officer of an authority gets there."""
    client = Client()
    client.force_login(officer(code))
    answer = client.get(address)
    return answer.status_code, answer.content.decode()


def test_list_leads_the_province_to_its_years_and_a_county_to_its_grades(year: Year) -> None:
    sheet = year.told()
    assert "2024年度集群考核" in page(PROVINCE, LIST)[1]
    county = page(HUIDONG, LIST)[1]
    assert f"/supervision/appraisals/clusters/{sheet.pk}/" in county
    assert "2025-06-24" in county
    other = page(HUICHENG, LIST)[1]
    assert "还没有反馈的考核结果" in other


def test_sheet_is_absent_for_those_it_was_not_told_to(year: Year) -> None:
    sheet = year.drafted()
    address = f"{LIST}clusters/{sheet.pk}/"
    assert [page(code, address)[0] for code in (PROVINCE, HUIZHOU, HUIDONG)] == [200, 404, 404]
    year.delivered()
    assert [page(code, address)[0] for code in (HUIZHOU, HUIDONG, HUICHENG)] == [200, 200, 404]


def test_county_reads_its_items_and_not_how_the_office_came_to_its_grade(year: Year) -> None:
    year.begin()
    year.confirmed(year.shoes, grade="excellent", grade_reason="内部研究意见（虚构）")
    year.confirmed(year.chips)
    year.do(year.case, "settle")
    year.do(year.case, "sign", year.chief, affirmed="on")
    year.do(year.case, "draft_feedback", objection_days="10")
    sheet = year.delivered()
    said = page(HUIDONG, f"{LIST}clusters/{sheet.pk}/")[1]
    assert (SUMMARY in said, "提出复核意见" in said) == (True, True)
    assert [words in said for words in ("内部研究意见", "建议等次", "办理记录")] == [False, False, False]


def test_matter_is_the_provinces_alone(year: Year) -> None:
    year.begin()
    address = f"{LIST}{year.case.pk}/"
    assert [page(code, address)[0] for code in (PROVINCE, HUIZHOU, HUIDONG)] == [200, 404, 404]


def test_workbench_tells_a_county_until_when_it_may_object(year: Year) -> None:
    sheet = year.told()
    assert f"/supervision/appraisals/clusters/{sheet.pk}/" in page(HUIDONG, reverse("casework:workbench"))[1]


def test_workbench_tells_the_province_of_measures_to_be_entered_until_they_are(year: Year) -> None:
    year.drafted()
    desk = reverse("casework:workbench")
    said = "1 个集群的反馈函已送达，整改事项待登记"
    assert said not in page(PROVINCE, desk)[1]
    year.delivered()
    year.delivered(year.chips)
    assert said in page(PROVINCE, desk)[1]
    year.do(year.case, "follow_measures")
    assert said not in page(PROVINCE, desk)[1]


def test_tracking_page_shows_grades_by_year_to_those_they_were_told_to(year: Year) -> None:
    sheet = year.drafted()
    address = f"/clusters/{year.shoes.pk}/tracking/"
    link = f"/supervision/appraisals/clusters/{sheet.pk}/"
    assert [link in page(code, address)[1] for code in (PROVINCE, HUIDONG)] == [True, False]
    year.delivered()
    assert link in page(HUIDONG, address)[1]


def test_queries_of_the_main_pages(year: Year, django_assert_num_queries: Any) -> None:
    """Fixed, whatever the number of clusters."""
    sheet = year.told()
    client = Client()
    client.force_login(officer(PROVINCE))
    for address, n in ((LIST, 4), (f"{LIST}{year.case.pk}/", 14), (f"{LIST}clusters/{sheet.pk}/", 9)):
        client.get(address)
        with django_assert_num_queries(n):
            client.get(address)
