"""Making, correcting and extending the notice of a list, whoever's list it is (Article 14(三)).

These run inside acts of the matter the notice belongs to. What must hold is asked of its notices; the end of a period
unlocks and performs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.evidence.privacy.form import stated
from jiqun.notices import periods, publishing
from jiqun.notices.forms.editions import changes
from jiqun.notices.models import Edition, Notice
from jiqun.outgoing.drafting import draft


def refuse(zh: str, en: str) -> Refusal:
    """A refusal under Article 14(三)."""
    return Refusal(Text(zh, en), clause="A14.3")


# ── what must hold of the notices of a matter ────────────────────────────────────────────────────────────


def some_unpublished(notices: Sequence[Notice]) -> None:
    """There is an edition whose publication is not on record."""
    if not any(notice.awaits_publication for notice in notices):
        raise refuse("本批次的公示都已登记发布。", "The publication of every notice is on record.")


def some_published(notices: Sequence[Notice]) -> None:
    """There is a notice that stands on the official website."""
    if not any(notice.starts_on for notice in notices):
        raise refuse("公示尚未登记发布，没有可登记的中断。", "No notice is on record as published.")


def some_to_correct(notices: Sequence[Notice]) -> None:
    """There is a published notice of which no other edition waits."""
    if not any(notice.starts_on and not notice.awaits_publication for notice in notices):
        raise refuse("没有已发布、可更正的公示。", "There is no published notice to correct.")


def some_running(notices: Sequence[Notice], today: date) -> None:
    """There is a notice whose period can still be extended."""
    standing = [n for n in notices if n.starts_on and not n.awaits_publication]
    if not any(not notice.over(today) for notice in standing):
        raise refuse(
            "没有正在公示的公示；公示期已满的不能延长，可更正后重新公示。",
            "No notice is standing; one that is over cannot be extended, but corrected and restarted.",
        )


def some_calendar_corrected(notices: Sequence[Notice]) -> None:
    """The calendar of today counts a notice otherwise than it was announced."""
    if not any(notice.drift for notice in notices):
        raise refuse(
            "现行日历与各项公示所计的公示日一致，无需处理。", "The calendar agrees with the days every notice counted."
        )


def all_over(notices: Sequence[Notice], today: date) -> None:
    """Every notice stood its working days: the day after the last one unlocks the announcement."""
    for notice in notices:
        if (said := not_over(notice, today)) is not None:
            raise Refusal(said, clause="A14.3")


def not_over(notice: Notice, today: date) -> Text | None:
    """Why the period of a notice cannot be taken as over; `None` when it is."""
    if notice.ends_on is None:
        return Text(
            f"《{notice.title}》尚未登记在官方网站发布，公示期没有起算。",
            f"“{notice.title}” is not on record as published; its period has not begun.",
        )
    if notice.awaits_publication:
        return Text(
            f"《{notice.title}》的更正或延长公示尚未登记发布，请先登记。",
            f"A further edition of “{notice.title}” is not on record as published; record it first.",
        )
    if not notice.over(today):
        return Text(
            f"《{notice.title}》公示期至 {notice.ends_on:%Y-%m-%d} 24时，期满后方可公布。",
            f"“{notice.title}” stands until the end of {notice.ends_on:%Y-%m-%d}; announce after that.",
        )
    return None


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def make(doing: Doing, items: list[dict[str, Any]], *, required_days: int, template: dict[str, Any]) -> Notice:
    """Makes a notice of these lines, numbered within its matter, as it will be published; drafts its paper.

    `items` are as `Notice` keeps them, `template` what the text began from.
    """
    told = doing.payload
    notice = Notice.objects.create(
        id=doing.new_id(),
        round=doing.subject,
        number=Notice.objects.filter(round=doing.subject).count() + 1,
        title=told["title"],
        body=told["body"],
        contact=told["contact"],
        items=items,
        attachment=told.get("attachment") or {},
        required_days=required_days,
        start_mode=told["start_mode"],
        planned_on=told["planned_on"],
        template=template,
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


def extend(doing: Doing) -> None:
    """A running period is to get more working days, once the extension stands on the official website."""
    more = doing.payload["more_days"]
    edition = next_edition(doing, "extension", more_days=more)
    notice = edition.notice
    period = publishing.period_of(notice, edition, notice.starts_on or doing.today)
    paper(doing, "notice_extension", notice, "", {"reason": edition.reason, "more_days": more}, period)
    doing.note = Text(f"延长 {more} 个工作日，发布后生效", f"{more} more working days once it is published")


def correct(doing: Doing, now: dict[str, dict[str, Any]]) -> None:
    """What a notice says otherwise, and whether its period begins anew, once the correction is published.

    `now` are the lines of the list as the register has them today, by matter; one that is gone stays as it was told.
    """
    told = doing.payload
    notice = Notice.objects.get(pk=told["notice"])
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
