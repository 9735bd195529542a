"""The paper loop of an application: versions printed to be sealed, and scans of sealed copies (Article 14(一))."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.evidence.models import Attachment, StoredFile


class PrintedCopy(models.Model):
    """A version printed to be sealed (打印盖章稿): what it held, and the PDF as it was handed out.

    `code` is the version code on its pages; `content` is the stored canonical JSON whose digest it abbreviates.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="printed_copies")
    code = models.CharField(max_length=20)
    content = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pdf = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    pages = models.PositiveIntegerField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["case", "code"]),)


class SealedCopy(models.Model):
    """The scan of a sealed copy (盖章扫描件), matched to the version it shows.

    `matched` says whether that version was the draft's when it was registered. `read` is `qr`, or `typed` where a
    person typed the printed code. `document` and `dated` are those of the letter it is reported under (上报文), as the
    office wrote them, blank until they are known. It stands while its attachment does.
    """

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="sealed_copies")
    code = models.CharField(max_length=20)
    printed = models.ForeignKey(PrintedCopy, models.PROTECT, null=True, related_name="+")
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="+")
    read = models.CharField(max_length=5)
    pages = models.PositiveIntegerField()
    matched = models.BooleanField()
    document = models.CharField(max_length=80, blank=True)
    dated = models.DateField(null=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
