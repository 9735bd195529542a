"""Making an expert known asks for the password again; what was typed is kept meanwhile (trust, Sign-in)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import Case, Proposal
from jiqun.review.models import Expert
from tests.office import PROVINCE, approver, officer
from tests.recognition.listed_round import ranked_round
from tests.recognition.panel_round import Stage

pytestmark = pytest.mark.django_db
PASSWORD = "Correct-Horse-9"


@pytest.fixture
def stage() -> Stage:
    """A round that is over."""
    stage = ranked_round()
    Case.objects.filter(pk=stage.round.pk).update(state="announced")
    stage.round.refresh_from_db()
    return stage


def client_of(user: object) -> Client:
    user.set_password(PASSWORD)  # type: ignore[attr-defined]
    user.save()  # type: ignore[attr-defined]
    client = Client()
    client.force_login(user, backend="jiqun.authorities.backends.AccountBackend")  # type: ignore[arg-type]
    return client


def test_page_asks_first_and_then_shows_the_form(stage: Stage) -> None:
    client = client_of(officer(PROVINCE))
    address = reverse("casework:act", args=["round", stage.round.pk, "unmask_expert"])
    page = client.get(address).content.decode()
    assert ("请再次输入密码" in page, "披露理由" in page) == (True, False)
    answer = client.post(address, {"password_again": PASSWORD, "password_again_only": "1"})
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert "披露理由" in client.get(address).content.decode()


def test_what_was_typed_is_sent_along_with_the_password_and_the_signer_is_asked_too(stage: Stage) -> None:
    address = reverse("casework:act", args=["round", stage.round.pk, "unmask_expert"])
    code = Expert.objects.values_list("code", flat=True).first()
    typed = {"expert": code, "reason": "核查评分偏离", "version": stage.round.version, "key": "u1"}
    client = client_of(officer(PROVINCE))
    page = client.post(address, typed).content.decode()
    assert ('value="核查评分偏离"' in page, Proposal.objects.exists()) == (True, False)
    assert client.post(address, {**typed, "password_again": PASSWORD}).status_code == 302
    assert Proposal.objects.get().act == "unmask_expert"
    signing = reverse("casework:act", args=["round", stage.round.pk, "sign"])
    assert "请再次输入密码" in client_of(approver(PROVINCE)).get(signing).content.decode()


def test_other_acts_ask_for_nothing(stage: Stage) -> None:
    client = client_of(officer(PROVINCE))
    page = client.get(reverse("casework:act", args=["round", stage.round.pk, "choose_remedies"])).content.decode()
    assert "请再次输入密码" not in page
