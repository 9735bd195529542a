"""Who serves the firms of clusters (服务机构), and what was done for them (服务活动); Article 10."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from jiqun.authorities.models import OFFICE, Account, Authority, Role
from jiqun.bilingual import Text
from jiqun.casework.models.case import above
from jiqun.cultivation.services.kinds import provider_kinds, service_kinds
from jiqun.register.models import Cluster, Enterprise

IN_FORCE, ENDED = "in_force", "ended"


class ProviderQuerySet(models.QuerySet["ServiceProvider"]):
    """Providers, always through who may see them."""

    def visible_to(self, user: Any) -> ProviderQuerySet:
        """Those of the territory, and those of the levels above it, which serve it too."""
        if user.role not in (*OFFICE, Role.SUPERVISOR) or user.authority is None:
            return self.none()
        path = user.authority.path
        return self.filter(Q(authority__path__startswith=path) | Q(authority__path__in=above(path)))

    def in_force(self) -> ProviderQuerySet:
        """Those still at work."""
        return self.filter(state=IN_FORCE)


class ServiceProvider(models.Model):
    """A body that serves clusters. `certificate` and what follows where its kind is one by a certificate.

    `authority` entered it and alone corrects it; it serves that authority's territory. `reason` is why it ended.
    """

    id = models.UUIDField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    code = models.CharField(max_length=18, blank=True)
    certificate = models.CharField(max_length=120, blank=True)
    number = models.CharField(max_length=80, blank=True)
    issuer = models.CharField(max_length=80, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    services = models.JSONField(default=list)
    link = models.URLField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default=IN_FORCE)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[ProviderQuerySet] = ProviderQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["state", "kind"]), models.Index(fields=["state", "valid_to"]))

    def __str__(self) -> str:
        return self.name

    @property
    def title(self) -> str:
        """What a history calls it."""
        return self.name

    @property
    def kind_title(self) -> Text:
        """Its kind."""
        return provider_kinds()[self.kind].title

    @property
    def service_titles(self) -> list[Text]:
        """What it serves firms with."""
        return [service_kinds()[each] for each in self.services]

    def valid_on(self, day: date) -> bool:
        """Whether its certificate, if it needs one, is good on a day."""
        return self.valid_from is None or (self.valid_from <= day and (self.valid_to is None or day <= self.valid_to))


class EventQuerySet(models.QuerySet["ServiceEvent"]):
    """Events, always through who may see their cluster."""

    def visible_to(self, user: Any) -> EventQuerySet:
        """Those of the clusters in the account's territory."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))

    def in_force(self) -> EventQuerySet:
        """Those not withdrawn."""
        return self.filter(state=IN_FORCE)


class ServiceEvent(models.Model):
    """One thing a provider did for firms of a cluster on a day.

    `firms` are those of the cluster's newest roster by name, `others` how many more firms there were. People are not
    listed. `authority` entered it and alone corrects it. `reason` is why it was withdrawn.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="service_events")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    provider = models.ForeignKey(ServiceProvider, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    on = models.DateField()
    firms = models.ManyToManyField(Enterprise, related_name="+")
    others = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=500, blank=True)
    link = models.URLField(max_length=300, blank=True)
    state = models.CharField(max_length=10, default=IN_FORCE)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[EventQuerySet] = EventQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["cluster", "state", "on"]),)

    def __str__(self) -> str:
        return self.title

    @property
    def kind_title(self) -> Text:
        """What it was about."""
        return service_kinds()[self.kind]
