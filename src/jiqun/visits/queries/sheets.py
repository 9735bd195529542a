"""The sheets of a visit: its firms with what the roster states of them, and what was written down so far."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from jiqun.casework.models import Case
from jiqun.forms.answers import values as answers_of
from jiqun.register.models import FirmYearRow, HonourRow, RosterRevision
from jiqun.visits import deviations, risk
from jiqun.visits.checklists import checklists
from jiqun.visits.figures import MEASURES, stated
from jiqun.visits.models import Visit, VisitedFirm
from jiqun.visits.sheet import Sheet


def firms_of(visit: Visit) -> list[VisitedFirm]:
    """Every firm of a visit in order, also those in whose place another was visited; one query."""
    return list(visit.firms.select_related("replaced_by").order_by("position"))


def sheets(visit: Visit, firms: list[VisitedFirm]) -> list[Sheet]:
    """The sheets of some firms; one query."""
    rows: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in FirmYearRow.objects.filter(roster=visit.roster_id, enterprise__in=[each.uscc for each in firms]).values(
        "enterprise_id", "year", *MEASURES
    ):
        rows[row["enterprise_id"]].append(row)
    asked = checklists()[visit.checklist]
    return [Sheet(each, asked, tuple(stated(rows[each.uscc]))) for each in firms]


def to_visit(firms: list[VisitedFirm]) -> list[VisitedFirm]:
    """Those that are to be visited: without the ones another stands in for."""
    return [each for each in firms if each.replaced_by_id is None]


def values(case: Case) -> dict[str, Any]:
    """Everything written down at a visit, by field; one query."""
    return answers_of(case)


def open_sheets(visit: Visit, case: Case) -> list[Sheet]:
    """The sheets that are not whole yet, and for which no reason is given; three queries."""
    given = values(case)
    return [each for each in sheets(visit, to_visit(firms_of(visit))) if not each.whole(given)]


def sums_of(visit: Visit, case: Case) -> deviations.Sums:
    """The sum of a visit's deviations as they stand; three queries."""
    given = values(case)
    found = [each for sheet in sheets(visit, to_visit(firms_of(visit))) for each in sheet.deviations(given)]
    return deviations.sums(found, visit.threshold)


def names(roster: RosterRevision) -> dict[str, str]:
    """Credit code → name of every firm on a roster; the latest year's name. One query."""
    rows = FirmYearRow.objects.filter(roster=roster).order_by("enterprise_id", "year")
    return dict(rows.values_list("enterprise_id", "name"))


def risks(roster: RosterRevision) -> list[risk.Risk]:
    """The firms of a roster by explained risk; two queries."""
    columns = ("name", "year", "output", "employees", "rd")
    found = FirmYearRow.objects.filter(roster=roster).values_list("enterprise_id", *columns)
    rows = [dict(zip(("uscc", *columns), row, strict=True)) for row in found]
    honours: dict[str, int] = defaultdict(int)
    for uscc in HonourRow.objects.filter(roster=roster).values_list("uscc", flat=True):
        honours[uscc] += 1
    return risk.risks(rows, honours)
