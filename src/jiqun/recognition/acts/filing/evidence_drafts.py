"""Evidence while an application is filled in or corrected: attached, shared, renamed, taken away; no acts.

What stood there before stays on record; the chain gets the digests when the application is handed in.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from random import Random
from typing import Any
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text, listing
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.perform import SYSTEM_CHANCE
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments, checks, store, uploads
from jiqun.evidence.attachments import File
from jiqun.evidence.models import Attachment, Upload
from jiqun.recognition.acts.filing.drafts import draft, held
from jiqun.recognition.queries.filing.application import application_of, requirements

UNKNOWN = Text("没有这项材料要求。", "There is no such requirement.")
NONE_CHOSEN = Text("请先勾选这份材料还用于哪些要求。", "Tick the requirements that it is to serve as well.")
THERE_ALREADY = Text(
    "这份文件（{name}）已在此项中，未重复保存。", "This file ({name}) stands under this requirement already."
)
SAME_ELSEWHERE = Text(
    "内容与“{places}”下的“{name}”相同，只存一份；同一文件可用“同时用于”选择其他要求，不必重复上传。",
    "The same as “{name}” under {places}; it is stored once. Next time use “Also for” instead of sending it again.",
)


def attach_evidence(
    pk: UUID | str,
    requirement: str,
    file: Any,
    *,
    name: str,
    by: Account,
    now: datetime,
    chance: Random = SYSTEM_CHANCE,
) -> Attachment:
    """Checks, stores and attaches a file (bytes or an open file) to a requirement.

    Raises `Refusal`, also with the reason when the file is not taken.
    """
    with held(pk, by) as case:  # said before the file is looked at
        known(case, requirement)
    try:
        stored = store.put(file, name, now)
    except checks.Unfit as unfit:
        raise Refusal(unfit.text) from unfit
    with held(pk, by) as case:
        told = {"sha256": stored.sha256, "name": name}
        return attachments.attach(case, requirement, told, id=uuid7(now, chance), by=by, now=now)


def known(case: Case, *wanted: str) -> None:
    """Raises `Refusal` for a requirement the application does not have."""
    if not set(wanted) <= {each.id for each in requirements(application_of(case), case.measure)}:
        raise Refusal(UNKNOWN)


def evidence(case: Case, attachment: UUID | str) -> Attachment:
    """An attached file that answers a requirement. Raises `Refusal` for any other: rosters, what was handed in and
    proof from the ledgers are attached by acts and are nobody's to rename or take away by hand."""
    there = attachments.found(case, attachment)
    if there.requirement not in {each.id for each in requirements(application_of(case), case.measure)}:
        raise Refusal(attachments.GONE)
    return there


def same_as(case: Case, attached: Attachment, before: Collection[File]) -> Text | None:
    """What to say of a file whose content stood there before it was sent; `None` for a new one."""
    there = [each for each in before if each.sha256 == attached.file_id]
    if not there:
        return None
    if any(each.requirement == attached.requirement for each in there):
        return THERE_ALREADY.format(name=attached.name)
    titles = {each.id: each.title for each in requirements(application_of(case), case.measure)}
    places = listing(titles[each.requirement] for each in there if each.requirement in titles)
    return SAME_ELSEWHERE.format(places=places, name=there[0].name)


def share_evidence(
    pk: UUID | str,
    attachment: UUID | str,
    also: Collection[str],
    *,
    by: Account,
    now: datetime,
    chance: Random = SYSTEM_CHANCE,
) -> list[Attachment]:
    """Lets an attached file serve further requirements: the same stored file, attached to each. Raises `Refusal`."""
    with held(pk, by) as case:
        if not also:
            raise Refusal(NONE_CHOSEN)
        known(case, *also)
        there = evidence(case, attachment)
        told = {"sha256": there.file_id, "name": there.name}
        return [
            attachments.attach(case, each, told, id=uuid7(now, chance), by=by, now=now) for each in sorted(set(also))
        ]


def rename_evidence(
    pk: UUID | str, attachment: UUID | str, name: str, *, by: Account, now: datetime, chance: Random = SYSTEM_CHANCE
) -> None:
    """Shows an attached file under another name with the same ending. Raises `Refusal`."""
    with held(pk, by) as case:
        there = evidence(case, attachment)
        attachments.rename(case, there.pk, name, id=uuid7(now, chance), by=by, now=now)


def remove_evidence(pk: UUID | str, attachment: UUID | str, *, by: Account, now: datetime) -> None:
    """Takes a file away from a requirement. Raises `Refusal`."""
    with held(pk, by) as case:
        attachments.remove(case, evidence(case, attachment).pk, by=by, now=now)


def restore_evidence(
    pk: UUID | str, attachment: UUID | str, *, by: Account, now: datetime, chance: Random = SYSTEM_CHANCE
) -> None:
    """Puts back what was taken away. Raises `Refusal`."""
    with held(pk, by) as case:
        known(case, attachments.restore(case, attachment, id=uuid7(now, chance), by=by, now=now).requirement)


# ── in pieces ────────────────────────────────────────────────────────────────────────────────────────────────────


def begin_upload(
    pk: UUID | str,
    requirement: str,
    *,
    name: str,
    size: int,
    mark: str,
    by: Account,
    now: datetime,
    at: datetime,
    chance: Random = SYSTEM_CHANCE,
) -> Upload:
    """Begins to take a file in pieces, or goes on with it; `at` is the real time. Raises `NotHere` or `Refusal`."""
    with held(pk, by) as case:
        known(case, requirement)
        return uploads.begin(case, requirement, by, name=name, size=size, mark=mark, id=uuid7(now, chance), at=at)


def upload_of(pk: UUID | str, upload: UUID, *, by: Account) -> Upload:
    """An account's own upload to a draft it may still change. Raises `NotHere` or `Refusal`."""
    return uploads.find(draft(pk, by), upload, by)


def finish_upload(
    pk: UUID | str, upload: UUID, *, by: Account, now: datetime, chance: Random = SYSTEM_CHANCE
) -> Attachment:
    """Checks the whole file and attaches it; refused or attached, its pieces go. Raises `NotHere` or `Refusal`.

    Anything else that goes wrong leaves them, so that trying again costs nothing.
    """
    found = upload_of(pk, upload, by=by)
    with uploads.whole(found) as file:
        try:
            attached = attach_evidence(pk, found.requirement, file, name=found.name, by=by, now=now, chance=chance)
        except Refusal:
            uploads.forget(found)
            raise
    uploads.forget(found)
    return attached
