"""Pages of the gradient and firms that are followed up (Article 7(一))."""

from __future__ import annotations

from datetime import date
from typing import Any
from zlib import crc32

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun.casework import reminders
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.cultivation.gradient import queries
from jiqun.cultivation.models import FollowedFirm
from jiqun.register.models import Cluster, ClusterYear, HonourRow, RosterRevision
from tests.cultivation.cultivated import entered, handed_in
from tests.cultivation.plan.county import of
from tests.cultivation.support.given import NOW, do, firms, with_roster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, approver, at, chance, officer

pytestmark = pytest.mark.django_db
ON = NOW.date()


def title(firm: str, name: str, begins: str = "2025-03-01", ends: str | None = None) -> None:
    """A title of a firm of the roster."""
    HonourRow.objects.create(
        roster=RosterRevision.objects.get(),
        uscc=firm,
        title=name,
        valid_from=date.fromisoformat(begins),
        valid_to=date.fromisoformat(ends) if ends else None,
    )


def follow(by: Any = None, key: str = "follow", **payload: Any) -> FollowedFirm:
    """A firm followed up by the county."""
    told = {
        "cluster": str(of().pk),
        "firm": firms()[0],
        "step": "specialised",
        "unit": "惠城区工业和信息化局",
        "due_on": "2026-06-30",
        **payload,
    }
    seed = chance(crc32(key.encode()))
    done = open_matter("followed_firm", by=by or officer(HUICHENG), payload=told, key=key, now=NOW, chance=seed)
    found: FollowedFirm = done.subject
    return found


def client_of(by: Any) -> Client:
    client = Client()
    client.force_login(by)
    return client


def page(by: Any, name: str, *args: Any) -> str:
    answer = client_of(by).get(reverse(f"cultivation:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_page_counts_steps_and_names_who_moved() -> None:
    with_roster()
    HonourRow.objects.all().delete()
    one, two, three = firms()[:3]
    title(one, "创新型中小企业", "2023-05-01", "2026-04-30")
    title(one, "省级专精特新中小企业", "2025-02-01")
    title(two, "创新型中小企业", "2022-03-01", "2025-02-28")
    title(three, "专精特新“小巨人”企业", "2022-01-01")
    assert [(each.of.rose, each.of.before) for each in queries.climb(of(), ON).moves] == [
        (True, "innovative"),
        (False, "innovative"),
    ]
    (stairs,) = queries.stairs(Cluster.objects.filter(pk=of().pk), ON)
    assert [sum(each.values()) for each in stairs.counts] == [2, 3, 3, 2]
    assert (stairs.now["specialised"], stairs.now["giant"], stairs.rose, stairs.fell) == (1, 1, 1, 1)
    shown = page(officer(HUICHENG), "gradient-cluster", of().pk)
    assert "系统建议" in shown and "各级企业数" in shown
    for by in (officer(HUIZHOU), officer(PROVINCE)):
        assert of().name in page(by, "gradient")


def test_candidates_fail_no_condition_and_say_each() -> None:
    with_roster()
    HonourRow.objects.all().delete()
    for firm in firms():
        title(firm, "国家级高新技术企业", "2023-01-01")
    climb = queries.climb(of(), ON)
    assert climb.candidates and all(not each.of.failed and each.of.step == "innovative" for each in climb.candidates)
    shown = page(officer(HUICHENG), "gradient-cluster", of().pk)
    assert "有效期内的高新技术企业" in shown and "列入重点培育" in shown
    assert "列入重点培育" not in page(officer(HUIZHOU), "gradient-cluster", of().pk)


def test_firm_is_followed_changed_and_reached_with_its_result() -> None:
    with_roster()
    row = follow()
    assert "培育中" in page(officer(HUICHENG), "gradient-cluster", of().pk)
    told = {"step": "specialised", "unit": "区科技局", "due_on": "2026-09-30", "reason": "改由科技局负责"}
    do("followed_firm", row, "change_followed", **told)
    assert FollowedFirm.objects.get().unit == "区科技局"
    with pytest.raises(Invalid, match="请写明结果"):
        do("followed_firm", row, "reach", result="")
    do("followed_firm", row, "reach", result="列入 2025 年第二批，粤工信〔2025〕某号")
    assert "已达到" in page(officer(HUICHENG), "followed", row.pk)
    follow(key="again", step="giant")


def test_what_cannot_be_followed_is_said_at_once() -> None:
    with_roster()
    with pytest.raises(Invalid) as said:
        follow(key="wrong", firm="91440300708461136T", due_on="2025-09-10", unit="")
    assert set(said.value.faults) == {"firm", "due_on", "unit"}
    assert "不在集群最新名册中" in said.value.faults["firm"][0] and "晚于今天" in said.value.faults["due_on"][0]
    follow()
    with pytest.raises(Invalid, match="已在重点培育名单中"):
        follow(key="twice")
    with pytest.raises(Refusal):
        follow(officer(HUIZHOU), key="city", firm=firms()[1])
    with pytest.raises(Invalid, match="没有这个集群"):
        follow(officer(HUIDONG), key="foreign")
    with pytest.raises(Refusal):
        follow(approver(HUICHENG), key="approver")


def test_day_that_comes_near_is_reminded_of() -> None:
    with_roster()
    follow(due_on="2025-10-01")
    said = [each.text.zh for each in reminders.reminders(officer(HUICHENG), at("2025-09-10 10:00"))]
    assert any("1 家重点培育企业一个月内到期" in each for each in said)


def test_foreign_pages_are_not_there_and_files_go_out() -> None:
    with_roster()
    row = follow()
    stranger = client_of(officer(XIAOLAN))
    for name, pk in (("followed", row.pk), ("gradient-cluster", of().pk)):
        assert stranger.get(reverse(f"cultivation:{name}", args=[pk])).status_code == 404
    own = client_of(officer(HUICHENG))
    assert own.get(reverse("cultivation:gradient-file", args=["xlsx"])).status_code == 200
    assert own.get(reverse("cultivation:gradient-candidates", args=[of().pk, "csv"])).status_code == 200


def test_pages_ask_no_more_for_more_firms() -> None:
    with_roster()
    own = client_of(officer(HUICHENG))
    own.get(reverse("cultivation:gradient"))

    def asked(name: str, *args: Any) -> int:
        with CaptureQueriesContext(connection) as made:
            assert own.get(reverse(f"cultivation:{name}", args=args)).status_code == 200
        return len(made)

    few = [asked("gradient"), asked("gradient-cluster", of().pk)]
    for n, firm in enumerate(firms()):
        title(firm, "创新型中小企业")
        follow(key=f"f{n}", firm=firm)
    assert [asked("gradient"), asked("gradient-cluster", of().pk)] == few
    assert max(few) <= 10


def test_handing_in_a_self_assessment_keeps_the_years_as_the_clusters_figures() -> None:
    """A plan's goals then have a base (13(九)); what an annual report told stands."""
    entry = entered()
    cluster = Cluster.objects.get(name="惠城区电子元件产业集群")
    ClusterYear.objects.create(cluster=cluster, year=2023, source="年度报告", kept_at=NOW, firms=7)
    handed_in(entry)
    kept = {each.year: each for each in ClusterYear.objects.filter(cluster=cluster)}
    assert {2022, 2023, 2024} <= set(kept)
    assert kept[2023].firms == 7 and kept[2024].source.startswith("年度自评") and kept[2024].roster_id is not None
