"""Closed matters of the province, and a filing of them."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from jiqun.casework.models import Case
from tests.office import PROVINCE, at, officer
from tests.recognition.prefecture import Office

FIGURES = {
    "content": "figures",
    "figures": ["firms", "output"],
    "attribute": "proactive",
    "basis": "2025年政务公开工作要点",
    "reviewer": "周某",
    "reviewed_on": "2025-09-08",
    "finding": "不涉密，可主动公开。",
}
CODES = {"year": "2025", "fonds": "A043", "category": "WS", "unit": "ZXQYC", "unit_name": "中小企业处"}
ENDED, FILING = at("2025-09-10 10:00"), at("2026-02-10 10:00")
REVIEW = "保密审查表.pdf"


def closed(office: Office, *years: str, pdf: bytes = b"") -> list[Case]:
    """Disclosures that were not approved: closed matters with an attached file each where one is given."""
    found = []
    office.now = ENDED
    for year in years:
        payload: dict[str, Any] = {**FIGURES, "year": year}
        if pdf:
            payload["file"] = SimpleUploadedFile(REVIEW, pdf, "application/pdf")
        case: Case = office.open("disclosure", officer(PROVINCE), payload).subject
        office.act(case, "discard_disclosure", officer(PROVINCE), {"reason": "暂不公开。"})
        found.append(case)
    office.now = FILING
    return found


def drafted(office: Office, **changes: str) -> Case:
    """A filing with all that waits of 2025."""
    case: Case = office.open("filing", officer(PROVINCE), {**CODES, **changes}).subject
    return case


def filed(office: Office, **changes: str) -> Case:
    """One that has its codes."""
    case = drafted(office, **changes)
    office.signed(case, "put_on_file", PROVINCE)
    return Case.objects.get(pk=case.pk)
