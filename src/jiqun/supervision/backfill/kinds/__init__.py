"""The kinds of tables that are entered from paper."""

from __future__ import annotations

from jiqun.supervision.backfill.kinds.decisions import DECISIONS
from jiqun.supervision.backfill.kinds.figures import YEARS
from jiqun.supervision.backfill.kinds.goals import GOALS
from jiqun.supervision.backfill.kinds.reports import REPORTS
from jiqun.supervision.backfill.reading import Kind

KINDS: dict[str, Kind] = {each.name: each for each in (YEARS, REPORTS, GOALS, DECISIONS)}
"""By name, in the order they are offered."""
