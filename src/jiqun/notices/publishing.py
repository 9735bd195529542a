"""Recording where an edition of a notice stood, and what moves its period (Article 14(三)).

These run inside acts of the round that the notice belongs to; each is prepared by one person and confirmed by another.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiqun.authorities.hours import day_of
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict
from jiqun.notices import periods
from jiqun.notices.models import SAME_DAY, Edition, Notice, Publication
from jiqun.notices.models.official_page import OfficialPage
from jiqun.notices.periods import Period

MOVED = Text(
    "这项公示的记录刚刚有变化，请刷新后重办。", "The record of this notice has just changed; reload and act again."
)
KINDS = {"first": "published", "correction": "corrected", "extension": "extended"}
SHOWN = ("title", "body", "contact", "items", "attachment")


def start_of(stood_on: date, mode: str) -> date:
    """The first day of a period: the day it stood, or (the safe default) the day after."""
    return stood_on if mode == SAME_DAY else periods.day_after(stood_on)


def period_of(notice: Notice, edition: Edition, start: date) -> Period:
    """The period once an edition stands; `start` counts for a first one and for one that restarts the period.

    Raises `CalendarUnknown`, and `Conflict` for a later edition of a notice that never stood.
    """
    before = notice.period
    if edition.kind == "first" or edition.restarts:
        fresh = periods.first_period(start, notice.required_days, first_day_counts=True)
        return Period(fresh.start, fresh.end, fresh.days)
    if before is None:
        raise Conflict(MOVED)
    return periods.prolonged(before, edition.more_days) if edition.kind == "extension" else before


def first_edition(notice: Notice) -> Edition:
    """Keeps the text of a notice as its first edition."""
    shown = {name: getattr(notice, name) for name in SHOWN}
    return Edition.objects.create(
        notice=notice, number=1, kind="first", statements=notice.statements, made_at=notice.made_at, **shown
    )


def record_publication(doing: Doing) -> None:
    """An edition stands on the official website: its period is counted and kept, and the public may read it."""
    told = doing.payload
    notice = Notice.objects.get(pk=told["notice"])
    if not notice.awaits_publication:
        raise Conflict(MOVED)
    edition = Edition.objects.get(notice=notice, number=notice.editions_made)
    period = period_of(notice, edition, told["starts_on"])
    Edition.objects.filter(pk=edition.pk).update(published_at=told["stood_at"])
    record = Publication(kind=KINDS[edition.kind], edition=edition)
    seen_there(doing, record)
    shown = {name: getattr(edition, name) for name in SHOWN}
    if edition.kind == "extension":
        shown = {}  # its text stands beside the notice, whose own stays
    keep(doing, notice, period, record, edition=edition.number, **shown)
    doing.note = Text(
        f"{edition.get_kind_display()}：公示期 {period.start:%Y-%m-%d} 至 {period.end:%Y-%m-%d}，"
        f"{len(period.days)} 个工作日",
        f"From {period.start:%Y-%m-%d} to {period.end:%Y-%m-%d}, {len(period.days)} working days",
    )


def seen_there(doing: Doing, record: OfficialPage) -> None:
    """Puts on a record what was entered of the page on the official website."""
    told = doing.payload
    record.url, record.at, record.remark = told["url"], told["stood_at"], told["remark"]
    record.image_sha256 = told["image"]["sha256"]


def by_whom(doing: Doing, record: OfficialPage) -> None:
    """Puts on a record who entered it, who confirmed it, and when."""
    record.by, record.recorded_at = doing.clerk, doing.now
    record.confirmed_by = doing.by if doing.prepared_by is not None and isinstance(doing.by, Account) else None


def after_interruption(notice: Notice, interrupted: date, resumed: date, mode: str) -> Period:
    """The period of a published notice that was away, with as many working days as were announced, an extension's among
    them. Raises `CalendarUnknown`, and `Conflict` for a notice that never stood."""
    if notice.starts_on is None:
        raise Conflict(MOVED)
    days = len(notice.days)
    if mode == "restart":
        return periods.restarted(interrupted, resumed, days, first_day_counts=True)
    return periods.extended(notice.starts_on, notice.counted, interrupted, resumed, days)


def record_interruption(doing: Doing) -> None:
    """The notice was away for a while: its period restarts or is extended; the period before stays on record."""
    told = doing.payload
    notice = Notice.objects.get(pk=told["notice"])
    interrupted = day_of(told["interrupted_at"])
    period = after_interruption(notice, interrupted, told["resumed_on"], told["mode"])
    move(doing, notice, period, kind="interrupted", at=told["interrupted_at"], mode=told["mode"], remark=told["remark"])


def settle_calendar(doing: Doing) -> None:
    """The calendar was corrected while the notice stood: its period is moved, or stays, as two persons decide."""
    told = doing.payload
    notice = Notice.objects.get(pk=told["notice"])
    found = notice.drift
    if found is None or notice.period is None:
        raise Conflict(MOVED)
    period = found.period if told["mode"] == "move" else notice.period
    if period is None:
        raise Conflict(MOVED)
    move(doing, notice, period, kind="calendar", at=doing.now, mode=told["mode"], remark=told["remark"])


def move(doing: Doing, notice: Notice, period: Period, *, kind: str, at: datetime, mode: str, remark: str) -> None:
    """Records what became of a running period without a new publication."""
    latest = notice.publications.order_by("recorded_at", "pk").last()
    record = Publication(kind=kind, url=latest.url if latest else "", at=at, mode=mode, remark=remark)
    keep(doing, notice, period, record)
    stays = notice.ends_on == period.end
    doing.note = Text(
        f"公示期{'仍为' if stays else '改为'}至 {period.end:%Y-%m-%d}：{remark}",
        f"The period {'still' if stays else 'now'} ends {period.end:%Y-%m-%d}: {remark}",
    )


def keep(doing: Doing, notice: Notice, period: Period, record: Publication, **changes: Any) -> None:
    """Writes the record and the period that follows from it. Raises `Conflict` when another record came first."""
    days = [day.isoformat() for day in period.days]
    record.notice = notice
    by_whom(doing, record)
    record.starts_on, record.ends_on, record.days = period.start, period.end, days
    rested = [day.isoformat() for day in periods.rest_days(period)]
    changes |= {"starts_on": period.start, "ends_on": period.end, "days": days, "rest_days": rested}
    if not Notice.objects.filter(pk=notice.pk, edition=notice.edition, ends_on=notice.ends_on).update(**changes):
        raise Conflict(MOVED)
    record.save(force_insert=True)
    doing.told["period"] = {"notice": str(notice.pk), "start": period.start, "end": period.end, "days": days}
