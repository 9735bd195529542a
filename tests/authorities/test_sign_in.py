"""Signing in (trust, Sign-in)."""

from __future__ import annotations

import time

import pytest
from django.test import Client

from jiqun.authorities.middleware import ABSOLUTE, IDLE, SHORT_IDLE
from jiqun.authorities.models import Account
from tests.office import HUICHENG, account, officer

pytestmark = pytest.mark.django_db
PASSWORD = "Correct-Horse-9"


def with_password(user: Account) -> Account:
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, username: str, password: str = PASSWORD, address: str = "127.0.0.1") -> int:
    answer = client.post("/sign-in/", {"username": username, "password": password}, REMOTE_ADDR=address)
    return answer.status_code


def test_right_password_leads_to_the_workbench(client: Client) -> None:
    user = with_password(officer(HUICHENG))
    answer = client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/work/")
    assert "今天没有要办的事" in client.get("/work/").content.decode()


def test_password_is_kept_as_argon2id(client: Client) -> None:
    user = with_password(officer(HUICHENG))
    assert user.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def test_unknown_account_and_wrong_password_look_the_same(client: Client) -> None:
    with_password(officer(HUICHENG))
    pages = []
    for name in ("officer-441302", "nobody"):
        page = client.post("/sign-in/", {"username": name, "password": "wrong"}).content.decode()
        pages.append("用户名或密码不正确，或账号已停用" in page)
    assert pages == [True, True]


def test_five_failures_lock_the_pair_of_account_and_address_only(client: Client) -> None:
    user = with_password(officer(HUICHENG))
    for _ in range(4):
        assert sign_in(client, user.username, "wrong") == 200
    assert sign_in(client, user.username, "wrong") == 429
    assert sign_in(client, user.username) == 429
    assert sign_in(Client(), user.username, address="10.1.1.1") == 302


def test_closed_account_cannot_sign_in_and_loses_its_session(client: Client) -> None:
    user = with_password(officer(HUICHENG))
    assert sign_in(client, user.username) == 302
    Account.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/work/").status_code == 302
    assert sign_in(Client(), user.username) == 200


@pytest.mark.parametrize(
    ("role", "mark", "back", "signed_in"),
    [
        ("officer", "seen", IDLE - 5, True),
        ("officer", "seen", IDLE + 5, False),
        ("expert", "seen", SHORT_IDLE + 5, False),
        ("officer", "started", ABSOLUTE + 5, False),
    ],
)
def test_session_ends_when_idle_or_old(client: Client, role: str, mark: str, back: int, signed_in: bool) -> None:
    client.force_login(account(role, None if role == "expert" else HUICHENG))
    session = client.session
    session.update({"started": int(time.time()), "seen": int(time.time()), mark: int(time.time()) - back})
    session.save()
    assert (client.get("/work/").status_code == 200) is signed_in


def test_signing_out_ends_the_session(client: Client) -> None:
    client.force_login(officer(HUICHENG))
    assert client.post("/sign-out/").status_code == 302
    assert client.get("/work/").status_code == 302
