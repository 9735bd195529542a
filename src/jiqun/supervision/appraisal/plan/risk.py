"""What makes a recognised cluster worth a check: explained points, from what is on record (Article 16).

The weights are the product's own proposal. Points order candidates; they are no conclusion.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from jiqun.authorities.models import Authority
from jiqun.bilingual import Text
from jiqun.law.citation import here
from jiqun.register.models import Cluster
from jiqun.supervision.appraisal.rubric import from_plain
from jiqun.supervision.models import AnnualReport, Appraised, Lead, Problem
from jiqun.supervision.models.lead import OPEN as OPEN_LEAD
from jiqun.supervision.models.problem import OPEN as OPEN_PROBLEM
from jiqun.supervision.reports.deadline import due_day, due_moment
from jiqun.supervision.tracking.watching import reports
from jiqun.visits.kinds import Point

GROUND, OTHER, MOST_LEADS = 10, 3, 30
UNREPORTED, LATE, LOW_GRADE = 15, 5, 10
OVERDUE, MOST_OVERDUE = 3, 9


def points(clusters: Sequence[Cluster], on: date) -> dict[UUID, tuple[Point, ...]]:
    """Each cluster's points on a day; eleven queries whatever their number."""
    found: dict[UUID, list[Point]] = {each.pk: [] for each in clusters}
    _leads(clusters, found)
    _reports(clusters, on, found)
    _problems(clusters, on, found)
    _grades(clusters, found)
    return {pk: tuple(each) for pk, each in found.items()}


def _leads(clusters: Sequence[Cluster], found: dict[UUID, list[Point]]) -> None:
    """Open leads: those touching a ground of Article 17 weigh more."""
    rows = Lead.objects.filter(cluster__in=clusters, state=OPEN_LEAD).values_list("cluster_id", "ground")
    grounds, others = Counter[UUID](), Counter[UUID]()
    for pk, ground in rows:
        (grounds if ground else others)[pk] += 1
    for pk, n in grounds.items():
        said = Text(
            f"待核实的疑点线索 {n} 条，涉及{here('A17').zh}所列情形",
            f"{n} open leads touch a ground of {here('A17').en}",
        )
        found[pk].append(Point(min(n * GROUND, MOST_LEADS), said))
    for pk, n in others.items():
        said = Text(f"其他待核实的疑点线索 {n} 条", f"{n} other open leads")
        found[pk].append(Point(min(n * OTHER, MOST_LEADS), said))


def _reports(clusters: Sequence[Cluster], on: date, found: dict[UUID, list[Point]]) -> None:
    """The last report that was due: missing while the county held it, or received after its day."""
    for each in reports.look(clusters, on):
        if each.ground:
            found[each.cluster_id].append(Point(UNREPORTED, Text("上一年度报告逾期未报", "The last report never came")))
    year = on.year - 1 if on > due_day(on.year - 1) else on.year - 2
    due = due_moment(year, Authority.objects.get(parent=None))
    straight = AnnualReport.objects.filter(returned_by_prefecture=False, returned_by_province=False)
    late = straight.filter(cluster__in=clusters, year=year, submitted_at__gt=due, received_at__isnull=False)
    for pk in late.values_list("cluster_id", flat=True):
        said = Text(f"{year} 年度报告逾期后报送", f"The report on {year} came after its day")
        found[pk].append(Point(LATE, said))


def _problems(clusters: Sequence[Cluster], on: date, found: dict[UUID, list[Point]]) -> None:
    """Problems open past their date."""
    rows = Problem.objects.filter(cluster__in=clusters, state=OPEN_PROBLEM, due_on__lt=on)
    for pk, n in Counter(rows.values_list("cluster_id", flat=True)).items():
        said = Text(f"{n} 个问题超期未销号", f"{n} problems open past their date")
        found[pk].append(Point(min(n * OVERDUE, MOST_OVERDUE), said))


def _grades(clusters: Sequence[Cluster], found: dict[UUID, list[Point]]) -> None:
    """The lowest grade in the last appraisal that was settled."""
    rows = Appraised.objects.filter(cluster__in=clusters, appraisal__live=True).exclude(
        state__in=("marking", "confirmed")
    )
    last = {row.cluster_id: row for row in rows.select_related("appraisal").order_by("appraisal__year")}
    for pk, row in last.items():
        rubric = from_plain(row.appraisal.rubric)
        if row.standing == rubric.grades[-1].name:
            title, year = rubric.title(row.standing), row.appraisal.year
            said = Text(f"{year} 年度考核等次为“{title.zh}”", f"Graded “{title.en}” in {year}")
            found[pk].append(Point(LOW_GRADE, said))
