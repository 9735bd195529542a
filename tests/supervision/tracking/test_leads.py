"""Articles 16, 17: a lead is restricted, rests on numbers, and moves nothing; only persons dismiss it or take it up."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import pytest
from django.test import Client

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, perform
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Conflict, NotHere, Refusal
from jiqun.inquiries.models import Hit
from jiqun.register.becoming import Decided, not_renewed
from jiqun.register.models import Cluster, ClusterYear, Recognition
from jiqun.supervision.models import Lead, Look
from jiqun.supervision.tracking import leads, sources
from jiqun.supervision.tracking.sources import Found
from jiqun.supervision.tracking.watching import falling, incidents, norms, reports, terms
from tests.office import HUIDONG, HUIZHOU, PROVINCE, account, approver, at, chance, officer
from tests.supervision.recognised import cluster, recognised
from tests.supervision.reports.yearly import Way, planned

pytestmark = pytest.mark.django_db
NOW = at("2026-04-10 10:00")
DAY = date(2026, 4, 10)
CHANCE = chance(5)


@pytest.fixture
def noticed(monkeypatch: pytest.MonkeyPatch) -> list[Found]:
    """What the one source of a test finds; the test fills it."""
    found: list[Found] = []

    def source(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
        return [each for each in found if each.cluster_id in {one.pk for one in clusters}]

    monkeypatch.setattr(sources, "_sources", [source])
    return found


def one(of: Recognition, ground: str = "", kind: str = "norm", **more: Any) -> Found:
    """A finding."""
    return Found(of.cluster_id, ground, kind, Text("产值低于门槛", "Output below its limit"), {"rows": [], **more})


def look(by: Any = None, key: str = "look-1") -> Done:
    """One look."""
    return leads.look(by or officer(PROVINCE), now=NOW, key=key, chance=CHANCE)


def act(lead: Lead, name: str, by: Any, payload: dict[str, Any]) -> Done:
    """One act at the version the lead has."""
    version = Lead.objects.values_list("version", flat=True).get(pk=lead.pk)
    return perform(
        "lead", lead.pk, name, by=by, version=version, payload=payload, key=f"{name}-{version}", now=NOW, chance=CHANCE
    )


def test_looking_again_raises_nothing_twice_and_a_new_number_is_a_new_lead(noticed: list[Found]) -> None:
    held = recognised(start=date(2024, 7, 10))
    noticed.append(one(held, roster=1))
    first: Look = look().subject
    assert (first.clusters, first.found, first.fresh, first.counts) == (1, 1, 1, {"norm": 1})
    again: Look = look(key="look-2").subject
    assert (again.found, again.fresh) == (1, 0)
    assert Lead.objects.get().last_id == again.pk
    noticed[:] = [one(held, roster=2)]
    assert look(key="look-3").subject.fresh == 1
    assert Lead.objects.count() == 2


def test_the_same_request_sent_twice_is_one_look(noticed: list[Found]) -> None:
    noticed.append(one(recognised(start=date(2024, 7, 10))))
    assert look().subject.pk == look().subject.pk
    assert Look.objects.count() == 1


def test_leads_are_for_prefecture_province_and_supervisor_alone(noticed: list[Found], client: Client) -> None:
    held = recognised(start=date(2024, 7, 10))
    noticed.append(one(held))
    look()
    lead = Lead.objects.get()
    readers = [officer(PROVINCE), approver(HUIZHOU), account("supervisor", HUIZHOU)]
    assert [Lead.objects.visible_to(each).count() for each in readers] == [1, 1, 1]
    others = [officer(HUIDONG), account("supervisor", HUIDONG), account("expert", None), officer("440300")]
    assert [Lead.objects.visible_to(each).count() for each in others] == [0, 0, 0, 0]
    for user in others:
        client.force_login(user)
        assert client.get(f"/supervision/leads/{lead.pk}/").status_code == 404
    client.force_login(officer(HUIDONG))
    assert client.get("/supervision/leads/").status_code == 404
    assert "线索" not in client.get(f"/clusters/{held.cluster_id}/tracking/").content.decode()
    client.force_login(officer(HUIZHOU))
    assert "线索不作为结论" in client.get(f"/supervision/leads/{lead.pk}/").content.decode()
    assert "线索不作为结论" in client.get(f"/clusters/{held.cluster_id}/tracking/").content.decode()


def test_a_county_cannot_look(noticed: list[Found]) -> None:
    noticed.append(one(recognised(start=date(2024, 7, 10))))
    with pytest.raises(Refusal) as refused:
        look(officer(HUIDONG))
    assert refused.value.text == leads.ABOVE
    assert not Lead.objects.exists()


def test_a_lead_is_dismissed_with_a_reason_by_two_persons(noticed: list[Found]) -> None:
    noticed.append(one(recognised(start=date(2024, 7, 10))))
    look()
    lead = Lead.objects.get()
    act(lead, "dismiss", officer(HUIZHOU), {"reason": "名册漏填两家企业，已更正"})
    assert Lead.objects.get().state == "open"
    act(lead, "sign", approver(HUIZHOU), {"affirmed": "on"})
    found = Lead.objects.get()
    assert (found.state, found.reason) == ("dismissed", "名册漏填两家企业，已更正")
    look(key="look-2")
    assert Lead.objects.get().state == "dismissed"
    act(lead, "look_again", officer(PROVINCE), {"reason": "更正未完成"})
    assert Lead.objects.get().state == "open"


def test_only_the_province_dismisses_a_lead_on_a_ground_of_article_17(noticed: list[Found]) -> None:
    noticed.append(one(recognised(start=date(2024, 7, 10)), "A17.3", "report"))
    look()
    lead = Lead.objects.get()
    with pytest.raises(Refusal) as refused:
        act(lead, "dismiss", officer(HUIZHOU), {"reason": "已补报"})
    assert refused.value.text == leads.PROVINCES
    act(lead, "dismiss", officer(PROVINCE), {"reason": "已补报"})
    act(lead, "sign", approver(PROVINCE), {"affirmed": "on"})
    assert Lead.objects.get().state == "dismissed"


def test_taking_a_lead_up_begins_no_matter_and_moves_no_recognition(noticed: list[Found]) -> None:
    held = recognised(start=date(2024, 7, 10))
    noticed.append(one(held, "A17.5", "incident"))
    look()
    act(Lead.objects.get(), "follow_up", officer(HUIZHOU), {"reason": "已请应急部门核实"})
    assert Lead.objects.get().state == "taken_up"
    assert not Case.objects.exists()
    assert Recognition.objects.get(pk=held.pk).revoked_from is None


def test_leads_handed_over_to_a_matter_stay_with_it(noticed: list[Found]) -> None:
    noticed.append(one(recognised(start=date(2024, 7, 10)), "A17.5", "incident"))
    look()
    way = Way(planned_elsewhere())
    case = way.begin()
    lead, stale = Lead.objects.get(), Lead.objects.get()
    doing = Doing(procedure("lead"), procedure("lead").by_act["follow_up"], lead, officer(PROVINCE), {}, NOW, CHANCE)
    leads.hand_over(doing, [lead], case)
    found = Lead.objects.get()
    assert (found.state, found.case_id, doing.told["leads"]) == ("taken_up", case.pk, [str(lead.pk)])
    with pytest.raises(Conflict):
        leads.hand_over(doing, [stale], case)
    with pytest.raises(Refusal) as refused:
        act(lead, "look_again", officer(PROVINCE), {"reason": "再核"})
    assert case.number in refused.value.text.zh


def planned_elsewhere() -> Recognition:
    """A second recognised cluster of the county, with a plan."""
    return recognised(cluster("惠东县制鞋机械产业集群"), date(2024, 7, 10), "2024年")


def test_a_foreign_lead_is_not_there(noticed: list[Found]) -> None:
    noticed.append(one(recognised(start=date(2024, 7, 10))))
    look()
    with pytest.raises(NotHere):
        act(Lead.objects.get(), "follow_up", officer("440300"), {"reason": "核实"})


def test_conditions_that_would_fail_are_found_with_their_numbers() -> None:
    held = planned()
    found = {each.evidence["norm"]: each for each in norms.look([held.cluster], DAY)}
    assert {each.kind for each in found.values()} <= {"norm", "margin"}
    output = next(each for name, each in found.items() if "output" in name and each.kind == "norm")
    assert output.ground == ""
    labels = [row[0] for row in output.evidence["rows"]]
    assert labels == ["测算值", "门槛", "余量"]
    assert output.evidence["roster"] == 1


def test_a_figure_that_fell_two_years_running_is_found_and_a_lower_bound_is_not() -> None:
    held = recognised(start=date(2024, 7, 10))
    for year, output, rd in ((2023, 300, 30), (2024, 200, 20), (2025, 100, 10)):
        ClusterYear.objects.create(
            cluster=held.cluster, year=year, source="年报", kept_at=NOW, output=output * 10**10, rd=rd * 10**10,
            blanks={"rd": 1} if year == 2024 else {},
        )  # fmt: skip
    found = list(falling.look([held.cluster], DAY))
    assert [each.text.zh for each in found] == ["总产值连续两年下降：2025 年比 2023 年低 66.67%。"]


def test_an_overdue_report_touches_17_3_only_where_the_county_held_it() -> None:
    way = Way(planned())
    cluster_ = way.recognition.cluster
    assert [each.ground for each in reports.look([cluster_], DAY)] == ["A17.3"]
    way.handed_in()
    late = list(reports.look([cluster_], DAY))
    assert [(each.ground, each.evidence["rows"][1][2]) for each in late] == [("", "市级")]
    way.signed("forward", HUIZHOU, {"opinion": "数据一致。"})
    way.act("receive", officer(PROVINCE))
    assert list(reports.look([cluster_], DAY)) == []
    before = list(reports.look([cluster_], date(2026, 3, 31)))
    assert [each.evidence["year"] for each in before] == [2024]


def test_incidents_count_since_the_recognition_and_only_concluded_ones_touch_17_5() -> None:
    held = recognised(start=date(2024, 7, 10))
    for n, (state, on) in enumerate(
        (("confirmed", "2025-05-01"), ("pending", "2025-06-01"), ("confirmed", "2020-01-01"))
    ):
        Hit.objects.create(
            id=uuid.UUID(int=n), cluster=held.cluster, path="440000/441300/", mark=str(n), matched="code", uscc=str(n),
            name=f"女鞋{n}厂（虚构）", kind="安全事故", grade="较大", on=on, found_on="2026-01-05", state=state,
        )  # fmt: skip
    found = list(incidents.of_hits([held.cluster], DAY))
    assert [(each.ground, each.text.zh) for each in found] == [
        ("A17.5", "女鞋0厂（虚构）：安全事故（较大，2025-05-01），经核实属实。"),
        ("", "女鞋1厂（虚构）：安全事故（较大，2025-06-01），尚待核实。"),
    ]


def test_a_term_that_ran_out_is_no_lead_by_itself_and_a_failed_review_is() -> None:
    held = recognised(start=date(2023, 1, 1))
    assert [*terms.missed([held.cluster], DAY), *terms.failed([held.cluster], DAY)] == []
    not_renewed(held, Decided(DAY, "粤工信函〔2026〕8号", "未达目标", None, "FH-1"), uuid.uuid4())
    assert [each.ground for each in terms.failed([held.cluster], DAY)] == ["A17.1"]


def test_lists_of_leads(client: Client, noticed: list[Found], django_assert_num_queries: Any) -> None:
    for n in range(3):
        noticed.append(one(recognised(cluster(f"集群{n}"), date(2024, 7, 10)), row=n))
    client.force_login(officer(PROVINCE))
    assert client.post("/supervision/leads/look/", {"key": "k1"}).status_code == 302
    assert client.get("/supervision/leads/look/").status_code == 405
    with django_assert_num_queries(6):
        page = client.get("/supervision/leads/").content.decode()
    assert "产值低于门槛" in page
    assert "核查 3 个集群，发现 3 条，新增 3 条" in page
    assert client.get("/supervision/leads/?state=none").status_code == 404
    assert "3" in client.get(f"/supervision/leads/looks/{Look.objects.get().pk}/").content.decode()


def test_a_prefecture_is_told_of_the_provinces_look_and_led_to_none_it_cannot_read(
    client: Client, noticed: list[Found]
) -> None:
    noticed.append(one(recognised(start=date(2024, 7, 10))))
    look()
    address = f"/supervision/leads/looks/{Look.objects.get().pk}/"
    for user, linked in ((officer(PROVINCE), True), (officer(HUIZHOU), False)):
        client.force_login(user)
        listed = client.get("/supervision/leads/").content.decode()
        assert "最近一次核查" in listed and (address in listed) is linked
        assert client.get(address).status_code == (200 if linked else 404)
