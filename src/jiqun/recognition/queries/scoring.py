"""What is read of a round's scores: how far they are, in counts; the ranking only once they were opened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from jiqun.casework.models import Case
from jiqun.recognition.queries.experts import OPEN_SHEETS, QUORUM, panel_of
from jiqun.review.models import Panel, Sheet
from jiqun.review.ranking import rank, two_decimals


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the scoring is, in counts only: nothing here points to an expert."""

    cases: int
    sheets: int
    submitted: int
    open: int
    overdue: int
    recused: int
    short: int


def standing(panel: Panel, now: datetime) -> Standing:
    """Counts over the applications still under review (one query). `short` are those below the quorum."""
    rows = Sheet.objects.filter(panel=panel, case__state="review").values_list("case_id", "state", "due_at")
    states: Counter[str] = Counter()
    submitted: Counter[UUID] = Counter()
    cases: set[UUID] = set()
    overdue = 0
    for case, state, due_at in rows:
        states[state] += 1
        cases.add(case)
        submitted[case] += state == "submitted"
        overdue += state in OPEN_SHEETS and due_at is not None and due_at < now
    return Standing(
        len(cases),
        sum(states.values()) - states["replaced"] - states["recused"],
        states["submitted"],
        sum(states[name] for name in OPEN_SHEETS),
        overdue,
        states["recused"],
        sum(submitted[case] < QUORUM for case in cases),
    )


@dataclass(frozen=True, slots=True)
class RankedCase:
    """One line of the ranking. `mean` has two decimals (the order uses the exact mean), `spread` and the totals of
    the sheets (by expert's code) are in hundredths of a point."""

    rank: int
    pk: UUID
    number: str
    cluster: str
    prefecture: str
    county: str
    mean: str
    spread: int
    sheets: tuple[tuple[str, int], ...]


def ranking(round_case: Case) -> list[RankedCase]:
    """The ranking of an opened round, ties kept; empty before the scores are opened (two queries)."""
    panel = panel_of(round_case)
    if panel is None or panel.opened_at is None:
        return []
    ranked = set(panel.ranked)
    totals: dict[UUID, list[int]] = {}
    sheets: dict[UUID, list[tuple[str, int]]] = {}
    words: dict[UUID, tuple[str, str, str, str]] = {}
    rows = (
        Sheet.objects.filter(panel=panel, state="submitted")
        .order_by("case__number", "expert__code")
        .values_list(
            "case_id",
            "total",
            "expert__code",
            "case__number",
            "case__title",
            "case__application__prefecture__name",
            "case__authority__name",
        )
    )
    for pk, total, code, *said in rows:
        if total is None or str(pk) not in ranked:
            continue
        totals.setdefault(pk, []).append(total)
        sheets.setdefault(pk, []).append((code, total))
        words[pk] = (said[0], said[1], said[2] or "", said[3])
    return [
        RankedCase(
            placed.rank,
            placed.key,
            *words[placed.key],
            two_decimals(placed.mean),
            placed.spread,
            tuple(sheets[placed.key]),
        )
        for placed in rank(totals)
    ]
