"""Annual reports that were not at the province by 31 March (Articles 16, 17(三))."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from jiqun.authorities.models import LEVEL_TITLES, Authority, Level
from jiqun.bilingual import Text
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.supervision.models import AnnualReport, ReportOrder
from jiqun.supervision.reports.deadline import due_day, due_moment, held_at
from jiqun.supervision.reports.queries import owed, reached
from jiqun.supervision.tracking.sources import Found, register


def look(clusters: Sequence[Cluster], on: date) -> Iterable[Found]:
    """One lead for each report of the last year due that is not received; five queries.

    It touches 17(三) only where the county held it when the day passed: what lay at an office above is no fault of the
    cluster. Whether an order to hand it in was made stands with it.
    """
    year = on.year - 1 if on > due_day(on.year - 1) else on.year - 2
    province = Authority.objects.filter(parent=None).first()
    if province is None:
        return
    due = due_moment(year, province)
    rows = Recognition.objects.filter(cluster__in=clusters, level=PROVINCIAL).order_by("valid_from")
    recognised = {row.cluster_id: row for row in rows if owed(row, year)}
    reports = {row.cluster_id: row for row in AnnualReport.objects.filter(cluster__in=recognised, year=year)}
    steps = reached([row.pk for row in reports.values()])
    ordered = {
        row.cluster_id: row
        for row in ReportOrder.objects.filter(cluster__in=recognised, year=year).select_related("case")
    }
    for pk in recognised:
        report = reports.get(pk)
        if report is not None and report.received_at is not None:
            continue
        level = held_at(steps.get(report.pk, ()) if report else (), due)
        if level is None:
            continue
        held = LEVEL_TITLES[level]
        order = ordered.get(pk)
        number = order.case.number if order is not None else ""
        yield Found(
            pk,
            "A17.3" if level == Level.COUNTY else "",
            "report",
            Text(
                f"{year} 年度报告截至 {due_day(year)} 未报至省，当日在{held.zh}；"
                + (f"已责令限期报送（{number}）。" if number else "尚未责令限期报送。"),
                f"The report on {year} was not at the province by {due_day(year)}; the {held.en.lower()} held it. "
                + (f"An order was made ({number})." if number else "No order was made."),
            ),
            {
                "year": year,
                "order": number,
                "rows": [["报送期限", "Due", str(due_day(year))], ["到期时所在层级", "Held by", held.zh, held.en]],
                "links": [["年度报告", "Annual reports", f"{reverse('supervision:reports')}?year={year}"]],
            },
            f"{year}/{level}/{number}",
        )


register(look)
