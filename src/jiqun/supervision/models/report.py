"""Annual reports (Article 16): what a cluster hands in by 31 March on the year before, and the orders to do so."""

from __future__ import annotations

from django.db import models

from jiqun.authorities.models import Authority
from jiqun.casework.models import Case
from jiqun.forms.models import FormRevision
from jiqun.register.models import Cluster, Goal, Recognition, RosterRevision


class AnnualReport(models.Model):
    """What is particular to a report: one for each cluster and year, from a recognition that covers the year.

    `roster` and the kept `figures` (by name, units as in `register.ClusterYear`; `blanks` how many firms left a figure
    out) are those of the last hand-in, `snapshot_sha256` names it whole. `notes` is what the last return asked for;
    each of the two levels returns once.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="annual_report")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="reports")
    recognition = models.ForeignKey(Recognition, models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField()
    prefecture = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    form = models.ForeignKey(FormRevision, models.PROTECT, related_name="+")
    roster = models.ForeignKey(RosterRevision, models.PROTECT, null=True, related_name="+")
    figures = models.JSONField(default=dict)
    blanks = models.JSONField(default=dict)
    snapshot_sha256 = models.CharField(max_length=64, blank=True)
    submitted_at = models.DateTimeField(null=True)
    forwarded_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField(null=True)
    opinion = models.TextField(blank=True)
    notes = models.TextField(blank=True)
    returned_by_prefecture = models.BooleanField(default=False)
    returned_by_province = models.BooleanField(default=False)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cluster", "year"], name="one_report_a_cluster_and_year"),)


class GoalProgress(models.Model):
    """What a received report says of one frozen goal: the year's result as a decimal, and why it falls short."""

    report = models.ForeignKey(AnnualReport, models.PROTECT, related_name="progress")
    goal = models.ForeignKey(Goal, models.PROTECT, related_name="progress")
    actual = models.CharField(max_length=30)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["report", "goal"], name="one_result_a_goal_and_report"),)


class ReportOrder(models.Model):
    """An order to hand in the report of a year until a day (责令限期报送); Article 17(三) rests on it."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="report_order")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="report_orders")
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    reason = models.TextField()
    ordered_at = models.DateTimeField()


class ReportDate(models.Model):
    """An earlier day that a prefecture or county sets within itself for the reports of a year (内部期限).

    A prefecture's is for what its counties hand in, a county's for what is filled in for it. It reminds and is told;
    only the day of the measure makes a report late. `ended`: it counts no more.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="report_date")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    note = models.TextField(blank=True)
    ended = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["authority", "year"], condition=models.Q(ended=False), name="one_report_date_a_year"
            ),
        )
