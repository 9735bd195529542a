"""Typical cases of clusters with their pictures, and their brands (Article 11)."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.evidence.models import StoredFile
from jiqun.register.models import Cluster

PUBLIC_STATES = ("published", "selected")


class TypicalCaseQuerySet(models.QuerySet["TypicalCase"]):
    """Typical cases, always through who may see their matter."""

    def visible_to(self, user: Any) -> TypicalCaseQuerySet:
        """Those whose matter the account sees."""
        return self.filter(case__in=Case.objects.visible_to(user))

    def public(self) -> TypicalCaseQuerySet:
        """Those a prefecture has published and nobody has withdrawn."""
        return self.filter(case__state__in=PUBLIC_STATES)


class TypicalCase(models.Model):
    """A typical case of a cluster. Title, summary and text are those last handed in by the county's signature; its
    draft lies on the form's desk. `honour` is the batch in which the province selected it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="typical_case")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="typical_cases")
    theme = models.CharField(max_length=20)
    title = models.CharField(max_length=60, blank=True)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    published_on = models.DateField(null=True)
    selected_on = models.DateField(null=True)
    honour = models.CharField(max_length=60, blank=True)
    reason = models.TextField(blank=True)

    objects: ClassVar[TypicalCaseQuerySet] = TypicalCaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["theme", "published_on"]),)


class CasePicture(models.Model):
    """A picture of a case, made anew from its upload; taken out, it is marked and its number is not given again."""

    id = models.UUIDField(primary_key=True)
    of = models.ForeignKey(TypicalCase, models.PROTECT, related_name="pictures")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    alt = models.CharField(max_length=120)
    caption = models.CharField(max_length=120, blank=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["of", "number"], name="one_case_picture_a_number"),)


class BrandQuerySet(models.QuerySet["Brand"]):
    """Brands, always through who may see their cluster."""

    def visible_to(self, user: Any) -> BrandQuerySet:
        """Those of the clusters the account sees."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))

    def public(self, on: date) -> BrandQuerySet:
        """Those a prefecture shows to the public and whose term has not run out."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=on), state="shown")


class Brand(models.Model):
    """A regional brand or mark of a cluster. One without an end (a geographical indication) has no `valid_to`.

    `scope` is the class or the goods it covers; `reason` is why it was ended.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="brands")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    number = models.CharField(max_length=60, blank=True)
    holder = models.CharField(max_length=120)
    scope = models.CharField(max_length=200)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    url = models.URLField(max_length=300, blank=True)
    proof = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    proof_name = models.CharField(max_length=255, blank=True)
    state = models.CharField(max_length=10, default="entered")
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[BrandQuerySet] = BrandQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ("cluster__path", "kind", "name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "number"],
                condition=Q(number__gt="") & ~Q(state="ended"),
                name="one_brand_a_kind_and_number",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name
