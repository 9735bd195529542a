"""What is done in a hearing. Called by the one door only."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q

from jiqun.authorities.hours import ZONE, closing_moment, deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.hearings.kinds import kind
from jiqun.hearings.models import Hearing
from jiqun.outgoing.drafting import draft
from jiqun.standards.workdays import CalendarUnknown, add_workdays

OPEN = ("drafted", "notified", "heard", "returned", "checked")


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def refuse(doing: Doing, zh: str, en: str) -> Refusal:
    """A refusal under the clause of what is intended."""
    return Refusal(Text(zh, en), clause=kind(doing.subject.kind_slug).clause)


def own_hearing(doing: Doing) -> None:
    """The steps of the authority that intends the decision."""
    actor = doing.preparer
    if actor.authority is None or actor.authority.pk != doing.subject.authority_id:
        raise refuse(doing, "由拟作出决定的单位办理。", "This is for the authority that intends the decision.")


def own_defence(doing: Doing) -> None:
    """The steps of those concerned."""
    actor = doing.preparer
    if actor.authority is None or actor.authority.pk != doing.subject.addressee_id:
        raise refuse(doing, "陈述申辩由被告知的单位办理。", "The statement is for the authority that was notified.")


def still_open(doing: Doing) -> None:
    """The matter is still where something may be decided of it. Raises `Refusal` with where it is."""
    case = Case.objects.get(pk=doing.subject.case_id)
    of_kind = kind(doing.subject.kind_slug)
    if case.state not in of_kind.states:
        state = case.procedure.by_state[case.state].title
        raise refuse(
            doing,
            f"该办件现处于“{state.zh}”，不能再{of_kind.deed.zh}；请办理“不再处理”。",
            f"The matter is at “{state.en}”; this can no longer be decided. Give the intention up.",
        )


def in_time(doing: Doing) -> None:
    """Those concerned speak before the date; what comes later is for an oral hearing or a letter."""
    due = doing.subject.due_at
    if due is not None and doing.now >= due:
        when = deadline_phrase(due)
        raise refuse(
            doing,
            f"陈述申辩期限（{when.zh}）已过。如仍有意见，请书面送交承办单位，由其记入笔录。",
            f"The time to state your case ({when.en}) has passed. Send it in writing; it will be put on record.",
        )


def time_over(doing: Doing) -> None:
    """Silence is no defence given up before the date has passed."""
    due = doing.subject.due_at
    if due is not None and doing.now < due:
        when = deadline_phrase(due)
        raise refuse(
            doing,
            f"陈述申辩期限至{when.zh}，期满前不能视为未提出意见。",
            f"The time to state one's case runs to {when.en}; until then silence means nothing.",
        )


def another_person(doing: Doing) -> None:
    """The legality is checked by somebody who prepared neither the intention nor one of its notices."""
    told = [f"{before}{act}" for act in ("notify", "notify_again") for before in ("", "propose.")]
    notices = ActRecord.objects.filter(subject_id=str(doing.subject.pk), act__in=told)
    theirs = Q(by__person=doing.clerk.person_id) | Q(prepared_by__person=doing.clerk.person_id)
    if doing.clerk.person_id == doing.subject.notice_by.person_id or notices.filter(theirs).exists():
        raise refuse(
            doing, "法制审核须由拟稿人以外的人员办理。", "Somebody other than its preparer checks its legality."
        )


def sealed(hearing: Hearing) -> bool:
    """Whether deciding it asks for the password again."""
    return kind(hearing.kind_slug).password_again


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def open_hearing(doing: Doing) -> None:
    """Drafts the intention; those concerned learn of it with the signed notice. Raises `Conflict` for a second one."""
    told = doing.payload
    by = doing.clerk
    case = Case.objects.select_related("authority").get(pk=UUID(told["case"]))
    if Hearing.objects.filter(case=case, state__in=OPEN).exists():
        raise Conflict(
            Text("该办件已有一件在办的听取意见程序。", "A hearing of this matter is under way already."), clause="A14.3"
        )
    assert by.authority is not None
    year = doing.now.astimezone(ZONE).year
    doing.subject = Hearing.objects.create(
        id=doing.new_id(),
        number=f"TQ-{year}-{next_number(f'hearing/{year}'):04d}",
        case=case,
        kind_slug=told["kind"],
        authority=by.authority,
        addressee=kind(told["kind"]).addressee(case),
        facts=told["facts"],
        grounds=told["grounds"],
        days=told["days"],
        notice_by=by,
        opened_at=doing.now,
    )


def notify(doing: Doing) -> None:
    """Those concerned are told facts, grounds and until when they may speak; the notice is drafted as a paper.

    Raises `Refusal` when the date runs into a year whose calendar is not known.
    """
    hearing: Hearing = doing.subject
    try:
        last = add_workdays(doing.today, hearing.days)
    except CalendarUnknown as unknown:
        raise Refusal(unknown.text, clause=kind(hearing.kind_slug).clause) from unknown
    anew = hearing.notified_at is not None
    hearing.notified_at, hearing.due_at = doing.now, closing_moment(last, hearing.addressee)
    hearing.save(update_fields=["notified_at", "due_at"])
    when = deadline_phrase(hearing.due_at)
    context = {"hearing": str(hearing.pk), "until": when.zh, **({"anew": "yes"} if anew else {})}
    paper(doing, "hearing_notice", context)
    if (told := kind(hearing.kind_slug).notified) is not None:
        told(doing, hearing)
    doing.note = Text(f"可于{when.zh}陈述申辩", f"The case may be stated until {when.en}")


def paper(doing: Doing, slug: str, context: dict[str, str]) -> None:
    """Drafts a paper of the hearing for those concerned."""
    hearing: Hearing = doing.subject
    draft(doing, slug, hearing.case, hearing.authority, context, addressee=hearing.addressee)


def state_case(doing: Doing) -> None:
    """Keeps what those concerned say, under what they said to an earlier notice, whose file stays until replaced."""
    hearing: Hearing = doing.subject
    hearing.said, hearing.said_at = f"{hearing.said}\n\n{doing.payload['said']}".strip(), doing.now
    if file := doing.payload["file"]:
        hearing.said_file_sha256, hearing.said_file_name = file["sha256"], file["name"]
    hearing.save(update_fields=["said", "said_at", "said_file_sha256", "said_file_name"])


def waive(doing: Doing) -> None:
    """Those concerned have nothing to say."""
    doing.subject.waived, doing.subject.said_at = True, doing.now
    doing.subject.save(update_fields=["waived", "said_at"])


def close_silent(doing: Doing) -> None:
    """The date passed and nothing was said; a statement that nobody signed in time was not made."""
    doing.note = Text("期满未提出陈述申辩", "The time passed without a statement")


def record_oral(doing: Doing) -> None:
    """Keeps the record of an oral hearing, beside the ones before."""
    hearing: Hearing = doing.subject
    entry = f"{doing.payload['oral_on']:%Y-%m-%d}\n{doing.payload['oral']}"
    hearing.oral = f"{hearing.oral}\n\n{entry}".strip()
    hearing.oral_on = doing.payload["oral_on"]
    hearing.save(update_fields=["oral", "oral_on"])


def check_legality(doing: Doing) -> None:
    """Keeps the legal opinion, under those that sent it back, and the remedy chosen."""
    hearing: Hearing = doing.subject
    told = doing.payload
    hearing.legal, hearing.legal_by = f"{hearing.legal}\n\n{told['legal']}".strip(), doing.clerk
    hearing.appeal, hearing.appeal_reason = told["appeal"], told["appeal_reason"]
    hearing.save(update_fields=["legal", "legal_by", "appeal", "appeal_reason"])


def decide(doing: Doing) -> None:
    """The decision with its reasons: carried out by the chapter whose matter it is, and drafted as a letter."""
    hearing: Hearing = doing.subject
    hearing.outcome, hearing.decided_at = doing.payload["outcome"], doing.now
    hearing.effective_on = doing.payload.get("effective_on")
    hearing.save(update_fields=["outcome", "effective_on", "decided_at"])
    of_kind = kind(hearing.kind_slug)
    hearing.case = Case.objects.select_related("authority").get(pk=hearing.case_id)
    of_kind.effect(doing, hearing)
    paper(doing, "hearing_decision", {"hearing": str(hearing.pk)})
    doing.note = of_kind.deed


def drop(doing: Doing) -> None:
    """The intention is given up; those concerned read why."""
    doing.subject.outcome, doing.subject.decided_at = doing.payload["outcome"], doing.now
    doing.subject.save(update_fields=["outcome", "decided_at"])
    doing.note = Text(doing.payload["outcome"], doing.payload["outcome"])
