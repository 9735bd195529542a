"""The visitor's address behind proxies of our own: lock-outs and limits must not take a whole province for one."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ProxyMiddleware:
    """Reads the address as many places from the right of `X-Forwarded-For` as there are proxies of our own.

    What stands further left is what the visitor claims, and is never believed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",") if hop.strip()]
        if 0 < settings.JIQUN_PROXIES <= len(hops):
            request.META["REMOTE_ADDR"] = hops[-settings.JIQUN_PROXIES]
        return self.get_response(request)
