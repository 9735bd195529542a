"""Pages of the public kept as they were rendered, until anything at all was done in the office.

The key holds the journal's last entry: every act makes a new one, so the page after an announcement is the new page at
once, on every worker, and nobody has to name which page an act concerns. What depends on time alone is at most a minute
old. Only what a view itself declares fit for everybody is kept; who has a session passes by.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import get_conditional_response

from jiqun.journal.models import Head

LONGEST_QUERY = 300
LOOKS = ("lang", "big", "contrast")
"""The cookies that change how a page looks; they say nothing of the person."""
OURS = ("Content-Length", "Content-Encoding", "ETag", "X-Request-Id")


@dataclass(frozen=True, slots=True)
class Kept:
    """A page as it was: its headers, its bytes compressed (a fifth of the memory), its entity tag."""

    headers: dict[str, str]
    packed: bytes
    tag: str


class RenderedMiddleware:
    """Answers a public page from what was kept of it; stands outside sessions, so that it costs one query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.store = caches["rendered"]

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        name = key(request)
        if name is None:
            return self.get_response(request)
        kept: Kept | None = self.store.get(name)
        if kept is None:
            response = self.get_response(request)
            if not isinstance(response, HttpResponse) or not fit(response):
                return response
            kept = keep(response)
            self.store.set(name, kept)
        return answer(request, kept)


def key(request: HttpRequest) -> str | None:
    """What tells one rendered page from another; None for a request that is never answered from here."""
    query = request.META.get("QUERY_STRING", "")
    if request.method != "GET" or len(query) > LONGEST_QUERY or "lang" in request.GET:
        return None
    if not for_everybody(request.path_info, settings.ROOT_URLCONF):
        return None
    if settings.SESSION_COOKIE_NAME in request.COOKIES or "messages" in request.COOKIES:
        return None
    at = Head.objects.values_list("seq", flat=True).first() or 0
    look = [request.COOKIES.get(name, "")[:8] for name in LOOKS]
    minute = f"{request.now:%Y%m%d%H%M}"  # type: ignore[attr-defined]
    parts = [str(at), minute, request.get_host(), request.path, query, *look]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@lru_cache(maxsize=2_000)
def for_everybody(path: str, urls: str) -> bool:
    """Whether the view behind an address declares its pages the same for everybody."""
    try:
        return bool(getattr(resolve(path, urls).func, "for_everybody", False))
    except Resolver404:
        return False


def fit(response: HttpResponse) -> bool:
    """Whether a view declared the answer the same for everybody."""
    return (
        response.status_code == 200
        and not response.cookies
        and not response.streaming
        and "public" in response.headers.get("Cache-Control", "")
        and "Content-Encoding" not in response.headers
    )


def keep(response: HttpResponse) -> Kept:
    """The answer as it is kept."""
    headers = {name: value for name, value in response.headers.items() if name not in OURS}
    plain = response.content
    tag = f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"'
    return Kept(headers, gzip.compress(plain, 6, mtime=0), tag)


def answer(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    """The kept page, compressed for who takes it so; 304 for who has it already."""
    if (unchanged := get_conditional_response(request, etag=kept.tag)) is not None:
        return unchanged
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(kept.packed if packed else gzip.decompress(kept.packed), headers=kept.headers)
    vary = kept.headers.get("Vary", "")
    response.headers["Vary"] = f"{vary}, Accept-Encoding" if vary else "Accept-Encoding"
    response.headers["ETag"] = kept.tag
    response.headers["Content-Length"] = str(len(response.content))
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    return response
