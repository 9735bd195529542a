"""A number opened down to the rows of the roster that make it up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.facts.behind import Behind, RowBehind, rows_behind
from jiqun.facts.declarations import BY_NAME
from jiqun.law import units
from jiqun.recognition.models import Application
from jiqun.register.rosters import to_roster

OPENS = frozenset(name for name, fact in BY_NAME.items() if fact.unit != "行")
"""Facts of firms; how many stamped lines there are (规下汇总) is no figure of anybody's."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A fact of a year with its rows: all of them, or only those that gave no figure."""

    behind: Behind
    rows: Sequence[RowBehind]
    blanks: int

    @property
    def total(self) -> Text:
        """The fact in words."""
        return units.read(self.behind.total, self.behind.unit)


def opened(application: Application, fact: str, year: int, *, only_blank: bool = False) -> Opened | None:
    """The rows behind a fact, on the roster the application is assessed on; `None` without a roster, for a fact that
    is not declared or a year without rows. Seven queries at most.
    """
    if application.roster is None or fact not in OPENS:
        return None
    behind = rows_behind(to_roster(application.roster), fact, year, on=application.round.closes_on)
    if not behind.rows:
        return None
    blank = [row for row in behind.rows if row.blank]
    return Opened(behind, blank if only_blank else behind.rows, len(blank))
