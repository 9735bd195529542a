"""A library with a cluster in it, and self-assessments brought as far as a test needs them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zlib import crc32

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.cultivation.assessment.computing import judged
from jiqun.law import load
from tests.office import HUICHENG, approver, at, chance, officer
from tests.recognition.applicant import upload, workbook
from tests.remembered import remembered

NOW = at("2025-03-20 10:00")
NEW = {
    "cluster": "",
    "place": HUICHENG,
    "name": "惠城区电子元件产业集群",
    "lead_codes": "398",
    "niche": "电子元件",
    "strategic": "electronics",
    "reason": "元件企业集中，龙头带动明显，研发投入偏低。",
}


@remembered
def entered(by: Account | None = None, key: str = "enter", now: datetime = NOW, **payload: Any) -> Case:
    """A new cluster in the library, entered by its county unless `by` says otherwise."""
    done = open_matter(
        "library_entry",
        by=by or officer(HUICHENG),
        payload={**NEW, **payload},
        key=key,
        now=now,
        chance=chance(crc32(key.encode())),
    )
    case: Case = done.subject
    return case


def do(
    case: Case, act: str, by: Account, *, key: str = "", now: datetime = NOW, files: Any = None, **payload: Any
) -> Done:
    """One act at the version that stands."""
    key = key or f"{act}-{by.username}-{now:%m%d%H%M}"
    fresh = Case.objects.get(pk=case.pk)
    return perform(
        fresh.procedure_name,
        case.pk,
        act,
        by=by,
        version=fresh.version,
        payload=payload,
        files=files,
        key=key,
        now=now,
        chance=chance(crc32(f"{case.pk}{key}".encode())),
    )


@remembered
def assessed(entry: Case, base_year: int = 2024, now: datetime = NOW, key: str = "assess", firms: int = 12) -> Case:
    """A draft of the year's self-assessment, on a workbook."""
    done = open_matter(
        "self_assessment",
        by=officer(HUICHENG),
        payload={"entry": str(entry.pk)},
        files={"workbook": upload(workbook(base_year, firms))},
        key=f"{key}-{base_year}",
        now=now,
        chance=chance(crc32(f"{key}{base_year}{firms}".encode())),
    )
    case: Case = done.subject
    return case


def answers(met: bool = True) -> dict[str, Any]:
    """Words on every norm that is judged, as a page sends them."""
    found: dict[str, Any] = {}
    for norm, _, title, _ in judged(load("gd_2023_4")):
        found[f"said_{norm.replace('.', '_')}"] = f"{title.zh}：已有基础。"
        if met:
            found[f"met_{norm.replace('.', '_')}"] = True
    return found


@remembered
def handed_in(entry: Case, base_year: int = 2024, now: datetime = NOW, firms: int = 12) -> Case:
    """One that was answered and signed."""
    case = assessed(entry, base_year, now, firms=firms)
    do(case, "answer_norms", officer(HUICHENG), key=f"answer-{base_year}", now=now, **answers())
    do(case, "hand_in_assessment", officer(HUICHENG), key=f"in-{base_year}", now=now)
    do(case, "sign", approver(HUICHENG), key=f"sign-{base_year}", now=now, affirmed="on")
    return Case.objects.get(pk=case.pk)
