"""Attaching files to a matter and taking them away again, and what is attached (佐证材料)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence.models import Attachment

MOST_BYTES = 500 * 2**20
FULL = Text(
    "本办件的材料合计已超过 500 MB，请移除不需要的文件后再上传。",
    "The files of this matter exceed 500 MB; take away what is not needed first.",
)
GONE = Text("没有这份材料，或已被移除。", "There is no such file here, or it was taken away.")


@dataclass(frozen=True, slots=True)
class File:
    """One attached file as a list shows it; `size` in bytes."""

    id: UUID
    requirement: str
    name: str
    sha256: str
    sm3: str
    size: int
    by: str
    at: datetime


def attach(
    case: Case, requirement: str, stored: Mapping[str, str], *, id: UUID, by: Account | None, now: datetime
) -> Attachment:
    """Attaches a stored file to a requirement; the same file twice there stays one. Raises `Refusal` past 500 MB.

    The caller holds the matter and has seen that it may still be changed.
    """
    current = list(Attachment.objects.current().filter(case=case).select_related("file"))
    for there in current:
        if there.requirement == requirement and there.file_id == stored["sha256"]:
            return there
    fresh = Attachment(
        id=id, case=case, requirement=requirement, file_id=stored["sha256"], name=stored["name"], by=by, at=now
    )
    if sum(each.file.size for each in current) + fresh.file.size > MOST_BYTES:
        raise Refusal(FULL)
    fresh.save(force_insert=True)
    return fresh


def remove(case: Case, attachment: UUID | str, *, by: Account, now: datetime) -> None:
    """Takes a file away: it is marked, never deleted. Raises `Refusal` when it is not there (any more)."""
    try:
        current = Attachment.objects.current().filter(case=case, pk=attachment)
    except ValidationError:  # not even an identifier
        raise Refusal(GONE) from None
    if not current.update(removed_by=by, removed_at=now):
        raise Refusal(GONE)


def files(case: Case) -> list[File]:
    """Everything attached now, by requirement and time; one query."""
    rows = (
        Attachment.objects.current()
        .filter(case=case)
        .order_by("requirement", "at", "id")
        .values_list("id", "requirement", "name", "file_id", "file__sm3", "file__size", "by__person__name", "at")
    )
    return [File(*row[:6], row[6] or "", row[7]) for row in rows]


def by_requirement(found: list[File]) -> dict[str, list[File]]:
    """The files under the requirement they answer."""
    grouped: dict[str, list[File]] = defaultdict(list)
    for each in found:
        grouped[each.requirement].append(each)
    return dict(grouped)


def answered(case: Case) -> set[str]:
    """The requirements that have at least one file; one query."""
    return set(Attachment.objects.current().filter(case=case).values_list("requirement", flat=True).distinct())
