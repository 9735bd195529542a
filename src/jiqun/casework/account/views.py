"""我的账号: password, second step and sessions on one page; whoever may reset a second step finds it there too."""

from __future__ import annotations

import uuid
from random import Random
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jiqun.authorities import second_step, sessions, totp
from jiqun.authorities.again import confirmation
from jiqun.authorities.models import ROLE_TITLES, Account, Role, SecondStep
from jiqun.authorities.passwords import profile
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.account.procedure import PASSWORD, STEP
from jiqun.casework.doing import Doing
from jiqun.casework.history import history
from jiqun.casework.models import CalendarLink
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.casework.steps import Done

SHOWN_MOST = 200


@login_required
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """The own account: what is known of it and what can be done."""
    user = signed_in(request)
    step = second_step.active_of(user.pk)
    link = CalendarLink.objects.visible_to(user).filter(state="open").first()
    context: dict[str, Any] = {
        "role": ROLE_TITLES[Role(user.role)],
        "days": profile().days,
        "step": step,
        "codes_left": step.codes.filter(used_at__isnull=True).count() if step else 0,
        "required": second_step.required(),
        "calendar": link,
        "calendar_url": request.build_absolute_uri(reverse("casework:tasks-calendar", args=[link.pk, link.token]))
        if link
        else "",
        "sessions": sessions.of_account(user, request.session.session_key),
        "others": resettable(user) if user.role == Role.SYSTEM_ADMIN else None,
    }
    return render(request, "casework/account.html", context)


def resettable(user: Account) -> list[SecondStep]:
    """The second steps a system administrator may reset, by name; one query."""
    rows = SecondStep.objects.visible_to(user).filter(state="active").exclude(account=user.pk)
    return list(rows.order_by("account__username")[:SHOWN_MOST])


@login_required
@require_safe
def entered(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where an act of this room leads: one's own to the page of the account, a reset to what became of it."""
    user = signed_in(request)
    step = SecondStep.objects.visible_to(user).filter(pk=pk).first()
    if step is None and not user.password_changes.filter(pk=pk).exists():
        raise Http404
    if step is None or step.account_id == user.pk:
        return redirect("casework:account")
    return render(request, "casework/second_step_of.html", {"step": step, "history": history(step.pk)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password; every other session of the account ends, this one goes on."""
    if (asked := confirmation(request)) is not None:
        return asked
    done, context = tried(request, PASSWORD)
    if done is None:
        return unkept(render(request, "casework/password_change.html", context, status=context["status"]))
    user = signed_in(request)
    user.refresh_from_db()
    update_session_auth_hash(request, user)
    sessions.end(user, request.session.session_key)
    sessions.note(request, user.pk)  # the key of the session is a new one
    messages.success(
        request, str(Text("密码已修改；其他设备已退出。", "The password is changed; others are signed out."))
    )
    return redirect("casework:account")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """The QR code, then the code it makes; the answer shows the recovery codes, once."""
    if (asked := confirmation(request)) is not None:
        return asked
    user = signed_in(request)
    done, context = tried(request, STEP)
    if done is not None:
        request.session[second_step.DONE] = True
        codes = getattr(done.subject, "shown_codes", [])
        return unkept(render(request, "casework/recovery_codes.html", {"codes": codes}))
    offered = request.POST.get("proposed", "")
    secret = totp.offered(offered, user.pk) if offered else None
    if secret is None:
        secret = totp.new_secret()
        offered = totp.offer(user.pk, secret)
    context |= {
        "proposed": offered,
        "picture": segno.make(totp.address(secret, user.username), error="m").svg_data_uri(scale=4, border=2),
        "spelled": totp.spelled(secret),
        "owed": second_step.required() and not request.session.get(second_step.DONE),
        "bound": second_step.active_of(user.pk) is not None,
    }
    return unkept(render(request, "casework/second_step.html", context, status=context["status"]))


def tried(request: HttpRequest, name: str) -> tuple[Done | None, dict[str, Any]]:
    """What came of the request as an opening of the procedure: done, or the form to show with its status."""
    table, user, now = procedure(name), signed_in(request), office_time(request)
    spec = table.opening
    if spec is None:
        raise Http404
    doing = Doing(table, spec, None, user, {}, now, Random(0))
    key = request.POST.get("key") or uuid.uuid4().hex
    refusal: Refusal | None = None
    status = 200
    if request.method == "POST" and spec.form.base_fields.keys() & request.POST.keys():
        try:
            return open_matter(name, by=user, payload=request.POST, key=key, now=now), {}
        except Invalid:
            status = 422
        except Refusal as said:
            refusal, status = said, 409
        form = spec.form(request.POST, doing=doing)
    else:
        form = spec.form(doing=doing)
    return None, {"form": form, "refusal": refusal, "status": status, "key": key}


@login_required
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """Ends one other session, or all of them; a foreign one is not there."""
    given = request.POST.get("session", "")
    try:
        only = UUID(given) if given else None
    except ValueError:
        raise Http404 from None
    ended = sessions.end(signed_in(request), request.session.session_key, only)
    if only is not None and not ended:
        raise Http404
    said = Text(f"已退出 {ended} 处登录。", f"Signed out: {ended}.")
    messages.success(request, str(said))
    return redirect("casework:account")


def unkept(response: HttpResponse) -> HttpResponse:
    """Never kept by a browser: a secret stands on it."""
    response["Cache-Control"] = "no-store"
    return response
