"""Attaching files to a matter and taking them away again, and what is attached (佐证材料)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import checks
from jiqun.evidence.kinds import KINDS, ending_of
from jiqun.evidence.models import Attachment, StoredFile

MOST_BYTES = 500 * 2**20
FULL = Text(
    "本办件的材料合计已超过 500 MB，请移除不需要的文件后再上传。",
    "The files of this matter exceed 500 MB; take away what is not needed first.",
)
GONE = Text("没有这份材料，或已被移除。", "There is no such file here, or it was taken away.")
ENDING_KEPT = Text(
    "改名只改显示名称，后缀名须保持 .{ending}。", "Only the shown name changes; the ending must stay .{ending}."
)


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

    @property
    def shown(self) -> bool:
        """Whether the page can show what is inside."""
        kind = KINDS.get(ending_of(self.name))
        return kind is not None and kind.shown


def attach(
    case: Case, requirement: str, stored: Mapping[str, str], *, id: UUID, by: Account | None, now: datetime
) -> Attachment:
    """Attaches a stored file to a requirement; the same file twice there stays one. Raises `Refusal` past 500 MB.

    A file that serves several requirements lies in the store once and counts once. The caller holds the matter and
    has seen that it may still be changed.
    """
    current = list(Attachment.objects.current().filter(case=case).select_related("file"))
    for there in current:
        if there.requirement == requirement and there.file_id == stored["sha256"]:
            return there
    fresh = Attachment(
        id=id, case=case, requirement=requirement, file_id=stored["sha256"], name=stored["name"], by=by, at=now
    )
    if sum({each.file_id: each.file.size for each in [*current, fresh]}.values()) > MOST_BYTES:
        raise Refusal(FULL)
    fresh.save(force_insert=True)
    return fresh


def found(case: Case, attachment: UUID | str) -> Attachment:
    """One attached file. Raises `Refusal` when it is not there (any more)."""
    try:
        there = Attachment.objects.current().filter(case=case, pk=attachment).first()
    except ValidationError:  # not even an identifier
        there = None
    if there is None:
        raise Refusal(GONE)
    return there


def remove(case: Case, attachment: UUID | str, *, by: Account, now: datetime) -> None:
    """Takes a file away: it is marked, never deleted. Raises `Refusal` when it is not there (any more)."""
    there = found(case, attachment)
    if not Attachment.objects.current().filter(pk=there.pk).update(removed_by=by, removed_at=now):
        raise Refusal(GONE)


def restore(case: Case, attachment: UUID | str, *, id: UUID, by: Account, now: datetime) -> Attachment:
    """Attaches again what was taken away; that it was away stays on record. Raises `Refusal`."""
    try:
        away = Attachment.objects.filter(case=case, pk=attachment, removed_at__isnull=False).first()
    except ValidationError:
        away = None
    if away is None:
        raise Refusal(GONE)
    return attach(case, away.requirement, {"sha256": away.file_id, "name": away.name}, id=id, by=by, now=now)


def rename(case: Case, attachment: UUID | str, name: str, *, id: UUID, by: Account, now: datetime) -> Attachment:
    """Shows a file under another name; the old name stays on record. Raises `Refusal` for a name that cannot be."""
    there = found(case, attachment)
    ending = ending_of(there.name)
    if name == there.name:
        return there
    try:
        if checks.check_name(name, 1) != ending:
            raise Refusal(ENDING_KEPT.format(ending=ending))
    except checks.Unfit as unfit:
        raise Refusal(unfit.text) from unfit
    remove(case, there.pk, by=by, now=now)
    return attach(case, there.requirement, {"sha256": there.file_id, "name": name}, id=id, by=by, now=now)


def files(case: Case) -> list[File]:
    """Everything attached now, by requirement and time; one query."""
    rows = (
        Attachment.objects.current()
        .filter(case=case)
        .order_by("requirement", "at", "id")
        .values_list("id", "requirement", "name", "file_id", "file__sm3", "file__size", "by__person__name", "at")
    )
    return [File(*row[:6], row[6] or "", row[7]) for row in rows]


def taken_away(case: Case, current: Collection[File]) -> list[File]:
    """What was taken away and does not stand there again, `at` and `by` of the taking away; one query."""
    rows = (
        Attachment.objects.filter(case=case, removed_at__isnull=False)
        .order_by("requirement", "removed_at", "id")
        .values_list(
            "id",
            "requirement",
            "name",
            "file_id",
            "file__sm3",
            "file__size",
            "removed_by__person__name",
            "removed_at",
        )
    )
    there = {(each.requirement, each.sha256) for each in current}
    away = {(row[1], row[3]): File(*row[:6], row[6] or "", row[7]) for row in rows if row[7]}
    return [each for key, each in away.items() if key not in there]


def by_requirement(found: Collection[File]) -> dict[str, list[File]]:
    """The files under the requirement they answer."""
    grouped: dict[str, list[File]] = defaultdict(list)
    for each in found:
        grouped[each.requirement].append(each)
    return dict(grouped)


def answered(case: Case) -> set[str]:
    """The requirements that have at least one file; one query."""
    return set(Attachment.objects.current().filter(case=case).values_list("requirement", flat=True).distinct())


def total(case: Case) -> int:
    """Bytes of everything attached now, each file once; one query."""
    held = StoredFile.objects.filter(attachments__in=Attachment.objects.current().filter(case=case)).distinct()
    return sum(held.values_list("size", flat=True))
