"""The account's own page of subscriptions; a new one's secret is shown once."""

from __future__ import annotations

import uuid
from random import Random

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.api.hooks.procedure import HOOK, NAME
from jiqun.api.models import Hook
from jiqun.api.tokens.views import unkept
from jiqun.authorities.again import confirmation
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework import acting
from jiqun.casework.doing import Doing
from jiqun.casework.history import history
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import procedures
from jiqun.casework.refusals import Invalid, Refusal

LAST = 50
"""How many messages the page of a subscription shows."""


def event_title(name: str) -> str:
    """An event as people read it: the procedure's title, or the act's name as it was entered."""
    titles = {table.name: table.title for table in procedures()}
    return str(titles.get(name, name))


@login_required
@require_safe
def hooks(request: HttpRequest) -> HttpResponse:
    """The subscriptions of the account, those in force first; two queries."""
    user = signed_in(request)
    late = Q(deliveries__delivered_at__isnull=True, deliveries__given_up=False)
    rows = Hook.objects.visible_to(user).annotate(
        sent=Count("deliveries", filter=Q(deliveries__delivered_at__isnull=False)),
        waiting=Count("deliveries", filter=late),
    )
    context = {
        "lines": [(row, [event_title(each) for each in row.events]) for row in rows.order_by("state", "-made_at")],
        "may_make": HOOK.opening is not None and HOOK.opening.who.fits(user),
    }
    return render(request, "api/hooks.html", context)


@login_required
def make(request: HttpRequest) -> HttpResponse:
    """Asks for the password, then where to and about what; shows the secret once."""
    user, now, spec = signed_in(request), office_time(request), HOOK.opening
    if spec is None or not spec.who.fits(user):
        raise Http404
    if (asked := confirmation(request)) is not None:
        return asked
    doing = Doing(HOOK, spec, None, user, {}, now, Random(0))
    form = spec.form(doing=doing)
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
            return shown(request, done.subject, getattr(done.subject, "secret", ""))
    context = {"form": form, "act": spec, "refusal": refusal, "key": request.POST.get("key") or uuid.uuid4().hex}
    return unkept(render(request, "api/hook_new.html", context, status=status))


@login_required
@require_safe
def hook(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One subscription and what went out last; its secret is not shown again."""
    return shown(request, acting.subject_or_404(request, NAME, pk), "")


def shown(request: HttpRequest, found: Hook, secret: str) -> HttpResponse:
    """The page of one subscription, with its secret where it was made just now."""
    rows = found.deliveries.select_related("record").order_by("-pk")[:LAST]
    context = {
        "hook": found,
        "events": [event_title(each) for each in found.events],
        "secret": secret,
        "deliveries": [(row, Text(*[f"{row.record.procedure_name}.{row.record.act}"] * 2)) for row in rows],
        "history": history(found.pk),
    }
    return unkept(render(request, "api/hook.html", context))
