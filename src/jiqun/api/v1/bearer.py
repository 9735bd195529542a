"""Who asks: the account behind the token a request carries, and what the token allows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from jiqun.api.models import ApiToken
from jiqun.api.tokens.scopes import title_of
from jiqun.api.v1.problems import NO_TOKEN, TOO_MANY, Problem
from jiqun.authorities.links import digest_of
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.web.single import single
from jiqun.web.throttle import too_many, too_many_of

MOST, MOST_WRONG = 10_000, 1_000
"""Requests of one token, and wrong tokens from one address, within an hour."""
USE_IS_NOTED = timedelta(minutes=1)


class Bearer(HttpBearer):
    """`Authorization: Bearer jq_…`. The request then is the account's, as if it were signed in."""

    openapi_description = "接口令牌 · An API token, made under /api/tokens/"

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        """The token. Raises `Problem` for one that is unknown, over or used too often."""
        now = timezone.now()  # real time, as for sessions
        found = single(
            ApiToken.objects.select_related("account__person", "account__authority").filter(
                token_sha256=digest_of(token)
            )
        )
        if found is None or not found.open_at(now):
            raise Problem(429, TOO_MANY) if too_many(request, "api-wrong", MOST_WRONG) else Problem(401, NO_TOKEN)
        if too_many_of(str(found.pk), "api", MOST):
            raise Problem(429, TOO_MANY)
        if found.last_used_at is None or now - found.last_used_at >= USE_IS_NOTED:
            ApiToken.objects.filter(pk=found.pk).update(last_used_at=now)
        request.user = found.account
        return found


def holder(request: HttpRequest, scope: str) -> Account:
    """The account a request acts as, when its token allows `scope`. Raises `Problem` (403)."""
    token: Any = request.auth  # type: ignore[attr-defined]
    if scope not in token.scopes:
        wanted = title_of(scope)
        raise Problem(
            403,
            Text(
                f"这个令牌没有“{wanted.zh}”的权限，请另行生成。", f"This token lacks “{wanted.en}”; make another one."
            ),
        )
    account: Account = token.account
    return account
