"""What was sent back says why wherever its officer looks, until it is prepared anew."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case
from tests.office import HUICHENG, approver, officer
from tests.recognition.applicant import do, open_round, whole

pytestmark = pytest.mark.django_db


def test_reason_stands_on_workbench_and_case_until_it_is_prepared_anew(client: Client) -> None:
    case = whole(open_round())
    do(case, "submit", officer(HUICHENG), key="first")
    do(case, "send_back", approver(HUICHENG), key="back", reason="范围图不清晰")
    client.force_login(officer(HUICHENG))
    pages = [reverse("casework:workbench"), reverse("recognition:application", args=[case.pk])]
    assert ["提交申报：范围图不清晰" in client.get(url).content.decode() for url in pages] == [True, True]
    do(case, "submit", officer(HUICHENG), key="second")
    assert Case.objects.get(pk=case.pk).sent_back == ""
