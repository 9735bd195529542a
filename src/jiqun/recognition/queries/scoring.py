"""What is read of a round's scores: how far they are, in counts; the ranking only once they were opened."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from uuid import UUID

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.recognition.queries.experts import panel_of
from jiqun.review.aggregation import read, said, tie_name
from jiqun.review.models import OPEN_SHEETS, Panel, Placement, Sheet
from jiqun.review.placing import value
from jiqun.review.ranking import two_decimals
from jiqun.review.rubrics import read as read_rubric


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the scoring is, in counts only: nothing here points to an expert. `needed` is a cluster's quorum,
    `short` how many clusters are below it."""

    cases: int
    sheets: int
    submitted: int
    open: int
    overdue: int
    recused: int
    short: int
    needed: int


def standing(panel: Panel, now: datetime) -> Standing:
    """Counts over the applications still under review (one query). What a meeting had scored anew is not among them."""
    rows = Sheet.objects.filter(panel=panel, case__state="review", revision=1)
    states: Counter[str] = Counter()
    submitted: Counter[UUID] = Counter()
    cases: set[UUID] = set()
    overdue = 0
    for case, state, due_at in rows.values_list("case_id", "state", "due_at"):
        states[state] += 1
        cases.add(case)
        submitted[case] += state in ("submitted", "superseded")
        overdue += state in OPEN_SHEETS and due_at is not None and due_at < now
    needed = read(panel.rule).needed(panel.per_case)
    return Standing(
        len(cases),
        sum(states.values()) - states["replaced"] - states["recused"],
        states["submitted"] + states["superseded"],
        sum(states[name] for name in OPEN_SHEETS),
        overdue,
        states["recused"],
        sum(submitted[case] < needed for case in cases),
        needed,
    )


@dataclass(frozen=True, slots=True)
class RankedCase:
    """One line of the ranking. `mean` is the score by the panel's rule, `computed` and `expert` its two parts and
    `dimensions` the means of the sheets' dimensions, all in points with two decimals (the order uses exact values).

    `tied`: others share the rank; `by` names what told it from one of equal score; `revised` of its `sheets` were
    scored anew by decision of a panel meeting; `state` is the application's now.
    """

    rank: int
    pk: UUID
    number: str
    cluster: str
    prefecture: str
    county: str
    mean: str
    computed: str
    expert: str
    dimensions: tuple[str, ...]
    sheets: int
    revised: int
    tied: bool
    by: Text | None
    state: str


def ranking(round_case: Case) -> list[RankedCase]:
    """The ranking of an opened round, ties kept; empty before the scores are opened (three queries)."""
    panel = panel_of(round_case)
    if panel is None or panel.opened_at is None:
        return []
    names = dimensions(panel)
    rows = (
        Placement.objects.filter(panel=panel)
        .order_by("rank", "case__number")
        .values_list(
            "rank",
            "case_id",
            "case__number",
            "case__title",
            "case__application__prefecture__name",
            "case__authority__name",
            "score",
            "dimensions",
            "computed",
            "sheets",
            "revised",
            "tied",
            "by",
            "case__state",
        )
    )
    found = []
    for rank, pk, number, title, prefecture, county, score, parts, computed, sheets, revised, tied, by, state in rows:
        points, share = value(score), Fraction(computed, 100)
        found.append(
            RankedCase(
                rank,
                pk,
                number,
                title,
                prefecture or "",
                county,
                two_decimals(points),
                two_decimals(share),
                two_decimals(points - share),
                tuple(two_decimals(value(parts[clause])) for clause in names),
                sheets,
                revised,
                tied,
                tie_name(by, names) if by else None,
                state,
            )
        )
    return found


def dimensions(panel: Panel) -> dict[str, Text]:
    """The dimensions of the panel's rubric by clause, in order (one query unless the rubric was read)."""
    return {each.clause: each.title for each in read_rubric(panel.rubric.definition).dimensions}


def rule_said(panel: Panel) -> Text:
    """The panel's rule as a sentence."""
    return said(read(panel.rule), dimensions(panel))
