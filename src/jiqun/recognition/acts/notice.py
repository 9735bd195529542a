"""The public notice of a list: made, corrected, extended, and what must hold before the list is announced
(Article 14(三)).

The end of a period unlocks and performs nothing.
"""

from __future__ import annotations

from typing import Any

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.evidence.privacy.form import stated
from jiqun.notices import periods, publishing
from jiqun.notices.forms.editions import changes
from jiqun.notices.models import Edition, Notice
from jiqun.notices.queries import held_back
from jiqun.outgoing.drafting import draft
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries import listing
from jiqun.recognition.queries import notice as queries
from jiqun.recognition.queries.notice_text import template
from jiqun.recognition.queries.parameters import NOTICE_DAYS, parameter


def refuse(zh: str, en: str) -> Refusal:
    """A refusal under Article 14(三)."""
    return Refusal(Text(zh, en), clause="A14.3")


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def something_unpublished(doing: Doing) -> None:
    """There is an edition whose publication is not on record."""
    if not listing.standing(doing.subject).unpublished:
        raise refuse("本批次的公示都已登记发布。", "The publication of every notice is on record.")


def something_published(doing: Doing) -> None:
    """There is a notice that stands on the official website."""
    if not any(notice.starts_on for notice in listing.standing(doing.subject).notices):
        raise refuse("公示尚未登记发布，没有可登记的中断。", "No notice is on record as published.")


def something_to_correct(doing: Doing) -> None:
    """There is a published notice of which no other edition waits."""
    found = listing.standing(doing.subject).notices
    if not any(notice.starts_on and not notice.awaits_publication for notice in found):
        raise refuse("没有已发布、可更正的公示。", "There is no published notice to correct.")


def something_running(doing: Doing) -> None:
    """There is a notice whose period can still be extended."""
    today = doing.now.astimezone(ZONE).date()
    standing = [n for n in listing.standing(doing.subject).notices if n.starts_on and not n.awaits_publication]
    if not any(not notice.over(today) for notice in standing):
        raise refuse(
            "没有正在公示的公示；公示期已满的不能延长，可更正后重新公示。",
            "No notice is standing; one that is over cannot be extended, but corrected and restarted.",
        )


def calendar_corrected(doing: Doing) -> None:
    """The calendar of today counts a notice otherwise than it was announced."""
    if not any(notice.drift for notice in listing.standing(doing.subject).notices):
        raise refuse(
            "现行日历与各项公示所计的公示日一致，无需处理。", "The calendar agrees with the days every notice counted."
        )


def periods_over(doing: Doing) -> None:
    """Every notice stood its working days: the day after the last one unlocks the announcement."""
    today = doing.now.astimezone(ZONE).date()
    for notice in listing.standing(doing.subject).notices:
        if notice.ends_on is None:
            raise refuse(
                f"《{notice.title}》尚未登记在官方网站发布，公示期没有起算。",
                f"“{notice.title}” is not on record as published; its period has not begun.",
            )
        if notice.awaits_publication:
            raise refuse(
                f"《{notice.title}》的更正或延长公示尚未登记发布，请先登记。",
                f"A further edition of “{notice.title}” is not on record as published; record it first.",
            )
        if not notice.over(today):
            raise refuse(
                f"《{notice.title}》公示期至 {notice.ends_on:%Y-%m-%d} 24时，期满后方可公布。",
                f"“{notice.title}” stands until the end of {notice.ends_on:%Y-%m-%d}; announce after that.",
            )


def somebody_not_held_back(doing: Doing) -> None:
    """An open objection holds back its cluster, not the list: somebody is left to be announced."""
    if not listing.standing(doing.subject).open_objections:
        return
    if not queries.announceable(doing.subject):
        held = held_back(doing.subject)
        numbers = "、".join(sorted({number for each in held.values() for number in each}))
        raise refuse(
            f"名单上的集群都有未办结的异议（{numbers}），先答复再公布。",
            f"Every cluster on the list has an open objection ({numbers}); answer them first.",
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def put_on_notice(doing: Doing, applications: list[Application], *, promoted: bool = False) -> Notice:
    """Makes a notice of these applications, numbered within the round, as it will be published; drafts its paper."""
    told = doing.payload
    of = Round.objects.select_related("case__authority").get(pk=doing.subject.pk)
    notice = Notice.objects.create(
        id=doing.new_id(),
        round=doing.subject,
        number=Notice.objects.filter(round=doing.subject).count() + 1,
        title=told["title"],
        body=told["body"],
        contact=told["contact"],
        items=[queries.item(application) for application in applications],
        attachment=told.get("attachment") or {},
        required_days=parameter(of, NOTICE_DAYS),
        start_mode=told["start_mode"],
        planned_on=told["planned_on"],
        template=template(of, len(applications), promoted=promoted),
        statements=stated(told),
        made_at=doing.now,
    )
    edition = publishing.first_edition(notice)
    start = publishing.start_of(told["planned_on"], told["start_mode"])
    period = publishing.period_of(notice, edition, start)
    paper(doing, "public_notice", notice, notice.title, {"body": notice.body, "items": notice.items}, period)
    return notice


def paper(
    doing: Doing, slug: str, notice: Notice, title: str, context: dict[str, Any], period: periods.Period | None
) -> None:
    """Drafts the paper of an edition; nothing is typeset here."""
    said = {"title": title, "of": notice.title, "contact": context.pop("contact", notice.contact), **context}
    if period is not None:
        said |= {"start": period.start.isoformat(), "days": [day.isoformat() for day in period.days]}
    invented = any(item["invented"] for item in notice.items)
    draft(doing, slug, doing.subject, doing.subject.authority, {**said, "invented": invented})


def make_notice(doing: Doing) -> None:
    """The notice of the whole list, in the order of the places and not of the ranking."""
    notice = put_on_notice(doing, listing.in_state(doing.subject, "listed"))
    doing.told["notice"] = {"id": str(notice.pk), "items": notice.items}
    doing.note = Text(f"{len(notice.items)} 个集群", f"{len(notice.items)} clusters")


def next_edition(doing: Doing, kind: str, **fields: Any) -> Edition:
    """A further edition of a notice, to be published. Raises `Conflict` when another one came first."""
    notice = Notice.objects.get(pk=doing.payload["notice"])
    number = notice.editions_made + 1
    free = Notice.objects.filter(pk=notice.pk, edition=notice.editions_made, editions_made=notice.editions_made)
    if not free.update(editions_made=number):
        raise Conflict(publishing.MOVED)
    shown = {name: getattr(notice, name) for name in publishing.SHOWN}
    made = {**shown, **fields, "reason": doing.payload["reason"], "made_at": doing.now}
    return Edition.objects.create(notice=notice, number=number, kind=kind, **made)


def extend_notice(doing: Doing) -> None:
    """A running period is to get more working days, once the extension stands on the official website."""
    more = doing.payload["more_days"]
    edition = next_edition(doing, "extension", more_days=more)
    notice = edition.notice
    period = publishing.period_of(notice, edition, notice.starts_on or doing.now.astimezone(ZONE).date())
    paper(doing, "notice_extension", notice, "", {"reason": edition.reason, "more_days": more}, period)
    doing.note = Text(f"延长 {more} 个工作日，发布后生效", f"{more} more working days once it is published")


def correct_notice(doing: Doing) -> None:
    """What a notice says otherwise, and whether its period begins anew, once the correction is published."""
    told = doing.payload
    notice = Notice.objects.get(pk=told["notice"])
    now = {str(row.pk): queries.item(row) for row in listing.in_state(doing.subject, "listed", "removed")}
    items = [now.get(item["case"], item) for item in notice.items]
    said = changes(notice, told, items)
    restarts = told["restart"] == "yes"
    edition = next_edition(
        doing,
        "correction",
        title=told["title"],
        body=told["body"],
        contact=told["contact"],
        items=items,
        changes=said,
        restarts=restarts,
        statements=stated(told),
    )
    context = {"reason": edition.reason, "changes": said, "restarts": restarts, "contact": edition.contact}
    paper(doing, "notice_correction", notice, "", context, None)
    doing.told["changes"] = said
    doing.note = Text(f"更正 {len(said)} 处，发布后生效", f"{len(said)} changes once it is published")
