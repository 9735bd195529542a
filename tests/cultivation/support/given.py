"""A cluster of 惠城区 with a roster, lines of support and requests, as far as a test needs them."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zlib import crc32

from jiqun.authorities.models import Account
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.cultivation.models import SupportLine
from jiqun.register.models import Cluster
from jiqun.register.rosters import store_roster
from tests.cultivation.plan.county import of
from tests.office import HUICHENG, at, chance, officer
from tests.recognition.applicant import roster
from tests.remembered import remembered

NOW = at("2025-09-10 10:00")
LINE: dict[str, Any] = {
    "kind": "fund",
    "title": "技术改造资金",
    "giver": "county",
    "unit": "惠城区工业和信息化局",
    "on": "2025-08-01",
    "amount": "120.5",
}
REQUEST = {
    "kind": "land",
    "firm": "",
    "party": "电子元件产业园运营公司",
    "asked": "二期用地指标不足。",
    "contact": "李某 13800000000",
    "received_on": "2025-09-01",
    "unit": "惠城区自然资源局",
    "due_on": "2025-09-30",
}


@remembered
def with_roster() -> Cluster:
    """The cluster and its roster of invented firms."""
    found = of()
    store_roster(found, roster(), officer(HUICHENG), NOW, "", chance(7))
    return found


def firms() -> list[str]:
    """The credit codes of the roster."""
    return sorted({each.uscc for each in roster().firm_years})


def enter(by: Account | None = None, key: str = "line", **payload: Any) -> SupportLine:
    """A line of support."""
    given = {"cluster": str(of().pk), **LINE, **payload}
    done = open_matter(
        "support_line", by=by or officer(HUICHENG), payload=given, key=key, now=NOW, chance=chance(crc32(key.encode()))
    )
    line: SupportLine = done.subject
    return line


def do(
    procedure: str,
    subject: Any,
    act: str,
    by: Account | None = None,
    now: datetime = NOW,
    key: str = "",
    **payload: Any,
) -> Done:
    """One act at the version that stands."""
    version = type(subject).objects.values_list("version", flat=True).get(pk=subject.pk)
    key = key or f"{act}-{subject.pk}-{version}"
    return perform(
        procedure,
        subject.pk,
        act,
        by=by or officer(HUICHENG),
        version=version,
        payload=payload,
        key=key,
        now=now,
        chance=chance(crc32(key.encode())),
    )


def ask(by: Account | None = None, key: str = "ask", **payload: Any) -> Any:
    """A request of the operating agency."""
    given = {"cluster": str(of().pk), **REQUEST, **payload}
    by = by or officer(HUICHENG)
    seed = chance(crc32(key.encode()))
    return open_matter("enterprise_request", by=by, payload=given, key=key, now=NOW, chance=seed).subject
