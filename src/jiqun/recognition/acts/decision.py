"""The province's qualification check (Article 14(三); 资格初审 in the practice of 2023 and 2024).

A place of the quota is spent by the recommendation. The province's return gives it back with the rank, because
the prefecture decides anew; a disqualified application keeps it, so that a quota cannot be filled twice.
"""

from __future__ import annotations

from datetime import datetime

from jiqun.authorities.hours import closing_moment, deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.outgoing.drafting import draft
from jiqun.recognition.acts.recommendation import close_with_reason, release_quota
from jiqun.recognition.models import Application
from jiqun.recognition.papers.letters.about import about
from jiqun.recognition.papers.letters.returning import RETURNING
from jiqun.recognition.papers.letters.unqualified import UNQUALIFIED
from jiqun.recognition.queries.filing.application import application_of


def review_due(doing: Doing) -> datetime | None:
    """When the review of the round is to be finished."""
    return application_of(doing.subject).round.review_deadline


def answer_moment(doing: Doing) -> datetime:
    """The closing instant, at the prefecture, of the day the return gives."""
    return closing_moment(doing.payload["answer_by"], application_of(doing.subject).prefecture)


def not_returned_before(doing: Doing) -> None:
    """The province returns an application once."""
    if application_of(doing.subject).returned_once:
        raise Refusal(
            Text(
                "本申报已退回过地市一次，不能再次退回；请作出资格初审结论。",
                "It was returned to the prefecture once already; now conclude on its qualification.",
            ),
            clause="A14.3",
        )


def qualify(doing: Doing) -> None:
    """Goes on to the experts; a remark is kept in the history."""
    remark = doing.payload["remarks"]
    doing.note = Text(remark, remark) if remark else None


def return_to_prefecture(doing: Doing) -> None:
    """Back to the prefecture with everything that is wrong, and a day until which it may recommend anew."""
    application = application_of(doing.subject)
    release_quota(application)
    until = answer_moment(doing)
    Application.objects.filter(pk=application.pk).update(
        returned_once=True, province_remarks=doing.payload["remarks"], returned_until=until
    )
    application.returned_once, application.returned_until = True, until
    application.province_remarks = doing.payload["remarks"]
    when = deadline_phrase(until)
    province = doing.by.authority
    assert province is not None
    said = about(
        application,
        issuer=province.body,
        to=application.prefecture.body,
        remarks=doing.payload["remarks"],
        until=when.zh,
    )
    draft(doing, RETURNING.slug, doing.subject, province, said, addressee=application.prefecture)
    doing.note = Text(
        f"请于{when.zh}重新报送：{doing.payload['remarks']}",
        f"To be sent again by {when.en}: {doing.payload['remarks']}",
    )


def disqualify(doing: Doing) -> None:
    """Ends the application with reasons, after the applicant was heard; the place of the quota stays spent.

    The letter with the remedy is drafted for the applicant, by the hand of its prefecture.
    """
    close_with_reason(doing)
    application = application_of(doing.subject)
    province = application.round.case.authority
    told = {name: doing.payload[name] for name in ("reason", "heard", "appeal")}
    draft(
        doing,
        UNQUALIFIED.slug,
        doing.subject,
        province,
        about(application, issuer=province.body, **told),
        addressee=application.case.authority,
        through=application.prefecture,
    )
