"""Who objects is shown once the password was given again (trust, Sign-in: re-authentication)."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.again import GOOD_FOR
from jiqun.journal.models import Entry
from tests.authorities.signed_in import confirmed
from tests.notices.test_objections import receive
from tests.office import HUIZHOU, PROVINCE, officer
from tests.recognition.listed_round import published, ranked_round

pytestmark = pytest.mark.django_db
PASSWORD = "Correct-Horse-9"
CANARY = "13900000001"


@pytest.fixture
def address() -> str:
    """Where one objection shows who objects."""
    return reverse("notices:objector", args=[receive(published(ranked_round())).pk])


@pytest.fixture
def reader() -> Client:
    """The province's officer, signed in."""
    user = officer(PROVINCE)
    user.set_password(PASSWORD)
    user.save()
    client = Client()
    client.force_login(user, backend="jiqun.authorities.backends.AccountBackend")
    return client


def test_nothing_is_shown_or_journalled_before_the_password(reader: Client, address: str) -> None:
    before = Entry.objects.count()
    page = reader.post(address).content.decode()
    assert ("请再次输入密码" in page, CANARY in page) == (True, False)
    wrong = reader.post(address, {"password_again": "wrong"})
    assert (wrong.status_code, CANARY in wrong.content.decode()) == (422, False)
    assert "密码不正确" in wrong.content.decode()
    assert Entry.objects.count() == before


def test_right_password_goes_on_and_holds_for_ten_minutes(reader: Client, address: str) -> None:
    assert CANARY in reader.post(address, {"password_again": PASSWORD}).content.decode()
    assert CANARY in reader.post(address).content.decode()
    assert CANARY in confirmed(reader, GOOD_FOR - 5).post(address).content.decode()
    assert CANARY not in confirmed(reader, GOOD_FOR).post(address).content.decode()


def test_wrong_passwords_are_failed_sign_ins(reader: Client, address: str) -> None:
    """Five lock the account at this address, for signing in as for this."""
    said = [reader.post(address, {"password_again": "wrong"}).status_code for _ in range(5)]
    assert said == [422, 422, 422, 422, 429]
    assert reader.post(address, {"password_again": PASSWORD}).status_code == 429
    answer = Client().post("/sign-in/", {"username": officer(PROVINCE).username, "password": PASSWORD})
    assert answer.status_code == 429


def test_a_stranger_is_sent_to_sign_in(address: str) -> None:
    answer = Client().post(address, {"password_again": PASSWORD})
    assert (answer.status_code, answer["Location"].startswith("/sign-in/")) == (302, True)


def test_foreign_office_finds_nothing_to_give_a_password_for(address: str) -> None:
    """What is not one's own looks absent, password or not."""
    client = Client()
    client.force_login(officer(HUIZHOU), backend="jiqun.authorities.backends.AccountBackend")
    assert client.post(address).status_code == 404
