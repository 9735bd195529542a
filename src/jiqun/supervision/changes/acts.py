"""What is done to a change: entered, handed in, checked, put on record, returned, declined, withdrawn (17(四)).

Only `put_on_record` touches the register, by the province's signature; what stood before stays in the filing.
"""

from __future__ import annotations

from typing import Any

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.outgoing.drafting import draft
from jiqun.register.models import Cluster, RosterRevision
from jiqun.register.terms import Standing
from jiqun.standards import province
from jiqun.supervision.changes import periods, record
from jiqun.supervision.changes.kinds import KINDS
from jiqun.supervision.models import ChangeFiling

CLAUSE = "A17.4"
MEASURE = province.here().measure
PROOF = "change"
"""What a document of the county is attached as."""
NOT_OWN = Text("变动由集群所在地的县级经办报备。", "A change is filed by the officer of the cluster's own county.")
NOT_RECOGNISED = Text(
    "该集群没有省级认定，不需要报备变动；登记内容随申报更新。",
    "The cluster holds no provincial recognition; there is nothing to file.",
)
REVOKED = Text("该集群的认定已经撤销，不再报备变动。", "The recognition was revoked; changes are no longer filed.")
UNDER_WAY = Text(
    "该集群已有一件“{kind}”变动在办（{number}），请先办结或撤回。",
    "A change of “{kind}” of this cluster is under way ({number}); finish or withdraw it first.",
)


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own(doing: Doing) -> None:
    """Only the county of the cluster files, mends and withdraws. Raises `Refusal`."""
    if doing.by.authority is None or doing.subject.authority_id != doing.by.authority.code:
        raise Refusal(NOT_OWN, clause=CLAUSE)


def may_be_filed(doing: Doing) -> None:
    """The cluster is the county's own, is recognised, and has no change of the kind under way. Raises `Refusal`."""
    key = doing.payload.get("cluster")
    if not key:
        return
    cluster = Cluster.objects.filter(pk=key, authority=doing.by.authority).first() if doing.by.authority else None
    if cluster is None:
        raise Refusal(NOT_OWN, clause=CLAUSE)
    recognised = record.recognition(cluster)
    if recognised is None:
        raise Refusal(NOT_RECOGNISED, clause=CLAUSE)
    if recognised.standing(doing.today) is Standing.REVOKED:
        raise Refusal(REVOKED, clause=CLAUSE)
    kind = doing.payload["kind"]
    there = ChangeFiling.objects.filter(cluster=cluster, kind=kind, settled=False).select_related("case").first()
    if there is not None:
        raise Refusal(UNDER_WAY.format(kind=KINDS[kind].title, number=there.case.number), clause=CLAUSE)


def still_fits(doing: Doing) -> None:
    """What was entered still holds against what stands on record. Raises `Refusal`."""
    filing = filing_of(doing)
    wrong = KINDS[filing.kind].wrong_now(filing)
    if wrong is not None:
        raise Refusal(wrong, clause=CLAUSE)


def filing_of(doing: Doing) -> ChangeFiling:
    """The filing of the matter."""
    return ChangeFiling.objects.select_related("cluster__authority").get(pk=doing.subject.pk)


# ── the county ───────────────────────────────────────────────────────────────────────────────────────────


def open_change(doing: Doing) -> None:
    """Opens the matter as a draft, which its own county alone sees."""
    payload, authority = doing.payload, doing.by.authority
    assert authority is not None
    cluster = Cluster.objects.get(pk=payload["cluster"])
    title = KINDS[payload["kind"]].title.zh
    doing.subject = open_case(
        doing,
        number=f"BD-{doing.now.year}-{next_number(f'change/{doing.now.year}'):03d}",
        title=f"重大变动报备（{title}）：{cluster.name}"[:120],
        authority=authority,
        measure=MEASURE,
        state="drafting",
        cluster=cluster,
    )
    ChangeFiling.objects.create(case=doing.subject, cluster=cluster, kind=payload["kind"], **entered(doing))
    prove(doing)


def amend(doing: Doing) -> None:
    """Enters it anew."""
    ChangeFiling.objects.filter(pk=doing.subject.pk).update(**entered(doing))
    prove(doing)


def entered(doing: Doing) -> dict[str, Any]:
    """What was entered, as it is stored; the history says what changes."""
    payload = doing.payload
    found = {name: payload[name] for name in ("changed_on", "reason", "before", "after")}
    return {**found, "boundary_id": payload["after"].get("boundary")}


def prove(doing: Doing) -> None:
    """The document lies with the matter; one uploaded before stays beside it."""
    if doing.payload["file"]:
        attach(doing.subject, PROOF, doing.payload["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)


def hand_in(doing: Doing) -> None:
    """From now on the prefecture and the province see it. The first time fixes whether it was filed in time."""
    filing = filing_of(doing)
    roster = RosterRevision.objects.filter(cluster=filing.cluster).order_by("-number").first()
    changes: dict[str, Any] = {"roster": roster, "returned": ""}
    if filing.handed_in_on is None:
        on = doing.today
        due = periods.due(filing.changed_on) if KINDS[filing.kind].periodic else None
        late = due is not None and on > due
        changes |= {"handed_in_on": on, "due_on": due, "late": late}
        if due is not None:
            doing.note = Text(
                f"应于 {due} 前报备{'，已逾期' if late else ''}", f"due by {due}{', late' if late else ''}"
            )
    ChangeFiling.objects.filter(pk=filing.pk).update(**changes)
    Case.objects.filter(pk=filing.pk).update(audience=Audience.CHAIN)


def withdraw(doing: Doing) -> None:
    """The county takes it back; the reason is kept."""
    settle(doing)


def settle(doing: Doing) -> None:
    """Closes the matter without a change of the register, with its reason."""
    reason = doing.payload["reason"]
    doing.note = Text(reason, reason)
    ChangeFiling.objects.filter(pk=doing.subject.pk).update(settled=True)


# ── above ────────────────────────────────────────────────────────────────────────────────────────────────


def check(doing: Doing) -> None:
    """The prefecture's opinion goes up with it."""
    opinion = doing.payload["opinion"]
    ChangeFiling.objects.filter(pk=doing.subject.pk).update(opinion=opinion)
    doing.note = Text(opinion, opinion)


def give_back(doing: Doing) -> None:
    """Back to the county, with everything that has to be mended."""
    reason = doing.payload["reason"]
    ChangeFiling.objects.filter(pk=doing.subject.pk).update(returned=reason)
    doing.note = Text(reason, reason)


def send_back(doing: Doing) -> None:
    """Back to the county by a letter of the province."""
    give_back(doing)
    letter(doing, "change_returned", reason=doing.payload["reason"])


def decline(doing: Doing) -> None:
    """Not put on record, by a letter with its reasons; the register stays as it is. A new filing is open to all."""
    settle(doing)
    letter(doing, "change_declined", reason=doing.payload["reason"])


def put_on_record(doing: Doing) -> None:
    """备案: the register takes over what changed, and a letter says so."""
    filing = filing_of(doing)
    filing.filed_on = doing.today
    ChangeFiling.objects.filter(pk=filing.pk).update(filed_on=filing.filed_on, settled=True)
    kind = KINDS[filing.kind]
    kind.put_on_record(doing, filing)
    doing.told["register"] = {"kind": filing.kind, "before": filing.before, "after": filing.after}
    letter(doing, "change_filed", note=doing.payload["note"], cluster=filing.cluster.name)  # as the county wrote it
    doing.note = Text(f"{kind.title.zh}已备案", f"{kind.title.en}: on record")


def letter(doing: Doing, slug: str, **more: str) -> None:
    """Drafts the letter to the county, by the hand of its prefecture."""
    case, issuer = doing.subject, doing.by.authority
    assert issuer is not None
    filing = filing_of(doing)
    between = Authority.objects.filter(pk=case.authority.prefecture_code).exclude(pk=case.authority_id).first()
    context = {
        "issuer": issuer.body,
        "to": case.authority.body,
        "cluster": filing.cluster.name,
        "number": case.number,
        "kind": filing.kind,
        "invented": filing.cluster.invented,
        **more,
    }
    draft(doing, slug, case, issuer, context, addressee=case.authority, through=between)
