"""The provider of identities an installation trusts, as its settings name it; none by default."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from jiqun.bilingual import Text

LOOPBACK = ("127.0.0.1", "::1", "localhost")
SCOPES = {"preferred_username": "openid profile", "email": "openid email", "phone_number": "openid phone"}
"""What is asked for so that a claim stands in the ID token; other claims come with `openid profile`."""
TITLE = Text("统一身份认证", "single sign-on")


@dataclass(frozen=True, slots=True)
class Provider:
    """Where identities come from. `claim` is the one that holds a user name of this product."""

    issuer: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    claim: str = "preferred_username"
    title: Text = TITLE

    @property
    def scope(self) -> str:
        """What the provider is asked to tell: no more than the claim needs."""
        return SCOPES.get(self.claim, "openid profile")

    def may_be_asked(self, url: str) -> bool:
        """Whether an address is safe to go to: https; plain http on this machine alone, if the issuer is there too."""
        return safe(url) and (url.startswith("https:") or self.issuer.startswith("http:"))


def safe(url: str) -> bool:
    """Whether an address is https, or http on this very machine; never one with a name, a password or a fragment."""
    try:
        parts = urlsplit(url)
        plain = parts.username is None and parts.port != 0 and not parts.fragment and url.isascii() and " " not in url
    except ValueError:
        return False
    return bool(plain and parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    )


def configured() -> Provider | None:
    """The provider of this installation (`JIQUN_OIDC_…`), or `None`: then there is no such way in."""
    found: Provider | None = settings.JIQUN_OIDC
    return found
