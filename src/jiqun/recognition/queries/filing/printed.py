"""Which versions of an application were printed, and which sealed copy of it there is."""

from __future__ import annotations

from typing import Any

from jiqun.casework.models import Case
from jiqun.recognition.models.sealing import PrintedCopy, SealedCopy

TRUTH = "truth"
"""The field whose proof is the sealed copy (盖章件扫描); its files are no part of the version that is sealed."""


def printed_copies(case: Case) -> list[PrintedCopy]:
    """Every printing, the latest first; one query."""
    return list(PrintedCopy.objects.filter(case=case).select_related("by__person").order_by("-at", "-id"))


def printed_as(case: Case, code: str) -> PrintedCopy | None:
    """The latest printing of a version; one query."""
    return PrintedCopy.objects.filter(case=case, code=code).order_by("-at", "-id").first()


def sealed_copy(case: Case) -> SealedCopy | None:
    """The sealed copy that stands: the latest whose scan was not taken away; one query."""
    return (
        SealedCopy.objects.filter(case=case, attachment__removed_at__isnull=True)
        .select_related("attachment__file", "by__person", "printed")
        .order_by("-at", "-id")
        .first()
    )


def sealed_plain(case: Case) -> dict[str, Any] | None:
    """The sealed copy by value, for what is frozen and for receipts; `None` where there is none. One query."""
    found = sealed_copy(case)
    if found is None:
        return None
    return {
        "code": found.code,
        "scan": {"name": found.attachment.name, "sha256": found.attachment.file_id, "sm3": found.attachment.file.sm3},
        "document": found.document,
        "dated": found.dated,
    }
