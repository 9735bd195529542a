"""The public's page of a notice: what stands now, how its period is counted, what it said before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import day_of
from jiqun.authorities.requests import office_day
from jiqun.evidence.handing import handed_out
from jiqun.notices.models import Edition, Notice, Publication
from jiqun.portal import queries, sharing
from jiqun.portal.views import for_everybody, paragraphs
from jiqun.web.moments import long_day


@dataclass(frozen=True, slots=True)
class Version:
    """One edition in the list of versions: from when it stood, where, and until when (`None`: still)."""

    edition: Edition
    since: datetime
    url: str
    until: datetime | None


def published(found: Notice) -> list[Edition]:
    """The editions the public may read, in their order; one query."""
    return list(found.editions.filter(published_at__isnull=False).order_by("number"))


def versions(editions: list[Edition], records: list[Publication]) -> list[Version]:
    """The editions with the days each stood for; an extension stands beside the text and ends none."""
    url = {record.edition_id: record.url for record in records if record.edition_id}
    found = []
    for place, edition in enumerate(editions):
        later = [each for each in editions[place + 1 :] if each.kind == "correction"]
        until = later[0].published_at if later and edition.kind != "extension" else None
        assert edition.published_at is not None
        found.append(Version(edition, edition.published_at, url.get(edition.pk, ""), until))
    return found


@require_safe
@for_everybody
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One notice, as an official paper; only once its publication is on record. A fixed number of queries."""
    found = get_object_or_404(Notice.objects.public().select_related("round"), pk=pk)
    pages = queries.named(item["cluster"] for item in found.items)
    records = list(found.publications.order_by("recorded_at", "pk"))
    on = office_day(request)
    history = versions(published(found), records)
    context = {
        "notice": found,
        "paragraphs": paragraphs(found.body),
        "period": period_text(found),
        "items": [(item, item["cluster"] in pages) for item in found.items],
        "versions": history,
        "current": history[-1] if history else None,
        "first": records[0] if records else None,
        "moved": [said for record in records if (said := moved_text(record))],
        "today": on,
        "days_left": queries.days_left(found, on),
        "begun": found.starts_on is not None and found.starts_on <= on,
        "share": sharing.share(
            request,
            found.title,
            " · ".join(sharing.of_notice(found.starts_on, found.ends_on)),
            "portal:notice-card",
            pk,
        ),
    }
    return render(request, "portal/notice.html", context)


@require_safe
@for_everybody
def edition(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """One edition as it was published: an earlier text, a correction, an extension."""
    found = get_object_or_404(Notice.objects.public().select_related("round"), pk=pk)
    history = versions(published(found), list(found.publications.order_by("recorded_at", "pk")))
    version = next((each for each in history if each.edition.number == number), None)
    if version is None:
        raise Http404
    context: dict[str, Any] = {
        "notice": found,
        "version": version,
        "edition": version.edition,
        "paragraphs": paragraphs(version.edition.body),
    }
    return render(request, "portal/notice_edition.html", context)


@require_safe
def attachment(request: HttpRequest, pk: UUID, number: int) -> FileResponse:
    """The file that was published with an edition."""
    found = get_object_or_404(
        Edition, notice__in=Notice.objects.public().filter(pk=pk), number=number, published_at__isnull=False
    )
    if not found.attachment:
        raise Http404
    return handed_out(found.attachment["sha256"], found.attachment["name"])


def period_text(found: Notice) -> str:
    """The period in the words of the paper, which is in Chinese whatever the page around it speaks."""
    if found.starts_on is None or found.ends_on is None:
        return ""
    said = "、".join(f"{day.month}月{day.day}日" for day in found.counted)
    return (
        f"公示期自{long_day(found.starts_on).zh}至{long_day(found.ends_on).zh}24时，"
        f"共{len(found.days)}个工作日（{said}）。"
    )


def moved_text(record: Publication) -> str:
    """What became of the period after it was announced, in the words of the paper; nothing for a first edition."""
    ends = f"至{long_day(record.ends_on).zh}24时"
    since = long_day(on_day(record.at)).zh
    if record.kind == "interrupted":
        then = f"自{long_day(record.starts_on).zh}起重新计算" if record.mode == "restart" else "顺延"
        return f"公示于{since}中断：{record.remark}。公示期{then}，{ends}。"
    if record.kind == "extended":
        return f"{since}发布延长公示期的公示，公示期延长{ends}。"
    if record.kind == "corrected":
        return f"{since}发布更正公示，公示期{ends}。"
    if record.kind == "calendar":
        then = f"按更正后的日历调整为{ends}" if record.mode == "move" else f"维持{ends}不变"
        return f"{since}因工作日安排更正，公示期{then}：{record.remark}。"
    return ""


def on_day(at: datetime) -> date:
    """The office's day of a moment."""
    return day_of(at)
