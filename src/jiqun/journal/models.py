"""The chain: entries, what they speak of, and the head."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One link. `canonical` is stored to the byte; its digests are the next link's `prev`."""

    seq = models.BigIntegerField(primary_key=True)
    canonical = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    sm3 = models.CharField(max_length=64)


class Payload(models.Model):
    """What an entry speaks of, apart from it: it can be erased by law without breaking the chain.

    `salt` precedes the bytes in the digest when they are personal, so that an erased one cannot be guessed back.
    """

    entry = models.OneToOneField(Entry, models.PROTECT, primary_key=True, related_name="payload")
    canonical = models.BinaryField(null=True)
    salt = models.BinaryField(default=b"")


class Head(models.Model):
    """The last link; one row, locked as the last step before commit."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    seq = models.BigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, default="0" * 64)
    sm3 = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="journal_has_one_head"),)


class PublicKey(models.Model):
    """A public key (Ed25519, hexadecimal) the office has signed with; `id` is the head of its SHA-256."""

    id = models.CharField(max_length=16, primary_key=True)
    public = models.CharField(max_length=64)
    since = models.DateTimeField()
