"""Proof from the ledgers goes with the application when it is handed in, so that whoever sees it can open it."""

from __future__ import annotations

from typing import Any

from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.attachments import FULL, MOST_BYTES
from jiqun.evidence.models import Attachment, StoredFile
from jiqun.recognition.queries.filing.ledger_slice import LEDGER_FILE, Slice


def hand_in_proofs(doing: Doing, case: Case, handed_in: Slice) -> None:
    """Attaches the proof of every entry that counts, and takes away what was handed in before and counts no more.

    Raises `Refusal` past 500 MB; four statements whatever their number.
    """
    by: Any = doing.by
    current = list(Attachment.objects.current().filter(case=case).select_related("file"))
    wanted = {file.sha256: file.name for entry in handed_in.entries for file in entry.files}
    there = {each.file_id for each in current if each.requirement == LEDGER_FILE}
    gone = [each.pk for each in current if each.requirement == LEDGER_FILE and each.file_id not in wanted]
    fresh = {row.sha256: row for row in StoredFile.objects.filter(pk__in=set(wanted) - there)}
    kept = sum(each.file.size for each in current if each.pk not in gone)
    if kept + sum(row.size for row in fresh.values()) > MOST_BYTES:
        raise Refusal(FULL)
    if gone:
        Attachment.objects.filter(pk__in=gone).update(removed_by=by, removed_at=doing.now)
    Attachment.objects.bulk_create(
        Attachment(
            id=doing.new_id(), case=case, requirement=LEDGER_FILE, file=row, name=wanted[sha256], by=by, at=doing.now
        )
        for sha256, row in sorted(fresh.items())
    )
