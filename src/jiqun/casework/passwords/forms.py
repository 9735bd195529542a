"""What issuing a link and choosing a password ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.passwords import profile
from jiqun.bilingual import Text
from jiqun.casework.procedure import Actor, PayloadForm


def may_reset(by: Actor, account: Account) -> bool:
    """Whose password an account may have set anew.

    The security administrator: of accounts of its own authority and of those under it, at the province also of
    experts; never of itself. The province's officer: of an expert who never had one; for an officer who could set
    the password of a colleague could sign in that name.
    """
    if not account.is_active or account.pk == by.pk or by.authority is None:
        return False
    if by.role == Role.OFFICER:
        return by.level == Level.PROVINCE and account.role == Role.EXPERT and not account.has_usable_password()
    if account.authority is None:
        return by.level == Level.PROVINCE
    return account.authority.path.startswith(by.authority.path)


class IssueForm(PayloadForm):
    """Whose password is to be chosen, by the sign-in name."""

    account = forms.CharField(
        label=Text("用户名", "User name"),  # type: ignore[arg-type]
        max_length=60,
        error_messages={"required": Text("请填写用户名。", "Give the user name.")},  # type: ignore[dict-item]
    )

    def clean_account(self) -> str:
        """The name, when it is that of an account this actor may issue a link for; one sentence for every other."""
        found = Account.objects.select_related("authority").filter(username=self.cleaned_data["account"]).first()
        if found is None or self.doing is None or not may_reset(self.doing.by, found):
            raise ValidationError(
                str(
                    Text(
                        "没有这个账号，或不由您为其生成链接；专家已设置过密码的，请由安全管理员办理。",
                        "No such account, or its link is not for you to make; an expert who has a password turns to "
                        "the security administrator.",
                    )
                )
            )
        return found.username


class ChooseForm(PayloadForm):
    """The password, twice. Cleaned, nothing is left of it: its hash stands at the link in hand, not in the journal."""

    password = forms.CharField(
        label=Text("新密码", "New password"),  # type: ignore[arg-type]
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": Text("请设置密码。", "Choose a password.")},  # type: ignore[dict-item]
    )
    again = forms.CharField(
        label=Text("再输入一次", "Once more"),  # type: ignore[arg-type]
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": Text("请再输入一次密码。", "Enter it once more.")},  # type: ignore[dict-item]
    )

    def prepare(self) -> None:
        """The rule of the profile in force stands beside the field."""
        self.fields["password"].help_text = profile().rule  # type: ignore[assignment]

    def clean(self) -> dict[str, Any]:
        """Alike, and by the rules for passwords."""
        told = super().clean() or {}
        chosen, again = told.get("password"), told.get("again")
        if chosen and again and chosen != again:
            self.add_error("again", str(Text("两次输入的密码不一致。", "The two do not agree.")))
        account = self.doing.subject.account if self.doing is not None and self.doing.subject is not None else None
        if chosen:
            try:
                validate_password(chosen, account)
            except ValidationError as wrong:
                self.add_error("password", wrong)
        if not self.errors and self.doing is not None and chosen:
            self.doing.subject.chosen = make_password(chosen)
        return {}
