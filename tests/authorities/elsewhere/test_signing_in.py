"""Signing in with an identity another system vouches for (trust, Sign-in: SSO adapter with an offline mock)."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from axes.models import AccessAttempt, AccessLog
from django.core.cache import cache
from django.test import Client
from django.test.utils import override_script_prefix

from jiqun.authorities import totp
from jiqun.authorities.elsewhere.provider import Provider
from jiqun.authorities.models import ADMINISTRATORS, Account, SecondStep, SignedIn
from tests.authorities.elsewhere.lying import CLIENT, SECRET, Lying, chosen, query, sent_out, signed_in_as
from tests.office import HUICHENG, HUIZHOU, account, at, officer

pytestmark = pytest.mark.django_db
PASSWORD = "Correct-Horse-9"


def test_identity_of_an_account_leads_to_the_workbench(client: Client, provider: Lying) -> None:
    user = officer(HUICHENG)
    before = Account.objects.filter(pk=user.pk).values().get()
    answer = signed_in_as(client, user.username)
    assert (answer.status_code, answer["Location"]) == (302, "/work/")
    assert client.get("/work/").status_code == 200
    assert SignedIn.objects.get().account_id == user.pk
    assert AccessLog.objects.get().username == user.username
    after = Account.objects.filter(pk=user.pk).values().get()
    assert after.pop("last_login") is not None and before.pop("last_login") is None and after == before


def test_browser_is_sent_with_state_nonce_and_challenge_and_no_secret(client: Client, provider: Lying) -> None:
    first, second = (query(sent_out(client)) for _ in range(2))
    assert (first["response_type"], first["code_challenge_method"], first["client_id"]) == ("code", "S256", CLIENT)
    assert (first["scope"], first["redirect_uri"]) == (
        "openid profile",
        "http://127.0.0.1:8000/sign-in/elsewhere/back/",
    )
    assert all(len(first[name]) >= 43 for name in ("state", "nonce", "code_challenge"))
    assert all(first[name] != second[name] for name in ("state", "nonce", "code_challenge"))
    assert SECRET not in str(first)


def test_address_to_come_back_to_is_the_installations_own_whatever_host_a_request_names(
    client: Client, provider: Lying, settings: Any
) -> None:
    settings.JIQUN_ADDRESS = "https://gkw.example.cn"
    with override_script_prefix("/jiqun/"):
        answer = client.get("/sign-in/elsewhere/", headers={"host": "localhost"})
    assert query(answer["Location"])["redirect_uri"] == "https://gkw.example.cn/jiqun/sign-in/elsewhere/back/"


@pytest.mark.parametrize(("methods", "basic"), [(None, True), (["client_secret_post"], False)])
def test_secret_goes_to_the_token_address_as_the_provider_wants_it(
    client: Client, provider: Lying, methods: list[str] | None, basic: bool
) -> None:
    provider.says = {"token_endpoint_auth_methods_supported": methods} if methods else {}
    assert signed_in_as(client, officer(HUICHENG).username).status_code == 302
    assert [bool(sent) for path, sent in provider.asked if path == "/token"] == [basic]


def test_page_that_was_asked_for_is_shown_afterwards(client: Client, provider: Lying) -> None:
    page = client.get("/sign-in/", {"next": "/account/"}).content.decode()
    assert 'href="/sign-in/elsewhere/?next=%2Faccount%2F"' in page and "用粤政易登录" in page
    assert signed_in_as(client, officer(HUICHENG).username, "/account/")["Location"] == "/account/"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_address_outside_this_site_is_never_gone_to(client: Client, provider: Lying, evil: str) -> None:
    assert signed_in_as(client, officer(HUICHENG).username, evil)["Location"] == "/work/"
    assert client.get("/sign-in/elsewhere/", {"next": evil})["Location"] == "/work/"


def test_without_a_provider_there_is_no_button_and_no_address(client: Client, settings: Any) -> None:
    assert settings.JIQUN_OIDC is None
    assert "elsewhere" not in client.get("/sign-in/").content.decode()
    assert client.get("/sign-in/elsewhere/").status_code == 404
    assert client.get("/sign-in/elsewhere/back/", {"state": "x", "code": "y"}).status_code == 404


def plain(answer: Any) -> str:
    """The page without what is new in every page."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def test_unknown_closed_and_administrators_accounts_are_refused_alike(provider: Lying) -> None:
    closed = officer(HUICHENG)
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    names = [closed.username, "nobody", *(account(role, HUIZHOU).username for role in ADMINISTRATORS)]
    count = Account.objects.count()
    answers = [signed_in_as(Client(), name) for name in names]
    assert {answer.status_code for answer in answers} == {403}
    assert len({plain(answer) for answer in answers}) == 1 and "没有对应的在用账号" in plain(answers[0])
    assert 'name="password"' in plain(answers[0])
    assert (Account.objects.count(), SignedIn.objects.count()) == (count, 0)


@pytest.mark.parametrize("said", [None, "", "x" * 61, 7, ["officer-441302"], "officer-441302\x00", "OFFICER-441302"])
def test_claim_that_is_not_exactly_a_user_name_opens_nothing(client: Client, provider: Lying, said: Any) -> None:
    officer(HUICHENG)
    provider.lies = {"preferred_username": said}
    assert signed_in_as(client, "officer-441302").status_code == 403
    assert client.get("/work/").status_code == 302


@pytest.mark.parametrize(("verified", "status"), [(True, 302), (False, 403), ("true", 403), (None, 403)])
def test_address_of_mail_counts_only_when_verified(
    client: Client, provider: Lying, settings: Any, verified: Any, status: int
) -> None:
    account("officer", HUICHENG, name="li@hz.example")
    settings.JIQUN_OIDC = Provider(provider.issuer, CLIENT, claim="email")
    provider.lies = {"email": "li@hz.example", "email_verified": verified}
    assert signed_in_as(client, "whoever").status_code == status


def test_five_refusals_lock_like_five_wrong_passwords_and_a_success_counts_anew(provider: Lying) -> None:
    assert [signed_in_as(Client(), "nobody").status_code for _ in range(5)] == [403] * 4 + [429]
    account("officer", HUICHENG, name="nobody")
    assert signed_in_as(Client(), "nobody").status_code == 429
    user = officer(HUICHENG)
    for _ in range(4):
        Client().post("/sign-in/", {"username": user.username, "password": "wrong"})
    assert signed_in_as(Client(), user.username).status_code == 302
    assert not AccessAttempt.objects.filter(username=user.username).exists()


def test_too_many_attempts_from_one_address_are_told_to_wait(
    client: Client, provider: Lying, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jiqun.authorities.elsewhere.views.AN_HOUR", 2)
    sent_out(client), sent_out(client)
    answer = client.get("/sign-in/elsewhere/")
    assert (answer.status_code, "次数过多" in answer.content.decode()) == (429, True)


def bound(user: Account) -> bytes:
    """A telephone of this account; its secret."""
    secret = totp.new_secret()
    SecondStep.objects.create(
        id="0" * 31 + "1", account=user, sealed=totp.sealed(secret), last_step=0, enrolled_at=at("2025-01-02 09:00")
    )
    return secret


def test_account_with_a_second_step_still_takes_it(client: Client, provider: Lying) -> None:
    user = officer(HUICHENG)
    secret = bound(user)
    assert signed_in_as(client, user.username, "/account/")["Location"] == "/sign-in/code/"
    assert client.get("/work/").status_code == 302
    code = totp.of_step(secret, int(time.time()) // totp.STEP).decode()
    assert client.post("/sign-in/code/", {"code": code})["Location"] == "/account/"
    assert client.get("/work/").status_code == 200


def test_where_a_second_step_is_required_it_is_bound_with_the_password(
    client: Client, provider: Lying, settings: Any
) -> None:
    settings.JIQUN_SECOND_STEP = "required"
    user = officer(HUICHENG)
    user.set_unusable_password()
    user.save()
    assert signed_in_as(client, user.username).status_code == 302
    assert client.get("/work/")["Location"] == "/account/second-step/"
    page = client.get("/account/second-step/").content.decode()
    assert "password_again" in page and "还没有设置密码（一直通过粤政易登录）" in page
    assert "一次性链接" in page


def test_who_has_a_password_is_asked_for_it_without_that_remark(client: Client, provider: Lying) -> None:
    user = officer(HUICHENG)
    user.set_password(PASSWORD)
    user.save()
    signed_in_as(client, user.username)
    page = client.get("/account/password/").content.decode()
    assert "password_again" in page and "还没有设置密码" not in page


def test_password_still_opens_while_the_provider_is_there(client: Client, provider: Lying) -> None:
    user = officer(HUICHENG)
    user.set_password(PASSWORD)
    user.save()
    answer = client.post("/sign-in/", {"username": user.username, "password": PASSWORD, "next": "/account/"})
    assert answer["Location"] == "/account/"


def test_other_methods_change_nothing(client: Client, provider: Lying) -> None:
    back = chosen(sent_out(client), officer(HUICHENG).username)
    assert client.post(back).status_code == 405
    assert client.post("/sign-in/elsewhere/").status_code == 405
    assert cache.get(f"oidc-addresses:{provider.issuer}") is not None
