"""Codes of a second step at sign-in: time-based ones (RFC 6238, SHA-1, 30 s, six digits) and recovery codes.

Secrets lie sealed in the database; the key is a file of the installation and never in it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import unicodedata

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings

STEP = 30
DIGITS = 6
SECRET_BYTES = 20
RECOVERY_CODES = 10
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Of recovery codes: no sign that is taken for another."""
RECOVERY_LENGTH = 10
OFFER_SECONDS = 30 * 60
"""How long a secret that was laid before somebody may still be taken."""


def key() -> bytes:
    """The 32 bytes that seal, from the installation's secret."""
    return hashlib.sha256(b"jiqun.second_step:" + settings.SECOND_STEP_KEY.encode()).digest()


def box() -> Fernet:
    """What seals and opens."""
    return Fernet(base64.urlsafe_b64encode(key()))


def new_secret() -> bytes:
    """A fresh secret of 160 bits (RFC 4226, section 4)."""
    return secrets.token_bytes(SECRET_BYTES)


def sealed(secret: bytes) -> str:
    """A secret as the database keeps it."""
    return box().encrypt(secret).decode()


def opened(token: str) -> bytes:
    """The secret behind `sealed`. Raises `InvalidToken` when the installation's key is another."""
    return box().decrypt(token.encode())


def offer(account: int, secret: bytes) -> str:
    """A secret on its way through a page: sealed, and good for this one account only."""
    return box().encrypt(json.dumps([account, secret.hex()]).encode()).decode()


def offered(token: str, account: int) -> bytes | None:
    """The secret of an `offer` to this account within the last half hour; `None` for anything else."""
    try:
        whose, secret = json.loads(box().decrypt(token.encode(), ttl=OFFER_SECONDS))
    except InvalidToken:
        return None
    return bytes.fromhex(secret) if whose == account else None


def totp(secret: bytes) -> TOTP:
    """The generator of a secret's codes."""
    return TOTP(secret, DIGITS, SHA1(), STEP)


def address(secret: bytes, username: str) -> str:
    """What a QR code tells an authenticator app: `otpauth://totp/…`."""
    return totp(secret).get_provisioning_uri(username, "集群通")


def spelled(secret: bytes) -> str:
    """The secret to type in by hand: base32 in groups of four."""
    text = base64.b32encode(secret).decode().rstrip("=")
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def plain(code: str) -> str:
    """A code as it is compared: full-width signs, spaces, dashes and small letters made alike."""
    return "".join(c for c in unicodedata.normalize("NFKC", code).upper() if c.isalnum())


def matched(secret: bytes, code: str, now: float) -> int | None:
    """The number of the time step a code is of, one before or after `now` (Unix seconds) included; or `None`."""
    given = plain(code).encode()
    here = int(now) // STEP
    found = [step for step in (here, here - 1, here + 1) if hmac.compare_digest(of_step(secret, step), given)]
    return found[0] if found else None


def of_step(secret: bytes, step: int) -> bytes:
    """The code of one time step."""
    return totp(secret).generate(max(step, 0) * STEP)


def new_recovery_codes() -> list[str]:
    """Ten codes of 50 bits, each in two groups of five."""
    made = ("".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES))
    return [f"{each[:5]}-{each[5:]}" for each in made]


def recovery_digest(account: int, code: str) -> str:
    """What is kept of a recovery code: keyed, so that the database alone does not tell it."""
    return hmac.new(key(), f"{account}:{plain(code)}".encode(), hashlib.sha256).hexdigest()
