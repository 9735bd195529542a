"""Pages of providers: the list, one provider, entering, taking away (Article 10)."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day
from jiqun.bilingual import Text
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import ServiceEvent, ServiceProvider
from jiqun.cultivation.services import queries
from jiqun.cultivation.services.fields import provider_fields
from jiqun.cultivation.services.kinds import provider_kinds
from jiqun.cultivation.services.procedure import OFFICER
from jiqun.web.tables import exported

SHOWS = (
    ("", Text("在册", "At work")),
    ("soon", Text("认定半年内到期或已到期", "Running out")),
    ("ended", Text("已终止", "Ended")),
)


def asked_of(request: HttpRequest) -> dict[str, str]:
    """What the list is narrowed to; what is none of the choices is left out."""
    asked = {name: request.GET.get(name, "").strip()[:60] for name in ("q", "kind", "show")}
    asked["kind"] = asked["kind"] if asked["kind"] in provider_kinds() else ""
    asked["show"] = asked["show"] if asked["show"] in ("soon", "ended") else ""
    return asked


def link(asked: dict[str, str], **change: str) -> str:
    """The address of the list with something changed."""
    return "?" + urlencode({name: value for name, value in {**asked, **change}.items() if value})


@login_required
@require_safe
def providers(request: HttpRequest) -> HttpResponse:
    """服务机构: those that serve the territory, 50 a page."""
    user, asked, on = reader(request), asked_of(request), office_day(request)
    more = {
        "page": Paginator(queries.providers(user, asked, on), 50).get_page(request.GET.get("page")),
        "asked": asked,
        "on": on,
        "soon": on + queries.SOON,
        "kinds": [
            (link(asked, kind="" if each.name == asked["kind"] else each.name), each.title, each.name == asked["kind"])
            for each in provider_kinds().values()
        ],
        "shows": [(link(asked, show=name), title, name == asked["show"]) for name, title in SHOWS],
        "kept": link(asked),
        "may_enter": OFFICER.fits(user),
    }
    return render(request, "cultivation/provider_list.html", chapter_page(user, "services", **more))


@login_required
@require_safe
def providers_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The list as it is narrowed, all pages."""
    user, on = reader(request), office_day(request)
    more = (Text("登记单位", "Entered by"), Text("活动", "Events"))
    more = (Text("登记单位", "Entered by"), Text("活动", "Events"))
    heads = [*(each.label for each in provider_fields().values()), *more]
    rows = (
        [
            each.kind_title,
            each.name,
            each.code,
            "、".join(map(str, each.service_titles)),
            *(getattr(each, name) or "" for name in list(provider_fields())[4:]),
            each.authority.name,
            each.done,  # type: ignore[attr-defined]
        ]
        for each in queries.providers(user, asked_of(request), on)
    )
    return exported(kind, f"providers-{on}", heads, rows, title=Text("集群服务机构", "Service providers"))


@login_required
@require_safe
def provider(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One provider: what it is, its certificate, the events the account sees, its history."""
    user = reader(request)
    found = casework.subject_or_404(request, "service_provider", pk)
    row = ServiceProvider.objects.select_related("authority", "by__person").get(pk=found.pk)
    done = ServiceEvent.objects.visible_to(user).in_force().filter(provider=row).select_related("cluster")
    context = {
        **casework.case_context(request, procedure("service_provider"), row),
        "row": row,
        "valid": row.valid_on(office_day(request)),
        "events": done.order_by("-on")[:50],
        "history": history(row.pk),
    }
    return render(request, "cultivation/provider.html", context)


@login_required
def enter(request: HttpRequest) -> HttpResponse:
    """Entering one."""
    return casework.opening(request, "service_provider")
