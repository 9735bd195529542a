"""The way out to the provider and back: what is remembered in the browser's session, and what is asked on return."""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from jiqun.authorities.elsewhere import discovery
from jiqun.authorities.elsewhere.asking import asked
from jiqun.authorities.elsewhere.provider import Provider
from jiqun.authorities.elsewhere.sentences import NOT_CONFIRMED, NotIn, not_trusted

OUT = "elsewhere"
"""In a session: the journeys that are under way, by their state."""
GOOD_FOR = 10 * 60
MOST = 3
"""Journeys of one browser at a time: as many windows, the oldest is forgotten."""


@dataclass(frozen=True, slots=True)
class Journey:
    """One attempt: the nonce its ID token must carry, the verifier of PKCE (RFC 7636), and where to go at the end."""

    nonce: str
    verifier: str
    following: str


def local(target: str) -> str:
    """A path of this site, or "" for anything that leads out of it."""
    kept = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)
    return target if kept else ""


def back() -> str:
    """The address people come back to, as it is registered with the provider; never taken from a request's headers."""
    return str(settings.JIQUN_ADDRESS).rstrip("/") + reverse("authorities:elsewhere-back")


def begun(session: SessionBase, provider: Provider, following: str) -> str:
    """Remembers a new journey; the provider's address to send the person to. Raises `NotIn` (503)."""
    to = discovery.addresses(provider, anew=True).authorization
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    others = list(under_way(session).items())[-(MOST - 1) :]
    session[OUT] = dict([*others, (state, [nonce, verifier, local(following), int(time.time())])])
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asking = {
        "response_type": "code",
        "client_id": provider.client_id,
        "redirect_uri": back(),
        "scope": provider.scope,
        "state": state,
        "nonce": nonce,
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{to}{'&' if '?' in to else '?'}{urlencode(asking)}"


def under_way(session: SessionBase) -> dict[str, list[Any]]:
    """The journeys of a session that are not too old, the oldest first."""
    now = time.time()
    return {state: kept for state, kept in session.get(OUT, {}).items() if 0 <= now - kept[3] < GOOD_FOR}


def taken(session: SessionBase, state: str) -> Journey | None:
    """The journey of a state, once; `None` for one that was not begun in this session, was taken or is too old."""
    kept = under_way(session)
    found = kept.pop(state, None)
    session[OUT] = kept
    return None if found is None else Journey(*found[:3])


def told(provider: Provider, journey: Journey, code: str) -> dict[str, Any]:
    """Who the person is, in exchange for the code: the claims of an ID token that holds. Raises `NotIn`."""
    to = discovery.addresses(provider)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back(),
        "client_id": provider.client_id,
        "code_verifier": journey.verifier,
    }
    authorization = ""
    if provider.client_secret and to.secret_in_form:
        form["client_secret"] = provider.client_secret
    elif provider.client_secret:
        pair = f"{quote(provider.client_id, safe='')}:{quote(provider.client_secret, safe='')}"
        authorization = "Basic " + base64.b64encode(pair.encode()).decode()
    status, said = asked(provider, to.token, form, authorization)
    if status == 401 or said.get("error") in ("invalid_client", "unauthorized_client"):
        raise not_trusted("the provider does not know this client, or not by this secret")
    if status != 200:
        raise NotIn(NOT_CONFIRMED, 403, f"no token: {str(said.get('error'))[:100]!r}")
    from jiqun.authorities.elsewhere import id_token  # with its library, only where a provider is trusted

    return id_token.claims(provider, said.get("id_token"), journey.nonce)
