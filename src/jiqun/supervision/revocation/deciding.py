"""Revoking, which only a decided hearing does; serving, publishing and withdrawing the decision (Article 17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from jiqun import law
from jiqun.authorities.models import Authority, Level
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import ActRecord, Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import attach
from jiqun.hearings.kinds import Kind, register
from jiqun.hearings.models import Hearing
from jiqun.law.citation import here
from jiqun.outgoing.drafting import draft
from jiqun.outgoing.models import REACHED, Paper
from jiqun.register import becoming
from jiqun.register.becoming import Decided
from jiqun.supervision.models import Revocation
from jiqun.supervision.renewal.judging import end_with_revocation, withdraw_with_revocation
from jiqun.supervision.revocation.acts import CLAUSE, revocation_of
from jiqun.supervision.revocation.grounds import named

SERVICE = "revocation-service"
"""What the proof of service is attached as."""
INSTRUMENT = law.provincial().instrument
WAYS = {
    "direct": Text("直接送达", "in person"),
    "post": Text("邮寄送达", "by post"),
    "online": Text("电子送达（受送达人同意）", "electronically, with consent"),
    "left": Text("留置送达", "left at the address"),
    "public": Text("公告送达", "by public announcement"),
}
"""Ways of service."""


# ── the hearing ──────────────────────────────────────────────────────────────────────────────────────────


def county(case: Case) -> Authority:
    """Those concerned: the authority of the cluster's place."""
    assert case.cluster is not None
    return Authority.objects.get(pk=case.cluster.authority_id)


def about(case: Case) -> str:
    """What the papers call it: the cluster with its batch and the document it was recognised by."""
    of = Revocation.objects.select_related("recognition", "cluster").get(pk=case.pk)
    by = f"，{of.recognition.document}" if of.recognition.document else ""
    return f"{of.cluster.name}（{of.recognition.batch}省级认定{by}）"


def begun(case: Case) -> Mapping[str, str]:
    """The intention begins with what the inquiry found, and the words of the grounds."""
    of = Revocation.objects.get(pk=case.pk)
    law = "；".join(f"{here(each.clause).zh}“{each.law}”" for each in named(of.grounds))
    return {"facts": of.finding, "grounds": f"{INSTRUMENT}{law}"}


def evidence(case: Case) -> Sequence[str]:
    """The list of evidence, as it stands."""
    of = Revocation.objects.get(pk=case.pk)
    return [each.line for each in of.proofs.standing()]


def notified(doing: Doing, hearing: Hearing) -> None:
    """With the signed notice those concerned, and the prefecture above them, read the matter and its evidence."""
    Case.objects.filter(pk=hearing.case_id).update(audience=Audience.CHAIN, path=hearing.addressee.path)


def revoke(doing: Doing, hearing: Hearing) -> None:
    """The decision enters the recognition's history; it counts once it was served. The one way to a revocation."""
    of = Revocation.objects.select_related("recognition").get(pk=hearing.case_id)
    assert hearing.effective_on is not None
    decided = Decided(
        on=doing.today,
        document="",
        reason="；".join(f"{here(each.clause).zh}：{each.law}" for each in named(of.grounds)),
        case_id=hearing.case_id,
        case_number=hearing.case.number,
    )
    if "A17.1" in of.grounds:
        end_with_revocation(doing, of.recognition, decided)
    change = becoming.revoke(of.recognition, decided, doing.new_id(), hearing.effective_on)
    Revocation.objects.filter(pk=of.pk).update(change=change, decided_by=doing.clerk)
    doing.told["revocation"] = {"recognition": str(of.recognition_id), "from": hearing.effective_on.isoformat()}
    day = hearing.effective_on
    doing.move(hearing.case, "decided", Text(f"撤销认定，自 {day} 起", f"Revoked from {day}"))


KIND = register(
    Kind(
        slug="revocation",
        deed=Text("撤销认定", "Revoke the recognition"),
        clause=CLAUSE,
        level=Level.PROVINCE,
        of="revocation",
        states=("proposed",),
        effect=revoke,
        addressee=county,
        about=about,
        begun=begun,
        evidence=evidence,
        notified=notified,
        dated=True,
        password_again=True,
    )
)


# ── after the decision ───────────────────────────────────────────────────────────────────────────────────


def letter_of(case_id: UUID) -> Paper | None:
    """The decision's letter as it went out last."""
    rows = Paper.objects.filter(case=case_id, kind_slug="hearing_decision").order_by("-drafted_at", "-pk")
    return rows.filter(replaces=None).first()


def letter_went_out(doing: Doing) -> None:
    """The letter has its number and left the house. Raises `Refusal`."""
    found = letter_of(doing.subject.pk)
    if found is None or not found.number or found.state not in REACHED:
        raise Refusal(
            Text(
                "撤销认定决定书尚未登记发文字号并发出，不能登记送达。",
                "The decision's letter has no number or was not sent yet; nothing was served.",
            ),
            clause=CLAUSE,
        )


def record_service(doing: Doing) -> None:
    """The proof of service lies with the matter; the history takes the letter's number, and never counts from before
    the day it was served."""
    of, told = revocation_of(doing), doing.payload
    letter = letter_of(doing.subject.pk)
    assert letter is not None and of.change is not None
    attach(doing.subject, SERVICE, told["file"], id=doing.new_id(), by=doing.clerk, now=doing.now)
    becoming.served(of.change, letter.number, told["served_on"])
    Revocation.objects.filter(pk=of.pk).update(letter=letter, served_on=told["served_on"], served_how=told["how"])
    way = WAYS[told["how"]]
    doing.note = Text(f"{told['served_on']} {way.zh}", f"{told['served_on']} {way.en}")


def publish(doing: Doing) -> None:
    """The public reads the decision with its reasons; what was looked at for personal data is in the journal."""
    told: Mapping[str, Any] = doing.payload
    Revocation.objects.filter(pk=doing.subject.pk).update(
        public_text=told["public_text"], public_url=told["public_url"], published_at=doing.now
    )


def another_hand(doing: Doing) -> None:
    """A decision is withdrawn by somebody who neither prepared nor signed it. Raises `Refusal`."""
    of = revocation_of(doing)
    hearings = [str(pk) for pk in Hearing.objects.filter(case=of.pk, state="decided").values_list("pk", flat=True)]
    rows = ActRecord.objects.filter(subject_id__in=hearings, act="decide", cause__isnull=True)
    people = {person for row in rows.values_list("by__person", "prepared_by__person") for person in row if person}
    if doing.clerk.person_id in people:
        raise Refusal(
            Text(
                "撤回撤销决定须由原决定的拟稿人、签批人以外的人员提出。",
                "Somebody who neither prepared nor signed the decision withdraws it.",
            ),
            clause=CLAUSE,
        )


def withdraw(doing: Doing) -> None:
    """The recognition stands as if it had not been revoked; decision and withdrawal both stay readable."""
    of, reason = revocation_of(doing), doing.payload["reason"]
    assert doing.by.authority is not None
    decided = Decided(
        on=doing.today, document="", reason=reason, case_id=doing.subject.pk, case_number=doing.subject.number
    )
    becoming.restore(of.recognition, decided, doing.new_id())
    withdraw_with_revocation(doing, of.recognition, of.pk)
    Revocation.objects.filter(pk=of.pk).update(withdrawn=reason, withdrawn_at=doing.now, live=False)
    letter = letter_of(doing.subject.pk)
    context = {
        "issuer": doing.by.authority.body,
        "to": county(doing.subject).body,
        "about": about(doing.subject),
        "number": letter.number if letter is not None else "",
        "reason": reason,
        "invented": of.cluster.invented,
    }
    draft(doing, "revocation_withdrawn", doing.subject, doing.by.authority, context, addressee=county(doing.subject))
    doing.note = Text(reason, reason)
