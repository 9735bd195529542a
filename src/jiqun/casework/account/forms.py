"""What choosing a new password, enrolling a second step and resetting one ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone

from jiqun.authorities import totp
from jiqun.authorities.models import Account, PasswordChange, SecondStep
from jiqun.authorities.passwords import profile
from jiqun.casework.procedure import PayloadForm
from jiqun.web.fields import T

STALE = T("页面已过期，请重新扫描下面的二维码。", "The page ran out; scan the code below anew.")
WRONG = T(
    "验证码不正确。请核对手机的时间是否自动校准，再输入最新的一组。",
    "The code is wrong. See that the telephone sets its time by itself, then enter the latest one.",
)


class PasswordForm(PayloadForm):
    """The new password, twice. Cleaned, nothing is left of it: its hash stands at the subject, not in the journal."""

    password = forms.CharField(
        label=T("新密码", "New password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": T("请设置密码。", "Choose a password.")},
    )
    again = forms.CharField(
        label=T("再输入一次", "Once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": T("请再输入一次密码。", "Enter it once more.")},
    )

    def prepare(self) -> None:
        """The rule of the profile in force stands beside the field."""
        self.fields["password"].help_text = profile().rule  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Alike, and by the rules for passwords."""
        told = super().clean() or {}
        chosen, again = told.get("password"), told.get("again")
        by = self.doing.by if self.doing is not None else None
        if chosen and again and chosen != again:
            self.add_error("again", T("两次输入的密码不一致。", "The two do not agree."))
        if chosen and isinstance(by, Account):
            try:
                validate_password(chosen, by)
            except ValidationError as wrong:
                self.add_error("password", wrong)
        if not self.errors and self.doing is not None and chosen:
            self.doing.subject = PasswordChange(password=make_password(chosen))
        return {}


class EnrolForm(PayloadForm):
    """The secret that was laid before the holder, sealed, and a code of it. The secret stands at the subject only."""

    proposed = forms.CharField(widget=forms.HiddenInput, max_length=400, error_messages={"required": STALE})
    code = forms.CharField(
        label=T("手机上显示的 6 位验证码", "The six digits on the telephone"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": T("请输入手机上显示的验证码。", "Enter the code the telephone shows.")},
    )

    def clean(self) -> dict[str, Any]:
        """A secret laid before this account within the last half hour, and a code of it."""
        told = super().clean() or {}
        by = self.doing.by if self.doing is not None else None
        if self.doing is None or not isinstance(by, Account) or "proposed" not in told or "code" not in told:
            return {}
        secret = totp.offered(told["proposed"], by.pk)
        if secret is None:
            raise ValidationError(STALE)
        step = totp.matched(secret, told["code"], timezone.now().timestamp())
        if step is None:
            self.add_error("code", WRONG)
        else:
            self.doing.subject = SecondStep(sealed=totp.sealed(secret), last_step=step)
        return {}


class ResetForm(PayloadForm):
    """Why a second step is taken away."""

    reason = forms.CharField(
        label=T("重置原因", "Reason"),
        min_length=4,
        max_length=300,
        help_text=T(
            "如：手机遗失，本人已当面核验身份", "Such as: telephone lost, the holder came in person and was known"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": T("请写明重置原因和怎样核对了本人身份。", "Say why, and how you know it is the holder."),
            "min_length": T("原因不少于 4 个字。", "At least four signs."),
        },
    )
