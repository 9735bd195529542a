"""Whether an ID token holds (OpenID Connect Core 1.0, 3.1.3.7): who signed it, for whom, when, in answer to what.

Real time, as for sessions. Signatures are checked by PyJWT; keys and algorithms are chosen here, never by the token.
"""

from __future__ import annotations

import hmac
from typing import Any

import jwt

from jiqun.authorities.elsewhere import discovery
from jiqun.authorities.elsewhere.provider import Provider
from jiqun.authorities.elsewhere.sentences import not_trusted

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Signatures by a private key only: with `none` anybody could sign, with HS256 whoever knows the public key."""
KINDS = ("RSA", "EC", "OKP")
SLACK = 60
"""Seconds by which two clocks may differ."""
REQUIRED = ["iss", "sub", "aud", "exp", "iat", "nonce"]


def claims(provider: Provider, token: Any, nonce: str) -> dict[str, Any]:
    """What the provider says of the person, once everything about the token holds.

    Raises `NotIn`: 403 for a token that does not hold, 503 where its keys cannot be had.
    """
    try:
        if not isinstance(token, str):
            raise not_trusted("no ID token in the answer")
        header = jwt.get_unverified_header(token)
        said: dict[str, Any] = jwt.decode(
            token,
            key(provider, header),
            algorithms=ALGORITHMS,
            audience=provider.client_id,
            issuer=provider.issuer,
            leeway=SLACK,
            options={"require": REQUIRED, "enforce_minimum_key_length": True},
        )
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as wrong:
        raise not_trusted(f"ID token: {type(wrong).__name__}: {wrong}") from wrong
    if not isinstance(said["nonce"], str) or not hmac.compare_digest(said["nonce"].encode(), nonce.encode()):
        raise not_trusted("ID token: another nonce")
    several = isinstance(said["aud"], list) and len(said["aud"]) > 1
    if (several or "azp" in said) and said.get("azp") != provider.client_id:
        raise not_trusted("ID token: for several parties, and another one asked for it")
    return said


def key(provider: Provider, header: dict[str, Any]) -> jwt.PyJWK:
    """The provider's key a token names; its keys are fetched once more when none of those known is it.

    Raises `NotIn`, and PyJWT's errors for a key that is none.
    """
    if header.get("alg") not in ALGORITHMS:
        raise not_trusted(f"ID token: algorithm {str(header.get('alg'))[:20]!r}")
    for anew in (False, True):
        fitting = [each for each in discovery.keys(provider, anew=anew) if fits(each, header)]
        if len(fitting) == 1:
            return jwt.PyJWK(fitting[0], algorithm=fitting[0].get("alg") or header["alg"])
    raise not_trusted("ID token: signed by no key of the provider, or it cannot be told by which")


def fits(known: dict[str, Any], header: dict[str, Any]) -> bool:
    """Whether a published key may be the one a token's header names: by its id, if the header has one."""
    named = "kid" not in header or known.get("kid") == header["kid"]
    return named and known.get("kty") in KINDS and known.get("use", "sig") == "sig"
