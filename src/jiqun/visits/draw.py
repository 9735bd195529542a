"""Drawing by lot that anybody can do again: by the SHA-256 of a seed and a key, nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from random import Random


def fresh_seed(chance: Random) -> str:
    """A seed of 256 bits as 64 hexadecimal digits."""
    return f"{chance.getrandbits(256):064x}"


def in_order(seed: str, keys: Iterable[str]) -> list[str]:
    """Keys in the order drawn: by the SHA-256 of `seed:key`, each once.

    Pure: the same seed and keys give the same order whoever computes it, and the order of some keys does not depend
    on which others are there.
    """
    return sorted(set(keys), key=lambda key: (sha256(f"{seed}:{key}".encode()).hexdigest(), key))


def drawn(seed: str, keys: Iterable[str], n: int) -> list[str]:
    """The first `n` keys of the drawing; all of them where there are fewer."""
    return in_order(seed, keys)[:n]
