"""The account's own page of tokens; a new one is shown once, on the answer to the request that made it."""

from __future__ import annotations

import uuid
from random import Random

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jiqun.api.models import ApiToken
from jiqun.api.tokens.procedure import NAME, TOKEN
from jiqun.api.tokens.scopes import title_of
from jiqun.authorities.again import confirmation
from jiqun.authorities.requests import office_time, signed_in
from jiqun.casework import acting
from jiqun.casework.doing import Doing
from jiqun.casework.history import history
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, Refusal


@login_required
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens of the account, those in force first."""
    user, now = signed_in(request), timezone.now()
    rows = ApiToken.objects.visible_to(user).select_related("account").order_by("state", "-made_at")
    context = {
        "lines": [(row, row.open_at(now), [title_of(scope) for scope in row.scopes]) for row in rows],
        "may_make": TOKEN.opening is not None and TOKEN.opening.who.fits(user),
    }
    return render(request, "api/tokens.html", context)


@login_required
def make(request: HttpRequest) -> HttpResponse:
    """Asks for the password, then what the token is for; shows it once."""
    user, now, spec = signed_in(request), office_time(request), TOKEN.opening
    if spec is None or not spec.who.fits(user):
        raise Http404
    if (asked := confirmation(request)) is not None:
        return asked
    doing = Doing(TOKEN, spec, None, user, {}, now, Random(0))
    form = spec.form(doing=doing, initial={"days": 90})
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        form = spec.form(request.POST, doing=doing)
        try:
            done = open_matter(NAME, by=user, payload=request.POST, key=request.POST.get("key", ""), now=now)
        except Invalid:
            status = 422
        except Refusal as said:
            refusal, status = said, 409
        else:
            return shown(request, done.subject, getattr(done.subject, "token", ""))
    context = {"form": form, "act": spec, "refusal": refusal, "key": request.POST.get("key") or uuid.uuid4().hex}
    return unkept(render(request, "api/token_new.html", context, status=status))


@login_required
@require_safe
def token(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One token: what it may do, how long, when it was used; the token itself is not shown again."""
    return shown(request, acting.subject_or_404(request, NAME, pk), "")


def shown(request: HttpRequest, found: ApiToken, secret: str) -> HttpResponse:
    """The page of one token, with the token itself where it was made just now."""
    context = {
        "token": found,
        "open": found.open_at(timezone.now()),
        "scopes": [title_of(scope) for scope in found.scopes],
        "secret": secret,
        "history": history(found.pk),
    }
    return unkept(render(request, "api/token.html", context))


def unkept(response: HttpResponse) -> HttpResponse:
    """Never kept by a browser: a token stands on it."""
    response["Cache-Control"] = "no-store"
    return response
