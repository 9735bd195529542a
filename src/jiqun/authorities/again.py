"""The password again before what is sealed is opened (trust, Sign-in): good for ten minutes within the session.

Real time, never the business clock. A wrong password is a failed sign-in like any other: five lock the account at this
address.
"""

from __future__ import annotations

import time

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from jiqun.authorities.elsewhere.provider import configured
from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text

GOOD_FOR = 10 * 60
SESSION = "password_again_at"
FIELD, SHOWN = "password_again", "password_again_only"
"""Names of the page's fields: the password, and that nothing but a page was asked for."""
WRONG = Text(
    "密码不正确，请重新输入。连续 5 次错误将锁定 15 分钟。", "Wrong password. Five failures lock for 15 minutes."
)


class AgainForm(forms.Form):
    """The password of the account that is signed in."""

    password_again = forms.CharField(
        label=Text("密码", "Password"),  # type: ignore[arg-type]
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": Text("请输入密码。", "Enter the password.")},  # type: ignore[dict-item]
    )


def reauthenticated(request: HttpRequest) -> bool:
    """Whether the password was given again within the last ten minutes of this session."""
    at = request.session.get(SESSION, 0)
    return 0 <= time.time() - at < GOOD_FOR


def confirmation(request: HttpRequest) -> HttpResponse | None:
    """The page that asks for the password again; `None` when it was given and the request can go on.

    What was sent with the request is kept on the page and sent along with the password: nothing is lost. Files are
    not, so a view that takes files asks before its form is shown.
    """
    if reauthenticated(request):
        return None
    asked = FIELD in request.POST
    form = AgainForm(request.POST) if asked else AgainForm()
    if asked and form.is_valid():
        user = signed_in(request)
        found = authenticate(request, username=user.get_username(), password=form.cleaned_data[FIELD])
        if found is not None and found.pk == user.pk:
            request.session[SESSION] = int(time.time())
            if SHOWN in request.POST:
                return redirect(request.get_full_path())
            sent = request.POST.copy()
            del sent[FIELD]
            request.POST = sent  # type: ignore[assignment]
            return None
        form.add_error(FIELD, str(WRONG))
    carried = [(name, value) for name, values in request.POST.lists() for value in values if name not in OWN]
    shown = request.method != "POST" or SHOWN in request.POST
    context = {"form": form, "carried": carried, "only": SHOWN if shown else "", "minutes": GOOD_FOR // 60}
    provider = configured()
    if provider is not None and not signed_in(request).has_usable_password():
        context |= {"without_password": True, "elsewhere_title": provider.title}
    response = render(request, "authorities/again.html", context, status=422 if form.errors else 200)
    response["Cache-Control"] = "no-store"
    return response


OWN = {FIELD, SHOWN, "csrfmiddlewaretoken"}
