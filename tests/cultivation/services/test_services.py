"""Providers and events: who enters what, what is refused, how far it reaches (Article 10)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun.casework import reminders
from jiqun.casework.history import history
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.models import ServiceEvent, ServiceProvider
from jiqun.cultivation.services import queries
from jiqun.cultivation.services.kinds import provider_kinds, service_kinds
from jiqun.register.models import Cluster
from tests.cultivation.plan.county import of
from tests.cultivation.services.served import EVENT, PROVIDER, event, provider
from tests.cultivation.support.given import do, firms, with_roster
from tests.cultivation.support.test_lines import TEXT
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, approver, at, officer

pytestmark = pytest.mark.django_db


def faults(what: Any, *given: Any, **payload: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        what(*given, key=f"wrong-{sorted(payload)}", **payload)
    return said.value.faults


def shown(by: Any, name: str, *args: Any, query: str = "") -> str:
    client = Client()
    client.force_login(by)
    answer = client.get(reverse(f"cultivation:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_kinds_of_providers_stand_on_the_words_of_article_10() -> None:
    text = TEXT.read_text("utf-8")
    article = text[text.index("第十条") : text.index("第十一条")]
    assert [each.name for each in provider_kinds().values() if each.words not in article] == []
    assert len(provider_kinds()) == 6


def test_provider_is_entered_corrected_with_a_reason_and_ended() -> None:
    found = provider()
    assert (found.kind, found.valid_to, found.services) == ("platform", date(2026, 12, 31), ["testing", "technology"])
    given = {**PROVIDER, "valid_to": "2029-12-31", "reason": "续期"}
    do("service_provider", found, "correct_provider", **given)
    assert ServiceProvider.objects.get().valid_to == date(2029, 12, 31)
    assert "改动：有效期止" in str(history(found.pk)[0].note.zh)
    with pytest.raises(Invalid, match="没有变化"):
        do("service_provider", found, "correct_provider", **given)
    do("service_provider", found, "end_provider", reason="平台已停止运营")
    assert ServiceProvider.objects.get().state == "ended"
    with pytest.raises(Invalid, match="没有这家服务机构"):
        event(found)


def test_everything_wrong_with_a_provider_is_said_at_once() -> None:
    wrong = {"name": "", "code": "123", "certificate": "", "valid_from": "2025-01-01", "valid_to": "2024-01-01"}
    said = faults(provider, **wrong)
    assert set(said) == {"name", "code", "certificate", "valid_to"}
    assert said["certificate"] == ["“公共服务示范平台”须填写。"] and said["valid_to"] == ["有效期止早于有效期起。"]
    assert provider(key="plain", kind="association", certificate="", issuer="", valid_from="").valid_from is None
    provider()
    assert faults(provider)["name"] == ["本单位已登记同类同名的机构。"]


def test_provider_is_changed_by_its_own_authority_only_and_serves_the_levels_below() -> None:
    city = provider(officer(HUIZHOU), key="city", name="市级平台")
    with pytest.raises(Refusal, match="由其更正或终止"):
        do("service_provider", city, "end_provider", reason="试试")
    assert str(event(city).provider_id) == str(city.pk)
    with pytest.raises(NotHere):
        do("service_provider", city, "end_provider", by=officer(XIAOLAN), reason="试试")
    with pytest.raises(Refusal):
        provider(approver(HUICHENG), key="approver")


def test_event_names_firms_of_the_newest_roster_and_counts_others() -> None:
    with_roster()
    found = event(provider(), firms="、".join(firms()[:3]))
    assert (found.firms.count(), found.others, found.authority_id) == (3, 3, HUICHENG)
    stranger = "91440300708461136T"
    said = faults(event, provider(key="p2", name="另一家"), firms=stranger)
    assert "不在集群最新名册中" in said["firms"][0]


def test_everything_wrong_with_an_event_is_said_at_once() -> None:
    kept = provider()
    said = faults(event, kept, title="", on="2025-09-11", others="")
    assert set(said) == {"title", "on", "firms"}
    assert said["firms"] == ["请指明服务的企业，或填写名册外企业家数。"]
    assert faults(event, kept, on="2023-12-31")["on"] == ["服务日期早于该机构的有效期起。"]
    old = provider(key="old", name="旧平台", valid_to="2025-01-31")
    assert "晚于该机构的有效期止" in faults(event, old)["on"][0]
    with pytest.raises(Invalid, match="没有这个集群"):
        event(kept, officer(HUIDONG), key="foreign")
    assert not ServiceEvent.objects.exists()


def test_event_is_corrected_and_withdrawn_and_counts_no_more() -> None:
    kept = provider()
    found = event(kept)
    do("service_event", found, "correct_event", **{**EVENT, "provider": str(kept.pk), "others": "5", "reason": "补计"})
    assert ServiceEvent.objects.get().others == 5 and "名册外企业" in history(found.pk)[0].note.zh
    do("service_event", found, "withdraw_event", reason="重复登记")
    (reach,) = queries.reached(Cluster.objects.filter(pk=of().pk), 2025)
    assert (reach.events, reach.others) == (0, 0)


def test_coverage_counts_each_firm_of_the_newest_roster_once() -> None:
    """Article 10: how far the service system reaches."""
    with_roster()
    kept = provider()
    codes = firms()
    event(kept, key="e1", firms="、".join(codes[:3]), others="")
    event(kept, key="e2", firms="、".join(codes[1:4]), others="2", kind="talent")
    event(kept, key="e3", firms=codes[5], on="2024-06-01")
    (reach,) = queries.reached(Cluster.objects.filter(pk=of().pk), 2025)
    assert (reach.firms, reach.served, reach.events, reach.others) == (len(codes), 4, 2, 2)
    assert reach.left == len(codes) - 4 and len(reach.missing) == len(service_kinds()) - 2
    left = {each.pk for each in queries.left_out(of(), 2025)}
    assert left == set(codes) - set(codes[:4])
    page = shown(officer(HUICHENG), "services-cluster", of().pk, query="?year=2025")
    assert all(said in page for said in ("未服务的名册企业", "元件可靠性检测", "未开展"))


def test_events_are_pasted_all_or_none_with_every_fault_at_its_line() -> None:
    with_roster()
    provider()
    head = "服务机构\t服务类别\t服务事项\t日期\t服务企业信用代码\t名册外企业（家）"
    name = PROVIDER["name"]
    good = f"{name}\t检验检测\t抽检\t2025-07-01\t{firms()[0]}\t\n{name}\t人才培训\t培训班\t2025-07-02\t\t12"
    do("service_events", of(), "paste_events", key="paste", lines=f"{head}\n{good}")
    assert sorted(ServiceEvent.objects.values_list("title", "others")) == [("培训班", 12), ("抽检", 0)]
    bad = f"没有的机构\t检验检测\t抽检\t2025-07-01\t\t1\n{name}\t炒菜\t抽检\t2026-07-01\t\t1"
    with pytest.raises(Invalid) as said:
        do("service_events", of(), "paste_events", key="paste2", lines=f"{head}\n{bad}")
    told = "".join(said.value.faults["lines"])
    assert "第 2 行“服务机构”：没有这家服务机构" in told and "第 3 行“服务类别”" in told
    assert ServiceEvent.objects.count() == 2


def test_pages_show_the_territory_and_nothing_foreign() -> None:
    with_roster()
    kept = provider()
    found = event(kept)
    for by in (officer(HUICHENG), officer(HUIZHOU), officer(PROVINCE)):
        assert of().name in shown(by, "services")
        assert kept.name in shown(by, "providers") and kept.name in shown(by, "provider", kept.pk)
        assert found.title in shown(by, "service-event", found.pk)
    stranger = Client()
    stranger.force_login(officer(XIAOLAN))
    for name, pk in (("provider", kept.pk), ("service-event", found.pk), ("services-cluster", of().pk)):
        assert stranger.get(reverse(f"cultivation:{name}", args=[pk])).status_code == 404
    assert of().name not in shown(officer(XIAOLAN), "services")
    assert "公共服务示范平台" not in shown(officer(HUICHENG), "services").split("还没有：")[1].split("</p>")[0]


def test_lists_go_out_as_files() -> None:
    with_roster()
    event(provider(), firms=firms()[0])
    client = Client()
    client.force_login(officer(HUICHENG))
    files = [("services-file", ()), ("providers-file", ()), ("services-left-out", (of().pk,))]
    for name, args in files:
        for kind in ("csv", "xlsx"):
            assert client.get(reverse(f"cultivation:{name}", args=[*args, kind])).status_code == 200
        assert client.get(reverse(f"cultivation:{name}", args=[*args, "pdf"])).status_code == 404


def test_certificate_that_runs_out_is_reminded_of() -> None:
    provider(valid_to="2025-12-31")
    said = [each.text.zh for each in reminders.reminders(officer(HUICHENG), at("2025-09-10 10:00"))]
    assert any("1 家服务机构的认定半年内到期" in each for each in said)
    assert PROVIDER["name"] in shown(officer(HUICHENG), "providers", query="?show=soon")


def test_pages_ask_no_more_for_more_rows() -> None:
    with_roster()
    kept = provider()
    event(kept, firms="、".join(firms()[:2]))

    client = Client()
    client.force_login(officer(HUICHENG))
    client.get(reverse("cultivation:services"))

    def asked(name: str, *args: Any) -> int:
        with CaptureQueriesContext(connection) as queries_made:
            assert client.get(reverse(f"cultivation:{name}", args=args)).status_code == 200
        return len(queries_made)

    pages: list[tuple[Any, ...]] = [("services",), ("providers",), ("services-cluster", of().pk)]
    few = [asked(*page) for page in pages]
    for n in range(12):
        event(provider(key=f"p{n}", name=f"机构{n}"), key=f"e{n}", firms="、".join(firms()[:4]))
    assert [asked(*page) for page in pages] == few
    assert max(few) <= 13
