"""Opening an inquiry, sending it, recording reminders and answers, closing and withdrawing it (Article 13(一))."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiqun.authorities.hours import closing_moment
from jiqun.authorities.models import Level
from jiqun.bilingual import Text, listing
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.inquiries.departments import departments
from jiqun.inquiries.finding import keep, mark_of
from jiqun.inquiries.matching import BY_CODE
from jiqun.inquiries.models import Hit, Inquiry, Letter
from jiqun.law.occurrences import months_before
from jiqun.register.models import Cluster, RosterRevision
from jiqun.standards import province

MONTHS = 36
"""近三年 (Article 13(一))."""
MEASURE = province.here().measure
PREPARED, SENT, CHECKING, CONCLUDED, WITHDRAWN = "prepared", "sent", "checking", "concluded", "withdrawn"
NO_ROSTER = Text(
    "该集群还没有企业名册，无从核查；请先导入名册。", "The cluster has no roster to ask about; import one first."
)


def reply_requirement(department: str) -> str:
    """What the scan of a department's answer is attached as."""
    return f"reply-{department}"


def own(doing: Doing) -> None:
    """Only the authority that asks goes on with its inquiry. Raises `Refusal`."""
    if doing.subject is not None and (
        doing.by.authority is None or doing.subject.authority_id != doing.by.authority.code
    ):
        raise Refusal(
            Text("核查函由发函单位经办办理。", "An inquiry is handled by the officer of the authority that asks."),
            clause="A13.1",
        )


def something_unsent(doing: Doing) -> None:
    """There is a department the letter has not gone to. Raises `Refusal`."""
    if not Letter.objects.filter(inquiry=doing.subject.pk, sent_on__isnull=True).exists():
        raise Refusal(Text("各部门均已发函。", "The letter has gone to every department."), clause="A13.1")


def something_awaited(doing: Doing) -> None:
    """An answer is awaited. Raises `Refusal`."""
    if not Letter.objects.filter(inquiry=doing.subject.pk, sent_on__isnull=False, replied_on__isnull=True).exists():
        raise Refusal(
            Text("没有已发函而未回复的部门。", "No department that was written to has still to answer."), clause="A13.1"
        )


def open_inquiry(doing: Doing) -> None:
    """Pins the latest roster; a county's inquiry is seen above, a prefecture's not below."""
    payload, authority = doing.payload, doing.by.authority
    assert authority is not None
    cluster = Cluster.objects.select_related("authority").get(pk=payload["cluster"])
    roster = RosterRevision.objects.filter(cluster=cluster).order_by("-number").first()
    if roster is None:
        raise Refusal(NO_ROSTER, clause="A13.1")
    year = doing.now.year
    doing.subject = open_case(
        doing,
        number=f"{year}-H{next_number(f'inquiry/{year}')}",
        title=f"部门核查：{cluster.name}",
        authority=authority,
        measure=MEASURE,
        state=PREPARED,
        cluster=cluster,
        audience=Audience.CHAIN,
    )
    inquiry = Inquiry.objects.create(
        case=doing.subject,
        cluster=cluster,
        roster=roster,
        since=months_before(payload["until"], MONTHS),
        until=payload["until"],
        note=payload["note"],
    )
    Letter.objects.bulk_create(Letter(inquiry=inquiry, department=name) for name in payload["departments"])
    doing.told["roster"] = {"number": roster.number, "sha256": roster.sha256}
    doing.note = Text(
        f"名册第 {roster.number} 版 {roster.firms} 家企业，{inquiry.since} 至 {inquiry.until}",
        f"Roster version {roster.number}, {roster.firms} firms, {inquiry.since} to {inquiry.until}",
    )


def asked_until(doing: Doing) -> datetime | None:
    """The moment by which an answer is asked for: the close of that day."""
    return closing_moment(doing.payload["reply_by"], doing.subject.authority)


def record_sending(doing: Doing) -> None:
    """The letters went out under the office's number."""
    payload = doing.payload
    Letter.objects.filter(inquiry=doing.subject.pk, department__in=payload["departments"]).update(
        document=payload["document"], sent_on=payload["sent_on"]
    )
    names = listing(departments()[name].title for name in payload["departments"])
    doing.note = Text(f"{payload['document']}，发往{names.zh}", f"{payload['document']}, to {names.en}")


def remind(doing: Doing) -> None:
    """A reminder, with its day."""
    payload = doing.payload
    letter = Letter.objects.get(inquiry=doing.subject.pk, department=payload["department"])
    letter.reminded = [*letter.reminded, {"on": payload["reminded_on"].isoformat(), "note": payload["note"]}]
    letter.save(update_fields=["reminded"])
    title = departments()[letter.department].title
    doing.note = Text(f"{title.zh}：{payload['note']}", f"{title.en}: {payload['note']}")


def after_reply(doing: Doing) -> str:
    """Where an answer leads: to the conclusion when it was the last, and straight through it when nothing was found."""
    inquiry = doing.subject.pk
    awaited = Letter.objects.filter(inquiry=inquiry, replied_on__isnull=True)
    if awaited.exclude(department=doing.payload["department"]).exists():
        return SENT
    found = doing.payload["hits"] or Hit.objects.pending().filter(letter__inquiry=inquiry).exists()
    return CHECKING if found else CONCLUDED


def record_reply(doing: Doing) -> None:
    """The answer with its scan; every firm it names becomes 疑似命中·待核."""
    payload, case, by = doing.payload, doing.subject, doing.by
    letter = Letter.objects.get(inquiry=case.pk, department=payload["department"])
    letter.replied_by, letter.reply_document = payload["replied_by"], payload["document"]
    letter.replied_on, letter.covers = payload["replied_on"], "、".join(payload["covers"])
    letter.clear = payload["outcome"] == "none"
    letter.save()
    account: Any = by
    attach(case, reply_requirement(letter.department), payload["file"], id=doing.new_id(), by=account, now=doing.now)
    raised, _ = keep(doing, [hit_of(doing, letter, values) for values in payload["hits"]])
    doing.told["hits"] = [str(hit.pk) for hit in raised]
    if case.state == CONCLUDED:
        show_county(case)
    title = departments()[letter.department].title
    doing.note = Text(
        f"{title.zh}：{f'疑似命中 {len(raised)} 条' if raised else '均未查到记录'}",
        f"{title.en}: {f'{len(raised)} hits' if raised else 'no record'}",
    )


def hit_of(doing: Doing, letter: Letter, values: dict[str, Any]) -> Hit:
    """A record of an answer as a hit that is not stored yet."""
    case: Any = doing.subject
    told = {**values, "source_uscc": values["uscc"], "source_name": values["name"]}
    return Hit(
        id=doing.new_id(),
        cluster=case.inquiry.cluster,
        path=case.path,
        letter=letter,
        mark=mark_of(f"letter/{letter.pk}", told),
        matched=BY_CODE,
        found_on=doing.payload["replied_on"],
        authority=letter.replied_by,
        **told,
    )


def all_concluded(doing: Doing) -> None:
    """Every hit has been concluded on. Raises `Refusal`."""
    if waiting := Hit.objects.pending().filter(letter__inquiry=doing.subject.pk).count():
        raise Refusal(
            Text(
                f"还有 {waiting} 条疑似命中待核，由市级经办逐条核实后再办结。",
                f"{waiting} hits are not concluded yet; the prefecture's officer concludes on each first.",
            ),
            clause="A13.1",
        )


def stop_waiting(doing: Doing) -> None:
    """What has not been answered stays unsearched; the reason is kept."""
    reason = doing.payload["reason"]
    doing.note = Text(reason, reason) if reason else None


def close(doing: Doing) -> None:
    """The inquiry is at its end; its county may read it."""
    show_county(doing.subject)


def show_county(case: Any) -> None:
    """From now on the inquiry lies at the cluster, so that its county sees it with what was concluded."""
    path = case.inquiry.cluster.path
    Case.objects.filter(pk=case.pk).update(path=path)
    Hit.objects.filter(letter__inquiry=case.pk).update(path=path)
    case.path = path


def withdraw(doing: Doing) -> None:
    """Nothing was sent; the reason is kept in the history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


LEVELS = {Level.COUNTY: "county_inquiry", Level.PREFECTURE: "prefecture_inquiry"}
"""The table an authority's inquiry follows."""
