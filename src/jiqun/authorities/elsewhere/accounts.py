"""Whose account it is that a provider vouches for. It opens an account that is there; it never makes or changes one."""

from __future__ import annotations

from typing import Any

from jiqun.authorities.elsewhere.provider import Provider
from jiqun.authorities.models import ADMINISTRATORS, Account
from jiqun.web.single import single

LONGEST = 60
"""A sign-in name at most, as the accounts have it."""


def named(provider: Provider, claims: dict[str, Any]) -> str:
    """The sign-in name the claims hold; "" for none, and for an address of mail the provider has not verified."""
    name = claims.get(provider.claim)
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST or not name.isprintable():
        return ""
    return "" if provider.claim == "email" and claims.get("email_verified") is not True else name


def account(name: str) -> Account | None:
    """The account in use of exactly that name; `None` for none, a closed one and an administrator's alike."""
    open_to_it = Account.objects.select_related("person", "authority").exclude(role__in=ADMINISTRATORS)
    return single(open_to_it.filter(username=name, is_active=True)) if name else None
