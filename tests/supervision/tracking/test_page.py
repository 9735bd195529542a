"""Article 16: the tracking page of a cluster."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from jiqun.register.models import ClusterYear, Goal
from jiqun.supervision.models import Problem
from jiqun.supervision.tracking import queries
from jiqun.supervision.tracking.lights import Light
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, officer
from tests.supervision.recognised import cluster, recognised
from tests.supervision.reports.yearly import NOW, Way, planned

pytestmark = pytest.mark.django_db


def test_a_goal_is_known_only_from_a_received_report() -> None:
    way = Way(planned())
    way.forwarded()
    lights = {each.goal.number: each.now for each in queries.goals(way.recognition, 2025)}
    assert lights[1] is not None
    assert (lights[1].target, lights[1].actual, lights[1].light) == ("55", "", Light.UNKNOWN)
    way.act("receive", officer("440000"))
    (course,) = queries.goals(way.recognition, 2025)
    assert course.now is not None
    assert (course.now.actual, course.now.light, course.now.why.zh) == ("60", Light.MET, "实际 60，目标 55，已达到。")
    assert [each.light for each in course.years] == [Light.MET, Light.UNKNOWN]
    assert queries.goals(way.recognition, 2030)[0].now is None


def test_page_shows_series_goals_problems_and_standing(client: Client, django_assert_num_queries: Any) -> None:
    way = Way(planned())
    way.received()
    held = way.recognition
    for year in (2022, 2023):
        ClusterYear.objects.create(
            cluster=held.cluster, year=year, source="历史补录", backfilled=True, kept_at=NOW, output=year * 10**10,
            blanks={"output": 3},
        )  # fmt: skip
    client.force_login(officer(HUIZHOU))
    address = f"/clusters/{held.cluster_id}/tracking/"
    client.get(address)
    with django_assert_num_queries(14):
        page = client.get(address).content.decode()
    for text in ("2,022.00", "至少（3 家未填）", "集群总产值", "达到", "有效", "登记问题", "总产值"):
        assert text in page
    Goal.objects.filter(recognition=held).update(targets={"2025": "80", "2026": "90"})
    assert "差距超过 10%" in client.get(address).content.decode()


def test_page_is_for_those_who_see_the_cluster(client: Client) -> None:
    held = recognised(cluster())
    for user, status in ((officer(HUIDONG), 200), (officer(HUICHENG), 404), (account("expert", None), 404)):
        client.force_login(user)
        assert client.get(f"/clusters/{held.cluster_id}/tracking/").status_code == status


def test_problems_of_a_cluster_stand_overdue_first_and_closed_last() -> None:
    held = recognised()
    for n, (state, due) in enumerate((("closed", "2026-01-01"), ("open", "2026-12-01"), ("open", "2026-02-01"))):
        Problem.objects.create(
            id=f"00000000-0000-7000-8000-00000000000{n}", cluster=held.cluster, text=f"问题{n}", due_on=due,
            state=state, noted_at=NOW,
        )  # fmt: skip
    lines = queries.of_cluster(held.cluster, NOW.date())
    assert [(line.text, line.late) for line in lines] == [("问题2", True), ("问题1", False), ("问题0", False)]
