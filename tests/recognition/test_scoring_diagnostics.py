"""How the panel scored: the discipline supervisor's, and only after the announcement (Article 14(三))."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.review.models import Expert, Unmasking
from tests.office import HUIZHOU, PROVINCE, account, approver, officer
from tests.recognition.panel_round import Stage, make_round

pytestmark = pytest.mark.django_db
TABLES = ("spread", "leniency", "weight", "contradiction")


def signed_in(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


@pytest.fixture
def stage() -> Stage:
    """Two clusters; the second is scored far apart by its last expert."""
    found = make_round(2, 6).drawn()
    first, second = found.cases
    for sheet in found.sheets(case=first.pk):
        found.score(sheet)
    *others, last = found.sheets(case=second.pk)
    for sheet in others:
        found.score(sheet)
    low = {"score_13-2-3": "0", "score_13-2-4": "0", "score_13-5-3": "0", "score_13-5-4": "0"}
    found.score(last, **low)
    found.signed("open_scores")
    return found


def announced(stage: Stage) -> Stage:
    Case.objects.filter(pk__in=[case.pk for case in stage.cases]).update(state="recognised")
    Case.objects.filter(pk=stage.round.pk).update(state="announced")
    return stage


def addresses(stage: Stage) -> list[str]:
    tables = [reverse("recognition:diagnostics-csv", args=[stage.round.pk, table]) for table in TABLES]
    return [reverse("recognition:diagnostics", args=[stage.round.pk]), *tables]


def test_diagnostics_are_absent_during_the_panel_and_for_everybody_else(stage: Stage) -> None:
    supervisor = account(Role.SUPERVISOR, PROVINCE)
    assert {signed_in(supervisor).get(url).status_code for url in addresses(stage)} == {404}
    announced(stage)
    others = (
        officer(PROVINCE),
        approver(PROVINCE),
        account(Role.SUPERVISOR, HUIZHOU),
        account(Role.AUDIT_ADMIN, PROVINCE),
        stage.sheets()[0].expert.account,
    )
    for by in others:
        assert {signed_in(by).get(url).status_code for url in addresses(stage)} == {404}
    assert {signed_in(supervisor).get(url).status_code for url in addresses(stage)} == {200}
    unknown = reverse("recognition:diagnostics-csv", args=[stage.round.pk, "names"])
    assert signed_in(supervisor).get(unknown).status_code == 404


def test_diagnostics_of_a_round_closed_without_a_recognition_are_the_supervisors_too(stage: Stage) -> None:
    """A14.3: nobody recognised, and yet how the panel scored can be looked into, a name included."""
    Case.objects.filter(pk=stage.round.pk).update(state="closed")
    supervisor = account(Role.SUPERVISOR, PROVINCE)
    assert {signed_in(supervisor).get(url).status_code for url in addresses(stage)} == {200}
    assert {signed_in(officer(PROVINCE)).get(url).status_code for url in addresses(stage)} == {404}
    code = stage.sheets()[0].expert.code
    stage.act("unmask_expert", officer(PROVINCE), {"expert": code, "reason": "核查评分偏离"})
    stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    assert Unmasking.objects.count() == 1


def test_diagnostics_show_codes_numbers_and_what_they_are(stage: Stage) -> None:
    announced(stage)
    client = signed_in(account(Role.SUPERVISOR, PROVINCE))
    page = client.get(reverse("recognition:diagnostics", args=[stage.round.pk])).content.decode()
    last = stage.sheets(case=stage.cases[1].pk)[-1]
    assert f"{last.expert.code} −17.00" in page
    assert "极差＝同一集群最高总分减最低总分" in page
    assert "张专家" not in page
    answer = client.get(reverse("recognition:diagnostics-csv", args=[stage.round.pk, "spread"]))
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:2] == ["2025-A001", "第1产业集群"]
    assert rows[1][4] == "17.00"
    assert rows[2][4] == "0.00"


def test_diagnostics_cost_a_fixed_number_of_queries(stage: Stage, django_assert_num_queries: object) -> None:
    announced(stage)
    client = signed_in(account(Role.SUPERVISOR, PROVINCE))
    url = reverse("recognition:diagnostics", args=[stage.round.pk])
    client.get(url)
    with django_assert_num_queries(9):  # type: ignore[operator]
        client.get(url)


def test_unmasking_takes_two_persons_and_shows_the_name_to_the_supervisor_alone(stage: Stage) -> None:
    expert = Expert.objects.get(code=stage.sheets()[0].expert.code)
    with pytest.raises(Refusal, match="不能办理"):
        stage.act("unmask_expert", officer(PROVINCE), {"expert": expert.code, "reason": "核查"})
    announced(stage)
    with pytest.raises(Invalid, match="请写明披露理由"):
        stage.act("unmask_expert", officer(PROVINCE), {"expert": expert.code})
    stage.act("unmask_expert", officer(PROVINCE), {"expert": expert.code, "reason": "纪检监督核查评分偏离"})
    assert not Unmasking.objects.exists()
    done = stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    name = expert.account.person.name
    page = signed_in(account(Role.SUPERVISOR, PROVINCE)).get(addresses(stage)[0]).content.decode()
    assert name in page
    assert name not in str(done.record.note)
    round_page = signed_in(officer(PROVINCE)).get(reverse("recognition:round", args=[stage.round.pk]))
    assert name not in round_page.content.decode()
    with pytest.raises(Refusal, match="姓名已披露"):
        stage.signed("unmask_expert", {"expert": expert.code, "reason": "再次"})
