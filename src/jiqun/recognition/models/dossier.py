"""Dossiers that were taken out of the office (卷宗下载)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import Actor


class DossierDownloadQuerySet(models.QuerySet["DossierDownload"]):
    """Downloads, always through who may see them."""

    def visible_to(self, actor: Actor) -> DossierDownloadQuerySet:
        """Those of the account's own authority; the discipline supervisor sees those of everybody under it too."""
        if actor.authority is None or actor.role not in STAFF:
            return self.none()
        seen = Q(by__authority=actor.authority)
        if actor.role == Role.SUPERVISOR:
            seen |= Q(by__authority__path__startswith=actor.authority.path)
        return self.filter(seen)


class DossierDownload(models.Model):
    """Who took the dossier of which matter when: its edition, its files and bytes, and the digest of its manifest."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="dossiers")
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    edition = models.CharField(max_length=10)
    files = models.PositiveIntegerField()
    size = models.BigIntegerField()
    manifest_sha256 = models.CharField(max_length=64)

    objects: ClassVar[DossierDownloadQuerySet] = DossierDownloadQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["case", "at"]),)
