"""How long a signed-in session lasts: 30 minutes idle (15 for administrators and experts), 12 hours in all."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from jiqun.authorities.models import ADMINISTRATORS, Role

ABSOLUTE = 12 * 3600
IDLE = 30 * 60
SHORT_IDLE = 15 * 60
SHORT = {Role.EXPERT.value, *(r.value for r in ADMINISTRATORS)}


class SessionLimitsMiddleware:
    """Ends sessions past their limits; real time, never the business clock.

    The last-seen mark is written at most once a minute, so that a page view costs no write.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault("started", now)
            seen = request.session.setdefault("seen", now)
            idle = SHORT_IDLE if request.user.role in SHORT else IDLE
            if now - started > ABSOLUTE or now - seen > idle:
                logout(request)
            elif now - seen >= 60:
                request.session["seen"] = now
        return self.get_response(request)
