"""What is done to a revocation before it is decided: opened, proved, looked into, proposed, dropped (Article 17).

Nothing here touches the recognition. Called by the one door only.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.evidence.attachments import attach
from jiqun.hearings.acts import OPEN
from jiqun.hearings.models import Hearing
from jiqun.register.models import Recognition
from jiqun.supervision.models import Lead, Proof, ProofRequest, Revocation
from jiqun.supervision.revocation.grounds import MEASURE, Ground, missing, named
from jiqun.supervision.tracking.leads import hand_over

CLAUSE = "A17"
PROOF = "revocation-proof"
"""What evidence is attached as."""


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def revocation_of(doing: Doing) -> Revocation:
    """The revocation of the matter."""
    return Revocation.objects.select_related("recognition__cluster__authority").get(pk=doing.subject.pk)


def something_on_file(doing: Doing) -> None:
    """No inquiry without a lead or a document. Raises `Refusal`."""
    proofs = Proof.objects.standing().filter(revocation=doing.subject.pk)
    if not proofs.exists() and not Lead.objects.filter(case=doing.subject.pk).exists():
        raise Refusal(
            Text("没有线索，也没有证据材料，不能立案。", "There is neither a lead nor a document."), clause=CLAUSE
        )


def order_was_kept(doing: Doing) -> None:
    """What the province has to do first was done: a round closed, an order served, a period set. Raises `Refusal`."""
    of = revocation_of(doing)
    refuse(lacking(of, [each.clause for each in named(of.grounds) if each.before_inquiry], doing.today))


def grounds_on_file(doing: Doing) -> None:
    """Everything each ground calls for is on file. Raises `Refusal` with all that is missing.

    Before anything was entered one ground that holds is enough: the others may be left out.
    """
    of, chosen = revocation_of(doing), doing.payload.get("grounds")
    found = lacking(of, chosen or of.grounds, doing.today)
    if chosen or len(found) == len(of.grounds):
        refuse(found)


def lacking(of: Revocation, clauses: list[str], on: date) -> list[tuple[Ground, Text]]:
    """What is missing of these grounds."""
    return missing(of.recognition, clauses, list(of.proofs.standing()), on)


def refuse(lacking: list[tuple[Ground, Text]]) -> None:
    """Raises `Refusal` with everything that is missing."""
    if lacking:
        raise Refusal(
            Text(
                "；".join(f"“{ground.title.zh}”：{said.zh.rstrip('。')}" for ground, said in lacking) + "。",
                " ".join(f"“{ground.title.en}”: {said.en}" for ground, said in lacking),
            ),
            clause=" ".join(ground.clause for ground, _ in lacking),
        )


def proved(doing: Doing) -> None:
    """A document proves it: a lead alone is none. Raises `Refusal`."""
    if not Proof.objects.standing().filter(revocation=doing.subject.pk, attachment__isnull=False).exists():
        raise Refusal(
            Text(
                "证据目录为空，不能提出拟撤销；线索不能代替证据，请先登记证据材料。",
                "No document is on file; a lead is no evidence. Enter the documents first.",
            ),
            clause=CLAUSE,
        )


def prefecture_had_its_time(doing: Doing) -> None:
    """What the prefecture was asked is awaited until its day, or taken back. Raises `Refusal`."""
    rows = ProofRequest.objects.filter(revocation=doing.subject.pk).select_related("case")
    for row in rows:
        if row.open_on(doing.today):
            raise Refusal(
                Text(
                    f"市级核查报告（{row.case.number}）期限至 {row.due_on}，请等待报告，或先撤回该通知。",
                    f"The prefecture has until {row.due_on} to report ({row.case.number}); await it, or take it back.",
                ),
                clause="A16",
            )


def no_open_hearing(doing: Doing) -> None:
    """What those concerned were told of is given up in the hearing first. Raises `Refusal`."""
    found = Hearing.objects.filter(case=doing.subject.pk, state__in=OPEN).first()
    if found is not None:
        raise Refusal(
            Text(
                f"听取意见程序（{found.number}）尚在办理，请先在其中办理“不再处理”。",
                f"The hearing {found.number} is under way; give the intention up there first.",
            ),
            clause=CLAUSE,
        )


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def open_revocation(doing: Doing) -> None:
    """Opens the matter at the province, which alone sees it; leads become part of it. Raises `Conflict`."""
    told, by = doing.payload, doing.clerk
    assert by.authority is not None
    recognition = Recognition.objects.select_related("cluster").get(pk=told["recognition"])
    there = Revocation.objects.filter(recognition=recognition, live=True).select_related("case").first()
    if there is not None:
        raise Conflict(
            Text(
                f"该认定已有一件撤销办件（{there.case.number}），请在其中办理。",
                f"A revocation of this recognition is under way ({there.case.number}); go on with it.",
            ),
            clause=CLAUSE,
        )
    year = doing.now.astimezone(ZONE).year
    doing.subject = open_case(
        doing,
        number=f"CX-{year}-{next_number(f'revocation/{year}'):03d}",
        title=f"撤销认定调查：{recognition.cluster.name}（{recognition.batch}）"[:120],
        authority=by.authority,
        measure=MEASURE,
        state="drafted",
        cluster=recognition.cluster,
    )
    of = Revocation.objects.create(
        case=doing.subject,
        recognition=recognition,
        cluster=recognition.cluster,
        grounds=told["grounds"],
        known=told["known"],
    )
    leads = Lead.objects.filter(pk__in=[UUID(each) for each in told["leads"]], cluster=recognition.cluster)
    hand_over(doing, leads, doing.subject)
    if told["file"]:
        prove(doing, of, {"ground": told["grounds"][0], "kind": "proof", "title": told["title"], "file": told["file"]})


def add_proof(doing: Doing) -> None:
    """Keeps one more document."""
    prove(doing, Revocation.objects.get(pk=doing.subject.pk), dict(doing.payload))


def prove(doing: Doing, of: Revocation, told: dict[str, object]) -> Proof:
    """The document lies with the matter, and its line in the list of evidence."""
    file = told.pop("file")
    assert isinstance(file, dict)
    by = doing.clerk
    attachment = attach(doing.subject, PROOF, file, id=doing.new_id(), by=by, now=doing.now)
    found = Proof.objects.create(id=doing.new_id(), revocation=of, attachment=attachment, by=by, at=doing.now, **told)
    doing.note = Text(found.line, found.line)
    return found


def strike_proof(doing: Doing) -> None:
    """A document no longer counts; it stays readable with the reason."""
    found = Proof.objects.get(pk=doing.payload["proof"], revocation=doing.subject.pk)
    Proof.objects.filter(pk=found.pk).update(struck=doing.payload["reason"])
    doing.note = Text(f"{found.line}：{doing.payload['reason']}", f"{found.line}: {doing.payload['reason']}")


def propose(doing: Doing) -> None:
    """The inquiry's result, on the grounds that were proved; those concerned are told and heard next."""
    Revocation.objects.filter(pk=doing.subject.pk).update(
        grounds=doing.payload["grounds"], finding=doing.payload["finding"]
    )


def drop(doing: Doing) -> None:
    """Ends without a revocation; the recognition stands as it did."""
    reason = doing.payload["reason"]
    Revocation.objects.filter(pk=doing.subject.pk).update(dropped=reason, live=False)
    doing.note = Text(reason, reason)


def say_why(doing: Doing) -> None:
    """The reason stands in the history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
