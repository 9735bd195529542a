"""Every page of visits in the browser's place: who sees what, how many queries, what was entered is not lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case, Participant
from jiqun.config import clock
from jiqun.visits.models import VisitedFirm
from jiqun.visits.queries import lists, standing
from tests.office import HUICHENG, HUIZHOU, PROVINCE, ZHONGSHAN, account, approver, officer
from tests.recognition.prefecture import NOW, Office
from tests.visits import spot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def browser(by: Account) -> Client:
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def page(by: Account, name: str, *args: Any) -> str:
    answer = browser(by).get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def uscc_of(visit: Case) -> str:
    return VisitedFirm.objects.filter(visit=visit.pk).order_by("position").values_list("uscc", flat=True)[0]


def test_whole_check_goes_page_by_page(case: Case) -> None:
    """A14.2: arranged, seen, signed, concluded, each by its page."""
    client = browser(officer(HUIZHOU))
    url = f"{reverse('visits:arrange', args=['site_check'])}?about={case.pk}"
    assert "按风险点从高到低列出" in client.get(url).content.decode()
    faulty = client.post(url, {**spot.arrangement(case), "people": "李某", "key": "k1"})
    assert faulty.status_code == 422 and "请填写全部姓名" in faulty.content.decode()
    assert 'value="2025-04-21"' in faulty.content.decode()
    made = client.post(url, {**spot.arrangement(case), "key": "k2"}, follow=True)
    visit = Case.objects.get(procedure_name="site_check")
    assert made.redirect_chain[-1][0] == reverse("visits:visit", args=[visit.pk])
    assert "未检查" in made.content.decode()
    firm = reverse("visits:firm", args=[visit.pk, uscc_of(visit)])
    assert "在登记地址实际生产经营" in client.get(firm).content.decode()
    plain = client.post(firm, {f"{uscc_of(visit)}.produces": "yes"}, follow=True).content.decode()
    assert "现场记录已保存" in plain and "已答 1／10" in plain
    spot.see(visit, officer(HUIZHOU), NOW)
    assert client.get(reverse("visits:record", args=[visit.pk]))["Content-Type"] == "application/pdf"
    do = reverse("casework:act", args=["site_check", visit.pk, "file_record"])
    version = Case.objects.get(pk=visit.pk).version
    sent = client.post(do, {**spot.by_hand(), **spot.scan(), "version": version, "key": "k3"})
    assert sent.status_code == 302
    conclude = reverse("visits:conclude", args=[visit.pk])
    assert "未核对数据" in client.get(conclude).content.decode()
    assert client.post(conclude, {**spot.conclusion(), "version": version + 1, "key": "k4"}).status_code == 302
    assert "检查结论" in page(officer(HUIZHOU), "visits:visit", visit.pk)
    assert "通过" in page(officer(PROVINCE), "recognition:application-visits", case.pk)


def test_county_is_told_the_result_only_once_concluded(office: Office, case: Case, visit: Case) -> None:
    """A14.2: that a check was held and its result; never who was drawn, what was noted, nor before it is concluded."""
    county = officer(HUICHENG)
    said = page(county, "recognition:application-visits", case.pk)
    assert "没有已办结的检查" in said and visit.number not in said
    spot.see(visit, officer(HUIZHOU), NOW, remark="金丝雀")
    office.act(visit, "file_record", officer(HUIZHOU), spot.by_hand(), files=spot.scan())
    office.act(visit, "conclude", officer(HUIZHOU), spot.conclusion(conclusion="金丝雀"))
    said = page(county, "recognition:application-visits", case.pk)
    assert "通过" in said and visit.number in said
    assert "金丝雀" not in said and VisitedFirm.objects.filter(visit=visit.pk)[0].name not in said
    for name, args in (("visits:visit", [visit.pk]), ("visits:firm", [visit.pk, uscc_of(visit)])):
        assert browser(county).get(reverse(name, args=args)).status_code == 404


def test_experts_see_nothing_of_visits(office: Office, case: Case, visit: Case) -> None:
    expert = account(Role.EXPERT, None)
    Participant.objects.create(case=case, account=expert, capacity="expert", since=NOW)
    for url in (
        reverse("recognition:application-visits", args=[case.pk]),
        reverse("visits:visit", args=[visit.pk]),
        reverse("visits:record", args=[visit.pk]),
        reverse("visits:visits"),
    ):
        assert browser(expert).get(url).status_code == 404, url
    assert "现场检查" not in browser(expert).get(reverse("recognition:application", args=[case.pk])).content.decode()


@pytest.mark.parametrize("name", ["visits:visit", "visits:record", "visits:conclude"])
def test_foreign_visit_looks_absent(visit: Case, name: str) -> None:
    for by in (officer(ZHONGSHAN), officer(HUICHENG)):
        assert browser(by).get(reverse(name, args=[visit.pk])).status_code == 404


def test_list_says_what_is_to_be_held_and_when(office: Office, round_: Case, case: Case, visit: Case) -> None:
    later = office.application(round_, "惠城电子集群")
    office.act(later, "accept", officer(HUIZHOU))
    office.open("site_check", officer(HUIZHOU), spot.arrangement(later, "2025-04-24"))
    said = page(officer(HUIZHOU), "visits:visits")
    assert said.index("惠城五金集群") < said.index("惠城电子集群")
    assert "今天" in said and "3 天后" in said
    assert "待办 2" in said
    assert "惠城五金集群" in page(officer(PROVINCE), "visits:visits")
    assert "惠城五金集群" not in page(officer(ZHONGSHAN), "visits:visits")
    assert browser(officer(HUICHENG)).get(reverse("visits:visits")).status_code == 404
    english = browser(officer(HUIZHOU)).get(reverse("visits:visits"), {"lang": "en"}, follow=True).content.decode()
    assert "Site checks and site visits" in english and "现场检查" not in english


def test_plan_goes_page_by_page(office: Office, round_: Case, case: Case) -> None:
    """A14.2: drawn up by the officer, signed by the approver, the pages say why one is left out."""
    other = office.application(round_, "惠城电子集群")
    office.act(other, "accept", officer(HUIZHOU))
    client = browser(officer(HUIZHOU))
    url = f"{reverse('visits:draw-up', args=['site_check'])}?about={round_.pk}"
    assert "现有 2 个" in client.get(url).content.decode()
    said = {"about": str(round_.pk), "method": "risk", "wanted": "1", "key": "p1"}
    assert client.post(url, said).status_code == 302
    plan = Case.objects.get(procedure_name="site_check_plan")
    assert "待选定" in page(officer(HUIZHOU), "visits:plan", plan.pk)
    adopt = reverse("visits:adopt", args=[plan.pk])
    first = client.get(adopt).content.decode()
    assert first.count('name="picked"') == 2 and first.count("checked") == 1
    picked = {"picked": [str(other.pk)], "reason": "上年已查", "version": plan.version, "key": "p2"}
    assert client.post(adopt, picked).status_code == 302
    sign = reverse("casework:act", args=["site_check_plan", plan.pk, "sign"])
    signer = browser(approver(HUIZHOU))
    assert "上年已查" in signer.get(sign).content.decode()
    version = Case.objects.get(pk=plan.pk).version
    assert signer.post(sign, {"affirmed": "on", "version": version, "key": "p3"}).status_code == 302
    assert "未列入" in page(officer(HUIZHOU), "visits:plan", plan.pk)
    assert "未列入检查计划（2025-J1）" in page(officer(HUIZHOU), "recognition:application-visits", case.pk)
    assert browser(officer(ZHONGSHAN)).get(reverse("visits:plan", args=[plan.pk])).status_code == 404


def test_unknown_kinds_are_not_there(case: Case) -> None:
    for name in ("visits:arrange", "visits:draw-up"):
        assert browser(officer(HUIZHOU)).get(reverse(name, args=["nothing"])).status_code == 404
    assert browser(officer(HUIZHOU)).get(reverse("visits:draw-up", args=["site_visit"])).status_code == 404


# ── queries ──


def test_list_takes_three_queries_however_many(
    office: Office, round_: Case, case: Case, visit: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Lean lists: 1 and 3 rows."""
    reader = officer(HUIZHOU)
    for count in (1, 3):
        with django_assert_num_queries(3):
            found = lists.visits(reader, NOW.date())
            lists.counts(reader)
            lists.plans(reader)
        assert len(found) == count
        for name in ("乙", "丙")[: 3 - count]:
            made = office.application(round_, f"集群{name}")
            office.act(made, "accept", reader)
            office.open("site_check", reader, spot.arrangement(made))


def test_visit_and_firm_pages_take_a_fixed_number_of_queries(
    office: Office, case: Case, django_assert_max_num_queries: Any
) -> None:
    """Main pages: the number of firms costs nothing."""
    reader = officer(HUIZHOU)
    visit = office.open("site_check", reader, spot.arrangement(case, by_lot="12")).subject
    spot.see(visit, reader, NOW)
    client = browser(reader)
    for name, args in (("visits:visit", [visit.pk]), ("visits:firm", [visit.pk, uscc_of(visit)])):
        url = reverse(name, args=args)
        client.get(url)
        with django_assert_max_num_queries(14):
            assert client.get(url).status_code == 200


def test_standings_take_two_queries_however_many(
    office: Office, round_: Case, case: Case, visit: Case, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    others = [office.application(round_, f"集群{n}").pk for n in range(3)]
    with django_assert_num_queries(2):
        found = standing.standings("site_check", [case.pk, *others])
    assert [found[pk].state for pk in (case.pk, *others)] == ["going_on", "none", "none", "none"]
