"""Recording where a notice stood, and what an interruption does to its period (Article 14(三)).

These run inside acts of the round that the notice belongs to.
"""

from __future__ import annotations

from datetime import date, datetime

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict
from jiqun.notices import periods
from jiqun.notices.models import Notice, Publication
from jiqun.standards.workdays import NoticePeriod

MOVED = Text(
    "这项公示的记录刚刚有变化，请刷新后重办。", "The record of this notice has just changed; reload and act again."
)


def record_publication(doing: Doing) -> None:
    """The notice stands on the official website: its period is counted and kept, and the public may read it."""
    told = doing.payload
    notice = Notice.objects.get(pk=told["notice"])
    period = periods.first_period(told["starts_on"], notice.required_days, first_day_counts=notice.first_day_counts)
    if notice.starts_on is not None:
        raise Conflict(MOVED)
    keep(doing, notice, period, kind="published", url=told["url"], at=told["stood_at"], image=told["image"]["sha256"])
    doing.note = Text(
        f"公示期 {period.start:%Y-%m-%d} 至 {period.end:%Y-%m-%d}，{len(period.days)} 个工作日",
        f"From {period.start:%Y-%m-%d} to {period.end:%Y-%m-%d}, {len(period.days)} working days",
    )


def record_interruption(doing: Doing) -> None:
    """The notice was away for a while: its period restarts or is extended; the period before stays on record."""
    told = doing.payload
    notice = Notice.objects.get(pk=told["notice"])
    if notice.starts_on is None:
        raise Conflict(MOVED)
    resumed: date = told["resumed_on"]
    interrupted = told["interrupted_at"].astimezone(ZONE).date()
    if told["mode"] == "restart":
        counts = notice.first_day_counts
        period = periods.restarted(interrupted, resumed, notice.required_days, first_day_counts=counts)
    else:
        period = periods.extended(notice.starts_on, notice.counted, interrupted, resumed, notice.required_days)
    latest = notice.publications.order_by("recorded_at", "pk").last()
    url = latest.url if latest else ""
    keep(
        doing,
        notice,
        period,
        kind="interrupted",
        url=url,
        at=told["interrupted_at"],
        mode=told["mode"],
        remark=told["remark"],
    )
    doing.note = Text(
        f"公示期改为至 {period.end:%Y-%m-%d}：{told['remark']}",
        f"The period now ends {period.end:%Y-%m-%d}: {told['remark']}",
    )


def keep(
    doing: Doing,
    notice: Notice,
    period: NoticePeriod | periods.Period,
    *,
    kind: str,
    url: str,
    at: datetime,
    image: str = "",
    mode: str = "",
    remark: str = "",
) -> None:
    """Writes the record and the period that follows from it."""
    days = [day.isoformat() for day in period.days]
    recorder = doing.prepared_by or doing.by
    assert isinstance(recorder, Account)
    Publication.objects.create(
        notice=notice,
        kind=kind,
        mode=mode,
        url=url,
        at=at,
        image_sha256=image,
        remark=remark,
        starts_on=period.start,
        ends_on=period.end,
        days=days,
        by=recorder,
        recorded_at=doing.now,
    )
    Notice.objects.filter(pk=notice.pk).update(starts_on=period.start, ends_on=period.end, days=days)
    doing.told["period"] = {"notice": str(notice.pk), "start": period.start, "end": period.end, "days": days}
