"""Placing the cases of an opened panel: which sheets count, what they say, and the ranking that is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Q

from jiqun.bilingual import Text
from jiqun.casework.refusals import Refusal
from jiqun.journal.canonical import canonical, digests
from jiqun.review import sheets
from jiqun.review.aggregation import read as read_rule
from jiqun.review.models import Panel, Placement, Sheet
from jiqun.review.ranking import Scores, rank
from jiqun.review.rubrics import Rubric
from jiqun.review.rubrics import read as read_rubric

COUNTS = Q(state="submitted") & (Q(replaces__isnull=True) | Q(replaces__state="superseded"))
"""A sheet counts when it is handed in; a re-scored one once two persons have confirmed it in the other's place."""


def counted(panel: Panel, cases: Iterable[UUID | str]) -> list[Sheet]:
    """The sheets that count for these cases, by case number and expert's code (one query)."""
    rows = (
        Sheet.objects.filter(COUNTS, panel=panel, case__in=list(cases))
        .select_related("case", "expert")
        .order_by("case__number", "expert__code")
    )
    found = list(rows)
    for sheet in found:
        sheet.panel = panel  # with its rubric, read once
    return found


def unbroken(given: Iterable[Sheet]) -> None:
    """Every sheet reads as it did when it was sealed. Raises `Refusal` with how many do not."""
    broken = sum(sheets.digest(sheet) != sheet.sha256 for sheet in given)
    if broken:
        raise Refusal(
            Text(
                f"有 {broken} 份评审表与提交时封存的摘要不一致，评分不能开启；请由审计管理员核查。",
                f"{broken} sheets differ from what was sealed when they were handed in; the scores stay closed.",
            ),
            clause="A14.3",
        )


def sealed_digest(given: Iterable[Sheet]) -> str:
    """One digest over all sealed sheets: the SHA-256 of the list of case number, expert's code, digest of the sheet."""
    return digests(canonical([[sheet.case.number, sheet.expert.code, sheet.sha256] for sheet in given])).sha256


def scores_of(given: Sequence[Sheet], rubric: Rubric) -> Scores:
    """What the sheets of one case say; the computed part of the totals is the same on all of them."""
    return Scores(
        [sheet.total or 0 for sheet in given],
        {
            dimension.clause: [sum(sheet.scores[item.id]["score"] for item in dimension.items) for sheet in given]
            for dimension in rubric.dimensions
        },
        sum(item.get("computed", 0) for item in given[0].scores.values()),
    )


def by_case(given: Iterable[Sheet]) -> dict[UUID, list[Sheet]]:
    """The sheets of each case, in the order given."""
    found: dict[UUID, list[Sheet]] = {}
    for sheet in given:
        found.setdefault(sheet.case_id, []).append(sheet)
    return found


def settle(panel: Panel, given: Sequence[Sheet]) -> str:
    """Places the cases of these sheets by the panel's rule, in place of the ranking before; its digest."""
    rubric, cases = read_rubric(panel.rubric.definition), by_case(given)
    placed = rank({pk: scores_of(found, rubric) for pk, found in cases.items()}, read_rule(panel.rule))
    rows = [
        Placement(
            panel=panel,
            case_id=each.key,
            rank=each.rank,
            score=exact(each.score),
            dimensions={clause: exact(value) for clause, value in each.dimensions.items()},
            computed=int(each.computed * 100),
            sheets=len(cases[each.key]),
            revised=sum(sheet.revision > 1 for sheet in cases[each.key]),
            tied=each.tied,
            by=each.by,
        )
        for each in placed
    ]
    Placement.objects.filter(panel=panel).delete()
    Placement.objects.bulk_create(rows, batch_size=500)
    numbers = {sheet.case_id: sheet.case.number for sheet in given}
    return ranking_digest((row.rank, numbers[row.case_id], row.score) for row in rows)


def ranking_digest(lines: Iterable[tuple[Any, ...]]) -> str:
    """The SHA-256 of a ranking: rank, case number and exact score, line by line."""
    return digests(canonical(sorted(lines))).sha256


def exact(value: Fraction) -> str:
    """A fraction as it is kept: `n/d`."""
    return f"{value.numerator}/{value.denominator}"


def value(kept: str) -> Fraction:
    """The fraction kept by `exact`."""
    over, under = kept.split("/")
    return Fraction(int(over), int(under))
