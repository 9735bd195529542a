"""The public notice of a list: made, and what must hold before the list is announced (Article 14(三)).

The end of a period unlocks and performs nothing.
"""

from __future__ import annotations

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.notices.models import Notice
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries import listing
from jiqun.recognition.queries import notice as queries
from jiqun.recognition.queries.parameters import NOTICE_DAYS, parameter


def refuse(zh: str, en: str) -> Refusal:
    """A refusal under Article 14(三)."""
    return Refusal(Text(zh, en), clause="A14.3")


def something_unpublished(doing: Doing) -> None:
    """There is a notice whose publication is not on record."""
    if not listing.standing(doing.subject).unpublished:
        raise refuse("本批次的公示都已登记发布。", "The publication of every notice is on record.")


def something_published(doing: Doing) -> None:
    """There is a notice that stands on the official website."""
    found = listing.standing(doing.subject)
    if len(found.unpublished) == len(found.notices):
        raise refuse("公示尚未登记发布，没有可登记的中断。", "No notice is on record as published.")


def periods_over(doing: Doing) -> None:
    """Every notice stood its working days: the day after the last one unlocks the announcement."""
    today = doing.now.astimezone(ZONE).date()
    for notice in queries.running(listing.standing(doing.subject).notices, today):
        if notice.ends_on is None:
            raise refuse(
                f"《{notice.title}》尚未登记在官方网站发布，公示期没有起算。",
                f"“{notice.title}” is not on record as published; its period has not begun.",
            )
        raise refuse(
            f"《{notice.title}》公示期至 {notice.ends_on:%Y-%m-%d} 24时，期满后方可公布。",
            f"“{notice.title}” stands until the end of {notice.ends_on:%Y-%m-%d}; announce after that.",
        )


def objections_concluded(doing: Doing) -> None:
    """Every objection was answered."""
    if waiting := listing.standing(doing.subject).open_objections:
        numbers = "、".join(waiting)
        raise refuse(
            f"还有 {len(waiting)} 件异议未办结（{numbers}），先答复再公布。",
            f"{len(waiting)} objections are not concluded ({numbers}); answer them first.",
        )


def put_on_notice(doing: Doing, applications: list[Application]) -> Notice:
    """Makes a notice of these applications, numbered within the round, as it will be published."""
    told = doing.payload
    return Notice.objects.create(
        id=doing.new_id(),
        round=doing.subject,
        number=Notice.objects.filter(round=doing.subject).count() + 1,
        title=told["title"],
        body=told["body"],
        contact=told["contact"],
        items=[queries.item(application) for application in applications],
        required_days=parameter(Round.objects.select_related("case").get(pk=doing.subject.pk), NOTICE_DAYS),
        first_day_counts=told["first_day_counts"],
        made_at=doing.now,
    )


def make_notice(doing: Doing) -> None:
    """The notice of the whole list, in the order of the places and not of the ranking."""
    notice = put_on_notice(doing, listing.in_state(doing.subject, "listed"))
    doing.told["notice"] = {"id": str(notice.pk), "items": notice.items}
    doing.note = Text(f"{len(notice.items)} 个集群", f"{len(notice.items)} clusters")
