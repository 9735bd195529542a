"""Policies for firms, and how each came to every firm it is meant for (Articles 5, 8 and 13(九): 不漏一家)."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from jiqun.authorities.models import OFFICE, Account, Authority, Role
from jiqun.bilingual import Text
from jiqun.casework.models.case import above
from jiqun.casework.procedure import Public
from jiqun.cultivation.outreach.states import CHANNELS, MISSING, STATES
from jiqun.cultivation.support.kinds import kinds
from jiqun.register.models import Cluster, Enterprise, RosterRevision


class LinkHolder(Public):
    """Whoever holds the link of an outreach: the public, with sight of its firms."""

    def __init__(self, outreach: Any) -> None:
        self.outreach = outreach


class PolicyQuerySet(models.QuerySet["Policy"]):
    """Policies, always through who may see them."""

    def visible_to(self, user: Any) -> PolicyQuerySet:
        """The own authority's; once published those of the territory and of the levels above it."""
        if user.role not in (*OFFICE, Role.SUPERVISOR) or user.authority is None:
            return self.none()
        path = user.authority.path
        there = Q(authority__path__startswith=path) | Q(authority__path__in=above(path))
        return self.filter(Q(authority=user.authority) | ~Q(state="draft") & there)


class Policy(models.Model):
    """A policy for firms as its document says it, and whom it is meant for.

    `kinds` are what it gives (`support_kinds.csv`); `rule` is {"sizes", "industries", "titles", "places": lists, "all":
    bool}: a firm fits when it meets each list that is not empty.
    """

    id = models.UUIDField(primary_key=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    document = models.CharField(max_length=80, blank=True)
    on = models.DateField()
    valid_to = models.DateField(null=True)
    summary = models.TextField()
    link = models.URLField(max_length=300)
    kinds = models.JSONField(default=list)
    rule = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="draft")
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[PolicyQuerySet] = PolicyQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["state", "on"]),)

    def __str__(self) -> str:
        return self.title

    @property
    def kind_titles(self) -> list[Text]:
        """What it gives."""
        return [kinds()[each].title for each in self.kinds]


class OutreachQuerySet(models.QuerySet["Outreach"]):
    """Outreaches, always through who may see their cluster."""

    def visible_to(self, user: Any) -> OutreachQuerySet:
        """Those of the clusters in the account's territory; whoever holds a link sees its own."""
        if isinstance(user, LinkHolder):
            return self.filter(pk=user.outreach)
        return self.filter(cluster__in=Cluster.objects.visible_to(user))


class Outreach(models.Model):
    """One policy brought to the firms of one cluster, whom `roster` named on the day it was opened.

    `links` counts how often its link was renewed; the link follows from the server's key and is stored nowhere.
    """

    id = models.UUIDField(primary_key=True)
    policy = models.ForeignKey(Policy, models.PROTECT, related_name="outreaches")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="outreaches")
    roster = models.ForeignKey(RosterRevision, models.PROTECT, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    links = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, default="open")
    result = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[OutreachQuerySet] = OutreachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["policy", "cluster"], name="a_policy_once_a_cluster"),)

    @property
    def title(self) -> str:
        """What a history calls it."""
        return f"{self.policy.title} · {self.cluster.name}"

    @property
    def token(self) -> str:
        """What its link ends with; another after each renewal."""
        told = f"outreach:{self.pk}:{self.links}"
        return hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()[:32]


class OutreachFirmQuerySet(models.QuerySet["OutreachFirm"]):
    """Firms of an outreach, always through who may see it."""

    def visible_to(self, user: Any) -> OutreachFirmQuerySet:
        """As its outreach."""
        return self.filter(outreach__in=Outreach.objects.visible_to(user))


class OutreachFirm(models.Model):
    """One firm a policy is brought to, and how far that came. Nobody's name is kept, only the firm's.

    `on` is the day of its last state, `note` what was said, `question` what the firm asked.
    """

    id = models.UUIDField(primary_key=True)
    outreach = models.ForeignKey(Outreach, models.PROTECT, related_name="firms")
    firm = models.ForeignKey(Enterprise, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, default=MISSING)
    channel = models.CharField(max_length=8, blank=True)
    on = models.DateField(null=True)
    note = models.CharField(max_length=300, blank=True)
    question = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)

    objects: ClassVar[OutreachFirmQuerySet] = OutreachFirmQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["outreach", "firm"], name="a_firm_once_an_outreach"),)
        indexes = (models.Index(fields=["outreach", "state"]),)

    @property
    def title(self) -> str:
        """What a history calls it."""
        return self.firm.name

    @property
    def state_title(self) -> Text:
        """How far it came."""
        return STATES[self.state]

    @property
    def channel_title(self) -> Text:
        """By what."""
        return CHANNELS.get(self.channel, Text("", ""))
