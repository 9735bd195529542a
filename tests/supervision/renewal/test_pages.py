"""Pages of renewal reviews: the expiry calendar, a round, a renewal, its forms; the county's reminder."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.reminders import reminders
from jiqun.config import clock
from jiqun.notices.models import Notice
from jiqun.outgoing.kinds import kind
from jiqun.register.models import Recognition
from jiqun.supervision.renewal import queries
from jiqun.supervision.renewal.reminding import to_apply_for
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.supervision.recognised import cluster, recognised
from tests.supervision.renewal.way import Way, another, ended
from tests.supervision.reports.yearly import roster

pytestmark = pytest.mark.django_db


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Way:
    """August 2026 on the pages too: the measure rests on its extension."""
    found = Way().based()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def page(client: Client, who: str, name: str, *args: Any) -> str:
    """A page as an officer sees it."""
    client.force_login(officer(who))
    answer = client.get(reverse(f"supervision:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_calendar_names_who_waits_and_who_has_not_applied(way: Way, client: Client) -> None:
    """A15: 有效期满，待复核 is a state of its own; a draft of a county is nobody else's."""
    first, second = ended(), another()
    way.called(first, second)
    way.begun(first)
    (month,) = queries.calendar(officer(PROVINCE), way.now.date())
    assert (str(month.title), month.waiting) == ("2026 年 7 月", 2)
    assert [(line.name, line.round_number, line.state) for line in month.lines] == [
        (second.cluster.name, way.round.number, None),
        (first.cluster.name, way.round.number, None),
    ]
    (own,) = queries.calendar(officer(HUIDONG), way.now.date())
    assert [(line.name, str(line.state)) for line in own.lines] == [(first.cluster.name, "填报中")]
    html = page(client, PROVINCE, "renewals")
    assert "有效期满，待复核" in html and "未申请" in html and "开展复核" in html
    assert "申请复核" in page(client, HUIDONG, "renewals")


def test_calendar_costs_the_same_whatever_the_number(
    way: Way, client: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(30):
        recognised(cluster(f"集群{n}"))
    client.force_login(officer(PROVINCE))
    client.get("/supervision/renewals/")
    with django_assert_max_num_queries(6):
        assert "集群29" in client.get("/supervision/renewals/").content.decode()
    client.force_login(account("expert", None))
    assert client.get("/supervision/renewals/").status_code == 404


def test_renewal_shows_goals_conditions_and_what_each_level_said(
    way: Way, client: Client, django_assert_max_num_queries: Any
) -> None:
    """A15: goals against results; the conditions computed on the newest roster under the pinned measure."""
    recognition = ended()
    roster(recognition.cluster)
    way.called(recognition)
    way.handed_in(recognition)
    html = page(client, HUIZHOU, "renewal-opine", way.case.pk)
    assert "系统测算，不作为审核结论" in html and "集群总产值" in html
    way.signed(way.case, "opine_renewal", HUIZHOU, way.opinion())
    client.force_login(officer(PROVINCE))
    url = reverse("supervision:renewal", args=[way.case.pk])
    client.get(url)
    with django_assert_max_num_queries(24):
        html = client.get(url).content.decode()
    assert "系统测算，不作为审核结论" in html and "名册第 1 版" in html and "同意通过复核。" in html
    assert "证明1.pdf" in html and "完成" in html
    way.act(way.case, "screen_renewal", officer(PROVINCE), {"remark": ""})
    assert "系统建议，不作为考核结论" in page(client, PROVINCE, "renewal-judge", way.case.pk)


def test_what_was_entered_in_a_judgement_survives_a_refusal(way: Way, client: Client) -> None:
    recognition = ended()
    way.called(recognition)
    way.handed_in(recognition)
    client.force_login(officer(HUIZHOU))
    way.case.refresh_from_db()
    told = {**way.opinion(opinion="有待补充的意见"), "agrees": "", "version": str(way.case.version), "key": "k1"}
    answer = client.post(reverse("supervision:renewal-opine", args=[way.case.pk]), told)
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "请选择是否同意" in html and "有待补充的意见" in html and "经查阅材料" in html


def test_province_alone_reads_its_judgement_before_the_decision(way: Way, client: Client) -> None:
    recognition = ended()
    way.called(recognition)
    way.proposed(recognition)
    assert "符合认定条件，目标完成。" in page(client, PROVINCE, "renewal", way.case.pk)
    for who in (HUIDONG, HUIZHOU):
        assert "符合认定条件，目标完成。" not in page(client, who, "renewal", way.case.pk)
    client.force_login(officer(HUICHENG))
    assert client.get(reverse("supervision:renewal", args=[way.case.pk])).status_code == 404


def test_round_shows_its_basis_scope_notice_and_papers(way: Way, client: Client) -> None:
    """A14.3: the public reads the notice under the name of its own list."""
    recognition = ended()
    way.called(recognition)
    way.proposed(recognition)
    client.force_login(officer(PROVINCE))
    form = client.get(reverse("supervision:renewal-notice", args=[way.round.pk])).content.decode()
    assert "拟通过复核名单的公示" in form and "下列1个集群拟通过复核" in form
    way.on_notice()
    html = page(client, PROVINCE, "renewal-round", way.round.pk)
    assert "粤工信规字〔2026〕3号" in html and "关于拟通过复核名单的公示" in html and "网页截图" in html
    client.logout()
    public = client.get(reverse("portal:notice", args=[Notice.objects.get().pk])).content.decode()
    assert "拟通过复核名单" in public and "申请单位" in public and "拟认定名单" not in public


def test_drafted_round_is_the_provinces_alone(way: Way, client: Client) -> None:
    ended()
    way.drafted()
    for who, status in ((PROVINCE, 200), (HUIZHOU, 404), (HUIDONG, 404)):
        client.force_login(officer(who))
        assert client.get(reverse("supervision:renewal-round", args=[way.round.pk])).status_code == status


def test_county_is_reminded_until_it_has_applied(way: Way, django_assert_num_queries: Any) -> None:
    """A date reminds and decides nothing."""
    recognition = ended()
    way.called(recognition)
    county = officer(HUIDONG)
    with django_assert_num_queries(1):
        (line,) = to_apply_for(county, way.now)
    assert "有效期至 2026-07-09，复核申请截止2026年8月31日" in line.text.zh and "尚未申请" in line.text.zh
    (line,) = to_apply_for(officer(HUIDONG), at("2026-09-01 09:00"))
    assert "已逾期，尚未申请" in line.text.zh
    assert list(to_apply_for(officer(HUICHENG), way.now)) == list(to_apply_for(approver(HUIDONG), way.now)) == []
    way.begun(recognition)
    assert not any("复核申请" in each.text.zh for each in reminders(officer(HUIDONG), way.now))


def test_revoked_recognition_is_neither_listed_nor_applied_for(way: Way) -> None:
    recognition = ended()
    way.called(recognition)
    Recognition.objects.filter(pk=recognition.pk).update(revoked_from=way.now.date())
    assert queries.calendar(officer(PROVINCE), way.now.date()) == []
    assert list(to_apply_for(officer(HUIDONG), way.now)) == []


@pytest.mark.parametrize("slug", ["renewal_call", "renewal_results", "renewal_letter"])
def test_papers_have_a_sample_to_look_at(slug: str) -> None:
    sample = kind(slug).sample
    assert sample is not None and sample().invented
