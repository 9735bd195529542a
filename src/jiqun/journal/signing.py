"""The office's signature (Ed25519, RFC 8032) on what it hands out: receipts, and the manifests of dossiers.

The private key lies outside the database, in `secrets/signing.pem` of the installation's folder, so that whoever gets
at the database cannot sign. Signing is deterministic: the same bytes and key give the same signature. Every public key
ever used stays on record (`PublicKey`), so that what was signed before a key was replaced can still be checked.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from jiqun.journal.models import PublicKey
from jiqun.once import write_once

ALGORITHM = "Ed25519"
_ID_LENGTH = 16


def place() -> Path:
    """Where the private key lies."""
    return Path(settings.SIGNING_KEY)


def private_key() -> Ed25519PrivateKey:
    """The key of this installation, made at first need with mode 0600; the same ever after.

    Raises `ValueError` for a file that holds no Ed25519 key.
    """
    path = place()
    if not path.exists():
        make(path)
    found = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(found, Ed25519PrivateKey):
        raise ValueError(f"{path}: not an Ed25519 key")
    return found


def make(path: Path) -> None:
    """Makes a key, unless another worker was first: it appears whole or not at all."""
    made = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_once(path, made)


def public_key() -> bytes:
    """The public key that belongs to it: 32 bytes."""
    return private_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def public_pem() -> bytes:
    """The same as PEM, for tools."""
    return private_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def key_id(public: bytes) -> str:
    """What a public key is called: the head of its SHA-256, in hexadecimal."""
    return hashlib.sha256(public).hexdigest()[:_ID_LENGTH]


def announce(now: datetime) -> PublicKey:
    """Puts the public key on record before it is first used; one query when it is there already."""
    public = public_key()
    row, _ = PublicKey.objects.get_or_create(id=key_id(public), defaults={"public": public.hex(), "since": now})
    return row


def sign(data: bytes) -> dict[str, str]:
    """The signature on some bytes, as it stands in a signed file: algorithm, key, public key, value (hexadecimal)."""
    key = private_key()
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return {
        "algorithm": ALGORITHM,
        "key": key_id(public),
        "public": public.hex(),
        "value": key.sign(data).hex(),
    }
