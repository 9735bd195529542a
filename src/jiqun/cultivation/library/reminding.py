"""At the head of the workbench: self-assessments not handed in, guidance that is due, clusters that may leave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.urls import reverse

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.reminders import Reminder, register
from jiqun.cultivation.models import ACTIVE, Guidance, LibraryEntry, SelfAssessment
from jiqun.register.levels import ABOVE
from jiqun.register.models import Recognition
from jiqun.register.terms import in_force

SOON = timedelta(days=14)


def reminders(user: Account, now: datetime) -> Iterable[Reminder]:
    """For a county its self-assessments and its guidance, for a prefecture late guidance and clusters recognised since;
    nothing, and one query at most, where the library is empty."""
    if user.role != Role.OFFICER or user.level not in (Level.COUNTY, Level.PREFECTURE):
        return
    on = day_of(now)
    if user.level == Level.COUNTY:
        yield from unassessed(user, on.year - 1)
        yield from advised(user, on, on + SOON)
    else:
        yield from advised(user, on, on)
        yield from recognised(user, on)


def unassessed(user: Account, year: int) -> Iterable[Reminder]:
    """The county's entries without a self-assessment on last year that was handed in; one query."""
    done = SelfAssessment.objects.filter(year=year, dropped=False, handed_in_at__isnull=False).values("cluster")
    missing = LibraryEntry.objects.active().filter(case__authority=user.authority_id).exclude(cluster__in=done)
    if n := missing.count():
        said = Text(
            f"培育库中有 {n} 个集群尚未报送 {year} 年度自评。",
            f"{n} clusters of the library have not handed in their self-assessment on {year}.",
        )
        yield Reminder(said, f"{reverse('cultivation:home')}?missing=1")


def advised(user: Account, on: date, until: date) -> Iterable[Reminder]:
    """Guidance that is open and due by a day; one query."""
    assert user.authority is not None
    rows = Guidance.objects.filter(
        entry__case__path__startswith=user.authority.path,
        entry__case__state__in=ACTIVE,
        done_on=None,
        due_on__lte=until,
    ).values_list("due_on", flat=True)
    due = list(rows)
    if due:
        late = sum(day is not None and day < on for day in due)
        said = Text(
            f"培育库中有 {len(due)} 条指导意见{'待落实' if until > on else '到期未落实'}，其中 {late} 条已逾期。",
            f"{len(due)} pieces of guidance are due, {late} of them late.",
        )
        yield Reminder(said, f"{reverse('cultivation:home')}?sort=late")


def recognised(user: Account, on: date) -> Iterable[Reminder]:
    """Entries whose cluster the province or the nation has recognised: a person lets them leave; one query."""
    held = Recognition.objects.filter(in_force(on), level__in=ABOVE).values("cluster")
    rows = LibraryEntry.objects.visible_to(user).active().filter(cluster__in=held)
    for pk, name in rows.order_by("cluster__name").values_list("pk", "cluster__name"):
        said = Text(
            f"{name}已获认定，可按“已获省级或国家级认定”办理出库。",
            f"{name} is recognised; you may let it leave the library.",
        )
        yield Reminder(said, reverse("cultivation:entry", args=[pk]))


register(reminders)
