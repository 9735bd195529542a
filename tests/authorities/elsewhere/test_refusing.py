"""Answers that do not hold sign nobody in (OpenID Connect Core 1.0, 3.1.3.7; RFC 7636; RFC 9700)."""

from __future__ import annotations

import hashlib
import hmac
import time
from collections.abc import Callable
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.test import Client
from examples.oidc_provider import b64

from jiqun.authorities.elsewhere.journey import GOOD_FOR, OUT
from tests.authorities.elsewhere.lying import CLIENT, Lying, chosen, query, sent_out, signed_in_as, unsigned
from tests.office import HUICHENG, officer

pytestmark = pytest.mark.django_db
NOW = int(time.time())
RS256 = {"alg": "RS256", "kid": "mock"}


def refused(client: Client, answer: Any, said: str, status: int = 403) -> None:
    page = answer.content.decode()
    assert (answer.status_code, said in page, 'name="password"' in page) == (status, True, True), page
    assert "no-store" in answer["Cache-Control"]
    assert client.get("/work/").status_code == 302


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"nonce": 7},
        {"exp": NOW - 3600},
        {"exp": None},
        {"exp": "soon"},
        {"iat": NOW + 3600},
        {"iat": None},
        {"aud": "another-client"},
        {"aud": None},
        {"aud": ["another-client", "a-third"], "azp": CLIENT},
        {"aud": [CLIENT, "another-client"]},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"azp": "another-client"},
        {"iss": "https://another.example"},
        {"iss": None},
        {"sub": None},
        {"nbf": NOW + 3600},
    ],
    ids=str,
)
def test_token_that_says_something_wrong_is_not_trusted(client: Client, provider: Lying, lie: dict[str, Any]) -> None:
    provider.lies = lie
    refused(client, signed_in_as(client, officer(HUICHENG).username), "没有通过核验")


def test_token_for_several_parties_that_this_one_asked_for_is_taken(client: Client, provider: Lying) -> None:
    provider.lies = {"aud": [CLIENT, "another-client"], "azp": CLIENT}
    assert signed_in_as(client, officer(HUICHENG).username)["Location"] == "/work/"


def signed_with(key: rsa.RSAPrivateKey, header: dict[str, Any], claims: dict[str, Any]) -> str:
    head = unsigned(header, claims)
    return f"{head}.{b64(key.sign(head.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def by_nobody(provider: Lying) -> Callable[[dict[str, Any]], str]:
    return lambda claims: unsigned({"alg": "none"}, claims) + "."


def by_the_public_key(provider: Lying) -> Callable[[dict[str, Any]], str]:
    """The old confusion: HS256 with the published key as if it were a secret."""
    public = provider.key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def made(claims: dict[str, Any]) -> str:
        head = unsigned({"alg": "HS256", "kid": "mock"}, claims)
        return f"{head}.{b64(hmac.digest(public, head.encode(), hashlib.sha256))}"

    return made


def by_another_key(provider: Lying) -> Callable[[dict[str, Any]], str]:
    other = rsa.generate_private_key(65537, 2048)
    return lambda claims: signed_with(other, RS256, claims)


def by_an_unknown_key(provider: Lying) -> Callable[[dict[str, Any]], str]:
    return lambda claims: signed_with(provider.key, {**RS256, "kid": "never-published"}, claims)


def changed_afterwards(provider: Lying) -> Callable[[dict[str, Any]], str]:
    def made(claims: dict[str, Any]) -> str:
        signature = signed_with(provider.key, RS256, {**claims, "preferred_username": "somebody"}).rpartition(".")[2]
        return f"{unsigned(RS256, claims)}.{signature}"

    return made


def with_its_own_key(provider: Lying) -> Callable[[dict[str, Any]], str]:
    """A token that brings the key it wants to be checked by."""
    other = rsa.generate_private_key(65537, 2048)
    n = other.public_key().public_numbers().n
    brought = {"kty": "RSA", "n": b64(n.to_bytes(256, "big")), "e": "AQAB"}
    return lambda claims: signed_with(other, {**RS256, "jwk": brought}, claims)


def of_a_short_key(provider: Lying) -> Callable[[dict[str, Any]], str]:
    provider.key = rsa.generate_private_key(65537, 1024)
    return lambda claims: signed_with(provider.key, RS256, claims)


@pytest.mark.parametrize(
    "forged",
    [
        by_nobody,
        by_the_public_key,
        by_another_key,
        by_an_unknown_key,
        changed_afterwards,
        with_its_own_key,
        of_a_short_key,
        lambda _: lambda claims: "nonsense",
        lambda _: lambda claims: "a.b.c",
        lambda _: lambda claims: None,
    ],
)
def test_token_not_signed_by_a_key_of_the_provider_is_not_trusted(
    client: Client, provider: Lying, forged: Callable[[Lying], Any]
) -> None:
    provider.signer = forged(provider)
    refused(client, signed_in_as(client, officer(HUICHENG).username), "没有通过核验")


def test_key_the_provider_changed_is_fetched_once(client: Client, provider: Lying) -> None:
    user = officer(HUICHENG)
    assert signed_in_as(client, user.username).status_code == 302
    provider.key, provider.kid = rsa.generate_private_key(65537, 2048), "mock-2"
    assert signed_in_as(Client(), user.username)["Location"] == "/work/"
    assert [path for path, _ in provider.asked].count("/jwks") == 2


def test_state_opens_once_and_only_in_the_browser_that_began(client: Client, provider: Lying) -> None:
    name = officer(HUICHENG).username
    back = chosen(sent_out(client), name)
    stranger = Client()
    refused(stranger, stranger.get(back), "已失效")
    refused(client, client.get("/sign-in/elsewhere/back/", {"code": query(back)["code"], "state": "wrong"}), "已失效")
    refused(client, client.get("/sign-in/elsewhere/back/", {"code": query(back)["code"]}), "已失效")
    assert client.get(back)["Location"] == "/work/"
    client.post("/sign-out/")
    refused(client, client.get(back), "已失效")


def test_state_is_used_up_by_a_refusal_too(client: Client, provider: Lying) -> None:
    back = chosen(sent_out(client), "nobody")
    refused(client, client.get(back), "没有对应的在用账号")
    refused(client, client.get(back), "已失效")


def test_code_that_was_used_in_another_browser_opens_nothing(client: Client, provider: Lying) -> None:
    """An own state with somebody else's code: the provider holds the verifier against the challenge (PKCE)."""
    theirs = query(chosen(sent_out(Client()), officer(HUICHENG).username))["code"]
    mine = query(sent_out(client))["state"]
    answer = client.get("/sign-in/elsewhere/back/", {"code": theirs, "state": mine})
    refused(client, answer, "没有确认您的身份")


@pytest.mark.parametrize(("back_by", "signed_in"), [(GOOD_FOR - 20, True), (GOOD_FOR + 1, False)])
def test_state_is_good_for_ten_minutes(client: Client, provider: Lying, back_by: int, signed_in: bool) -> None:
    back = chosen(sent_out(client), officer(HUICHENG).username)
    session = client.session
    session[OUT] = {state: [*kept[:3], kept[3] - back_by] for state, kept in session[OUT].items()}
    session.save()
    answer = client.get(back)
    assert (answer.status_code == 302) is signed_in
    if not signed_in:
        refused(client, answer, "已失效")


def test_windows_side_by_side_do_not_spoil_each_other_and_the_fourth_ends_the_first(
    client: Client, provider: Lying
) -> None:
    name = officer(HUICHENG).username
    first, second, *_ = [chosen(sent_out(client), name) for _ in range(4)]
    refused(client, client.get(first), "已失效")
    assert client.get(second)["Location"] == "/work/"


def test_who_cancels_at_the_provider_may_use_the_password(client: Client, provider: Lying) -> None:
    refused(client, signed_in_as(client, ""), "没有确认您的身份")


def test_answer_of_another_issuer_is_not_trusted(client: Client, provider: Lying) -> None:
    """RFC 9207."""
    back = chosen(sent_out(client), officer(HUICHENG).username)
    wrong = {**query(back), "iss": "https://another.example"}
    refused(client, client.get("/sign-in/elsewhere/back/", wrong), "没有通过核验")


def test_log_names_the_reason_and_no_token_code_or_secret(
    client: Client, provider: Lying, caplog: pytest.LogCaptureFixture
) -> None:
    provider.lies = {"nonce": "another"}
    back = chosen(sent_out(client), officer(HUICHENG).username)
    client.get(back)
    ours = [each.getMessage() for each in caplog.records if each.name.startswith("jiqun.authorities")]
    assert ours == ["sign-in from elsewhere refused: ID token: another nonce"]
    assert query(back)["code"] not in caplog.text
