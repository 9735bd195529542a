"""Choosing a new password, enrolling and resetting a second step. Called by the one door only; no secret reaches the
journal. Times are real: none of it goes by the business date.
"""

from __future__ import annotations

from django.utils import timezone

from jiqun.authorities import totp
from jiqun.authorities.models import Account, RecoveryCode, SecondStep
from jiqun.bilingual import Text
from jiqun.casework.account.history import keep, keep_first
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict, Refusal

LOST = Text(
    "这个账号的密码刚刚已改过，请重新登录。", "The password of this account was changed just now; sign in anew."
)
NOT_OWN = Text(
    "本人的第二步不能由本人重置，请另一位系统管理员办理；手机还在的，在“我的账号”重新绑定。",
    "Nobody resets the own one: another system administrator does; with the telephone at hand, bind it anew.",
)


def change(doing: Doing) -> None:
    """Sets the password that was chosen; every other session of the account ends with it."""
    by, chosen, chosen_at = doing.clerk, doing.subject.password, timezone.now()
    keep_first(doing, by, chosen_at)
    found = Account.objects.filter(pk=by.pk, is_active=True, password=by.password)
    if not found.update(password=chosen, password_set_at=chosen_at):
        raise Conflict(LOST)
    doing.subject = keep(doing, by, chosen, chosen_at)
    doing.told["account"] = by.username
    doing.note = Text("本人已修改密码", "The password was changed by its holder")


def enrol(doing: Doing) -> None:
    """Binds the secret; one bound before is replaced. The recovery codes are on the answer to this one request only."""
    by, step = doing.clerk, doing.subject
    SecondStep.objects.filter(account=by, state="active").update(state="ended")
    step.id, step.account, step.enrolled_at, step.state = doing.new_id(), by, timezone.now(), "active"
    step.save(force_insert=True)
    codes = totp.new_recovery_codes()
    RecoveryCode.objects.bulk_create(RecoveryCode(step=step, digest=totp.recovery_digest(by.pk, c)) for c in codes)
    step.shown_codes = codes
    doing.told["account"] = by.username
    doing.note = Text("已绑定手机验证器", "Bound to an authenticator")


def anothers(doing: Doing) -> None:
    """The step is somebody else's. Raises `Refusal`."""
    if doing.subject is not None and doing.subject.account_id == doing.by.pk:
        raise Refusal(NOT_OWN)


def reset(doing: Doing) -> None:
    """Takes the second step away; its recovery codes go with it."""
    step: SecondStep = doing.subject
    step.codes.all().delete()
    doing.told["account"] = step.account.username
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
