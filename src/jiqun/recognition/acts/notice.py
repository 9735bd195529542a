"""The public notice of a list: made, corrected, extended, and what must hold before the list is announced
(Article 14(三)).

The end of a period unlocks and performs nothing.
"""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import naming
from jiqun.notices import making
from jiqun.notices.making import refuse
from jiqun.notices.models import Notice
from jiqun.notices.queries import held_back
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries import listing
from jiqun.recognition.queries import notice as queries
from jiqun.recognition.queries.notice_text import template
from jiqun.recognition.queries.parameters import NOTICE_DAYS, parameter

# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def something_unpublished(doing: Doing) -> None:
    """There is an edition whose publication is not on record."""
    making.some_unpublished(listing.standing(doing.subject).notices)


def something_published(doing: Doing) -> None:
    """There is a notice that stands on the official website."""
    making.some_published(listing.standing(doing.subject).notices)


def something_to_correct(doing: Doing) -> None:
    """There is a published notice of which no other edition waits."""
    making.some_to_correct(listing.standing(doing.subject).notices)


def something_running(doing: Doing) -> None:
    """There is a notice whose period can still be extended."""
    making.some_running(listing.standing(doing.subject).notices, doing.today)


def calendar_corrected(doing: Doing) -> None:
    """The calendar of today counts a notice otherwise than it was announced."""
    making.some_calendar_corrected(listing.standing(doing.subject).notices)


def periods_over(doing: Doing) -> None:
    """Every notice stood its working days: the day after the last one unlocks the announcement."""
    making.all_over(listing.standing(doing.subject).notices, doing.today)


def somebody_not_held_back(doing: Doing) -> None:
    """An open objection holds back its cluster, not the list: somebody is left to be announced."""
    if not listing.standing(doing.subject).open_objections:
        return
    if not queries.announceable(doing.subject):
        held = held_back(doing.subject)
        numbers = naming(sorted({number for each in held.values() for number in each}))
        raise refuse(
            f"名单上的集群都有未办结的异议（{numbers.zh}），先答复再公布。",
            f"Every cluster on the list has an open objection ({numbers.en}); answer them first.",
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def put_on_notice(doing: Doing, applications: list[Application], *, promoted: bool = False) -> Notice:
    """Makes a notice of these applications, as it will be published; drafts its paper."""
    of = Round.objects.select_related("case__authority").get(pk=doing.subject.pk)
    return making.make(
        doing,
        [queries.item(application) for application in applications],
        required_days=parameter(of, NOTICE_DAYS),
        template=template(of, len(applications), promoted=promoted),
    )


def make_notice(doing: Doing) -> None:
    """The notice of the whole list, in the order of the places and not of the ranking."""
    notice = put_on_notice(doing, listing.in_state(doing.subject, "listed"))
    doing.told["notice"] = {"id": str(notice.pk), "items": notice.items}
    doing.note = Text(f"{len(notice.items)} 个集群", f"{len(notice.items)} clusters")


def correct_notice(doing: Doing) -> None:
    """A correction, with the list as the register has it now."""
    rows = listing.in_state(doing.subject, "listed", "removed")
    making.correct(doing, {str(row.pk): queries.item(row) for row in rows})
