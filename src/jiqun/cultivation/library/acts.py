"""What is done to a library entry (Articles 6, 8): entered, moved, advised, recognised by the prefecture, let go."""

from __future__ import annotations

from django.conf import settings

from jiqun.authorities.models import Authority, Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.models import Guidance, LibraryEntry
from jiqun.evidence.attachments import attach
from jiqun.instruments.queries import PROVINCIAL
from jiqun.law.citation import citing
from jiqun.register.levels import MUNICIPAL
from jiqun.register.models import Cluster, Recognition

CLAUSE = "A8"
DECISION = "municipal"
"""What the prefecture's decision is attached as."""
NOT_PROVINCE = citing(
    "培育库由地级以上市建立（{A8}），由县级或市级经办登记。",
    "The library is the prefecture's ({A8}); its counties and itself enter clusters.",
)
NOT_OWN = Text(
    "指导意见由集群所在地的县级经办反馈落实情况。", "What was done is told by the officer of the cluster's own county."
)
NOTHING_OPEN = Text("没有待落实的指导意见。", "No guidance is open.")


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def county_or_prefecture(doing: Doing) -> None:
    """The library is the prefecture's. Raises `Refusal` for the province."""
    if doing.by.level == Level.PROVINCE:
        raise Refusal(NOT_PROVINCE, clause=CLAUSE)


def own_county(doing: Doing) -> None:
    """Only the cluster's own county. Raises `Refusal`."""
    if doing.by.authority is None or doing.subject.authority_id != doing.by.authority.code:
        raise Refusal(NOT_OWN, clause=CLAUSE)


def something_open(doing: Doing) -> None:
    """There is guidance to tell of. Raises `Refusal`."""
    if not Guidance.objects.filter(entry=doing.subject.pk, done_on=None).exists():
        raise Refusal(NOTHING_OPEN, clause=CLAUSE)


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def enter(doing: Doing) -> None:
    """Puts a cluster into the library at the stage 储备; a new one is made known to the register."""
    cluster = chosen(doing)
    authority = cluster.authority
    on = doing.today
    doing.subject = open_case(
        doing,
        number=f"PY-{on.year}-{authority.code}-{next_number(f'library/{on.year}/{authority.code}'):03d}",
        title=f"培育库：{cluster.name}"[:120],
        authority=authority,
        measure=PROVINCIAL,
        state="reserve",
        cluster=cluster,
        audience=Audience.CHAIN,
    )
    LibraryEntry.objects.create(
        case=doing.subject, cluster=cluster, entered_on=on, stage_since=on, reason=doing.payload["reason"]
    )
    say(doing)


def chosen(doing: Doing) -> Cluster:
    """The cluster that was chosen, of the territory (the form has refused any other), or the new one."""
    payload = doing.payload
    if payload["cluster"]:
        return Cluster.objects.select_related("authority").get(pk=payload["cluster"])
    authority = Authority.objects.get(pk=payload["place"])
    return Cluster.objects.create(
        id=doing.new_id(),
        name=payload["name"],
        authority=authority,
        path=authority.path,
        lead_codes=payload["lead_codes"],
        niche=payload["niche"],
        strategic=payload["strategic"],
        invented=settings.JIQUN_DEMO,
    )


def say(doing: Doing) -> None:
    """The reason stands in the history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def stage_chosen(doing: Doing) -> str:
    """The stage an entry is moved to."""
    stage: str = doing.payload["stage"]
    return stage


def move(doing: Doing) -> None:
    """The stage since today, with its reason."""
    LibraryEntry.objects.filter(pk=doing.subject.pk).update(stage_since=doing.today)
    say(doing)


def advise(doing: Doing) -> None:
    """One more piece of guidance in the log."""
    payload = doing.payload
    Guidance.objects.create(
        id=doing.new_id(),
        entry_id=doing.subject.pk,
        given_on=payload["given_on"],
        given_by=payload["given_by"],
        advice=payload["advice"],
        due_on=payload["due_on"],
        noted_by=doing.clerk,
    )
    doing.note = Text(payload["advice"], payload["advice"])


def report_done(doing: Doing) -> None:
    """What came of a piece of guidance."""
    payload = doing.payload
    Guidance.objects.filter(pk=payload["guidance"], done_on=None).update(
        done_on=payload["done_on"], outcome=payload["outcome"]
    )
    doing.note = Text(payload["outcome"], payload["outcome"])


def recognise(doing: Doing) -> None:
    """Enters the prefecture's own recognition, with its term and its document."""
    payload = doing.payload
    Recognition.objects.create(
        id=doing.new_id(),
        cluster_id=doing.subject.cluster_id,
        level=MUNICIPAL,
        batch=payload["batch"],
        announced_on=payload["announced_on"],
        valid_from=payload["valid_from"],
        valid_to=payload["valid_to"],
        document=payload["document"],
        source=f"{payload['document']}（依据：{payload['rule']}）"[:300],
        case_id=doing.subject.pk,
        case_number=doing.subject.number,
    )
    attach(doing.subject, DECISION, payload["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)
    doing.note = Text(
        f"{payload['document']}，有效期 {payload['valid_from']} 至 {payload['valid_to']}",
        f"{payload['document']}, from {payload['valid_from']} to {payload['valid_to']}",
    )


def leave(doing: Doing) -> None:
    """It leaves the library; everything stays readable, and it may be entered again."""
    payload = doing.payload
    LibraryEntry.objects.filter(pk=doing.subject.pk).update(
        left_on=doing.today, outcome=payload["outcome"], left_reason=payload["reason"]
    )
    say(doing)


def enter_again(doing: Doing) -> None:
    """It comes back at the stage 储备."""
    on = doing.today
    LibraryEntry.objects.filter(pk=doing.subject.pk).update(
        entered_on=on, stage_since=on, left_on=None, outcome="", left_reason="", reason=doing.payload["reason"]
    )
    say(doing)
