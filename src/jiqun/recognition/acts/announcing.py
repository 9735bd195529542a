"""The announcement of a list (Article 14(三)), whole or, where objections held clusters back, in parts.

The end of a period unlocks it and performs nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import OuterRef, Subquery

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict
from jiqun.documents.official import written_day
from jiqun.notices.making import refuse
from jiqun.notices.models import Announcement, Notice
from jiqun.outgoing.drafting import draft
from jiqun.recognition.models import Application, BuiltFacts
from jiqun.recognition.queries import listing as queries
from jiqun.recognition.queries.filing.precheck import read_facts
from jiqun.recognition.queries.notice import announceable
from jiqun.register.figures import keep, lines_of
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Goal, Recognition
from jiqun.standards import divisions, industries

UNUSED_RESERVE = Text("公示期满，名单无空缺，未递补", "The reserve was not needed")
UNFILLED = Text("公示期满，名单空缺未予递补", "The free place was not filled from the reserve")
CHANGED = Text(
    "提请之后名单有变化（收到新的异议，或有异议办结），请退回经办，核对后重新提请。",
    "The list has changed since this was prepared (an objection came or was concluded); send it back and prepare anew.",
)


def some_held_back(doing: Doing) -> None:
    """A cluster was held back by an objection that is concluded now."""
    if not announceable(doing.subject):
        raise refuse("没有因异议暂缓、现可补充公布的集群。", "No cluster that was held back can be announced now.")


def announce(doing: Doing) -> None:
    """The list is announced: recognitions with their term, goals frozen, the unused reserve let go."""
    told = doing.payload
    recognised = of_payload(doing)
    why = UNFILLED if queries.standing(doing.subject).vacancies > 0 else UNUSED_RESERVE
    Announcement.objects.create(
        case=doing.subject,
        level=PROVINCIAL,
        batch=told["batch"],
        title=told["title"],
        text=told["text"],
        document=told["document"],
        source=told["title"],
        announced_on=told["announced_on"],
        valid_from=told["valid_from"],
        valid_to=told["valid_to"],
        confirmed_at=doing.now,
    )
    enter(doing, recognised, supplement=False)
    for application in queries.in_state(doing.subject, "reserve"):
        application.outcome_reason = why.zh
        application.save(update_fields=["outcome_reason"])
        doing.move(application.case, "not_selected", why)


def announce_more(doing: Doing) -> None:
    """Clusters that were held back join the batch, by an announcement and with a term of their own."""
    enter(doing, of_payload(doing), supplement=True)


def of_payload(doing: Doing) -> list[Application]:
    """The applications the prepared announcement names. Raises `Conflict` when they are others now.

    The notices are held first, so that an objection entered at the same instant is seen, or comes after.
    """
    list(Notice.objects.filter(round=doing.subject).held())
    now = announceable(doing.subject)
    if doing.payload["announced"] != " ".join(str(pk) for pk in now):
        raise Conflict(CHANGED, clause="A14.3")
    return [row for row in queries.in_state(doing.subject, "listed") if row.pk in now]


def enter(doing: Doing, recognised: list[Application], *, supplement: bool) -> None:
    """Enters the recognitions and drafts the paper that tells of them."""
    told = doing.payload
    recognise(doing, recognised)
    context = {
        "issuer": doing.subject.authority.body,
        "title": told["title"],
        "text": told["text"].splitlines(),
        "batch": told["batch"],
        "valid_from": written_day(told["valid_from"]),
        "valid_to": written_day(told["valid_to"]),
        "rows": [row_of(application) for application in recognised],
        "supplement": supplement,
        "invented": any(application.cluster.invented for application in recognised),
    }
    draft(doing, "announcement", doing.subject, doing.subject.authority, context)
    term = f"{told['valid_from']:%Y-%m-%d} — {told['valid_to']:%Y-%m-%d}"
    doing.note = Text(
        f"{told['document']}，认定 {len(recognised)} 个，有效期 {term}",
        f"{told['document']}, {len(recognised)} recognised, {term}",
    )


def row_of(application: Application) -> list[str]:
    """One line of the announced list: cluster, place, lead industries."""
    cluster = application.cluster
    leads = "、".join(industries.name(code) for code in cluster.leads)
    return [cluster.name, divisions.full_name(cluster.authority_id), leads]


def recognise(doing: Doing, applications: Sequence[Application]) -> None:
    """Enters the recognitions, freezes the goals of their plans (Articles 13(九), 15) and keeps the yearly figures they
    were recognised on, which later years are held against (Article 16); one query a cluster, to move its application,
    and four for all of them."""
    told = doing.payload
    Recognition.objects.bulk_create(
        [
            Recognition(
                id=doing.new_id(),
                cluster=application.cluster,
                level=PROVINCIAL,
                batch=told["batch"],
                announced_on=told["announced_on"],
                valid_from=told["valid_from"],
                valid_to=told["valid_to"],
                document=told["document"],
                source=told["title"],
                case_id=application.pk,
                case_number=application.case.number,
            )
            for application in applications
        ]
    )
    of_case = Recognition.objects.filter(case_id=OuterRef("case_id"), level=PROVINCIAL, batch=told["batch"]).values(
        "pk"
    )
    goals = Goal.objects.filter(case_id__in=[application.pk for application in applications])
    goals.update(recognition=Subquery(of_case.values("pk")))
    keep_figures(doing, applications)
    for application in applications:
        doing.move(application.case, "recognised", Text(told["document"], told["document"]))


def keep_figures(doing: Doing, applications: Sequence[Application]) -> None:
    """Keeps the figures of every year the applications were assessed on, in one query after one that reads them."""
    built = dict(BuiltFacts.objects.filter(application__in=applications).values_list("application", "facts"))
    keep(
        [
            line
            for application in applications
            if application.pk in built
            for line in lines_of(
                application.cluster,
                read_facts(built[application.pk]),
                source=f"申报 {application.case.number}",
                now=doing.now,
                roster_id=application.roster_id,
                case_id=application.pk,
            )
        ]
    )
