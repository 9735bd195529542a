"""Notices, where they stood, objections, announcements."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import OFFICE, Account, Level, Role
from jiqun.casework.models import Case
from jiqun.notices.periods import Period


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Public notices."""

    def visible_to(self, user: Any) -> NoticeQuerySet:
        """Everyone reads a notice once its publication is recorded; before that, the province's office."""
        if getattr(user, "role", None) in OFFICE and user.level == Level.PROVINCE:
            return self.all()
        return self.public()

    def public(self) -> NoticeQuerySet:
        """Those whose publication is on record."""
        return self.filter(starts_on__isnull=False)


class Notice(models.Model):
    """A public notice (公示) of a round's proposed list. `items` is the list as it was published, in order.

    Each item is {"case", "cluster": ids, "name", "place", "industries": [names], "applicant", "invented"}. The
    period runs only from a recorded publication; `days` are the working days counted, `ends_on` the last.
    `number` tells the notices of a round apart: the first is the list's, later ones are of clusters put up from
    the reserve.
    """

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField(default=1)
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

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "number"], name="one_notice_a_number_in_a_round"),)

    @property
    def invented(self) -> bool:
        """Whether anything on the list exists in a demonstration only."""
        return any(item["invented"] for item in self.items)

    @property
    def counted(self) -> tuple[date, ...]:
        """The working days counted."""
        return tuple(date.fromisoformat(day) for day in self.days)

    @property
    def period(self) -> Period | None:
        """The period as it stands; `None` before a publication is on record."""
        if self.starts_on is None or self.ends_on is None:
            return None
        return Period(self.starts_on, self.ends_on, self.counted)

    def over(self, on: date) -> bool:
        """Whether the period has run out: the day after its last."""
        return self.ends_on is not None and on > self.ends_on


class Publication(models.Model):
    """Where and when a notice stood on the official website, as an officer recorded it; also interruptions.

    Never changed: each keeps the period that followed from it, so that the history of a period can be read.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=12, choices=[("published", "发布"), ("interrupted", "中断")])
    mode = models.CharField(max_length=8, blank=True, choices=[("restart", "重新计算"), ("extend", "顺延")])
    url = models.URLField(max_length=300)
    at = models.DateTimeField()
    image_sha256 = models.CharField(max_length=64, blank=True)
    remark = models.CharField(max_length=300, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField()
    days = models.JSONField()
    by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()


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

    `name`, `unit` and `contact` are personal. Purpose: to answer the objector. Seen by the province's handlers
    only; erased with the case files' retention.
    """

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40, unique=True)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="objections")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="objections")
    name = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=120, blank=True)
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
        """What the to-do list calls it; never by the objector's name."""
        return f"{self.number} {self.case.title if self.case else ''}".strip()


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Announced lists."""

    def public(self) -> AnnouncementQuerySet:
        """Those a person has confirmed; a list still being entered from paper is not among them."""
        return self.filter(confirmed_at__isnull=False)


class Announcement(models.Model):
    """An announced list (公布的名单) of one level and batch: of a round, or entered from paper (`backfilled`).

    `case` is the round, or the matter of the entry. `rows` are the lines of an entry from paper: {"name", "place",
    "authority", "lead_codes", "valid_from", "valid_to", "source"}; the recognitions follow from them with the
    confirmation. `document` is the number the department's own office gave, taken as it is.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="announcement")
    level = models.CharField(max_length=10)
    batch = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    document = models.CharField(max_length=80, blank=True)
    source = models.CharField(max_length=300)
    announced_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    rows = models.JSONField(default=list)
    backfilled = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)

    objects: ClassVar[AnnouncementQuerySet] = AnnouncementQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["level", "batch"],
                condition=models.Q(confirmed_at__isnull=False),
                name="one_announced_list_a_level_and_batch",
            ),
        )
