"""What a prefecture's forwarded call means for its counties: deadline, demands, quota (Articles 5, 14)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.recognition.models import Application, ForwardedCall, ForwardedRevision, LateAttempt, Round

OUT = ("withdrawn", "declined")
"""Applications that take up no place of a county's quota."""


def prefecture_of(authority: Authority) -> str:
    """The prefecture an applicant belongs to, by its code."""
    return authority.prefecture_code or authority.code


def current(round_pk: UUID, prefecture: str) -> ForwardedRevision | None:
    """The revision that holds for a prefecture's counties in a round; `None` before one was issued. One query."""
    found = ForwardedRevision.objects.filter(
        call__round=round_pk, call__prefecture=prefecture, issued_at__isnull=False
    ).order_by("-number")
    return found.first()


def closings(authority: Authority) -> dict[UUID, datetime]:
    """By round, until when this applicant may hand in first where its prefecture has said so; one query."""
    rows = ForwardedRevision.objects.filter(
        call__prefecture=prefecture_of(authority), issued_at__isnull=False
    ).order_by("number")
    return dict(rows.values_list("call__round", "county_deadline"))


def demands_of(application: Application) -> list[dict[str, Any]]:
    """The prefecture's own demands on an application, each with the document it stands in."""
    revision = application.forwarded
    if revision is None:
        return []
    return [{**demand, "source": revision.document or "转发通知"} for demand in revision.demands]


def first_closing(application: Application) -> datetime:
    """Until when a first submission is taken: by the forwarded call it is drafted under, else by the round's."""
    revision = application.forwarded
    return application.round.county_deadline if revision is None else revision.county_deadline


def quota_reached(case: Case, application: Application) -> Text | None:
    """The warning when a county hands in more than its prefecture foresaw; nothing is barred by it. One query where
    there is a quota."""
    revision = application.forwarded
    ceiling = revision.quotas.get(case.authority_id) if revision is not None else None
    if ceiling is None:
        return None
    others = Application.objects.filter(
        round=application.round_id, case__authority=case.authority_id, submitted_at__isnull=False
    )
    handed_in = others.exclude(pk=case.pk).exclude(case__state__in=OUT).count()
    if handed_in < ceiling:
        return None
    return Text(
        f"市级转发通知给本单位的申报名额为 {ceiling} 个，已提交 {handed_in} 个；仍可提交，由市级决定。",
        f"The prefecture foresees {ceiling} from your authority and {handed_in} were handed in; you may go on, the "
        "prefecture decides.",
    )


@dataclass(frozen=True, slots=True)
class ForwardedLine:
    """One forwarded call of a round as its list shows it."""

    pk: UUID
    prefecture: str
    state: Text
    document: str
    county_deadline: datetime | None
    demands: int
    revisions: int


def listed(round_: Case, user: Any) -> list[ForwardedLine]:
    """The forwarded calls of a round that the account sees, with what holds now; two queries."""
    visible = Case.objects.visible_to(user).filter(forwarded_call__round=round_.pk)
    cases = {row.pk: row for row in visible.select_related("authority").order_by("authority__code")}
    latest: dict[UUID, ForwardedRevision] = {}
    for revision in ForwardedRevision.objects.filter(call__in=list(cases)).order_by("number"):
        if revision.issued_at is not None or revision.call_id not in latest:
            latest[revision.call_id] = revision
    states = procedure("forwarded_call").by_state
    return [
        ForwardedLine(
            pk,
            case.authority.name,
            states[case.state].title,
            latest[pk].document,
            latest[pk].county_deadline,
            len(latest[pk].demands),
            latest[pk].number,
        )
        for pk, case in cases.items()
    ]


def late_attempts(round_: Case, user: Any) -> list[LateAttempt]:
    """The attempts to hand in late in a round that the account sees, the latest first; one query."""
    rows = LateAttempt.objects.visible_to(user).filter(case__application__round=round_.pk)
    return list(rows.select_related("case__authority", "by__person").order_by("-at"))


def may_forward(round_: Round, user: Any) -> bool:
    """Whether this account's prefecture has the round still to forward; one query."""
    there = ForwardedCall.objects.filter(round=round_, prefecture=user.authority_id).exists()
    return not there and round_.case.state == "open"


def counties(prefecture: Authority) -> list[Authority]:
    """The applicants under a prefecture, in the order of their codes; one query."""
    under = Authority.objects.filter(path__startswith=prefecture.path).exclude(pk=prefecture.pk)
    return list(under.order_by("code"))


def quotas_in_words(quotas: Mapping[str, int]) -> list[tuple[str, int]]:
    """Name and ceiling of each county that has one, in the order of their codes; one query where there are any."""
    if not quotas:
        return []
    names = dict(Authority.objects.filter(pk__in=quotas).values_list("pk", "name"))
    return [(names[code], ceiling) for code, ceiling in sorted(quotas.items())]
