"""Preferences of look, and the answer to a page that has expired."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from jiqun.web.absent import Absent
from jiqun.web.middleware import remember

PREFERENCES = {"lang": ("zh", "en"), "big": ("0", "1"), "contrast": ("0", "1")}


@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep language (`lang=zh|en`), 大字版 (`big=0|1`) and high contrast (`contrast=0|1`) on this device, go to `next`.

    Nothing on the server changes, so a plain link may ask for it. What is not on the list is ignored, and a `next`
    outside this site leads to the start.
    """
    wishes = request.POST if request.method == "POST" else request.GET
    target = wishes.get("next", get_script_prefix())
    if not target.startswith("/") or not url_has_allowed_host_and_scheme(target, allowed_hosts=None):
        target = get_script_prefix()
    response = HttpResponseRedirect(target)
    for name, allowed in PREFERENCES.items():
        value = wishes.get(name)
        if value in allowed:
            remember(response, name, value)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: Django has logged the reason, the page says what to do."""
    return render(request, "403_csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: the one page for what is absent and what is another's, except where an `Absent` says what is not."""
    context = {"absent": exception.text if isinstance(exception, Absent) else None}
    return render(request, "404.html", context, status=404)
