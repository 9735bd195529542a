"""Public notices: their editions, where and when each stood, the period that followed."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models

from jiqun.authorities.models import OFFICE, Level
from jiqun.casework.models import Case
from jiqun.notices.lists import ListKind, kind_of
from jiqun.notices.models.official_page import OfficialPage
from jiqun.notices.periods import Drift, Period, drift

DAY_AFTER, SAME_DAY = "day_after", "same_day"
START_MODES = [(DAY_AFTER, "发布次日起算"), (SAME_DAY, "发布当日计入")]


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Public notices."""

    def visible_to(self, user: Any) -> NoticeQuerySet:
        """Everyone reads a notice once its publication is recorded; before that, the province's office."""
        if getattr(user, "role", None) in OFFICE and user.level == Level.PROVINCE:
            return self.all()
        return self.public()

    def held(self) -> NoticeQuerySet:
        """Held to the end of the transaction: what is objected to and what is announced follow one another."""
        return self.select_for_update(no_key=True).order_by("number")

    def public(self) -> NoticeQuerySet:
        """Those whose publication is on record."""
        return self.filter(starts_on__isnull=False)


class Notice(models.Model):
    """A public notice (公示) of a proposed list as it stands now; `items` is the list in its order.

    `round` is the matter whose list it is: a round of recognition or of renewal reviews, by what `lists` knows.

    Each item is {"case", "cluster": ids, "name", "place", "industries": [names], "applicant", "invented"}. The
    period runs only from a recorded publication; `days` are the working days counted, `ends_on` the last, and
    `rest_days` those between that were none by the calendar of that day: a calendar that changes later changes
    neither. `number` tells the notices of a round apart: the first is the list's, later ones are of clusters put up
    from the reserve. `editions_made` counts what was signed, `edition` is the one that stands (0: none yet).
    `template` is what the text began from: {"revision", "title", "body"}; `statements` say why what looks like
    personal data may stand: {key of the finding: reason}.
    """

    id = models.UUIDField(primary_key=True)
    round = models.ForeignKey(Case, models.PROTECT, related_name="notices")
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=200)
    body = models.TextField()
    contact = models.CharField(max_length=200)
    items = models.JSONField()
    attachment = models.JSONField(default=dict)
    required_days = models.PositiveSmallIntegerField()
    start_mode = models.CharField(max_length=10, choices=START_MODES, default=DAY_AFTER)
    planned_on = models.DateField(null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    days = models.JSONField(default=list)
    rest_days = models.JSONField(default=list)
    edition = models.PositiveSmallIntegerField(default=0)
    editions_made = models.PositiveSmallIntegerField(default=1)
    template = models.JSONField(default=dict)
    statements = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (models.UniqueConstraint(fields=["round", "number"], name="one_notice_a_number_in_a_round"),)

    @property
    def invented(self) -> bool:
        """Whether anything on the list exists in a demonstration only."""
        return any(item["invented"] for item in self.items)

    @property
    def of_list(self) -> ListKind:
        """What kind of list it puts on notice."""
        return kind_of(self.round.procedure_name)

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

    @property
    def awaits_publication(self) -> bool:
        """Whether an edition was signed whose publication is not on record."""
        return self.editions_made > self.edition

    @property
    def drift(self) -> Drift | None:
        """What the calendar of today would count otherwise within the period; `None` where nothing changed."""
        if self.period is None:
            return None
        rested = {date.fromisoformat(day) for day in self.rest_days}
        return drift(self.period, rested)

    def over(self, on: date) -> bool:
        """Whether the period has run out: the day after its last."""
        return self.ends_on is not None and on > self.ends_on


class Edition(models.Model):
    """One edition of a notice as it was signed: the first, a correction (更正公示) or an extension (延长公示).

    Never changed but for `published_at`. `changes` are what a correction says otherwise: {"label", "before", "after"}.
    `restarts`: the period begins anew with its publication; `more_days`: working days an extension adds.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(
        max_length=12, choices=[("first", "公示"), ("correction", "更正公示"), ("extension", "延长公示期的公示")]
    )
    title = models.CharField(max_length=200)
    body = models.TextField()
    contact = models.CharField(max_length=200)
    items = models.JSONField()
    attachment = models.JSONField(default=dict)
    reason = models.CharField(max_length=500, blank=True)
    changes = models.JSONField(default=list)
    restarts = models.BooleanField(default=False)
    more_days = models.PositiveSmallIntegerField(default=0)
    statements = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["notice", "number"], name="one_edition_a_number_in_a_notice"),)

    @property
    def invented(self) -> bool:
        """Whether anything on the list exists in a demonstration only."""
        return any(item["invented"] for item in self.items)


class Publication(OfficialPage):
    """Where and when an edition stood on the official website; also what moved a period.

    Each keeps the period that followed from it, so that the history of a period can be read. `mode`
    is what an interruption or a changed calendar did to the period.
    """

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="publications")
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="publications")
    kind = models.CharField(
        max_length=12,
        choices=[
            ("published", "发布"),
            ("corrected", "更正"),
            ("extended", "延长"),
            ("interrupted", "中断"),
            ("calendar", "日历更正"),
        ],
    )
    mode = models.CharField(
        max_length=8,
        blank=True,
        choices=[("restart", "重新计算"), ("extend", "顺延"), ("move", "按更正后的日历调整"), ("stay", "维持原公示期")],
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    days = models.JSONField()
