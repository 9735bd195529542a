"""A recognised cluster of a county, and its changes on their way up."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any
from uuid import uuid4

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.register.models import Cluster, Goal, Recognition
from jiqun.supervision.models import ChangeFiling
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIZHOU, PROVINCE, approver, at, chance, officer
from tests.recognition.applicant import upload
from tests.supervision.recognised import cluster, recognised

NOW = at("2025-09-10 10:00")
_KEYS = count(1)
INSIDE = "114.40, 23.08\n114.45, 23.08\n114.45, 23.12\n114.40, 23.12"
WIDER = "114.40, 23.08\n114.47, 23.08\n114.47, 23.12\n114.40, 23.12"
BEYOND = "114.40, 23.08\n115.10, 23.08\n115.10, 23.12\n114.40, 23.12"


def held(start: date = date(2024, 7, 10)) -> Cluster:
    """A recognised cluster of 惠城区."""
    of = cluster("惠城区电子元件产业集群", HUICHENG, "398")
    recognised(of, start, "2024年")
    return of


def goal(of: Cluster, base: str = "40", *targets: str) -> Goal:
    """A goal frozen at its recognition, for 2024 to 2026."""
    years = ("2024", "2025", "2026")
    return Goal.objects.create(
        cluster=of,
        case_id=uuid4(),
        number=1,
        indicator="集群产值",
        unit="亿元",
        base=base,
        targets=dict(zip(years, targets or ("44", "48", "53"), strict=True)),
        owner="县工信局",
        recognition=Recognition.objects.get(cluster=of),
    )


def begin(of: Cluster, kind: str = "lead", now: Any = NOW, by: Account | None = None, **payload: Any) -> Case:
    """The county enters a change."""
    done = open_matter(
        "change_filing",
        by=by or officer(HUICHENG),
        payload={
            "cluster": str(of.pk),
            "kind": kind,
            "changed_on": "2025-08-20",
            "reason": "产业升级，主要产品转向电子器件。",
            **payload,
        },
        key=f"begin{next(_KEYS)}",
        now=now,
        chance=chance(next(_KEYS)),
    )
    case: Case = done.subject
    return case


def do(case: Case, act: str, by: Account, payload: dict[str, Any] | None = None, now: Any = NOW) -> Done:
    """One act of the change."""
    return perform(
        case.procedure_name,
        case.pk,
        act,
        by=by,
        version=Case.objects.values_list("version", flat=True).get(pk=case.pk),
        payload=payload or {},
        key=f"do{next(_KEYS)}",
        now=now,
        chance=chance(next(_KEYS)),
    )


def signed(case: Case, act: str, code: str, payload: dict[str, Any] | None = None, now: Any = NOW) -> Case:
    """An act prepared and signed at one authority."""
    do(case, act, officer(code), payload, now)
    do(case, "sign", approver(code), {"affirmed": "on"}, now)
    return Case.objects.get(pk=case.pk)


def handed_in(case: Case, now: Any = NOW) -> Case:
    """With the prefecture."""
    return signed(case, "hand_in_change", HUICHENG, now=now)


def checked(case: Case) -> Case:
    """With the province."""
    handed_in(case)
    return signed(case, "check_change", HUIZHOU, {"opinion": "已核对工商登记和现场，情况属实，建议备案。"})


def filed(case: Case) -> ChangeFiling:
    """On record."""
    checked(case)
    signed(case, "file_change", PROVINCE, {"note": ""})
    return ChangeFiling.objects.get(pk=case.pk)


def period(days: int = 10, counts_from: str = "2025-08-01", now: Any = NOW) -> Case:
    """The filing period, drafted and signed."""
    case: Case = open_matter(
        "filing_period",
        by=officer(PROVINCE),
        payload={
            "days": str(days),
            "counts_from": counts_from,
            "document": "粤工信函〔2025〕8号",
            "dated_on": "2025-07-30",
            "note": "",
        },
        files={"file": upload(PDF, "期限.pdf")},
        key=f"period{next(_KEYS)}",
        now=now,
        chance=chance(next(_KEYS)),
    ).subject
    return signed(case, "set_period", PROVINCE, now=now)
