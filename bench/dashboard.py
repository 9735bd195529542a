"""`python -m bench.dashboard`: the overview of chapter 4 with 131 clusters and 10 years, and the terms and reports of
4,000 clusters."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from bench.__main__ import migrated
from bench.measure import Row, measure, table

DAY = date(2026, 9, 1)
DASHBOARD, MANY, YEARS = 131, 4000, 10


def main() -> int:
    """Measures; exit 1 when a goal was missed."""
    with tempfile.TemporaryDirectory(prefix="jiqun-bench-") as folder:
        migrated(Path(folder))
        rows = measured()
    print(table(rows))
    return 0 if all(row.met for row in rows) else 1


def measured() -> list[Row]:
    """The table's lines."""
    from jiqun.authorities.models import Account, Authority, Person, Role
    from jiqun.authorities.tree import lay_tree
    from jiqun.supervision.overview.dashboard import dashboard
    from jiqun.supervision.overview.flow import wave
    from jiqun.supervision.overview.reading import read
    from jiqun.supervision.overview.reported import by_place

    if not Authority.objects.exists():
        lay_tree()
    province = Authority.objects.get(parent=None)
    officer = Account.objects.create(
        username="bench", person=Person.objects.create(name="测量"), role=Role.OFFICER, authority=province
    )
    lay(DASHBOARD, YEARS)
    found = [
        measure(f"dashboard page, {DASHBOARD} clusters × {YEARS} years", page(officer), sql_goal=10, goal=60),
        measure("its reading and arithmetic alone", lambda: dashboard(officer, DAY), sql_goal=4),
    ]
    lay(MANY - DASHBOARD, 0, DASHBOARD)

    def expiry() -> None:
        everything = read(officer, DAY, DAY.year - 1)
        if sum(len(row.ends) for row in wave(everything.held, DAY)) != MANY:
            raise RuntimeError("not every term was counted")
        if sum(place.due for place in by_place(everything.held, everything.reports, DAY.year - 1)) != MANY:
            raise RuntimeError("not every report was counted")

    found.append(measure(f"expiry and report status of {MANY} clusters", expiry, sql_goal=4, goal=200))
    return found


def page(account: Any) -> Callable[[], Any]:
    """The page itself. Raises `RuntimeError` unless it is shown."""
    from bench.pages import signed_in

    client = signed_in(account)

    def look() -> None:
        if client.get("/supervision/").status_code != 200:
            raise RuntimeError("the overview was not shown")

    return look


def lay(clusters: int, years: int, from_: int = 0) -> None:
    """Recognised clusters over the counties, each with so many years of figures."""
    from uuid import UUID

    from jiqun.authorities.hours import ZONE
    from jiqun.authorities.models import Authority, Level
    from jiqun.register.models import FIGURES, Cluster, ClusterYear, Recognition
    from jiqun.register.terms import term_end

    counties = [each for each in Authority.objects.order_by("code") if each.level == Level.COUNTY]
    now, made, held, lines = datetime(2026, 5, 1, tzinfo=ZONE), [], [], []
    for n in range(from_, from_ + clusters):
        county, start = counties[n % len(counties)], date(2023, 7, 10) + timedelta(days=n % 700)
        one = Cluster(id=UUID(int=n + 1), name=f"测量集群{n}", authority=county, path=county.path, invented=True)
        one.lead_codes = "1952、1953"
        made.append(one)
        term = Recognition(id=UUID(int=n + 1), cluster=one, level="省级", batch=str(start.year), source="测量")
        term.announced_on, term.valid_from, term.valid_to = start, start, term_end(start)
        held.append(term)
        for year in range(DAY.year - years, DAY.year):
            told: dict[str, Any] = dict.fromkeys(FIGURES, (n + 1) * (year - 2000) * 10**8)
            lines.append(ClusterYear(cluster=one, year=year, source="测量", kept_at=now, **told))
    Cluster.objects.bulk_create(made, batch_size=500)
    Recognition.objects.bulk_create(held, batch_size=500)
    ClusterYear.objects.bulk_create(lines, batch_size=500)


if __name__ == "__main__":
    raise SystemExit(main())
