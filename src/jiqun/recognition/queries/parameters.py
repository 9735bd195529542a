"""The numbers and the name of the measure as they hold for a round: with the bases it pinned, on its own day."""

from __future__ import annotations

from jiqun.recognition.models import Round
from jiqun.recognition.queries.filing.precheck import legal_date, measure_of

NOTICE_DAYS, VALIDITY_YEARS = "14.3.notice_days", "15.validity_years"


def parameter(of: Round, name: str) -> int:
    """A whole number the measure sets for a round, such as the working days of its public notice.

    Raises `KeyError` for none of that name.
    """
    return measure_of(of).parameters(legal_date(of))[name].number


def cited(of: Round) -> str:
    """The measure as official texts cite it (Chinese only), with the documents by which it applies on that day."""
    return measure_of(of).cited_on(legal_date(of))
