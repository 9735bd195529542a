"""The second step an account signs in by: one secret on a telephone, and ten recovery codes."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.db import models

from jiqun.authorities import totp

REQUIRED = "required"
DONE = "second_step"
"""In a session: its second step was taken."""


class SecondStepQuerySet(models.QuerySet["SecondStep"]):
    """Second steps: everybody's own, and those a system administrator may reset."""

    def visible_to(self, actor: Any) -> SecondStepQuerySet:
        """Own; the system administrator's: of the own territory, at the province also of experts."""
        rows = self.select_related("account__person", "account__authority")
        if actor.pk is None:
            return rows.none()
        seen = models.Q(account=actor.pk)
        if actor.role == "system_admin":
            seen |= models.Q(account__authority__path__startswith=actor.authority.path)
            if actor.level == "province":
                seen |= models.Q(account__authority__isnull=True)
        return rows.filter(seen)


class SecondStep(models.Model):
    """A second step from its enrolment on; `active`, until its holder binds another one or it is reset: then `ended`.

    `sealed` is the secret under the installation's key; `last_step` the time step of the last code that was taken: an
    older one or the same is never taken again.
    """

    id = models.UUIDField(primary_key=True)
    account = models.ForeignKey("authorities.Account", models.PROTECT, related_name="second_steps")
    sealed = models.CharField(max_length=300)
    last_step = models.BigIntegerField()
    enrolled_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="active")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[SecondStepQuerySet] = SecondStepQuerySet.as_manager()  # type: ignore[assignment]

    due_at = None
    """What to-do lists ask for: nobody's task."""

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(state="active"), name="one_active_second_step_an_account"
            ),
        )

    @property
    def title(self) -> str:
        """What a history calls it."""
        return self.account.username


class RecoveryCode(models.Model):
    """One code for the day the telephone is lost; its digest only, used once."""

    step = models.ForeignKey(SecondStep, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["step", "digest"], name="recovery_code_once_a_step"),)


def required() -> bool:
    """Whether nobody works without a second step here (`JIQUN_SECOND_STEP`)."""
    return bool(settings.JIQUN_SECOND_STEP == REQUIRED)


def active_of(account: int) -> SecondStep | None:
    """The second step an account signs in by, if it has one."""
    return SecondStep.objects.filter(account=account, state="active").first()


def taken(step: SecondStep, code: str, now: datetime) -> bool:
    """Uses up a code; false for a wrong one and for one that was used before. Real time.

    Two requests with the same code at once: the conditional update lets one through.
    """
    try:
        matched = totp.matched(totp.opened(step.sealed), code, now.timestamp())
    except InvalidToken:  # restored under another key: the recovery codes are keyed too, so a reset is what helps
        matched = None
    if matched is not None:
        rows = SecondStep.objects.filter(pk=step.pk, state="active", last_step__lt=matched)
        return rows.update(last_step=matched) == 1
    codes = RecoveryCode.objects.filter(step=step, step__state="active", used_at__isnull=True)
    return codes.filter(digest=totp.recovery_digest(step.account_id, code)).update(used_at=now) == 1
