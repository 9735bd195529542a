"""Stored files and where they are attached."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import Case


class StoredFile(models.Model):
    """A file by its content: SHA-256 is its name in the store, SM3 stands beside it; size in bytes."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    sm3 = models.CharField(max_length=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    """Attachments, always through who may see their matter."""

    def visible_to(self, user: Any) -> AttachmentQuerySet:
        """Attachments of the matters the account sees."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def current(self) -> AttachmentQuerySet:
        """Those not taken away again."""
        return self.filter(removed_at__isnull=True)


class Attachment(models.Model):
    """A file attached to a requirement of a matter (佐证材料); taken away, it is marked, never deleted."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    requirement = models.CharField(max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    objects: ClassVar[AttachmentQuerySet] = AttachmentQuerySet.as_manager()  # type: ignore[assignment]


class Upload(models.Model):
    """A file that is on its way in pieces: bound to its account and matter, forgotten a day after its last piece.

    `mark` is what the browser knows it by (name, size and time of last change), so that the same file, chosen again
    after a lost connection or a closed page, goes on where it stopped. Sizes in bytes; real time, not the office's.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="uploads")
    requirement = models.CharField(max_length=60)
    by = models.ForeignKey(Account, models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    mark = models.CharField(max_length=200)
    size = models.BigIntegerField()
    received = models.BigIntegerField(default=0)
    touched_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "case", "requirement", "name", "size", "mark"], name="evidence_upload_once"
            ),
        ]


class LookedThrough(models.Model):
    """What of a stored file identifies a person, as `privacy.files` found it: looked at once, since its content stays.

    `findings` are {"key", "kind", "masked"}: enough to know one again, never what was found. `readable` is false for
    pictures, scans and formats that are kept unread: there a person has to look.
    """

    file = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True, related_name="looked_through")
    revision = models.PositiveSmallIntegerField()
    findings = models.JSONField()
    readable = models.BooleanField()
