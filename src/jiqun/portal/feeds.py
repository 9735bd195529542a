"""What is new, for a feed reader (Atom, RFC 4287), and what has a date, for a calendar (iCalendar, RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import ZONE
from jiqun.authorities.requests import office_day
from jiqun.bilingual import Text
from jiqun.casework.watching.calendars import Dated, calendar
from jiqun.portal import queries
from jiqun.portal.views import for_everybody
from jiqun.standards import province
from jiqun.web.moments import day

MOST = 50
WHOSE = province.here().designation
NAME = Text(f"{WHOSE.zh}：公示与名单", f"{WHOSE.en}: notices and lists")
DATES = Text(f"{WHOSE.zh}：重要日期", f"{WHOSE.en}: dates")
DEMO = Text("（演示）", " (demonstration)")


@dataclass(frozen=True, slots=True)
class News:
    """A notice or a list, as a feed tells it."""

    title: str
    said: Text
    url: str
    on: date


def news(on: date) -> list[News]:
    """Notices and lists, the newest first; four queries."""
    found = [
        News(
            named(line.title, line.invented),
            Text(
                f"公示期 {line.starts_on} 至 {line.ends_on}，{line.clusters} 个集群",
                f"On notice from {line.starts_on} to {line.ends_on}: {line.clusters} clusters",
            ),
            reverse("portal:notice", args=[line.pk]),
            line.starts_on,
        )
        for line in queries.notices(on)
    ]
    found += [
        News(
            named(line.title, line.invented),
            Text(f"{line.level} {line.batch}，{line.clusters} 个集群", f"{line.level} {line.batch}: {line.clusters}"),
            reverse("portal:list", args=[line.level, line.batch]),
            line.announced_on,
        )
        for line in queries.lists()
        if line.announced_on
    ]
    return sorted(found, key=lambda each: (each.on, each.url), reverse=True)[:MOST]


def named(title: str, invented: bool) -> str:
    """A title, marked where it is the demonstration's and does not say so itself."""
    return f"{title}{DEMO}" if invented and "演示" not in title else title


class NewsFeed(Feed):
    """The Atom feed."""

    feed_type = Atom1Feed
    for_everybody = True

    def __call__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """As of the office's day."""
        return require_safe(for_everybody(super().__call__))(request, *args, **kwargs)

    def title(self) -> str:
        """In the language in force."""
        return str(NAME)

    def link(self) -> str:
        """The start page."""
        return reverse("portal:home")

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> date:
        """The office's day."""
        return office_day(request)

    def items(self, on: date) -> list[News]:
        """The newest."""
        return news(on)

    def item_title(self, item: News) -> str:
        """Its title."""
        return item.title

    def item_description(self, item: News) -> str:
        """Its dates and size."""
        return str(item.said)

    def item_link(self, item: News) -> str:
        """Its page."""
        return item.url

    def item_pubdate(self, item: News) -> datetime:
        """The morning of its day."""
        return datetime.combine(item.on, time(), ZONE)

    item_updateddate = item_pubdate


def dated(on: date, now: datetime) -> Iterable[Dated]:
    """Periods on notice, and the days until which counties apply and prefectures recommend; two queries."""
    for line in queries.notices(on):
        url = reverse("portal:notice", args=[line.pk])
        title = named(line.title, line.invented)
        said = Text(f"公示期：{title}", f"On notice: {title}")
        yield Dated(f"notice-{line.pk}", str(said), line.starts_on, line.ends_on, url)
    for row in queries.open_rounds(now):
        for name, last, said in (
            ("county", row.county_deadline, Text("县级申报截止", "Counties apply by")),
            ("prefecture", row.prefecture_deadline, Text("市级推荐截止", "Prefectures recommend by")),
        ):
            local = last.astimezone(ZONE)
            uid = f"round-{name}-{local:%Y%m%d%H%M}"
            title = str(Text(f"{said.zh}：{row.title}", f"{said.en}: {row.title}"))
            until = f"{day(local.date())} {local:%H:%M}"
            yield Dated(uid, title, local.date(), local.date(), reverse("portal:home"), until)


@require_safe
@for_everybody
def dates(request: HttpRequest) -> HttpResponse:
    """The calendar of open dates."""
    now: datetime = request.now  # type: ignore[attr-defined]
    at = request.build_absolute_uri("/").rstrip("/")
    body = calendar(dated(office_day(request), now), str(DATES), now, at)
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")
