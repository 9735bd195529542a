"""What was put on file, who took the package, and extracts for those who ask."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account, Authority
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import Actor


class Filing(models.Model):
    """The matters an authority puts on file at once (归档批): those closed in one `year`.

    `fonds` (全宗号), `category` (门类代码), `unit` (机构或问题代码) and `unit_name` are what the archive gave; the code
    of each file is made of them. `taken` is the SHA-256 of the manifest of the package that was taken last.
    `receiver` to `received_on` and `proof` are the handing over (交接).
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="filing")
    year = models.PositiveSmallIntegerField()
    fonds = models.CharField(max_length=12)
    category = models.CharField(max_length=8)
    unit = models.CharField(max_length=12)
    unit_name = models.CharField(max_length=40)
    taken = models.CharField(max_length=64, blank=True)
    receiver = models.CharField(max_length=80, blank=True)
    received_by = models.CharField(max_length=40, blank=True)
    received_on = models.DateField(null=True)
    proof = models.CharField(max_length=80, blank=True)


class FiledMatterQuerySet(models.QuerySet["FiledMatter"]):
    """Lines of filings, always through who may see them."""

    def visible_to(self, actor: Actor) -> FiledMatterQuerySet:
        """Those of the account's own authority: each files what it did itself."""
        if actor.authority is None or actor.role not in STAFF:
            return self.none()
        return self.filter(authority=actor.authority)


class FiledMatter(models.Model):
    """One closed matter in a filing: `retention` is Y (permanent), D30 or D10 years, `closed_on` the office's day.

    `code` (档号) and `position` (件号) are given with the signature. `live` until the filing is discarded or voided: an
    authority has a matter on file once.
    """

    id = models.UUIDField(primary_key=True)
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="lines")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="filed")
    retention = models.CharField(max_length=3)
    closed_on = models.DateField()
    position = models.PositiveIntegerField(null=True)
    code = models.CharField(max_length=80, blank=True)
    live = models.BooleanField(default=True)

    objects: ClassVar[FiledMatterQuerySet] = FiledMatterQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "case"], condition=Q(live=True), name="on_file_once_an_authority"
            ),
            models.UniqueConstraint(fields=["authority", "code"], condition=~Q(code=""), name="one_file_a_code"),
        )


class PackageTaken(models.Model):
    """Who took the package of a filing when: its files and bytes, and the digest of its manifest."""

    id = models.UUIDField(primary_key=True)
    filing = models.ForeignKey(Filing, models.PROTECT, related_name="packages")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    files = models.PositiveIntegerField()
    absent = models.PositiveIntegerField()
    size = models.BigIntegerField()
    manifest_sha256 = models.CharField(max_length=64)


class Extract(models.Model):
    """Copies of a matter for somebody who asked for them (依申请公开).

    `request` is the number of the request; who asked is not kept here. `chosen` are the copies that are given: {"key",
    "name", "sha256", "found" (kinds of personal data), "read"}; `withheld` why others are not, `finding` the review for
    secrecy and privacy, `ground` why nothing is given.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="extract")
    of = models.ForeignKey(Case, models.PROTECT, related_name="extracts")
    request = models.CharField(max_length=60)
    received_on = models.DateField()
    chosen = models.JSONField(default=list)
    reviewer = models.CharField(max_length=40, blank=True)
    finding = models.TextField(blank=True)
    withheld = models.TextField(blank=True)
    ground = models.TextField(blank=True)
