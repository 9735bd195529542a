"""Setting an internal day in tests."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter, perform
from tests.office import at, officer
from tests.supervision.reports.yearly import CHANCE

SET, LATER = at("2026-02-10 10:00"), at("2026-02-11 10:00")


def set_day(code: str, day: str, year: int = 2025, now: datetime = SET) -> Case:
    """The day an authority sets for the reports of a year."""
    done = open_matter(
        "report_date",
        by=officer(code),
        payload={"year_of": str(year), "due_on": day, "note": ""},
        key=uuid4().hex,
        now=now,
        chance=CHANCE,
    )
    found: Case = done.subject
    return found


def act(case: Case, name: str, code: str, payload: dict[str, Any], now: datetime = LATER) -> None:
    """One act on a day that was set."""
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    perform(
        "report_date", case.pk, name, by=officer(code), version=version, payload=payload,
        key=uuid4().hex, now=now, chance=CHANCE,
    )  # fmt: skip
