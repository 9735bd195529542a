"""An account without a password gets one by a one-time link (trust, Sign-in; Article 5: who does what)."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password
from django.db.models import F
from django.test import Client

from jiqun.authorities.links import digest_of
from jiqun.authorities.models import Account, PasswordLink, Role
from jiqun.journal.models import Entry, Payload
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, officer

pytestmark = pytest.mark.django_db
CHOSEN = "Canary-Chosen-77"


def client_of(user: Account) -> Client:
    client = Client()
    client.force_login(user, backend="jiqun.authorities.backends.AccountBackend")
    return client


def expert(password: str | None = None) -> Account:
    """An expert as nominating makes one."""
    found = account(Role.EXPERT, None, name="e001")
    found.password = make_password(password)
    found.save()
    return found


def link_for(by: Account, username: str, way: str = "first", key: str = "k1") -> str:
    """The address on the answer; empty where none was made."""
    page = client_of(by).post(f"/passwords/{way}/", {"account": username, "key": key}).content.decode()
    found = re.search(r"http://testserver(/password/[0-9a-f]+/)", page)
    return found[1] if found else ""


def choose(address: str, password: str = CHOSEN, again: str | None = None, key: str = "c1") -> int:
    entered = {"password": password, "again": password if again is None else again, "key": key}
    return Client().post(address, entered).status_code


def test_expert_chooses_the_first_password_and_signs_in() -> None:
    user = expert()
    officer(PROVINCE)
    address = link_for(officer(PROVINCE), user.username)
    assert "您的用户名是 e001" in Client().get(address).content.decode()
    assert choose(address) == 302
    answer = Client().post("/sign-in/", {"username": "e001", "password": CHOSEN})
    assert (answer.status_code, answer["Location"]) == (302, "/work/")


def test_link_is_used_once_and_then_says_so() -> None:
    user = expert()
    address = link_for(officer(PROVINCE), user.username)
    assert choose(address) == 302
    again = Client().get(address)
    assert (again.status_code, "已用过、已失效" in again.content.decode()) == (410, True)
    assert choose(address, "Another-Pass-88", key="c2") == 410
    user.refresh_from_db()
    assert user.check_password(CHOSEN)


def test_link_runs_out_and_a_newer_one_ends_it() -> None:
    user = expert()
    first = link_for(officer(PROVINCE), user.username)
    second = link_for(officer(PROVINCE), user.username, key="k2")
    assert [Client().get(each).status_code for each in (first, second)] == [410, 200]
    PasswordLink.objects.update(expires_at=F("issued_at") - timedelta(seconds=1))
    assert (choose(second), Client().get("/password/0123/").status_code) == (410, 404)
    user.refresh_from_db()
    assert not user.has_usable_password()


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short-A1", None, "12"),
        ("onlylowercaseletters", None, "至少三类"),
        (CHOSEN, "Canary-Other-77", "两次输入的密码不一致"),
        ("", None, "请设置密码"),
    ],
)
def test_password_follows_the_rules(password: str, again: str | None, said: str) -> None:
    address = link_for(officer(PROVINCE), expert().username)
    entered = {"password": password, "again": password if again is None else again, "key": "c"}
    answer = Client().post(address, entered)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Client().get(address).status_code == 200


def test_token_is_stored_as_its_digest_and_journalled_without_secrets() -> None:
    address = link_for(officer(PROVINCE), expert().username)
    token = address.split("/")[2]
    choose(address)
    link = PasswordLink.objects.get()
    assert (link.token_sha256, link.state) == (digest_of(token), "used")
    kept = b"".join(bytes(each) for each in Payload.objects.values_list("canonical", flat=True))
    kept += b"".join(bytes(each) for each in Entry.objects.values_list("canonical", flat=True))
    assert (b"issue_first_password" in kept, b"choose_password" in kept) == (True, True)
    assert [secret for secret in (token, CHOSEN, "argon2") if secret.encode() in kept] == []


def test_office_gives_no_link_to_whoever_has_a_password_or_is_no_expert() -> None:
    """An officer who could set a colleague's password could sign in that name."""
    approver(PROVINCE)
    assert link_for(officer(PROVINCE), approver(PROVINCE).username) == ""
    assert link_for(officer(PROVINCE), expert(CHOSEN).username, key="k2") == ""
    assert client_of(officer(HUIZHOU)).get("/passwords/first/").status_code == 404
    assert client_of(officer(PROVINCE)).get("/passwords/reset/").status_code == 404
    assert not PasswordLink.objects.exists()


def test_security_administrator_resets_within_the_own_territory() -> None:
    admin = account(Role.SECURITY_ADMIN, HUIZHOU)
    made = [
        bool(link_for(admin, user.username, "reset", key=f"k{n}"))
        for n, user in enumerate((officer(HUICHENG), officer(HUIDONG), officer(PROVINCE), expert(), admin))
    ]
    assert made == [True, True, False, False, False]
    assert "生成重设密码链接" in client_of(admin).get("/work/").content.decode()


def test_reset_ends_the_sessions_of_the_account() -> None:
    user = officer(HUICHENG)
    session = client_of(user)
    assert session.get("/work/").status_code == 200
    choose(link_for(account(Role.SECURITY_ADMIN, PROVINCE), user.username, "reset"))
    assert session.get("/work/").status_code == 302


def test_same_request_again_shows_no_link_twice() -> None:
    user = expert()
    assert link_for(officer(PROVINCE), user.username) != ""
    assert link_for(officer(PROVINCE), user.username) == ""
    assert PasswordLink.objects.count() == 1


def test_issuer_withdraws_a_link_that_went_astray() -> None:
    by = officer(PROVINCE)
    address = link_for(by, expert().username)
    link = PasswordLink.objects.get()
    assert "作废链接" in client_of(by).get(f"/passwords/{link.pk}/").content.decode()
    done = client_of(by).post(f"/do/first_password/{link.pk}/withdraw/", {"version": "1", "key": "w1"})
    assert (done.status_code, Client().get(address).status_code) == (302, 410)
    assert client_of(officer(HUIZHOU)).get(f"/passwords/{link.pk}/").status_code == 404


def test_closed_account_gets_no_password() -> None:
    user = expert()
    address = link_for(officer(PROVINCE), user.username)
    Account.objects.filter(pk=user.pk).update(is_active=False)
    assert choose(address) == 410
