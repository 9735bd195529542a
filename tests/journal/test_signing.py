"""The office's signature: made outside the database, checked with and without the product (trust.md, Journal)."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from jiqun.console import verifier
from jiqun.journal import signing
from jiqun.journal.models import PublicKey
from tests.office import at

NOW = at("2025-03-20 10:00")


@pytest.fixture(autouse=True)
def place(settings: Any, tmp_path: Path) -> Path:
    """A key of this test's own."""
    settings.SIGNING_KEY = tmp_path / "secrets" / "signing.pem"
    return signing.place()


def test_key_is_made_once_for_its_owner_alone(place: Path) -> None:
    first = signing.public_key()
    assert (stat.S_IMODE(place.stat().st_mode), stat.S_IMODE(place.parent.stat().st_mode)) == (0o600, 0o700)
    assert signing.public_key() == first
    assert [each.name for each in place.parent.iterdir()] == ["signing.pem"]


def test_key_made_by_many_at_once_is_one_key() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: signing.public_key(), range(16)))
    assert len(set(found)) == 1


def test_key_of_another_kind_is_refused(place: Path) -> None:
    place.parent.mkdir()
    other = generate_private_key(65537, 2048)
    place.write_bytes(other.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    with pytest.raises(ValueError, match="not an Ed25519 key"):
        signing.sign(b"x")


def test_signature_is_the_same_again_and_holds_for_these_bytes_only() -> None:
    told = signing.sign(b"abc")
    assert told == signing.sign(b"abc")
    assert told["key"] == signing.key_id(signing.public_key())
    assert verifier.unfit(told, b"abc", signing.public_key()) == ""
    assert verifier.unfit(told, b"abd", None) == verifier.UNSIGNED
    assert verifier.unfit({**told, "key": "0" * 16}, b"abc", None) == verifier.UNSIGNED
    assert verifier.unfit(told, b"abc", Ed25519PrivateKey.generate().public_key().public_bytes_raw()) == (
        verifier.OTHER_KEY
    )


def test_public_key_as_pem_and_as_hexadecimal_is_one_key() -> None:
    public = signing.public_key()
    assert verifier.read_key(signing.public_pem()) == verifier.read_key(public.hex().encode()) == public
    with pytest.raises(verifier.Unreadable, match="公钥无法识别"):
        verifier.read_key(b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n")


@pytest.mark.django_db
def test_public_keys_stay_on_record_when_the_key_is_replaced(place: Path) -> None:
    """What was signed before can still be checked."""
    first = signing.announce(NOW)
    assert signing.announce(at("2025-04-01 09:00")).since == NOW
    place.unlink()
    second = signing.announce(at("2025-05-01 09:00"))
    assert set(PublicKey.objects.values_list("pk", "public")) == {(first.pk, first.public), (second.pk, second.public)}
