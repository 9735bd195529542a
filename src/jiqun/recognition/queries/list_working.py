"""The working copy of a list: what was entered so far, and by whom last (Article 14(三))."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from jiqun.casework.models import Case
from jiqun.recognition.models import ListEntry


@dataclass(frozen=True, slots=True)
class Working:
    """Field name → value as it was left last; who left the last one, and when."""

    values: dict[str, str]
    by: str = ""
    at: datetime | None = None


def working(case: Case) -> Working:
    """The working copy of a round's list; empty before anything was entered (one query)."""
    values: dict[str, str] = {}
    by, at = "", None
    rows = ListEntry.objects.filter(round=case.pk).order_by("pk")
    for name, value, by, at in rows.values_list("name", "value", "by__person__name", "at"):  # noqa: B007  (the last)
        values[name] = value
    return Working(values, by, at)
