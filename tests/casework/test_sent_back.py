"""What was sent back says why wherever its officer looks, until it is prepared anew."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from jiqun.config import clock
from tests.office import HUICHENG, HUIZHOU, PROVINCE, approver, officer
from tests.recognition.applicant import NOW, do, open_round, whole
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before every deadline of the round."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_reason_stands_on_workbench_and_case_until_it_is_prepared_anew(client: Client) -> None:
    case = whole(open_round())
    do(case, "submit", officer(HUICHENG), key="first")
    do(case, "send_back", approver(HUICHENG), key="back", reason="范围图不清晰")
    client.force_login(officer(HUICHENG))
    pages = [reverse("casework:workbench"), reverse("recognition:application", args=[case.pk])]
    assert ["提交申报：范围图不清晰" in client.get(url).content.decode() for url in pages] == [True, True]
    do(case, "submit", officer(HUICHENG), key="second")
    assert Case.objects.get(pk=case.pk).sent_back == ""


def test_reason_is_read_by_the_house_that_prepared_it_and_by_no_other_level(client: Client) -> None:
    """A14.2: what the prefecture's approver writes to its officer is neither the province's nor the county's."""
    office = Office()
    case = office.recommended(office.application(office.open_round(), "惠城五金集群"))
    office.act(case, "withdraw_recommendation", officer(HUIZHOU), {"reason": "调整推荐顺序"})
    office.act(case, "send_back", approver(HUIZHOU), {"reason": "先与县里沟通"})
    shown = {}
    for code in (HUIZHOU, PROVINCE, HUICHENG):
        client.force_login(officer(code))
        pages = [reverse("casework:workbench"), reverse("recognition:application", args=[case.pk])]
        shown[code] = ["先与县里沟通" in client.get(url).content.decode() for url in pages]
    assert shown == {HUIZHOU: [False, True], PROVINCE: [False, False], HUICHENG: [False, False]}
