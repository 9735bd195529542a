"""The frame's own addresses, and some that go wrong on purpose."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import include, path

from jiqun.bilingual import language, pick
from jiqun.web.trace import trace_id


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail of the fault")


def forbidden(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied("<b>只有审核岗可以签批。</b>")


def odd(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation("odd")


def foreign(request: HttpRequest, number: str) -> HttpResponse:
    raise Http404(f"case {number} belongs to another territory")


def spoken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{language()} {trace_id()}", content_type="text/plain")


def stream(request: HttpRequest) -> StreamingHttpResponse:
    def rows() -> Iterator[str]:
        yield pick("集群名称", "Cluster")
        yield pick("，产值", ", output")

    return StreamingHttpResponse(rows(), content_type="text/csv")


urlpatterns = [
    path("", include("jiqun.web.urls")),
    path("test/broken/", broken),
    path("test/forbidden/", forbidden),
    path("test/odd/", odd),
    path("test/cases/<str:number>/", foreign),
    path("test/spoken/", spoken),
    path("test/stream/", stream),
]
