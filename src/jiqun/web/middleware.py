"""Language, trace id and the headers every answer carries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from jiqun.bilingual import LANGUAGES, speaking
from jiqun.web.trace import traced

COOKIE_AGE = 365 * 24 * 3600
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}


def remember(response: HttpResponseBase, name: str, value: str) -> None:
    """Keep a preference of look on this device for a year; it says nothing about the person."""
    response.set_cookie(
        name, value, max_age=COOKIE_AGE, httponly=True, samesite="Lax", secure=bool(settings.SESSION_COOKIE_SECURE)
    )


def chosen_language(request: HttpRequest) -> str:
    """`?lang=` before the cookie before Chinese."""
    for wish in (request.GET.get("lang"), request.COOKIES.get("lang")):
        if wish in LANGUAGES:
            return wish
    return "zh"


def _spoken(language: str, chunks: Any) -> Iterator[Any]:
    """A stream is written after the view returned; each piece is still made in the request's language."""
    pieces = iter(chunks)
    while True:
        with speaking(language):
            try:
                piece = next(pieces)
            except StopIteration:
                return
        yield piece


class TraceMiddleware:
    """Gives every request an id, in the log, on error pages and in `X-Request-Id`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with traced() as trace:
            response = self.get_response(request)
        response.headers["X-Request-Id"] = trace
        return response


class LanguageMiddleware:
    """Puts the language in force for the request, for our own texts and for Django's."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = chosen_language(request)
        django_language = "en" if language == "en" else "zh-hans"
        with speaking(language), translation.override(django_language):
            request.LANGUAGE_CODE = django_language
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse) and getattr(response, "file_to_stream", None) is None:
            response.streaming_content = _spoken(language, response.streaming_content)
        if request.GET.get("lang") == language and request.COOKIES.get("lang") != language:
            remember(response, "lang", language)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", "en" if language == "en" else "zh-CN")
        return response


class HeadersMiddleware:
    """Completes the headers: what is meant for one signed-in person is never kept by a cache.

    Stands inside authentication, so that the answer to a sign-in already counts as signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.user.is_authenticated:
            response.headers["Cache-Control"] = "no-store"
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


class PlainTextMiddleware:
    """Refuses NUL characters in address, query and form: no text holds one, and PostgreSQL stores none.

    Uploaded files are bytes and are not looked at here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        typed = [request.path_info, *(value for _, values in request.GET.lists() for value in values)]
        typed += [value for _, values in request.POST.lists() for value in values]
        if any("\0" in value for value in typed):
            raise SuspiciousOperation("NUL in a request")
        return self.get_response(request)
