"""What a provider publishes of itself (OpenID Connect Discovery 1.0): its addresses, and the keys it signs with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from jiqun.authorities.elsewhere.asking import asked
from jiqun.authorities.elsewhere.provider import Provider
from jiqun.authorities.elsewhere.sentences import unavailable

KEPT_SECONDS = 600
WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where to send people, where to fetch tokens and keys; `secret_in_form`: how the provider wants the secret."""

    authorization: str
    token: str
    keys: str
    secret_in_form: bool


def addresses(provider: Provider, *, anew: bool = False) -> Addresses:
    """The provider's addresses; `anew` asks also when they are known, so that one that is away is noticed at once.

    Raises `NotIn` (503).
    """
    name = f"oidc-addresses:{provider.issuer}"
    found: Addresses | None = None if anew else cache.get(name)
    if found is None:
        status, said = asked(provider, provider.issuer.rstrip("/") + WELL_KNOWN)
        if status != 200 or said.get("issuer") != provider.issuer:
            raise unavailable(f"discovery is of another issuer: {str(said.get('issuer'))[:200]!r}")
        methods = said.get("token_endpoint_auth_methods_supported")
        found = Addresses(
            address(provider, said, "authorization_endpoint"),
            address(provider, said, "token_endpoint"),
            address(provider, said, "jwks_uri"),
            isinstance(methods, list) and "client_secret_basic" not in methods and "client_secret_post" in methods,
        )
        cache.set(name, found, KEPT_SECONDS)
    return found


def address(provider: Provider, said: dict[str, Any], name: str) -> str:
    """One address the provider names. Raises `NotIn` (503) for none, and for one that is not safe."""
    url = said.get(name)
    if not isinstance(url, str) or not provider.may_be_asked(url):
        raise unavailable(f"discovery: {name} is missing or not https")
    return url


def keys(provider: Provider, *, anew: bool = False) -> list[dict[str, Any]]:
    """The public keys (JWK) of the provider, `anew` after it changed them. Raises `NotIn` (503)."""
    name = f"oidc-keys:{provider.issuer}"
    found: list[dict[str, Any]] | None = None if anew else cache.get(name)
    if found is None:
        status, said = asked(provider, addresses(provider).keys)
        listed = said.get("keys")
        if status != 200 or not isinstance(listed, list):
            raise unavailable("no list of keys")
        found = [each for each in listed if isinstance(each, dict)]
        cache.set(name, found, KEPT_SECONDS)
    return found
