"""Signing in and out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm

from jiqun.bilingual import Text

WRONG = Text(
    "用户名或密码不正确，或账号已停用。连续 5 次错误将锁定 15 分钟。",
    "The name or password is not right, or the account is closed. Five failures in a row lock it for 15 minutes.",
)


class SignInForm(AuthenticationForm):
    """Name and password; one sentence for every failure, so that nobody learns which accounts exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = str(Text("用户名", "User name"))
        self.fields["password"].label = str(Text("密码", "Password"))

    def get_invalid_login_error(self) -> forms.ValidationError:
        """The one sentence."""
        return forms.ValidationError(str(WRONG), code="invalid_login")


class SignIn(auth.LoginView):
    """The sign-in page."""

    template_name = "authorities/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(auth.LogoutView):
    """Ends the session; POST only."""
