"""Lists that were imported (严重失信名单、税收违法案件 …) and the screenings against them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import Account, Authority, Level
from jiqun.casework.models import STAFF, Case
from jiqun.casework.models.case import above
from jiqun.evidence.models import StoredFile


class IncidentListQuerySet(models.QuerySet["IncidentList"]):
    """Lists, always through who may see them."""

    def visible_to(self, actor: Any) -> IncidentListQuerySet:
        """For prefectures and the province: their own, those of the province, and of the prefectures below it."""
        if actor.role not in STAFF or actor.authority is None or actor.level == Level.COUNTY:
            return self.none()
        path = actor.authority.path
        return self.filter(Q(path__startswith=path) | Q(path__in=above(path)))


class IncidentList(models.Model):
    """One dated revision of a list: what it names (`kind`), who publishes it (`source`), as of when."""

    id = models.UUIDField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    path = models.CharField(max_length=120, db_index=True)
    title = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    source = models.CharField(max_length=120)
    published_on = models.DateField()
    firms = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default="imported")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[IncidentListQuerySet] = IncidentListQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["authority", "title", "number"], name="one_list_a_title_and_number"),
        )

    def __str__(self) -> str:
        return f"{self.title} {self.number}"


class ListedFirm(models.Model):
    """One line of a list; `plain` is the name as it is compared (`matching.plain_name`)."""

    list = models.ForeignKey(IncidentList, models.PROTECT, related_name="lines")
    uscc = models.CharField(max_length=18, blank=True, db_index=True)
    name = models.CharField(max_length=120, blank=True)
    plain = models.CharField(max_length=120, blank=True, db_index=True)
    kind = models.CharField(max_length=20)
    grade = models.CharField(max_length=40, blank=True)
    on = models.DateField(null=True)
    document = models.CharField(max_length=120, blank=True)


class ScreeningQuerySet(models.QuerySet["Screening"]):
    """Screenings, always through who may see them."""

    def visible_to(self, actor: Any) -> ScreeningQuerySet:
        """For prefectures and the province: those of their territory."""
        if actor.role not in STAFF or actor.authority is None or actor.level == Level.COUNTY:
            return self.none()
        return self.filter(path__startswith=actor.authority.path)


class Screening(models.Model):
    """One run: the applications of a round held against the latest revision of every list its authority sees.

    `lists`: [{"id", "title", "number", "published_on", "sha256", "firms"}]; `rosters`: [{"case", "number", "cluster",
    "revision", "sha256", "firms"}]; `hits`: the keys of every hit it found, `fresh` how many were new.
    """

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey(Case, models.PROTECT, related_name="screenings")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    path = models.CharField(max_length=120, db_index=True)
    lists = models.JSONField()
    rosters = models.JSONField()
    firms = models.PositiveIntegerField()
    hits = models.JSONField()
    fresh = models.PositiveIntegerField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state = models.CharField(max_length=10, default="done")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[ScreeningQuerySet] = ScreeningQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["round", "at"]),)

    @property
    def title(self) -> str:
        """What pages call it."""
        return f"{self.round.title}：名单筛查"
