"""Drawing from the pool for the applications under review as they stand."""

from __future__ import annotations

from jiqun.recognition.queries import experts as queries
from jiqun.review import pool
from jiqun.review.draw import Draw, Terms, draw
from jiqun.review.models import Panel


def terms_of(panel: Panel) -> Terms:
    """What was fixed with the digest of the seed."""
    return Terms.from_plain(panel.terms, panel.per_case)


def draw_now(panel: Panel) -> Draw:
    """The draw that the committed seed gives (a fixed number of queries). Raises `TooFewExperts`."""
    terms = terms_of(panel)
    cases = list(queries.case_ties(panel.round_id).values())
    return draw(panel.seed, cases, pool.ties(terms.last_rounds, without=panel.round_id), terms)
