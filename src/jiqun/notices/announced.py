"""The record of an announcement on the official website (Article 14(三)): 通告 and supplements of one list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.notices import publishing
from jiqun.notices.models import Announcement, AnnouncementPublication
from jiqun.register.models import Recognition


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement of a list, by its document number; `latest` is the record that holds, `None` without one."""

    document: str
    title: str
    on: date | None
    latest: AnnouncementPublication | None

    @property
    def named(self) -> str:
        """Number and title, as it is chosen."""
        return f"{self.document} {self.title}".strip()


def records(announcement: Announcement) -> list[AnnouncementPublication]:
    """Every record of a list's announcements in the order of time, with who made it; one query."""
    people = ("by__person", "confirmed_by__person")
    return list(announcement.publications.select_related(*people).order_by("recorded_at", "pk"))


def announced(announcement: Announcement, kept: Iterable[AnnouncementPublication]) -> list[Announced]:
    """The announcements of a list, the first one and its supplements, each with its record of `kept`; one query."""
    latest = {record.document: record for record in kept}
    told = (
        Recognition.objects.filter(level=announcement.level, batch=announcement.batch, backfilled=False)
        .values_list("document", "source", "announced_on")
        .distinct()
        .order_by("announced_on", "document")
    )
    return [Announced(document, title, on, latest.get(document)) for document, title, on in told]


def record(doing: Doing) -> None:
    """Keeps where an announcement stands; what was recorded of it before stays readable."""
    told = doing.payload
    made = AnnouncementPublication(announcement_id=doing.subject.pk, document=told["document"])
    publishing.seen_there(doing, made)
    publishing.by_whom(doing, made)
    made.save(force_insert=True)
    stood = f"{made.at.astimezone(ZONE):%Y-%m-%d %H:%M}"
    doing.note = Text(f"{made.document}，{stood} 发布：{made.url}", f"{made.document}, since {stood}: {made.url}")
