"""Drafting, issuing and once revising a prefecture's forwarded call (Articles 5, 14(一))."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from jiqun.authorities.hours import closing_moment, day_of, deadline_phrase
from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.recognition.models import Application, ForwardedCall, ForwardedRevision, Round
from jiqun.recognition.queries.forwarding import current

MOST_REVISIONS = 2
CLOSED = Text(
    "该批次已不在申报推荐阶段，不能转发。", "The round is no longer open for applications; its call is not forwarded."
)
FORWARDED = Text(
    "本市已拟定或印发该批次的转发通知，请在原通知上办理。",
    "Your prefecture has drafted or issued its forwarded call of this round already; go on with that one.",
)
REVISED = Text(
    "转发通知印发后只能调整一次，已经调整过。", "A forwarded call is revised once after it was issued, and it has been."
)


def call_of(case: Case) -> ForwardedCall:
    """What is particular to a forwarded call's case."""
    return ForwardedCall.objects.select_related("round__case", "prefecture").get(pk=case.pk)


def latest(case: Case) -> ForwardedRevision:
    """The last revision, issued or not."""
    return ForwardedRevision.objects.filter(call=case.pk).latest("number")


def closing(day: date, round_: Round, prefecture: Authority) -> datetime:
    """When a day closes for a prefecture's counties: with its own working day, never after the round's deadline."""
    moment = closing_moment(day, prefecture)
    same_day = day == day_of(round_.county_deadline)
    return min(moment, round_.county_deadline) if same_day else moment


# ── guards ───────────────────────────────────────────────────────────────────────────────────────────────────────


def round_open(doing: Doing) -> None:
    """The round takes applications. Raises `Refusal` when it does not (any more)."""
    chosen = doing.payload.get("round") if doing.subject is None else call_of(doing.subject).round_id
    if chosen and not Round.objects.filter(pk=chosen, case__state="open").exists():
        raise Refusal(CLOSED, clause="A14.1")


def deadline_ahead(doing: Doing) -> None:
    """The counties have time left when it goes out."""
    closes = latest(doing.subject).county_deadline
    if closes <= doing.now:
        when = deadline_phrase(closes)
        raise Refusal(
            Text(
                f"拟定的县级申报截止时间（{when.zh}）已过，请先修改通知稿。",
                f"The counties' deadline of the draft ({when.en}) has passed; amend it first.",
            ),
            clause="A14.1",
        )


def once_revised(doing: Doing) -> None:
    """Counties are told of a change once at most."""
    if latest(doing.subject).number >= MOST_REVISIONS:
        raise Refusal(REVISED, clause="A14.1")


# ── effects ──────────────────────────────────────────────────────────────────────────────────────────────────────


def draft(doing: Doing) -> None:
    """Opens the prefecture's case with the first revision as a draft."""
    by: Any = doing.by
    row = Round.objects.select_related("case").get(pk=doing.payload["round"])
    if ForwardedCall.objects.filter(round=row, prefecture=by.authority).exists():
        raise Refusal(FORWARDED, clause="A14.1")
    doing.subject = open_case(
        doing,
        number=f"{row.case.number}-Z{by.authority.code}",
        title=f"{by.authority.name}转发{row.case.title}申报通知",
        authority=by.authority,
        measure=row.case.measure,
        state="drafting",
    )
    call = ForwardedCall.objects.create(case=doing.subject, round=row, prefecture=by.authority)
    ForwardedRevision.objects.create(call=call, number=1, **content(doing, row, by.authority))


def amend(doing: Doing) -> None:
    """Changes the draft."""
    call = call_of(doing.subject)
    ForwardedRevision.objects.filter(call=call, issued_at__isnull=True).update(
        **content(doing, call.round, call.prefecture)
    )


def issue(doing: Doing) -> None:
    """The call goes to the counties: from now on their drafts follow it; the case is seen below and above."""
    revision = latest(doing.subject)
    revision.document, revision.issued_on = doing.payload["document"], doing.payload["issued_on"]
    revision.issued_at = doing.now
    revision.save(update_fields=["document", "issued_on", "issued_at"])
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.TREE)
    reach_drafts(doing, revision)


def revise(doing: Doing) -> None:
    """A second revision takes the first one's place for what is still being drafted."""
    call = call_of(doing.subject)
    revision = ForwardedRevision.objects.create(
        call=call,
        number=latest(doing.subject).number + 1,
        document=doing.payload["document"],
        issued_on=doing.payload["issued_on"],
        issued_at=doing.now,
        **content(doing, call.round, call.prefecture),
    )
    reach_drafts(doing, revision)


def content(doing: Doing, round_: Round, prefecture: Authority) -> dict[str, Any]:
    """What was entered, as a revision keeps it."""
    payload = doing.payload
    lines = payload["demands"].splitlines()
    return {
        "county_deadline": closing(payload["county_deadline"], round_, prefecture),
        "quotas": payload["quotas"],
        "demands": [{"id": f"F{n}", "text": line} for n, line in enumerate(lines, start=1)],
        "text": payload["call"],
    }


def reach_drafts(doing: Doing, revision: ForwardedRevision) -> None:
    """Every draft of the prefecture's counties follows the revision; what was handed in stays as it was."""
    call = call_of(doing.subject)
    drafts = Application.objects.filter(
        round=call.round, prefecture=call.prefecture, submitted_at__isnull=True, case__state="drafting"
    )
    keys = list(drafts.values_list("pk", flat=True))
    Application.objects.filter(pk__in=keys, submitted_at__isnull=True).update(forwarded=revision)
    Case.objects.filter(pk__in=keys, state="drafting").update(due_at=revision.county_deadline)
    closes = deadline_phrase(revision.county_deadline)
    document = revision.document or "—"
    doing.told |= {"revision": revision.number, "drafts": len(keys)}
    doing.note = Text(
        f"{document}，县级申报截止 {closes.zh}，附加要求 {len(revision.demands)} 条；填报中的 {len(keys)} 件随之调整",
        f"{document}, counties apply by {closes.en}, {len(revision.demands)} demands; {len(keys)} drafts follow",
    )


def followed(round_: Round, prefecture: str) -> ForwardedRevision | None:
    """The revision a new application is drafted under, held so that none is issued in between; two queries."""
    list(
        Case.objects.select_for_update(of=("self",), no_key=True)
        .filter(forwarded_call__round=round_, forwarded_call__prefecture=prefecture)
        .order_by()
    )
    return current(round_.pk, prefecture)
