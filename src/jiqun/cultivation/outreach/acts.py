"""Policies, bringing them to firms, and how far they came. Called by the one door only (Articles 5, 8, 13(九))."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.models import Outreach, OutreachFirm, Policy
from jiqun.cultivation.outreach.states import STATES, behind
from jiqun.cultivation.outreach.targets import newest_of, targets
from jiqun.register.models import Cluster, RosterRevision

CLAUSE, REACH = "A5", "A13.9"
OWN = Text("由{unit}登记，由其办理。", "It was entered by {unit}, which alone changes it.")
BATCH = 2_000
COLUMNS = ("title", "document", "on", "valid_to", "summary", "link", "kinds", "rule")


def own(doing: Doing) -> None:
    """Only the authority that entered it. Raises `Refusal`."""
    row: Any = doing.subject
    if doing.by.authority is None or row.authority_id != doing.by.authority.code:
        raise Refusal(OWN.format(unit=row.authority.body), clause=CLAUSE)


def enter(doing: Doing) -> None:
    """A draft, seen by the own authority."""
    clerk: Any = doing.clerk
    told = {name: doing.payload[name] for name in COLUMNS}
    row = Policy(id=doing.new_id(), authority_id=str(clerk.authority_id), by=clerk, at=doing.now, **told)
    row.save(force_insert=True)
    doing.subject = row
    doing.note = Text(row.title, row.title)


def correct(doing: Doing) -> None:
    """A draft as it was entered anew."""
    Policy.objects.filter(pk=doing.subject.pk).update(**{name: doing.payload[name] for name in COLUMNS})


def end(doing: Doing) -> None:
    """It is brought to nobody any more; what was done stays."""
    reason = doing.payload["reason"]
    Policy.objects.filter(pk=doing.subject.pk).update(reason=reason)
    doing.note = Text(reason, reason)


def bring(doing: Doing) -> None:
    """From now on it is followed by firm. One row a firm, written in batches; one entry in the journal."""
    clerk: Any = doing.clerk
    policy = Policy.objects.get(pk=doing.payload["policy"])
    cluster = Cluster.objects.get(pk=doing.payload["cluster"])
    roster = RosterRevision.objects.get(pk=doing.payload["roster"])
    row = Outreach(
        id=doing.new_id(),
        policy=policy,
        cluster=cluster,
        roster=roster,
        authority_id=str(clerk.authority_id),
        by=clerk,
        at=doing.now,
    )
    row.save(force_insert=True)
    doing.subject = row
    n = add(doing, row, targets(policy.rule, cluster, roster, doing.today))
    doing.note = Text(f"{policy.title}：目标企业 {n} 家", f"{policy.title}: {n} firms")


def add(doing: Doing, row: Outreach, firms: Iterable[str]) -> int:
    """Takes firms in; how many."""
    rows = [OutreachFirm(id=doing.new_id(), outreach=row, firm_id=code) for code in firms]
    OutreachFirm.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def still_published(doing: Doing) -> None:
    """The policy has not ended. Raises `Refusal`."""
    if doing.subject.policy.state != "published":
        raise Refusal(Text("这项政策已终止，不再宣达。", "The policy has ended; it is brought to nobody any more."))


def take_in(doing: Doing) -> None:
    """Firms the newest roster means beyond those that are there; nobody is taken out. Raises `Refusal` for none."""
    row: Outreach = doing.subject
    roster = newest_of(row.cluster)
    there = set(OutreachFirm.objects.filter(outreach=row).values_list("firm", flat=True))
    fresh = [
        code
        for code in (targets(row.policy.rule, row.cluster, roster, doing.today) if roster is not None else [])
        if code not in there
    ]
    if roster is None or not fresh:
        raise Refusal(Text("最新名册没有新增的目标企业。", "The newest roster names no other firm."))
    Outreach.objects.filter(pk=row.pk).update(roster=roster)
    n = add(doing, row, fresh)
    doing.note = Text(f"补入 {n} 家", f"{n} firms taken in")


def record(doing: Doing) -> None:
    """Brings firms to a state; those already there or further on stay, and their number is told."""
    payload = doing.payload
    codes: list[str] = payload["codes"]
    changed = 0
    for first in range(0, len(codes), BATCH):
        rows = OutreachFirm.objects.filter(
            outreach=doing.subject, firm__in=codes[first : first + BATCH], state__in=behind(payload["state"])
        )
        changed += rows.update(
            state=payload["state"],
            channel=payload["channel"],
            on=payload["on"],
            note=payload["note"],
            version=F("version") + 1,
        )
    doing.told |= {"changed": changed, "kept": len(codes) - changed}
    title, kept = STATES[payload["state"]], len(codes) - changed
    doing.note = Text(
        f"{title.zh} {changed} 家" + (f"，{kept} 家已在更后状态，保持不变" if kept else ""),
        f"{title.en}: {changed}" + (f"; {kept} were further on and stay" if kept else ""),
    )


def renew(doing: Doing) -> None:
    """Another link; the one before leads nowhere."""
    Outreach.objects.filter(pk=doing.subject.pk).update(links=F("links") + 1)


def close(doing: Doing) -> None:
    """The link ends; what was reached stays to be read."""
    result = doing.payload["reason"]
    Outreach.objects.filter(pk=doing.subject.pk).update(result=result)
    doing.note = Text(result, result)


def answered(doing: Doing) -> str:
    """Where an answer leads: never back. Only a firm behind that state changes."""
    wanted: str = doing.payload["state"]
    return wanted if doing.subject.state in behind(wanted) else doing.subject.state


def answer(doing: Doing) -> None:
    """A firm's own word, and what it asks."""
    told: dict[str, Any] = {"channel": "link", "on": doing.today}
    if doing.payload["question"]:
        told["question"] = doing.payload["question"]
    OutreachFirm.objects.filter(pk=doing.subject.pk).update(**told)


def set_right(doing: Doing) -> None:
    """What a firm's state really is; the reason stays."""
    reason = doing.payload["reason"]
    OutreachFirm.objects.filter(pk=doing.subject.pk).update(note=reason, on=doing.today)
    doing.note = Text(reason, reason)
