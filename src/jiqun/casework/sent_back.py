"""Why what was prepared last was sent back, read by the authority that prepared it and by no other."""

from __future__ import annotations

from collections.abc import Iterable

from jiqun.authorities.models import Account
from jiqun.casework.models import Case, Proposal


def reasons(cases: Iterable[Case], user: Account) -> dict[str, str]:
    """Case id → reason, of cases whose last proposal this account's authority prepared (one query, none when nothing
    was sent back): what a signer writes is for the signer's own house."""
    told = {str(case.pk): case.sent_back for case in cases if case.sent_back}
    if not told or user.authority_id is None:
        return {}
    rows = Proposal.objects.filter(subject_id__in=told).order_by("prepared_at", "id")
    last = dict(rows.values_list("subject_id", "authority_id"))
    return {pk: reason for pk, reason in told.items() if last.get(pk) == user.authority_id}
