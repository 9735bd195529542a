"""Subscribing, and ending it. Called by the one door only; the secret never reaches the journal."""

from __future__ import annotations

from django.utils import timezone

from jiqun.api.hooks.events import place_now
from jiqun.api.hooks.signing import secret_of
from jiqun.api.models import Delivery, Hook
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal

MOST = 10
"""Subscriptions in force that one account may have."""


def not_too_many(doing: Doing) -> None:
    """So many receivers are one officer's to keep in view. Raises `Refusal`."""
    if Hook.objects.filter(account=doing.clerk, state="active").count() >= MOST:
        raise Refusal(
            Text(
                f"您已有 {MOST} 个有效的订阅，请先停用不再使用的。",
                f"You have {MOST} subscriptions in force; end those no longer used first.",
            ),
            clause="A5",
        )


def subscribe(doing: Doing) -> None:
    """Begins with what is done after this; the secret is on the answer to this one request only."""
    doing.subject = Hook.objects.create(
        id=doing.new_id(),
        account=doing.clerk,
        address=doing.payload["address"],
        events=[*doing.payload["procedures"], *doing.payload["acts"]],
        seq=place_now(),
        made_at=timezone.now(),
    )
    doing.subject.secret = secret_of(doing.subject.pk)


def end(doing: Doing) -> None:
    """Nothing more goes out, nor what was on its way."""
    Delivery.objects.filter(hook=doing.subject, delivered_at__isnull=True).update(given_up=True)
