"""Notices, where they stood, and objections."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.casework.models import Case


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Public notices."""

    def visible_to(self, user: Any) -> NoticeQuerySet:
        """Everyone reads a notice once its publication is recorded; before that, the province's office."""
        if getattr(user, "role", None) in OFFICE and user.level == Level.PROVINCE:
            return self.all()
        return self.public()

    def public(self) -> NoticeQuerySet:
        """Those whose publication is on record."""
        return self.filter(publications__isnull=False).distinct()


class Notice(models.Model):
    """A public notice (公示) of a round's proposed list. `items` is the list as it was published, in order.

    The period runs only from a recorded publication; `days` are the working days counted, `ends_on` the last.
    """

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    title = models.CharField(max_length=200)
    body = models.TextField()
    contact = models.CharField(max_length=200)
    items = models.JSONField()
    required_days = models.PositiveSmallIntegerField()
    first_day_counts = models.BooleanField(default=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    days = models.JSONField(default=list)
    made_at = models.DateTimeField()

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]


class Publication(models.Model):
    """Where and when a notice stood on the official website, as an officer recorded it; also interruptions."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=12, choices=[("published", "发布"), ("interrupted", "中断")])
    url = models.URLField(max_length=300)
    at = models.DateTimeField()
    image_sha256 = models.CharField(max_length=64, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")


class ObjectionQuerySet(models.QuerySet["Objection"]):
    """Objections: their objector's identity is sealed from the cluster."""

    def visible_to(self, user: Any) -> ObjectionQuerySet:
        """The province's office and the discipline supervisor."""
        if user.role in (*OFFICE, Role.SUPERVISOR) and user.level == Level.PROVINCE:
            return self.all()
        return self.none()

    def for_tasks(self) -> ObjectionQuerySet:
        """With what a to-do list shows."""
        return self.select_related("case").order_by("received_at")


class Objection(models.Model):
    """An objection (异议). Without a name or after the period it is a lead: registered, and a person decides.

    `name` and `contact` are personal. Purpose: to answer the objector. Seen by the province's handlers only;
    erased with the case files' retention.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="objections")
    name = models.CharField(max_length=80, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    file_sha256 = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    lead = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, default="received")
    version = models.PositiveIntegerField(default=1)
    pending = models.BooleanField(default=False)
    upheld = models.BooleanField(null=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    objects: ClassVar[ObjectionQuerySet] = ObjectionQuerySet.as_manager()  # type: ignore[assignment]

    @property
    def title(self) -> str:
        """What the to-do list calls it."""
        return f"{self.number} {self.case.title if self.case else ''}".strip()
