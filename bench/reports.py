"""Where the annual reports of 4,000 clusters stand (Article 16): the status page's queries and rows.

`python -m bench.reports`; the goal is 200 ms CPU and ten statements.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from typing import Any

CLUSTERS = 4_000
YEAR = 2025
GOAL_MS, GOAL_SQL = 200, 10
RUNS = 7


def main() -> int:
    """Measures on a database of its own; exit 1 when a goal was missed."""
    with tempfile.TemporaryDirectory(prefix="jiqun-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"JIQUN_VAR": folder, "DJANGO_SETTINGS_MODULE": "jiqun.config.settings"}
        from jiqun.config import serving

        serving.setup()
        serving.migrate()
        spent, statements = measured()
    print(f"status of {CLUSTERS:,} clusters: {spent:.0f} ms CPU of {GOAL_MS}, {statements} SQL of {GOAL_SQL}")
    return 0 if spent <= GOAL_MS and statements <= GOAL_SQL else 1


def measured() -> tuple[float, int]:
    """CPU milliseconds (best of several runs) and statements of one status with its counts."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from jiqun.supervision.reports import queries
    from tests.office import PROVINCE, at, officer

    lay()
    user, now = officer(PROVINCE), at("2026-04-20 10:00")

    def once() -> None:
        lines = queries.status(user, YEAR, now)
        assert len(lines) == CLUSTERS
        queries.by_prefecture(lines)
        queries.totals(lines, YEAR)

    with CaptureQueriesContext(connection) as seen:
        once()
    best = 0.0
    for _ in range(RUNS):
        started = time.process_time()
        once()
        spent = (time.process_time() - started) * 1000
        best = spent if not best else min(best, spent)
    return best, len(seen)


def lay() -> None:
    """Recognised clusters all over the province: a third without a report, a third handed in, a third received."""
    import uuid
    from datetime import UTC, date, datetime

    from jiqun.authorities.models import Authority
    from jiqun.casework.models import ActRecord, Audience, Case
    from jiqun.forms.revisions import current
    from jiqun.register.models import Cluster, ClusterYear, Recognition
    from jiqun.supervision.models import AnnualReport
    from tests.office import PROVINCE, officer

    by, at = officer(PROVINCE), datetime(2026, 3, 20, 8, 0, tzinfo=UTC)
    places = [each for each in Authority.objects.all() if each.prefecture_code and each.level == "county"]
    form = current("年度", at)
    clusters = Cluster.objects.bulk_create(
        Cluster(
            id=uuid.uuid4(),
            name=f"第{n:04}集群",
            authority=places[n % len(places)],
            path=places[n % len(places)].path,
            lead_codes="39",
            invented=True,
        )
        for n in range(CLUSTERS)
    )
    held = Recognition.objects.bulk_create(
        Recognition(
            id=uuid.uuid4(),
            cluster=each,
            level="省级",
            batch="2024年",
            announced_on=date(2024, 7, 10),
            valid_from=date(2024, 7, 10),
            valid_to=date(2027, 7, 9),
        )
        for each in clusters
    )
    reports: list[Any] = [(n, each) for n, each in enumerate(held) if n % 3]
    cases = Case.objects.bulk_create(
        Case(
            id=uuid.uuid4(),
            number=f"NB-{n}",
            procedure_name="annual_report",
            state="received" if n % 3 == 2 else "submitted",
            title=each.cluster.name,
            authority=each.cluster.authority,
            path=each.cluster.path,
            audience=Audience.CHAIN,
            cluster=each.cluster,
            measure="gd_2023_4",
            opened_at=at,
        )
        for n, each in reports
    )
    AnnualReport.objects.bulk_create(
        AnnualReport(
            case=case,
            cluster=each.cluster,
            recognition=each,
            year=YEAR,
            prefecture_id=each.cluster.authority.prefecture_code,
            form=form,
            submitted_at=at,
            forwarded_at=at if case.state == "received" else None,
            received_at=at if case.state == "received" else None,
        )
        for case, (_, each) in zip(cases, reports, strict=True)
    )
    ActRecord.objects.bulk_create(
        ActRecord(
            id=uuid.uuid4(),
            procedure_name="annual_report",
            subject_id=str(case.pk),
            act=act,
            to_state=state,
            by=by,
            at=at,
            version=version,
            key=f"{case.number}-{act}",
            digest="",
        )
        for case in cases
        for version, (act, state) in enumerate((("begin", "drafting"), ("hand_in", "submitted")), start=1)
    )
    ClusterYear.objects.bulk_create(
        ClusterYear(cluster=each, year=year, source="", kept_at=at, firms=50, employees=9_000, output=10**12, rd=10**10)
        for each in clusters
        for year in (YEAR - 1, YEAR)
    )


if __name__ == "__main__":
    sys.exit(main())
