"""A provider that is away, slow or answers nonsense: said in both languages, and the password still opens (Faults)."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from jiqun.authorities.elsewhere import asking
from jiqun.authorities.elsewhere.provider import Provider
from tests.authorities.elsewhere.lying import CLIENT, Lying, chosen, sent_out, signed_in_as
from tests.office import HUICHENG, officer

pytestmark = pytest.mark.django_db
PASSWORD = "Correct-Horse-9"
SAID = "统一身份认证暂时不可用"
WELL_KNOWN = "/.well-known/openid-configuration"


def told_and_password_opens(client: Client, answer: Any) -> None:
    page = answer.content.decode()
    assert (answer.status_code, SAID in page, "请用用户名和密码登录" in page) == (503, True, True), page
    user = officer(HUICHENG)
    user.set_password(PASSWORD)
    user.save()
    assert client.post("/sign-in/", {"username": user.username, "password": PASSWORD})["Location"] == "/work/"


def test_provider_that_is_away_is_said_and_then_not_asked_for_half_a_minute(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    settings.JIQUN_OIDC = Provider("http://127.0.0.1:1", CLIENT)
    english = client.get("/sign-in/elsewhere/", headers={"accept-language": "en"})
    assert english.status_code == 503
    monkeypatch.setattr(asking, "received", lambda request: pytest.fail("asked again"))
    told_and_password_opens(client, client.get("/sign-in/elsewhere/"))
    assert 0 < asking.PAUSE_SECONDS <= 60, "trust, Faults: recovery within 60 s"
    cache.clear()


def test_sentence_is_said_in_english_too(client: Client, settings: Any) -> None:
    cache.clear()
    settings.JIQUN_OIDC = Provider("http://127.0.0.1:1", CLIENT)
    client.cookies["lang"] = "en"
    assert "Sign in with user name and password" in client.get("/sign-in/elsewhere/").content.decode()
    cache.clear()


def test_provider_that_comes_back_is_used_again(client: Client, provider: Lying) -> None:
    cache.set(f"oidc-pause:{provider.issuer}", True, 30)
    assert client.get("/sign-in/elsewhere/").status_code == 503
    cache.delete(f"oidc-pause:{provider.issuer}")
    assert signed_in_as(client, officer(HUICHENG).username)["Location"] == "/work/"


@pytest.mark.parametrize("path", [WELL_KNOWN, "/token", "/jwks"])
@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>maintenance</html>"),
        (200, b"\xff\xfe"),
        (200, b"[]"),
        (200, b"[" * 200_000),
        (200, b""),
        (200, b'{"keys": "none", "pad": "' + b"x" * asking.MOST_BYTES + b'"}'),
        (302, b'{"issuer": "elsewhere"}'),
        (404, b"{}"),
        (500, b"{}"),
    ],
    ids=["html", "bytes", "list", "deep", "empty", "long", "redirect", "absent", "broken"],
)
def test_nonsense_is_said_and_the_password_opens(
    client: Client, provider: Lying, path: str, status: int, body: bytes
) -> None:
    user = officer(HUICHENG)
    back = chosen(sent_out(client), user.username)
    provider.odd = {path: (status, body)}
    answer = client.get("/sign-in/elsewhere/" if path == WELL_KNOWN else back)
    told_and_password_opens(client, answer)
    redirected = [each for each, _ in provider.asked[provider.asked.index((path, provider.asked[-1][1])) :]]
    assert redirected[-1] == path, "a redirect is never followed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"issuer": "https://another.example"},
        {"issuer": None},
        {"token_endpoint": None},
        {"jwks_uri": "ftp://127.0.0.1/keys"},
        {"authorization_endpoint": "http://idp.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": "https://name:word@idp.example/token"},
    ],
    ids=str,
)
def test_discovery_that_leads_astray_is_nonsense(client: Client, provider: Lying, wrong: dict[str, Any]) -> None:
    provider.says = wrong
    told_and_password_opens(client, client.get("/sign-in/elsewhere/"))


def test_keys_that_are_none_are_not_trusted(client: Client, provider: Lying) -> None:
    provider.odd = {"/jwks": (200, json.dumps({"keys": [{"kty": "RSA", "kid": "mock"}, 7]}).encode())}
    answer = signed_in_as(client, officer(HUICHENG).username)
    assert (answer.status_code, "没有通过核验" in answer.content.decode()) == (403, True)


def test_secret_the_provider_does_not_take_is_told_to_the_administrator(client: Client, provider: Lying) -> None:
    provider.odd = {"/token": (401, b'{"error": "invalid_client"}')}
    answer = signed_in_as(client, officer(HUICHENG).username)
    assert (answer.status_code, "告诉本单位的系统管理员" in answer.content.decode()) == (403, True)


@pytest.mark.parametrize("slow", [lambda p: 0.05, lambda p: 5.0], ids=["dripping", "silent"])
def test_slow_provider_is_waited_for_a_few_seconds_at_most(
    client: Client, provider: Lying, monkeypatch: pytest.MonkeyPatch, slow: Callable[[Lying], float]
) -> None:
    assert asking.SECONDS <= 5
    monkeypatch.setattr(asking, "SECONDS", 0.4)
    provider.odd, provider.delay = {WELL_KNOWN: (200, b" " * 200)}, slow(provider)
    began = time.monotonic()
    told_and_password_opens(client, client.get("/sign-in/elsewhere/"))
    assert time.monotonic() - began < 5
    assert cache.get(f"oidc-pause:{provider.issuer}")
