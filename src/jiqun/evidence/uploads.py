"""Files that come in pieces, so that a lost connection or a closed page costs no more than the last piece.

Begin with name, size and mark → send pieces, each at the place where the last one ended → take the whole file and
attach it. What is half there lies in the store's folder `incoming`, bound to its account and matter, for one day.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO
from uuid import UUID

from django.db import IntegrityError, transaction

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import attachments, checks, store
from jiqun.evidence.models import Upload

PIECE = 2**20
"""Bytes a browser sends at a time."""
LARGEST_PIECE = 4 * 2**20
MOST_OPEN = 30
KEPT = timedelta(hours=24)
_SUFFIX = ".part"

TOO_MANY = Text(
    "您有 {n} 个文件尚未传完，不能再开始新的上传。请先继续或取消未传完的文件。",
    "{n} of your files are still on their way; finish or cancel some before you begin another.",
)
ENDED = Text(
    "这次上传已失效（超过 24 小时、已取消或已完成），请重新选择文件。",
    "This upload is over (a day has passed, or it was cancelled or done); choose the file again.",
)
TOO_LONG = Text("收到的内容超出文件大小，请重新选择文件。", "More was sent than the file holds; choose the file again.")
NOT_WHOLE = Text(
    "文件还没有传完（{received} / {size} 字节）。", "The file is not whole yet ({received} of {size} bytes)."
)


class Elsewhere(Exception):
    """A piece for another place than the next one; `offset` is where to go on."""

    def __init__(self, offset: int) -> None:
        super().__init__(str(offset))
        self.offset = offset


def begin(
    case: Case, requirement: str, by: Account, *, name: str, size: int, mark: str, id: UUID, at: datetime
) -> Upload:
    """A new upload, or the one already begun with the same mark. Raises `Refusal` for what would not be taken.

    The caller has seen that the account may change the matter and that it has the requirement.
    """
    sweep(at)
    try:
        checks.check_name(name, size)
    except checks.Unfit as unfit:
        raise Refusal(unfit.text) from unfit
    mine = Upload.objects.filter(by=by)
    same = {"case": case, "requirement": requirement, "name": name, "size": size, "mark": mark[:200]}
    if (found := mine.filter(**same).first()) is not None:
        return _mended(found)
    if (count := mine.count()) >= MOST_OPEN:
        raise Refusal(TOO_MANY.format(n=count))
    waiting = sum(Upload.objects.filter(case=case).values_list("size", flat=True))
    if attachments.total(case) + waiting + size > attachments.MOST_BYTES:
        raise Refusal(attachments.FULL)
    try:
        with transaction.atomic():
            return Upload.objects.create(id=id, by=by, touched_at=at, **same)
    except IntegrityError:  # a second click has begun it meanwhile
        return mine.get(**same)


def find(case: Case, pk: UUID, by: Account) -> Upload:
    """An account's own upload to a matter. Raises `Refusal` when it is over."""
    found = Upload.objects.filter(pk=pk, case=case, by=by).first()
    if found is None:
        raise Refusal(ENDED)
    return _mended(found)


def receive(upload: Upload, offset: int, piece: bytes, at: datetime) -> int:
    """Writes the next piece for good; where the one after it begins. Raises `Elsewhere` or `Refusal`."""
    if offset != upload.received:
        raise Elsewhere(upload.received)
    end = offset + len(piece)
    if end > upload.size or len(piece) > LARGEST_PIECE:
        raise Refusal(TOO_LONG)
    place = place_of(upload.pk)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as target:
        target.seek(offset)
        target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    if not Upload.objects.filter(pk=upload.pk, received=offset).update(received=end, touched_at=at):
        raise Elsewhere(Upload.objects.filter(pk=upload.pk).values_list("received", flat=True).first() or 0)
    upload.received = end
    return end


def whole(upload: Upload) -> IO[bytes]:
    """The file, open for reading, once every byte is there. Raises `Refusal`."""
    if upload.received != upload.size:
        raise Refusal(NOT_WHOLE.format(received=upload.received, size=upload.size))
    return place_of(upload.pk).open("rb")


def forget(upload: Upload) -> None:
    """Ends an upload, done or cancelled: nothing of it stays in `incoming`."""
    Upload.objects.filter(pk=upload.pk).delete()
    with suppress(FileNotFoundError):
        place_of(upload.pk).unlink()


def under_way(case: Case, by: Account) -> list[Upload]:
    """An account's uploads to a matter that were begun and not finished; one query."""
    return list(Upload.objects.filter(case=case, by=by).order_by("requirement", "name"))


def sweep(at: datetime) -> int:
    """Forgets what had no piece for a day, and the files in `incoming` that belong to nothing; how many files."""
    Upload.objects.filter(touched_at__lt=at - KEPT).delete()
    known = {f"{pk}{_SUFFIX}" for pk in Upload.objects.values_list("pk", flat=True)}
    removed = 0
    for path in (store.folder() / "incoming").glob("*"):
        with suppress(FileNotFoundError):
            if path.name not in known and path.stat().st_mtime < (at - KEPT).timestamp():
                path.unlink()
                removed += 1
    return removed


def place_of(pk: UUID) -> Path:
    """Where the pieces of an upload lie."""
    return store.folder() / "incoming" / f"{pk}{_SUFFIX}"


def _mended(upload: Upload) -> Upload:
    """What the row says is there must be there: a restored database may remember more than the folder holds."""
    try:
        there = place_of(upload.pk).stat().st_size
    except FileNotFoundError:
        there = 0
    if there < upload.received:
        Upload.objects.filter(pk=upload.pk).update(received=there)
        upload.received = there
    return upload
