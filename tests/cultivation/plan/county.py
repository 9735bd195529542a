"""A cluster of 惠城区 and its plan, brought as far as a test needs it."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zlib import crc32

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.forms import desk
from jiqun.register.models import Cluster
from tests.cultivation.plan.answers import whole
from tests.office import HUICHENG, approver, at, chance, officer
from tests.remembered import remembered
from tests.supervision.recognised import cluster

NOW = at("2025-09-10 10:00")
LATER = at("2027-09-10 10:00")


def of() -> Cluster:
    """The cluster."""
    found = Cluster.objects.filter(name="惠城区电子元件产业集群").first()
    return found or cluster("惠城区电子元件产业集群", HUICHENG, "398")


def begin(first_year: int = 2026, by: Account | None = None, key: str = "plan", **payload: Any) -> Case:
    """A plan begun by its county."""
    done = open_matter(
        "cultivation_plan",
        by=by or officer(HUICHENG),
        payload={"cluster": str(of().pk), "first_year": str(first_year), **payload},
        key=key,
        now=NOW,
        chance=chance(crc32(key.encode())),
    )
    case: Case = done.subject
    return case


def fill(case: Case, answers: dict[str, Any], now: datetime = NOW) -> None:
    """Types answers at the desk, each in its section."""
    fresh = Case.objects.get(pk=case.pk)
    for section in desk.desk_of(fresh).form(fresh).sections:
        sent = {field.id: answers[field.id] for field in section.fields if field.id in answers}
        saved = desk.save(case.pk, section.number, sent, by=officer(HUICHENG), now=now)
        assert saved.whole, saved.faults


def do(case: Case, act: str, by: Account, *, now: datetime = NOW, files: Any = None, **payload: Any) -> Done:
    """One act at the version that stands."""
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    key = f"{act}-{by.username}-{version}"
    return perform(
        "cultivation_plan",
        case.pk,
        act,
        by=by,
        version=version,
        payload=payload,
        files=files,
        key=key,
        now=now,
        chance=chance(crc32(key.encode())),
    )


def signed(case: Case, act: str, now: datetime = NOW, **payload: Any) -> Case:
    """An act prepared and signed by the county."""
    do(case, act, officer(HUICHENG), now=now, **payload)
    do(case, "sign", approver(HUICHENG), now=now, affirmed="on")
    return Case.objects.get(pk=case.pk)


@remembered
def adopted() -> Case:
    """A whole plan for 2026 to 2028, in force."""
    case = begin()
    fill(case, whole())
    return signed(case, "adopt_plan")
