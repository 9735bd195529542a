"""Handing in: what was entered is frozen, the receipt names it, those above see it (Article 14(一))."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number
from jiqun.casework.models import Audience, Case
from jiqun.evidence import attachments, store
from jiqun.evidence.models import StoredFile
from jiqun.forms import answers
from jiqun.journal import signing
from jiqun.journal.canonical import canonical
from jiqun.journal.chain import Position
from jiqun.recognition.acts.filing.ledger_proofs import hand_in_proofs
from jiqun.recognition.models import Application, PreCheck, Receipt
from jiqun.recognition.queries.filing import ledger_slice, receipts
from jiqun.recognition.queries.filing.application import (
    ROSTER_FILE,
    SNAPSHOT_FILE,
    application_of,
    form_for,
    goals,
    ledger_of,
)
from jiqun.recognition.queries.filing.boundary import in_force
from jiqun.recognition.queries.filing.ledger_slice import LEDGER_FILE, Slice
from jiqun.recognition.queries.filing.precheck import legal_date, measure_of
from jiqun.recognition.queries.filing.printed import sealed_plain

FORMAT = "jiqun-application-1"


def submit(doing: Doing) -> None:
    """Freezes the application in a snapshot, writes the receipt, and opens the case to the authorities above."""
    case: Case = doing.subject
    assert doing.record_id is not None
    application = application_of(case)
    counted = ledger_slice.living(application, form_for(application))
    hand_in_proofs(doing, case, counted)
    file = keep_snapshot(case, application, doing.now, counted)
    attachments.attach(
        case,
        SNAPSHOT_FILE,
        {"sha256": file.sha256, "name": f"{case.number}-{doing.now.astimezone(ZONE):%Y%m%d%H%M%S}.json"},
        id=doing.new_id(),
        by=None,
        now=doing.now,
    )
    Application.objects.filter(pk=application.pk).update(submitted_at=doing.now, snapshot_sha256=file.sha256)
    application.submitted_at, application.snapshot_sha256 = doing.now, file.sha256
    due = application.round.prefecture_deadline  # as it stands now; the claim named the one read before it
    Case.objects.filter(pk=case.pk).update(audience=Audience.CHAIN, due_at=due)
    case.audience, case.due_at = Audience.CHAIN, due
    receipt = Receipt.objects.create(
        number=receipt_number(doing.now),
        case=case,
        at=doing.now,
        sha256=file.sha256,
        sm3=file.sm3,
        record_id=doing.record_id,
    )
    said = receipts.content(case, application, receipt.number, doing.now, (file.sha256, file.sm3))
    signing.announce(doing.now)
    doing.after.append(lambda position: sign_receipt(receipt, said, position))
    doing.told |= {"receipt": receipt.number, "sha256": file.sha256, "sm3": file.sm3}
    doing.note = Text(f"回执 {receipt.number}", f"Receipt {receipt.number}")


def sign_receipt(receipt: Receipt, said: dict[str, Any], position: Position) -> None:
    """Writes the receipt as it is handed out, once the act's place in the journal is known (`docs/decisions/0011`)."""
    content = receipts.signed_content(said, position.seq, position.sha256, position.sm3)
    signed = canonical({**content, "signature": signing.sign(canonical(content))})
    Receipt.objects.filter(pk=receipt.pk).update(signed=signed)


def receipt_number(now: datetime) -> str:
    """Day and running number: 2025-0418-0031."""
    day = f"{now.astimezone(ZONE):%Y-%m%d}"
    return f"{day}-{next_number(f'receipt/{day}'):04d}"


def keep_snapshot(case: Case, application: Application, now: datetime, counted: Slice) -> StoredFile:
    """The snapshot as canonical JSON in the file store."""
    return store.keep(canonical(snapshot(case, application, now, counted)), "application/json", now)


def snapshot(case: Case, application: Application, now: datetime, counted: Slice | None = None) -> dict[str, Any]:
    """Everything that is handed in, by value or by digest: enough to show and compute it again years later.

    `counted` are the entries of the ledgers, by default those the application shows.
    """
    roster, row = application.roster, application.round
    checked = PreCheck.objects.filter(application=application.pk).first()
    return {
        "format": FORMAT,
        "number": case.number,
        "round": row.case.number,
        "applicant": case.authority_id,
        "cluster": {"id": application.cluster_id, "name": application.cluster.name},
        "at": now.astimezone(ZONE),
        "measure": {
            "id": case.measure,
            "sha256": measure_of(row).sha256,
            "on": legal_date(row),
            "bases": row.bases,
            "interpretations": row.interpretations,
        },
        "readings": row.readings,
        "form": {"number": row.form.number, "sha256": row.form.sha256},
        "answers": answers.values(case),
        "ledgers": ledger_slice.plain(counted or ledger_of(case), form_for(application)),
        "roster": roster and {"number": roster.number, "sha256": roster.sha256, "file": roster.file_sha256},
        "boundary": (held := in_force(application)) and held.plain(),
        "facts_sha256": application.facts_sha256,
        "forwarded": application.forwarded and application.forwarded.plain(),
        "sealed": sealed_plain(case),
        "findings": checked and {"verdict": checked.verdict, "norms": verdicts(checked)},
        "goals": [
            {"indicator": g.indicator, "unit": g.unit, "base": g.base, "targets": g.targets, "owner": g.owner}
            for g in goals(case)
        ],
        "evidence": [
            {"requirement": each.requirement, "name": each.name, "sha256": each.sha256, "sm3": each.sm3}
            for each in sorted(attachments.files(case), key=lambda file: (file.requirement, file.sha256, file.name))
            if each.requirement not in (SNAPSHOT_FILE, ROSTER_FILE, LEDGER_FILE)
        ],
    }


def verdicts(checked: PreCheck) -> dict[str, str]:
    """The computed verdicts by norm."""
    return {finding["id"]: finding["verdict"] for finding in checked.zh["findings"]}
