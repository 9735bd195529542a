"""A report to start from: two clusters of 惠州 with figures, and what people do with a report."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from jiqun.register.figures import keep, line_of
from jiqun.register.models import Cluster, ClusterYear
from jiqun.supervision.models.evaluation import Evaluation
from tests.office import HUICHENG, HUIZHOU, approver, at, officer
from tests.supervision.recognised import cluster, recognised

NOW = at("2025-02-20 10:00")
YI = 100 * 100_000_000


def figures(of: Cluster, year: int, blanks: dict[str, int] | None = None, **values: int | None) -> ClusterYear:
    """Keeps figures of a year for a cluster."""
    (row,) = keep([line_of(of, year, values, blanks or {}, f"{year}年年度报告", NOW)])
    return row


def two_clusters() -> tuple[Cluster, Cluster]:
    """女鞋 with two years; 电子 with one year, two firms of which left R&D blank."""
    shoes, chips = cluster(), cluster("惠城区电子产业集群", HUICHENG, "39")
    recognised(shoes)
    recognised(chips, date(2024, 7, 10), "2024年")
    figures(shoes, 2023, firms=40, output=100 * YI, employees=20_000, rd=2 * YI)
    figures(shoes, 2024, firms=50, output=120 * YI, employees=22_000, rd=3 * YI, patents=700)
    figures(chips, 2024, {"rd": 2}, firms=30, output=30 * YI, rd=YI)
    return shoes, chips


def make(by: Account | None = None, about: str = HUIZHOU, year: int = 2024, key: str = "make", now: Any = NOW) -> Case:
    """A report made by an officer."""
    by = by or officer(HUIZHOU)
    payload = {"year": str(year), "about": about}
    found: Case = open_matter("evaluation", by=by, payload=payload, key=key, now=now, chance=Random(key)).subject
    return found


def do(case: Case, act: str, by: Account | None = None, key: str = "", now: Any = NOW, **payload: Any) -> Any:
    """An act on a report, at its present version."""
    case.refresh_from_db()
    return perform(
        "evaluation",
        case.pk,
        act,
        by=by or officer(HUIZHOU),
        version=case.version,
        payload=payload,
        key=key or f"{act}-{case.version}",
        now=now,
        chance=Random(key or f"{act}-{case.version}"),
    )


def issue(case: Case) -> None:
    """Laid before the approver and signed."""
    do(case, "issue")
    do(case, "sign", approver(HUIZHOU), affirmed="on")
    case.refresh_from_db()


def said(case: Case) -> dict[str, str]:
    """The generated sentences of the draft in Chinese, by key."""
    content = Evaluation.objects.get(pk=case.pk).content
    return {
        sentence["key"]: sentence["zh"]
        for chapter in content["chapters"]
        for block in chapter["blocks"]
        for sentence in block.get("sentences", ())
    }
