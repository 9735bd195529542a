"""转申报: an application from an entry without typing again (Articles 8, 13, 14(一))."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import ActRecord, Case
from jiqun.config import clock
from jiqun.cultivation.library import graduating
from jiqun.forms.answers import changes, values
from jiqun.recognition.models import Application, PreCheck
from jiqun.register.models import RosterRevision
from tests.cultivation.cultivated import NOW, entered, handed_in
from tests.office import HUICHENG, HUIZHOU, at, officer
from tests.recognition.applicant import do, open_round, start

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def test_roster_and_answers_of_the_self_assessment_arrive_with_their_source() -> None:
    entry, round_ = entered(), open_round()
    assessment = handed_in(entry)
    client = browser(officer(HUICHENG))
    url = reverse("cultivation:graduate", args=[entry.pk])
    page = client.get(url)
    assert [str(each.said) for each in page.context["coming"]][:1] == ["第 1 版，基准年 2024，12 家企业"]
    answer = client.post(url, {"round": str(round_.pk), "key": "graduate"})
    application = Application.objects.select_related("case", "roster").get()
    assert answer.status_code == 302
    assert answer["Location"] == reverse("recognition:application", args=[application.pk])
    assert (application.cluster_id, application.roster) == (entry.cluster_id, RosterRevision.objects.get())
    assert PreCheck.objects.filter(application=application).exists()
    case = application.case
    assert values(case)["gradient_work"] == "梯度培育工作：已有基础。"
    assert (
        values(case)["coordination"]
        == "产供销协同协作机制：已有基础。\n产业链布局：已有基础。\n关键环节配套能力：已有基础。"
    )
    source = {change.field: change.source for change in changes(case, ["gradient_work", "niche"])}
    assert source == {"gradient_work": f"带自 2024 年度自评（{assessment.number}）", "niche": "带自集群登记"}
    assert [*ActRecord.objects.filter(subject_id=str(case.pk)).order_by("version").values_list("act", flat=True)] == [
        "start",
        "take_roster",
    ]


def test_sent_twice_it_is_one_application() -> None:
    entry, round_ = entered(), open_round()
    handed_in(entry)
    client = browser(officer(HUICHENG))
    sent = {"round": str(round_.pk), "key": "graduate"}
    answers = [client.post(reverse("cultivation:graduate", args=[entry.pk]), sent) for _ in range(2)]
    assert {each.status_code for each in answers} == {302}
    assert Application.objects.count() == 1


def test_roster_of_another_year_is_left_and_said() -> None:
    entry, round_ = entered(), open_round()
    handed_in(entry, 2023, at("2024-03-20 10:00"))
    case, why = graduating.apply(
        entry.library_entry.cluster, str(round_.pk), by=officer(HUICHENG), key="graduate", now=NOW
    )
    assert Application.objects.get(pk=case.pk).roster is None
    assert str(why) == "登记中没有以 2024 年为基准年的名册，请导入 2024 年的名册工作簿。"


def test_second_application_of_the_cluster_in_a_round_is_refused() -> None:
    entry, round_ = entered(), open_round()
    start(round_, cluster=str(entry.cluster_id), name="", lead_codes="", niche="", strategic="")
    answer = browser(officer(HUICHENG)).post(
        reverse("cultivation:graduate", args=[entry.pk]), {"round": str(round_.pk), "key": "again"}
    )
    assert answer.status_code == 409
    assert "同一批次只能申报一次" in answer.content.decode()


def test_without_an_open_round_it_says_so_and_nothing_is_opened() -> None:
    entry = entered()
    client = browser(officer(HUICHENG))
    url = reverse("cultivation:graduate", args=[entry.pk])
    assert "现在没有开放申报的批次" in client.get(url).content.decode()
    assert client.post(url, {"round": "", "key": "none"}).status_code == 422
    assert not Application.objects.exists()


def test_only_the_countys_officer_takes_it_there_and_the_entry_shows_it() -> None:
    entry, round_ = entered(), open_round()
    assert browser(officer(HUIZHOU)).get(reverse("cultivation:graduate", args=[entry.pk])).status_code == 404
    case, _ = graduating.apply(
        entry.library_entry.cluster, str(round_.pk), by=officer(HUICHENG), key="graduate", now=NOW
    )
    shown = browser(officer(HUICHENG)).get(reverse("cultivation:entry", args=[entry.pk])).content.decode()
    address = reverse("casework:matter", args=[case.pk])
    assert address in shown
    hidden = browser(officer(HUIZHOU)).get(reverse("cultivation:entry", args=[entry.pk])).content.decode()
    assert address not in hidden, "a draft is the county's own"


def test_application_without_an_entry_takes_the_registers_roster_too() -> None:
    """Being in the library is no condition of applying."""
    entry = entered()
    handed_in(entry)
    Case.objects.filter(pk=entry.pk).update(state="left")
    case = start(open_round(), cluster=str(entry.cluster_id), name="", lead_codes="", niche="", strategic="")
    page = browser(officer(HUICHENG)).get(reverse("recognition:prefill", args=[case.pk])).content.decode()
    assert reverse("casework:act", args=["application", case.pk, "take_roster"]) in page
    do(case, "take_roster", officer(HUICHENG))
    assert Application.objects.get().roster == RosterRevision.objects.get()
