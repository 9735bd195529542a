"""Asking the provider over HTTP: briefly, no more than a little, without being led anywhere else.

A provider that does not answer must not hold the workers of this product: after a request in vain nobody asks again
for half a minute; they are told at once.
"""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from django.core.cache import cache

from jiqun.authorities.elsewhere.provider import Provider
from jiqun.authorities.elsewhere.sentences import unavailable

SECONDS = 4.0
"""For each wait, and for the whole body."""
MOST_BYTES = 256 * 1024
PAUSE_SECONDS = 30
PIECE = 16 * 1024


class NotFollowed(HTTPRedirectHandler):
    """An answer that leads elsewhere is an error."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        """Never another request."""
        return None


OPENER = build_opener(ProxyHandler({}), NotFollowed())
"""No proxy of the surroundings either: a secret is sent to the provider alone."""


def asked(
    provider: Provider, url: str, form: dict[str, str] | None = None, authorization: str = ""
) -> tuple[int, dict[str, Any]]:
    """HTTP status (200, or 400 and 401 with the provider's refusal) and the JSON object of its answer.

    Raises `NotIn` (503) where there is none: no connection, too slow, too long, a redirect, no JSON object, an address
    that may not be asked.
    """
    if not provider.may_be_asked(url):
        raise unavailable(f"address not allowed: {url[:200]!r}")
    pause = f"oidc-pause:{provider.issuer}"
    if cache.get(pause):
        raise unavailable("did not answer a moment ago")
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "jiqun"}
    if authorization:
        headers["Authorization"] = authorization
    request = Request(url, urlencode(form).encode() if form is not None else None, headers)
    try:
        status, body = received(request)
    except OSError as gone:  # refused, timed out, broken off, no name, a certificate that does not hold
        cache.set(pause, True, PAUSE_SECONDS)
        raise unavailable(f"{url}: {type(gone).__name__}: {gone}") from gone
    except Exception as broken:  # what is no HTTP at all
        raise unavailable(f"{url}: {type(broken).__name__}") from broken
    if status not in (200, 400, 401):
        raise unavailable(f"{url}: HTTP {status}")
    try:
        said = json.loads(body)
    except (ValueError, RecursionError) as nonsense:
        raise unavailable(f"{url}: no JSON") from nonsense
    if not isinstance(said, dict):
        raise unavailable(f"{url}: no JSON object")
    return status, said


def received(request: Request) -> tuple[int, bytes]:
    """Status and body. Raises `OSError` when it does not come in time, `ValueError` when it is too long."""
    ends = time.monotonic() + SECONDS
    try:
        answer = OPENER.open(request, timeout=SECONDS)
    except HTTPError as refused:
        answer = refused  # a refusal has a body too
    except URLError as gone:
        raise OSError(str(gone.reason)) from gone
    with answer:
        body = b""
        while piece := answer.read1(PIECE):
            body += piece
            if len(body) > MOST_BYTES:
                raise ValueError("too long an answer")
            if time.monotonic() > ends:
                raise TimeoutError("the answer drips")
        return answer.status, body
