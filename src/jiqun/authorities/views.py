"""Signing in, with the second step where an account has one, and signing out."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django import forms
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone

from jiqun.authorities import second_step, sessions
from jiqun.authorities.elsewhere.provider import configured
from jiqun.authorities.models import Account
from jiqun.bilingual import Text

WRONG = Text(
    "用户名或密码不正确，或账号已停用。连续 5 次错误将锁定 15 分钟。",
    "The name or password is not right, or the account is closed. Five failures in a row lock it for 15 minutes.",
)
WRONG_CODE = Text(
    "验证码不正确、已用过或已过时，请输入手机上新的一组。连续 5 次错误将锁定 15 分钟。",
    "The code is wrong, used or old; enter the next one. Five failures in a row lock it for 15 minutes.",
)
HALF = "sign_in"
"""In a session: whose password was right, when, and where to go; not signed in yet."""
HALF_SECONDS = 5 * 60
BACKEND = "jiqun.authorities.backends.AccountBackend"


class SignInForm(AuthenticationForm):
    """Name and password; one sentence for every failure, so that nobody learns which accounts exist."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = str(Text("用户名", "User name"))
        self.fields["password"].label = str(Text("密码", "Password"))

    def get_invalid_login_error(self) -> forms.ValidationError:
        """The one sentence."""
        return forms.ValidationError(str(WRONG), code="invalid_login")


class CodeForm(forms.Form):
    """The code a telephone shows, or a recovery code."""

    code = forms.CharField(
        label=Text("验证码", "Code"),  # type: ignore[arg-type]
        max_length=20,
        help_text=Text(  # type: ignore[arg-type]
            "手机验证器上的 6 位数字；手机不在身边时，填一个恢复码",
            "The six digits your authenticator shows; without the telephone, a recovery code",
        ),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True}),
        error_messages={"required": Text("请输入验证码。", "Enter the code.")},  # type: ignore[dict-item]
    )


class SignIn(auth.LoginView):
    """The sign-in page: name and password; who has a second step is asked for it next."""

    template_name = "authorities/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """The password is right: signed in, or on to the code."""
        return proved(self.request, form.get_user(), self.get_redirect_url())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the way in through another system, where there is one."""
        return super().get_context_data(**kwargs) | {"elsewhere": way_elsewhere(self.get_redirect_url())}


def proved(request: HttpRequest, account: Account, following: str) -> HttpResponse:
    """Who it is was proved, by a password or from elsewhere: signed in, or on to the code of the second step."""
    if second_step.active_of(account.pk) is None:
        login(request, account, backend=BACKEND)
        sessions.note(request, account.pk)
        return redirect(following or resolve_url(settings.LOGIN_REDIRECT_URL))
    request.session.cycle_key()
    request.session[HALF] = [account.pk, int(time.time()), following]
    return redirect("authorities:code")


def way_elsewhere(following: str) -> dict[str, Any] | None:
    """The sign-in page's button that leads to a provider of identities: its title and address; none without one."""
    provider = configured()
    if provider is None:
        return None
    query = f"?{urlencode({'next': following})}" if following else ""
    return {"title": provider.title, "url": reverse("authorities:elsewhere") + query}


def code(request: HttpRequest) -> HttpResponse:
    """The second step. A wrong code is a failed sign-in like a wrong password: five lock account and address."""
    account_pk, at, following = request.session.get(HALF, (None, 0, ""))
    account = Account.objects.filter(pk=account_pk, is_active=True).first() if account_pk is not None else None
    step = second_step.active_of(account.pk) if account is not None else None
    if account is None or step is None or not 0 <= time.time() - at < HALF_SECONDS:
        request.session.pop(HALF, None)
        return redirect("authorities:sign-in")
    credentials = {"username": account.username}
    if not AxesProxyHandler.is_allowed(request, credentials):
        return get_lockout_response(request, credentials=credentials)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_step.taken(step, form.cleaned_data["code"], timezone.now()):
            del request.session[HALF]
            login(request, account, backend=BACKEND)
            request.session[second_step.DONE] = True
            sessions.note(request, account.pk)
            return redirect(following or resolve_url(settings.LOGIN_REDIRECT_URL))
        user_login_failed.send(sender=__name__, credentials=credentials, request=request)
        form.add_error("code", str(WRONG_CODE))
    answer = render(request, "authorities/code.html", {"form": form}, status=422 if form.errors else 200)
    answer["Cache-Control"] = "no-store"
    return answer


class SignOut(auth.LogoutView):
    """Ends the session; POST only."""
