"""Drafting a renewal round, its scope, its call, its end (Article 15). Called by the one door only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from jiqun.authorities.hours import closing_moment, deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import naming
from jiqun.documents.official import written_day
from jiqun.forms.revisions import current
from jiqun.outgoing.drafting import draft
from jiqun.standards import divisions
from jiqun.supervision.models import Covered, Renewal, RenewalRound
from jiqun.supervision.renewal import covering, resting
from jiqun.supervision.renewal.announcing import refuse

FORM = "复核"
FINAL = ("renewed", "refused", "withdrawn")


def round_of(case: Case) -> RenewalRound:
    """What is particular to a round's matter."""
    return RenewalRound.objects.select_related("case__authority").get(pk=case.pk)


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def measure_in_force(doing: Doing) -> None:
    """A round rests on the measure in force on the day it is drafted."""
    resting.governing(doing.today)


def may_be_called(doing: Doing) -> None:
    """The scope was confirmed and still holds, the dates lie ahead, a measure is in force on the day of the call."""
    of = round_of(doing.subject)
    chosen = set(of.covered.values_list("recognition", flat=True))
    if not chosen:
        raise refuse("尚未确定复核范围，请先办理“确定复核范围”。", "Confirm whom the round covers first.")
    still = {row.pk for row in covering.ending(of.ends_from, of.ends_to, doing.subject)}
    if gone := [row.cluster.name for row in covering.covered(of) if row.pk not in still]:
        named = naming(gone, "个")
        raise refuse(
            f"确定范围之后，{named.zh}已撤销、有效期有变或列入其他批次，请重新确定复核范围。",
            f"Since the scope was confirmed, {named.en} left the window; confirm it anew.",
        )
    if doing.now >= of.county_deadline:
        when = deadline_phrase(of.county_deadline)
        raise refuse(
            f"县级申请截止时间（{when.zh}）已过，请先修改批次的日期。",
            f"The counties' date ({when.en}) has passed; amend the round first.",
        )
    on = doing.payload["issued_on"] if doing.payload.get("issued_on") else doing.today
    resting.governing(on)


def nothing_open(doing: Doing) -> None:
    """Every application of the round came to its end."""
    rows = Renewal.objects.filter(round=doing.subject.pk, live=True).exclude(case__state__in=FINAL)
    if numbers := list(rows.order_by("case__number").values_list("case__number", flat=True)):
        named = naming(numbers)
        raise refuse(
            f"还有在办的复核：{named.zh}。逐件办结后再办结批次；县级未报送的，可由县级撤回。",
            f"Renewals are still under way: {named.en}. Conclude each first; a county may withdraw what it never sent.",
        )


def counties_had_their_time(doing: Doing) -> None:
    """Nobody missed a date that is still to come."""
    of = round_of(doing.subject)
    if doing.now < of.county_deadline and covering.missing(of):
        when = deadline_phrase(of.county_deadline)
        raise refuse(
            f"县级申请截止时间为{when.zh}，尚有集群未申请，届时再办结。",
            f"Counties may apply until {when.en}, and some have not; close the round after that.",
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def draft_round(doing: Doing) -> None:
    """Opens the round's matter, seen by the province alone until its call goes out."""
    authority = doing.by.authority
    assert authority is not None
    on = doing.today
    doing.subject = open_case(
        doing,
        number=f"FHP-{on.year}-{next_number(f'renewal_round/{on.year}'):02d}",
        title=title(doing.payload),
        authority=authority,
        measure=resting.governing(on).id,
        state="drafting",
    )
    row = RenewalRound(case=doing.subject)
    settle(row, doing)
    row.save(force_insert=True)


def amend_round(doing: Doing) -> None:
    """Changes the draft; a changed window has its scope confirmed anew."""
    row = round_of(doing.subject)
    window = (row.ends_from, row.ends_to)
    settle(row, doing)
    row.save()
    if window != (row.ends_from, row.ends_to):
        Covered.objects.filter(round=row).delete()
    Case.objects.filter(pk=row.pk).update(title=title(doing.payload))
    doing.subject.title = title(doing.payload)


def settle(row: RenewalRound, doing: Doing) -> None:
    """Puts what was entered into the round's row; a date closes when the office's working day ends."""
    told, authority = doing.payload, doing.subject.authority
    row.ends_from, row.ends_to, row.call = told["ends_from"], told["ends_to"], told["call"]
    row.county_deadline = closing_moment(told["county_deadline"], authority)
    row.prefecture_deadline = closing_moment(told["prefecture_deadline"], authority)
    row.form = current(FORM, doing.now)


def title(payload: Any) -> str:
    """What the round is called."""
    return f"复核批次（有效期{payload['ends_from']}至{payload['ends_to']}届满）"


def cover(doing: Doing) -> None:
    """Keeps whom the round covers, and why others of the window are left out."""
    of = round_of(doing.subject)
    Covered.objects.filter(round=of).delete()
    chosen = doing.payload["recognitions"]
    Covered.objects.bulk_create(Covered(round=of, recognition_id=UUID(pk)) for pk in chosen)
    RenewalRound.objects.filter(pk=of.pk).update(left_out=doing.payload["left_out"])
    doing.note = Text(f"列入 {len(chosen)} 个集群", f"{len(chosen)} clusters covered")


def issue_call(doing: Doing) -> None:
    """The call goes out: the round rests on what is in force that day, and all staff see it."""
    of = round_of(doing.subject)
    doing.subject.measure = of.case.measure = resting.governing(doing.payload["issued_on"]).id
    resting.pin(of, doing.payload["issued_on"])
    of.document = doing.payload["document"]
    of.save()
    Case.objects.filter(pk=of.pk).update(audience=Audience.STAFF, measure=of.case.measure)
    doing.subject.audience = Audience.STAFF
    doing.told["bases"] = of.bases
    rows = covering.covered(of)
    context = {
        "issuer": of.case.authority.body,
        "call": of.call,
        "basis": resting.cited(of),
        "year": of.issued_on.year if of.issued_on else 0,
        "county": deadline_phrase(of.county_deadline).zh,
        "prefecture": deadline_phrase(of.prefecture_deadline).zh,
        "rows": [
            [row.cluster.name, divisions.full_name(row.cluster.authority_id), row.batch, written_day(row.valid_to)]
            for row in rows
            if row.valid_to is not None
        ],
        "invented": any(row.cluster.invented for row in rows),
    }
    draft(doing, "renewal_call", doing.subject, of.case.authority, context)
    doing.note = Text(f"{of.document or '未编文号'}，{len(rows)} 个集群", f"{of.document}, {len(rows)} clusters")


def cancel(doing: Doing) -> None:
    """A draft that will not be called; its reason is kept in the history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def close(doing: Doing) -> None:
    """Ends the round; who did not apply is on record. Nothing follows by itself (Article 17(一) is for people)."""
    names = [row.cluster.name for row in covering.missing(round_of(doing.subject))]
    if names:
        named = naming(names, "个")
        doing.note = Text(f"未申请复核：{named.zh}", f"Did not apply: {named.en}")
