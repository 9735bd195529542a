"""Bases a measure rests on, questions about it, and the province's answers (Articles 1, 18, 19)."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jiqun.authorities.models import Account
from jiqun.casework.models import Case


class RegisteredBasis(models.Model):
    """A document that extends, succeeds or amends a measure, or a recorded decision (登记依据).

    The measure is the case's. `kind` is one of `jiqun.law.basis`: extension, successor, override, decision. It holds
    from `start` to `until` (none: until ended). `norm`, `limit` (decimal text) and `unit` belong to an override; no
    limit sets the norm aside. `position` is its place among the registered ones; a row that has one never changes.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="basis")
    kind = models.CharField(max_length=12)
    document = models.CharField(max_length=80)
    dated_on = models.DateField()
    issuer = models.CharField(max_length=80)
    start = models.DateField()
    until = models.DateField(null=True)
    reason = models.TextField()
    successor = models.CharField(max_length=40, blank=True)
    norm = models.CharField(max_length=40, blank=True)
    limit = models.CharField(max_length=40, blank=True)
    unit = models.CharField(max_length=20, blank=True)
    public = models.BooleanField(default=False)
    position = models.PositiveIntegerField(null=True, unique=True)


class BasisEnding(models.Model):
    """The document that ends a basis (终止) from a day on: that day it no longer holds. What was decided stays."""

    basis = models.OneToOneField(RegisteredBasis, models.PROTECT, primary_key=True, related_name="ending")
    document = models.CharField(max_length=80)
    dated_on = models.DateField()
    issuer = models.CharField(max_length=80)
    ends_on = models.DateField()
    reason = models.TextField()


class Question(models.Model):
    """A question to the province about a clause or a reading (请示, Article 18)."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="question")
    clause = models.CharField(max_length=20)
    reading = models.CharField(max_length=40, blank=True)
    text = models.TextField()


class InterpretationQuerySet(models.QuerySet["Interpretation"]):
    """Interpretations: all are signed, all staff read them."""

    def public(self) -> InterpretationQuerySet:
        """Those marked 主动公开."""
        return self.filter(public=True)


class Interpretation(models.Model):
    """The province's answer under Article 18 (解释答复), made by its signature and never changed.

    It may fix `reading` to `value` from `start` on: rounds drafted from then on begin with it.
    """

    question = models.OneToOneField(Question, models.PROTECT, primary_key=True, related_name="interpretation")
    document = models.CharField(max_length=80, unique=True)
    dated_on = models.DateField()
    signatory = models.CharField(max_length=80)
    text = models.TextField()
    reading = models.CharField(max_length=40, blank=True)
    value = models.CharField(max_length=40, blank=True)
    start = models.DateField(null=True)
    public = models.BooleanField(default=False)
    signed_by = models.ForeignKey(Account, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()

    objects: ClassVar[InterpretationQuerySet] = InterpretationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(reading="", value="", start__isnull=True)
                | (~models.Q(reading="") & ~models.Q(value="") & models.Q(start__isnull=False)),
                name="a_fixed_reading_has_value_and_day",
            ),
        )


class HolidayNoticeQuerySet(models.QuerySet["HolidayNotice"]):
    """Notices on public holidays."""

    def taken_over(self) -> HolidayNoticeQuerySet:
        """Those in force, in the order they were signed."""
        return self.filter(position__isnull=False).order_by("position")


class HolidayNotice(models.Model):
    """《国务院办公厅关于…年部分节假日安排的通知》 as it was entered: its words, and the days read from them.

    `rows` are {"date", "name", "kind"}, kind 休 or 班; `source` is the official address. `position` is its place among
    those in force, a later one wins.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="holidays")
    year = models.PositiveSmallIntegerField()
    document = models.CharField(max_length=60)
    dated_on = models.DateField()
    source = models.URLField(max_length=300)
    words = models.TextField()
    rows = models.JSONField()
    position = models.PositiveIntegerField(null=True, unique=True)

    objects: ClassVar[HolidayNoticeQuerySet] = HolidayNoticeQuerySet.as_manager()  # type: ignore[assignment]

    def counted(self) -> tuple[int, int]:
        """Days off and days worked instead."""
        off = sum(row["kind"] == "休" for row in self.rows)
        return off, len(self.rows) - off
