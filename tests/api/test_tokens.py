"""Tokens: shown once, stored as a digest, in force until their day, never more than their account (A5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from jiqun.api.models import ApiToken
from jiqun.api.tokens.acts import MOST
from jiqun.authorities.models import Role
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.journal.models import Payload
from tests.api.caller import NOW, Caller, token_of
from tests.authorities.signed_in import confirmed
from tests.office import HUICHENG, HUIDONG, account, officer

pytestmark = pytest.mark.django_db


def test_a_token_is_shown_once_and_stored_as_a_digest(client: Client) -> None:
    """The journal holds what it may do, not the token."""
    client.force_login(officer(HUICHENG))
    confirmed(client)
    form = {"name": "数据平台", "days": "90", "reads": ["read:clusters"], "key": "make-1"}
    page = client.post("/api/tokens/new/", form)
    made = ApiToken.objects.get()
    secret = page.context["secret"]
    assert page.status_code == 200 and secret in page.content.decode() and page["Cache-Control"] == "no-store"
    assert secret.startswith("jq_") and len(secret) == 46 and made.hint == secret[-4:]
    assert Client(headers={"authorization": f"Bearer {secret}"}).get("/api/v1/clusters").status_code == 200
    again = client.post("/api/tokens/new/", form)
    assert again.context["secret"] == "" and ApiToken.objects.count() == 1
    for address in (f"/api/tokens/{made.pk}/", "/api/tokens/"):
        assert secret not in client.get(address).content.decode()
    kept = b"".join(bytes(row.canonical) for row in Payload.objects.all())
    assert b"read:clusters" in kept and secret.encode() not in kept and made.token_sha256.encode() not in kept


def test_making_one_asks_for_the_password_again(client: Client) -> None:
    client.force_login(officer(HUICHENG))
    page = client.get("/api/tokens/new/")
    assert page.templates[0].name == "authorities/again.html"
    assert "api/token_new.html" in [template.name for template in confirmed(client).get("/api/tokens/new/").templates]


def test_a_token_that_may_do_nothing_or_what_its_account_may_not_is_refused(client: Client) -> None:
    with pytest.raises(Invalid, match="至少选择一项"):
        token_of(officer(HUICHENG), [])
    with pytest.raises(Invalid):
        token_of(officer(HUICHENG), ["act:objection"])  # the province's
    assert token_of(officer(HUICHENG), ["act:application"]).scopes == ["act:application"]


def test_one_account_keeps_no_more_tokens_than_it_can_have_in_view() -> None:
    for number in range(MOST):
        token_of(officer(HUICHENG), ["read:rounds"], key=f"many-{number}")
    with pytest.raises(Refusal, match="请先停用"):
        token_of(officer(HUICHENG), ["read:rounds"], key="one-more")
    first = ApiToken.objects.order_by("made_at")[0]
    perform("api_token", first.pk, "end_token", by=officer(HUICHENG), version=1, payload={}, key="end-1", now=NOW)
    assert token_of(officer(HUICHENG), ["read:rounds"], key="one-more").state == "active"


@pytest.mark.parametrize("why", ["none", "unknown", "ended", "expired", "closed account"])
def test_without_a_token_in_force_nothing_is_read(why: str) -> None:
    caller = Caller(officer(HUICHENG))
    token = caller.token
    assert caller.asked("/clusters").status_code == 200
    if why == "none":
        caller.client = Client()
    elif why == "unknown":
        caller.client = Client(headers={"authorization": "Bearer jq_nothing"})
    elif why == "ended":
        perform("api_token", token.pk, "end_token", by=token.account, version=1, payload={}, key="end-1", now=NOW)
    elif why == "expired":
        ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        token.account.is_active = False
        token.account.save()
    answer = caller.asked("/clusters")
    assert answer.status_code == 401 and answer["WWW-Authenticate"] == "Bearer"
    assert answer.json()["zh"].startswith("请在 Authorization 头中带上有效的接口令牌")


def test_a_session_is_no_token(client: Client) -> None:
    """Nobody signed in can be led into an act of the interface by another site."""
    client.force_login(officer(HUICHENG))
    assert client.get("/api/v1/clusters").status_code == 401


def test_too_many_requests_are_told_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiqun.api.v1.bearer.MOST", 2)
    caller, other = Caller(officer(HUICHENG)), Caller(officer(HUIDONG))
    assert [caller.asked("/clusters").status_code for _ in range(3)] == [200, 200, 429]
    assert other.asked("/clusters").status_code == 200
    assert caller.asked("/clusters")["Retry-After"] == "3600"
    monkeypatch.setattr("jiqun.api.v1.bearer.MOST_WRONG", 1)
    wrong = Client(headers={"authorization": "Bearer jq_nothing"})
    assert [wrong.get("/api/v1/clusters").status_code for _ in range(2)] == [401, 429]


def test_the_last_use_is_noted_to_the_minute() -> None:
    caller = Caller(officer(HUICHENG))
    assert caller.token.last_used_at is None
    caller.get("/clusters")
    first = ApiToken.objects.get().last_used_at
    caller.get("/clusters")
    assert first is not None and ApiToken.objects.get().last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    caller.get("/clusters")
    last = ApiToken.objects.get().last_used_at
    assert last is not None and last >= first


def test_nobody_sees_or_ends_anothers_token(client: Client) -> None:
    token = token_of(officer(HUICHENG))
    client.force_login(officer(HUIDONG))
    assert client.get(f"/api/tokens/{token.pk}/").status_code == 404
    assert client.get(f"/do/api_token/{token.pk}/end_token/").status_code == 404
    assert list(client.get("/api/tokens/").context["lines"]) == []
    client.force_login(account(Role.EXPERT, None))
    assert client.get("/api/tokens/new/").status_code == 404
