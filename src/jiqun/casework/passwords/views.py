"""Issuing a link, shown once to hand over, and the page it leads to."""

from __future__ import annotations

import uuid
from random import Random

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jiqun.authorities.links import digest_of
from jiqun.authorities.models import Account, PasswordLink
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.passwords.acts import OVER
from jiqun.casework.passwords.procedure import CHOOSE, FIRST, RESET, WAYS
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.procedure import Public, procedure
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.web.throttle import too_many

MOST = 60
"""How often one address may try links within an hour."""


class Holder(Public):
    """Whoever holds one link: the public, with sight of that one."""

    def __init__(self, token: str) -> None:
        self.link_sha256 = digest_of(token)


def first(request: HttpRequest) -> HttpResponse:
    """The link for an expert's first password."""
    return issuing(request, FIRST)


def reset(request: HttpRequest) -> HttpResponse:
    """The link to set a password anew."""
    return issuing(request, RESET)


@login_required
def issuing(request: HttpRequest, name: str) -> HttpResponse:
    """Asks whose, then shows the link: on the answer to this one request, which is never kept."""
    table, user, now = procedure(name), signed_in(request), office_time(request)
    spec = table.opening
    if spec is None or not spec.who.fits(user):
        raise Http404
    doing = Doing(table, spec, None, user, {}, now, Random(0))
    form = spec.form(doing=doing, initial={"account": request.GET.get("account", "")[:60]})
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST":
        form = spec.form(request.POST, doing=doing)
        try:
            done = open_matter(name, by=user, payload=request.POST, key=request.POST.get("key", ""), now=now)
        except Invalid:
            status = 422
        except Refusal as said:
            refusal, status = said, 409
        else:
            token = getattr(done.subject, "token", "")  # the same request again: the link is gone, make another
            url = request.build_absolute_uri(reverse("casework:choose-password", args=[token])) if token else ""
            return unkept(render(request, "casework/password_issued.html", shown(user, done.subject, url)))
    context = {"form": form, "act": spec, "refusal": refusal, "key": request.POST.get("key") or uuid.uuid4().hex}
    return unkept(render(request, "casework/password_issue.html", context, status=status))


@login_required
@require_safe
def link(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """What became of a link, for whoever issued it; the link itself is not shown again."""
    found = PasswordLink.objects.visible_to(signed_in(request)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return unkept(render(request, "casework/password_issued.html", shown(signed_in(request), found)))


def shown(user: Account, of: PasswordLink, url: str = "") -> dict[str, object]:
    """What the page of a link shows; `way` is the table its issuer goes by."""
    way = next(name for name in (FIRST, RESET) if WAYS[name].fits(user))
    return {"link": of, "url": url, "way": way}


def choose(request: HttpRequest, token: str) -> HttpResponse:
    """The page a link leads to: the password twice. A link that is over says so in words."""
    if too_many(request, "password-link", MOST):
        return over(request, 429)
    holder = Holder(token)
    found = PasswordLink.objects.visible_to(holder).first()
    if found is None or not found.open_at(timezone.now()):
        return over(request, 404 if found is None else 410)
    table, now = procedure(FIRST), office_time(request)
    doing = Doing(table, table.by_act[CHOOSE], found, holder, {}, now, Random(0))
    form = doing.act.form(doing=doing)
    status = 200
    if request.method == "POST":
        try:
            perform(
                FIRST,
                found.pk,
                CHOOSE,
                by=holder,
                version=found.version,
                payload=request.POST,
                key=request.POST.get("key", ""),
                now=now,
            )
        except Invalid:
            form, status = doing.act.form(request.POST, doing=doing), 422
        except Refusal:
            return over(request, 410)
        else:
            said = Text("密码已设置，请用新密码登录。", "The password is set; sign in with it.")
            messages.success(request, str(said))
            return redirect("authorities:sign-in")
    context = {"form": form, "link": found, "key": request.POST.get("key") or uuid.uuid4().hex}
    return unkept(render(request, "casework/password_choose.html", context, status=status))


def over(request: HttpRequest, status: int) -> HttpResponse:
    """In words; alike for a link that never was and one that was used."""
    return unkept(render(request, "casework/password_over.html", {"said": OVER}, status=status))


def unkept(response: HttpResponse) -> HttpResponse:
    """Never kept by a browser: a link or a name stands on it."""
    response["Cache-Control"] = "no-store"
    return response
