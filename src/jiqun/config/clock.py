"""The business clock: the only place above the floors that says what time it is for the office.

Outside a demonstration it is the real time. A demonstration pins it inside a year whose law and calendar are
known; only the demo's own act moves it, and only forward. Sessions and lock-outs never use it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from jiqun.authorities.hours import ZONE
from jiqun.demo.models import DemoClock


def now() -> datetime:
    """The office's time, aware, in Asia/Shanghai."""
    if settings.JIQUN_DEMO:
        pinned = DemoClock.objects.values_list("now", flat=True).first()
        if pinned is not None:
            return pinned.astimezone(ZONE)
    return timezone.now().astimezone(ZONE)


class ClockMiddleware:
    """Hands every view the office's time as `request.now`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.now = now()  # type: ignore[attr-defined]
        return self.get_response(request)
