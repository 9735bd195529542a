"""Objections (异议), what was done about each, and who may read them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.casework.models import Case
from jiqun.notices.models.notice import Notice

CHANNELS = [("online", "网上"), ("letter", "来信"), ("visit", "来访"), ("phone", "电话"), ("email", "电子邮件")]
STEPS = [
    ("inquiry", "调查核实"),
    ("heard", "听取申报单位意见"),
    ("site", "实地查看"),
    ("contact", "联系异议人"),
    ("other", "其他"),
]
OUTCOMES = [("upheld", "成立"), ("partly", "部分成立"), ("not", "不成立")]


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Objections: their objector's identity is sealed from the cluster."""

    def visible_to(self, user: Any) -> ObjectionQuerySet:
        """The province's office and the discipline supervisor."""
        if user.role in (*OFFICE, Role.SUPERVISOR) and user.level == Level.PROVINCE:
            return self.all()
        return self.none()

    def open(self) -> ObjectionQuerySet:
        """Those not yet answered; a lead is none before it is taken up."""
        return self.filter(state="received")

    def for_tasks(self) -> ObjectionQuerySet:
        """With what a to-do list shows."""
        return self.select_related("case").order_by("received_at")


class Objection(models.Model):
    """An objection (异议). Without a name or after the period it is a lead: registered, and a person decides.

    `received_at` is when it arrived, which decides whether it was in time. `name`, `unit` and `contact` are personal.
    Purpose: to answer the objector. Seen by the province's handlers and the discipline supervisor, each reading
    journalled; erased with the case files' retention. `files` are {"sha256", "name"}.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="objections")
    channel = models.CharField(max_length=8, choices=CHANNELS, default="online")
    name = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    files = models.JSONField(default=list)
    lead = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    handler = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=20, default="received")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    outcome = models.CharField(max_length=8, blank=True, choices=OUTCOMES)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[ObjectionQuerySet] = ObjectionQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def title(self) -> str:
        """What the to-do list calls it; never by the objector's name."""
        return f"{self.number} {self.case.title if self.case else ''}".strip()


class ObjectionStep(models.Model):
    """One step of the handling: what was asked, of whom, what came of it. It never names the objector."""

    objection = models.ForeignKey(Objection, models.PROTECT, related_name="handling")
    kind = models.CharField(
        max_length=8,
        choices=STEPS,
    )
    done_on = models.DateField()
    text = models.TextField()
    files = models.JSONField(default=list)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    at = models.DateTimeField()
