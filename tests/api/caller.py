"""A program that calls the interface: a token of an account, and requests that carry it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.test import Client

from jiqun.api.models import ApiToken
from jiqun.api.tokens.scopes import READS, act_scopes
from jiqun.authorities.models import Account
from jiqun.casework.perform import open_matter
from tests.office import at

NOW = at("2025-03-20 10:00")
V1 = "/api/v1"


def everything(by: Account) -> list[str]:
    """Every scope an account may give."""
    return [*READS, *act_scopes(by)]


def token_of(by: Account, scopes: Iterable[str] | None = None, *, days: str = "30", key: str = "") -> ApiToken:
    """A token made through the door; the token itself is on it as `.token`."""
    wanted = everything(by) if scopes is None else list(scopes)
    payload = {
        "name": "数据平台",
        "days": days,
        "reads": [each for each in wanted if each in READS],
        "acts": [each for each in wanted if each not in READS],
    }
    done = open_matter("api_token", by=by, payload=payload, key=key or f"token-{ApiToken.objects.count()}", now=NOW)
    made: ApiToken = done.subject
    return made


class Caller:
    """Requests with one token."""

    def __init__(self, by: Account, scopes: Iterable[str] | None = None) -> None:
        self.token = token_of(by, scopes)
        self.client = Client(headers={"authorization": f"Bearer {self.token.token}"})  # type: ignore[attr-defined]

    def get(self, path: str, **query: Any) -> Any:
        """The JSON of an address that answers 200."""
        answer = self.client.get(V1 + path, query)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def asked(self, path: str, **query: Any) -> HttpResponse:
        """Whatever an address answers."""
        return self.client.get(V1 + path, query)

    def post(self, path: str, body: Any, key: str) -> HttpResponse:
        """Whatever an act answers."""
        content = body if isinstance(body, str) else json.dumps(body)
        return self.client.post(V1 + path, content, content_type="application/json", headers={"idempotency-key": key})
