"""What the discipline supervisor reads of a panel after the announcement: `review.diagnostics` over its sheets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jiqun.bilingual import Text
from jiqun.recognition.models import Application
from jiqun.review import diagnostics as figures
from jiqun.review import placing
from jiqun.review.aggregation import read
from jiqun.review.models import ComputedScores, Panel, Unmasking
from jiqun.review.rubrics import read as read_rubric
from jiqun.review.rubrics.model import FULL

LISTED = ("recognised", "listed")


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """Everything on the supervisor's page; `listed` is the number of clusters on the list."""

    listed: int
    sheets: int
    spreads: list[figures.Spread]
    leniencies: list[figures.Leniency]
    weights: list[figures.Weight]
    contradictions: list[figures.Contradiction]


def diagnosed(panel: Panel) -> Diagnosed:
    """Computed anew from the sheets that counted (four queries)."""
    sheets = placing.counted(panel, panel.ranked)
    most = most_computed(panel)
    rubric = read_rubric(panel.rubric.definition)
    reviewed = []
    for pk, given in placing.by_case(sheets).items():
        said = placing.scores_of(given, rubric)
        reviewed.append(
            figures.Reviewed(
                given[0].case.number,
                given[0].case.title,
                {sheet.expert.code: sheet.total or 0 for sheet in given},
                said.dimensions,
                said.computed,
                most.get(pk, 0),
            )
        )
    listed = Application.objects.filter(round=panel.round_id, case__state__in=LISTED).count()
    return Diagnosed(
        listed,
        len(sheets),
        figures.spreads(reviewed),
        figures.leniencies(reviewed),
        figures.weights(reviewed, read(panel.rule), listed),
        figures.contradictions(reviewed, FULL),
    )


def most_computed(panel: Panel) -> Mapping[Any, int]:
    """What the computed part of each case could be at most, in hundredths (one query)."""
    rows = ComputedScores.objects.filter(panel=panel).values_list("case_id", "record")
    return {pk: sum(item["most"] for item in record["items"].values()) for pk, record in rows}


@dataclass(frozen=True, slots=True)
class Unmasked:
    """An expert made known: by whom, when, why."""

    code: str
    name: str
    reason: str
    prepared_by: str
    by: str
    at: datetime


def unmasked(panel: Panel) -> list[Unmasked]:
    """Whose names were made known to the supervisor (one query)."""
    rows = (
        Unmasking.objects.filter(panel=panel)
        .order_by("at")
        .values_list(
            "expert__code",
            "expert__account__person__name",
            "reason",
            "prepared_by__person__name",
            "by__person__name",
            "at",
        )
    )
    return [Unmasked(*row) for row in rows]


TITLES = {
    "spread": Text("各集群评分离散情况", "Spread of each cluster"),
    "leniency": Text("各专家宽严情况", "Leniency of each expert"),
    "weight": Text("单个专家对排序的影响", "The weight of any one expert"),
    "contradiction": Text("测算与专家评分相悖", "Computed against experts"),
}
