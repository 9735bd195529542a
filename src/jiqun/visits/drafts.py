"""What is written down on the spot: answers and photos. No act; kept with its history until the record is signed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account, Role
from jiqun.bilingual import Text
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.evidence import attachments, process, store
from jiqun.evidence.checks import ending_of
from jiqun.forms.saving import Saved, save_section
from jiqun.visits.kinds import kinds
from jiqun.visits.models import Photo, Visit, VisitedFirm
from jiqun.visits.models.visit import PLANNED
from jiqun.visits.queries import sheets
from jiqun.visits.sheet import Sheet

PICTURES = ("jpg", "jpeg", "png")
PHOTO = "visit_photo"
"""What photos are attached as, followed by the firm's credit code."""
SHUT = Text(
    "签字记录已登记，现场记录不能再改；需要补充的，请先“退回现场补充”。",
    "The signed record is registered; take it back to the spot first to change anything.",
)
NOT_YOURS = Text(
    "现场记录由安排本次检查的单位经办填写。", "The officer of the authority that makes the visit writes it."
)
NOT_DRAWN = Text("该企业不在本次检查名单中。", "This firm is not on the list of this visit.")
STANDS_IN = Text("该企业已被替换，不再检查。", "Another firm stands in for this one.")
NO_PICTURE = Text("请选择照片（jpg、png）。", "Choose a photo (jpg, png).")
MOST_PHOTOS = 30
MANY = Text("每家企业最多 {n} 张照片，请先移除不需要的。", "{n} photos a firm at most; take some away first.")


def editable(case: Case, by: Account) -> Text | None:
    """Why this account may not write at a visit now; `None` when it may."""
    if by.role != Role.OFFICER or by.authority_id != case.authority_id:
        return NOT_YOURS
    return None if case.state == PLANNED and not case.pending else SHUT


def found(pk: UUID | str, by: Account, *, lock: bool = False) -> Case:
    """The case of a visit the account sees, with its visit; one query. Raises `NotHere`."""
    visible = Case.objects.visible_to(by).filter(procedure_name__in=[each.name for each in kinds()])
    wanted = visible.filter(pk=pk).select_related("visit__roster", "visit__cluster", "authority")
    try:
        case = (wanted.select_for_update(of=("self",)) if lock else wanted).first()
    except (ValueError, ValidationError):  # not even an identifier
        case = None
    if case is None:
        raise NotHere
    return case


def sheet_of(visit: Visit, uscc: str) -> Sheet:
    """The sheet of a firm of a visit; two queries. Raises `Refusal` for a firm that is not on its list."""
    firm = VisitedFirm.objects.filter(visit=visit, uscc=uscc).first()
    if firm is None:
        raise Refusal(NOT_DRAWN)
    return sheets.sheets(visit, [firm])[0]


@contextmanager
def held(pk: UUID | str, by: Account) -> Iterator[Case]:
    """The case, held against registering the record until something is written. Raises `NotHere` or `Refusal`."""
    with transaction.atomic():
        case = found(pk, by, lock=True)
        if (refusal := editable(case, by)) is not None:
            raise Refusal(refusal)
        yield case


def save(pk: UUID | str, uscc: str, data: Mapping[str, Any], *, by: Account, now: datetime) -> Saved:
    """Saves what was sent of a firm's sheet; see `forms.saving.save_section`. Raises `NotHere` or `Refusal`."""
    with held(pk, by) as case:
        visit: Visit = case.visit
        sheet = sheet_of(visit, uscc)
        if sheet.firm.replaced_by_id is not None:
            raise Refusal(STANDS_IN)
        year = visit.roster.base_year
        return save_section(case, sheet.section, data, by, now, base_year=year, kind=sheet.form)


@dataclass(frozen=True, slots=True)
class Taken:
    """When and where a photo was taken; `None` and blank where the camera did not say."""

    at: datetime | None
    latitude: str
    longitude: str


UNKNOWN = Taken(None, "", "")


def taken(sha256: str, name: str) -> Taken:
    """What the camera wrote into a stored photo, read in a process of its own; its clock is China's unless it says."""
    try:
        with store.open_file(sha256) as file:
            told = json.loads(process.run("taken", file, ending_of(name)))
        at = datetime.fromisoformat(told["at"] + told["offset"]) if told["at"] else None
    except (process.Broken, ValueError):
        return UNKNOWN
    if at is not None and at.tzinfo is None:
        at = at.replace(tzinfo=ZONE)
    return Taken(at, told["latitude"], told["longitude"])


def add_photo(pk: UUID | str, uscc: str, file: Any, *, by: Account, now: datetime, chance: Random) -> Photo:
    """Keeps a photo with its time and place. Raises `NotHere`, `Refusal` or `evidence.checks.Unfit`."""
    case = found(pk, by)
    if (refusal := editable(case, by)) is not None:
        raise Refusal(refusal)
    if file is None or ending_of(file.name) not in PICTURES:
        raise Refusal(NO_PICTURE)
    stored = store.put(file.file, file.name, now)
    known = taken(stored.sha256, file.name)
    with held(pk, by) as case:
        firm = sheet_of(case.visit, uscc).firm
        if firm.replaced_by_id is not None:
            raise Refusal(STANDS_IN)
        there = Photo.objects.filter(firm=firm, attachment__removed_at__isnull=True)
        if there.count() >= MOST_PHOTOS:
            raise Refusal(MANY.format(n=MOST_PHOTOS))
        kept = attachments.attach(
            case,
            f"{PHOTO}.{uscc}",
            {"sha256": stored.sha256, "name": file.name},
            id=uuid7(now, chance),
            by=by,
            now=now,
        )
        photo, _ = Photo.objects.get_or_create(
            attachment=kept,
            defaults={
                "id": uuid7(now + timedelta(milliseconds=1), chance),
                "firm": firm,
                "taken_at": known.at,
                "latitude": known.latitude,
                "longitude": known.longitude,
            },
        )
        return photo


def remove_photo(pk: UUID | str, photo: UUID | str, *, by: Account, now: datetime) -> str:
    """Takes a photo away (marked, never deleted); the credit code of its firm. Raises `NotHere` or `Refusal`."""
    with held(pk, by) as case:
        there = Photo.objects.filter(pk=photo, firm__visit=case.visit).select_related("firm").first()
        if there is None:
            raise Refusal(attachments.GONE)
        attachments.remove(case, there.attachment_id, by=by, now=now)
        return there.firm.uscc
