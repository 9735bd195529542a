"""People on the spot: a visit arranged, its sheets filled in, its record signed by hand, concluded."""

from __future__ import annotations

from datetime import datetime
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.authorities.models import Account
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Audience, Case
from jiqun.evidence.models import Attachment, StoredFile
from jiqun.visits import drafts
from jiqun.visits.acts.visit import RECORD
from jiqun.visits.models import Visit
from jiqun.visits.queries import sheets
from jiqun.visits.sheet import key
from tests.evidence.samples import PDF

PEOPLE = "李某、王某（市统计局）"


def arrangement(matter: Case, on: str = "2025-04-21", **changes: Any) -> dict[str, Any]:
    """A whole arrange form: three firms by lot."""
    said = {"about": str(matter.pk), "planned_on": on, "people": PEOPLE, "by_lot": "3", "threshold": "5"}
    return {**said, **changes}


def see(case: Case, by: Account, now: datetime, *, but: str = "", **changes: str) -> None:
    """Every question answered yes at every firm but one; `changes` are answers by item, at every firm."""
    visit: Visit = Visit.objects.select_related("roster").get(pk=case.pk)
    for sheet in sheets.sheets(visit, sheets.to_visit(sheets.firms_of(visit))):
        if sheet.firm.uscc != but:
            answers = {item.id: "yes" for item in sheet.checklist.items} | changes
            told = {key(sheet.firm.uscc, name): value for name, value in answers.items()}
            assert drafts.save(case.pk, sheet.firm.uscc, told, by=by, now=now).whole


def by_hand(on: str = "2025-04-21", **changes: Any) -> dict[str, Any]:
    """What is entered with a record that was written by hand."""
    return {"held_on": on, "signers": "李某、王某", "by_hand": "on", **changes}


def scan(name: str = "抽查记录表.pdf", data: bytes = PDF) -> dict[str, Any]:
    """The scan of the signed record."""
    return {"scan": SimpleUploadedFile(name, data)}


def conclusion(outcome: str = "passed", **changes: str) -> dict[str, str]:
    """A whole conclusion."""
    return {"outcome": outcome, "conclusion": "与申报一致", **changes}


def told(
    about: Case, roster: Any, by: Account, now: datetime, chance: Random, sheet: StoredFile, *, said: str, name: str
) -> Visit:
    """A concluded site check of no firms, straight in the tables, with its words and the name of its scan."""
    assert by.authority is not None
    case = Case.objects.create(
        id=uuid7(now, chance),
        number="2025-S9",
        procedure_name="site_check",
        state="concluded",
        title=about.title,
        authority=by.authority,
        path=by.authority.path,
        audience=Audience.CHAIN,
        cluster=about.cluster,
        measure=about.measure,
        opened_at=now,
    )
    Attachment.objects.create(
        id=uuid7(now, chance), case=case, requirement=RECORD, file=sheet, name=name, by=by, at=now
    )
    return Visit.objects.create(
        case=case,
        kind="site_check",
        about=about,
        cluster=about.cluster,
        roster=roster,
        checklist="firm/1",
        threshold=50,
        planned_on=now.date(),
        people=[],
        seed="1",
        lot=0,
        drawn_at=now,
        record={"code": "", "read": "hand", "signers": "", "sha256": sheet.sha256},
        outcome="passed",
        conclusion=said,
        concluded_at=now,
    )
