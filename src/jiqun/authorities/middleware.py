"""How long a signed-in session lasts (30 minutes idle, 15 for administrators and experts; 12 hours in all), and what
somebody who is signed in still owes before anything else: a new password, a second step.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from jiqun.authorities import passwords, second_step
from jiqun.authorities.models import ADMINISTRATORS, Account, Role

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


CHANGE, ENROL = "casework:change-password", "casework:second-step"
FREE = {CHANGE, ENROL, "authorities:sign-in", "authorities:sign-out", "web:preferences"}
"""Pages that are open to whoever owes something."""


class OwedMiddleware:
    """Leads to the page where it is done whoever owes a new password (90 days by 等保) or, where one is required, a
    second step. Costs no query; real time.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Another page instead of the one that was asked for, or `None`."""
        user, match = request.user, request.resolver_match
        if not isinstance(user, Account) or match is None or match.view_name in FREE:
            return None
        if passwords.run_out(user.password_set_at, timezone.now()):
            return redirect(CHANGE)
        if second_step.required() and not request.session.get(second_step.DONE):
            return redirect(ENROL)
        return None
