"""Support given to clusters (扶持台账, Articles 5, 8, 9), and what their firms ask for (企业诉求)."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import Account, Authority
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.cultivation.models.plan import PlanTask
from jiqun.cultivation.support.kinds import HUNDREDTHS, Kind, givers, kinds, request_kinds
from jiqun.evidence.models import StoredFile
from jiqun.register.models import Cluster, Enterprise

IN_FORCE, WITHDRAWN = "in_force", "withdrawn"


class SupportQuerySet(models.QuerySet["SupportLine"]):
    """Lines of support, always through who may see their cluster."""

    def visible_to(self, user: Any) -> SupportQuerySet:
        """Those of the clusters in the account's territory."""
        return self.filter(cluster__in=Cluster.objects.visible_to(user))

    def in_force(self) -> SupportQuerySet:
        """Those not withdrawn."""
        return self.filter(state=IN_FORCE)


class SupportLine(models.Model):
    """One thing a cluster was given. Money in 分, `number` in hundredths of its kind's unit (`support_kinds.csv`).

    `giver` is the level that gives and `unit` its department as called; `firms` are those of the cluster's newest
    roster that it went to, none where it went to the cluster as a whole. `policy` is the one it was given under.
    `authority` entered it and alone corrects it. `reason` is why it was withdrawn.
    """

    id = models.UUIDField(primary_key=True)
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="support")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=120)
    giver = models.CharField(max_length=12)
    unit = models.CharField(max_length=80)
    on = models.DateField()
    amount = models.BigIntegerField(null=True)
    number = models.BigIntegerField(null=True)
    firms = models.ManyToManyField(Enterprise, related_name="+")
    policy = models.ForeignKey("cultivation.Policy", models.PROTECT, null=True, related_name="support")
    task = models.ForeignKey(PlanTask, models.PROTECT, null=True, related_name="support")
    document = models.CharField(max_length=80, blank=True)
    link = models.URLField(max_length=300, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, default=IN_FORCE)
    reason = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[SupportQuerySet] = SupportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = (models.Index(fields=["cluster", "state", "kind"]), models.Index(fields=["state", "on"]))

    def __str__(self) -> str:
        return self.title

    @property
    def of(self) -> Kind:
        """Its kind."""
        return kinds()[self.kind]

    @property
    def given_by(self) -> Text:
        """The level that gives it."""
        return givers()[self.giver].title

    @property
    def figure(self) -> Fraction | None:
        """The other figure in its kind's unit, such as 亩."""
        return None if self.number is None else Fraction(self.number, 10**HUNDREDTHS)


class RequestQuerySet(models.QuerySet["EnterpriseRequest"]):
    """Requests, always through who may see their matter."""

    def visible_to(self, user: Any) -> RequestQuerySet:
        """Those whose matter the account sees: its own, and those below it."""
        return self.filter(case__in=Case.objects.visible_to(user))


class EnterpriseRequest(models.Model):
    """What a firm of a cluster, or its operating agency, asked for. The matter's `due_at` is when it is due.

    `firm` is blank where the operating agency (`party`) asked. `unit` is who is to solve it (责任单位). `outcome` says
    what was done by `done_on`; `content` is the firm's own word of `asked_on` (满意 or not).

    `contact` is personal: kept to reach whoever asked until the matter is closed, read by the authority it was entered
    by and nobody else, never in lists or files.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="enterprise_request")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="requests")
    kind = models.CharField(max_length=20)
    firm = models.ForeignKey(Enterprise, models.PROTECT, null=True, related_name="+")
    party = models.CharField(max_length=120)
    asked = models.TextField()
    contact = models.CharField(max_length=80, blank=True)
    received_on = models.DateField()
    unit = models.CharField(max_length=80)
    outcome = models.TextField(blank=True)
    done_on = models.DateField(null=True)
    content = models.BooleanField(null=True)
    asked_on = models.DateField(null=True)

    objects: ClassVar[RequestQuerySet] = RequestQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def kind_title(self) -> Text:
        """What it is about."""
        return request_kinds()[self.kind]
