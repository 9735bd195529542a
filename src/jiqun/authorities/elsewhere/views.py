"""To the provider and back. Every refusal is the sign-in page again, with its sentence and the password form."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django.conf import settings
from django.contrib.auth.signals import user_login_failed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from jiqun.authorities import views
from jiqun.authorities.elsewhere import accounts, journey
from jiqun.authorities.elsewhere.provider import Provider, configured
from jiqun.authorities.elsewhere.sentences import NO_ACCOUNT, NOT_CONFIRMED, STALE, TOO_OFTEN, NotIn, not_trusted
from jiqun.web.throttle import too_many

AN_HOUR = 300
"""Journeys begun from one address within an hour: a whole office may stand behind it."""
log = logging.getLogger(__name__)


def trusted() -> Provider:
    """The provider. Raises `Http404` where none is set: then these addresses are not there."""
    found = configured()
    if found is None:
        raise Http404
    return found


@require_GET
@never_cache
def begin(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the provider. A plain link, as the content policy lets no form lead out of this site."""
    provider = trusted()
    following = journey.local(request.GET.get("next", ""))
    if request.user.is_authenticated:
        return redirect(following or settings.LOGIN_REDIRECT_URL)
    if too_many(request, "elsewhere", AN_HOUR):
        return refused(request, NotIn(TOO_OFTEN, 429, "too many from one address"), following)
    try:
        return HttpResponseRedirect(journey.begun(request.session, provider, following))
    except NotIn as why:
        return refused(request, why, following)


@require_GET
@never_cache
def back(request: HttpRequest) -> HttpResponse:
    """Where the provider sends the browser with a code: signed in, or on to the account's own second step."""
    provider = trusted()
    following = ""
    try:
        found = journey.taken(request.session, request.GET.get("state", ""))
        if found is None:
            raise NotIn(STALE, 403, "state: unknown, used or too old")
        following = found.following
        if request.GET.get("iss", provider.issuer) != provider.issuer:  # RFC 9207
            raise not_trusted("the answer is of another issuer")
        if "error" in request.GET or not request.GET.get("code"):
            raise NotIn(NOT_CONFIRMED, 403, f"the provider said {request.GET.get('error', '')[:100]!r}")
        name = accounts.named(provider, journey.told(provider, found, request.GET["code"]))
        account = accounts.account(name)
        credentials = {"username": name}
        if not AxesProxyHandler.is_allowed(request, credentials):
            return get_lockout_response(request, credentials=credentials)
        if account is None:
            user_login_failed.send(sender=__name__, credentials=credentials, request=request)
            raise NotIn(NO_ACCOUNT, 403, "no account that may come in this way")
    except NotIn as why:
        return refused(request, why, following)
    return views.proved(request, account, following)


def refused(request: HttpRequest, why: NotIn, following: str) -> HttpResponse:
    """The sign-in page with the sentence; why, in short, for the operator's log: no token, no code, no name."""
    log.warning("sign-in from elsewhere refused: %s", why)
    query = f"?{urlencode({'next': following})}" if following else ""
    context = {
        "here": reverse("authorities:sign-in") + query,  # not the address with its code, which opens nothing any more
        "form": views.SignInForm(request),
        "said": why.text,
        "elsewhere": views.way_elsewhere(following),
        "next": following,
    }
    return render(request, "authorities/sign_in.html", context, status=why.status)
