"""Making a token and ending it. Called by the one door only; the token itself never reaches the journal."""

from __future__ import annotations

import base64
from datetime import timedelta

from django.utils import timezone

from jiqun.api.models import ApiToken
from jiqun.authorities.links import digest_of
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal

PREFIX, BYTES = "jq_", 32
MOST = 20
"""Tokens in force that one account may have."""


def not_too_many(doing: Doing) -> None:
    """So many systems are one officer's to keep in view. Raises `Refusal`."""
    kept = ApiToken.objects.filter(account=doing.clerk, state="active", expires_at__gt=timezone.now())
    if kept.count() >= MOST:
        raise Refusal(
            Text(
                f"您已有 {MOST} 个有效的接口令牌，请先停用不再使用的。",
                f"You have {MOST} tokens in force; end those no longer used first.",
            ),
            clause="A5",
        )


def make(doing: Doing) -> None:
    """Makes a token of the account; it is on the answer to this one request only, as `subject.token`."""
    token = PREFIX + base64.urlsafe_b64encode(doing.chance.randbytes(BYTES)).decode().rstrip("=")
    made_at = timezone.now()  # real time: a token ends as a session does, whatever the business date
    doing.subject = ApiToken.objects.create(
        id=doing.new_id(),
        account=doing.clerk,
        name=doing.payload["name"],
        scopes=[*doing.payload["reads"], *doing.payload["acts"]],
        token_sha256=digest_of(token),
        hint=token[-4:],
        made_at=made_at,
        expires_at=made_at + timedelta(days=doing.payload["days"]),
    )
    doing.subject.token = token
    doing.note = Text(f"令牌 …{token[-4:]}", f"token …{token[-4:]}")
