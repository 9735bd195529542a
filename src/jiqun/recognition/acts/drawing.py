"""Drawing from the pool for the applications under review as they stand."""

from __future__ import annotations

from jiqun.recognition.queries import experts as queries
from jiqun.review import pool
from jiqun.review.draw import Draw, draw
from jiqun.review.models import Panel


def draw_now(panel: Panel) -> Draw:
    """The draw that the committed seed gives (four queries). Raises `TooFewExperts`."""
    cases = list(queries.case_ties(panel.round_id).values())
    return draw(panel.seed, cases, pool.ties(), panel.per_case)
