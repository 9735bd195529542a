"""The firms a roster revision names."""

from __future__ import annotations

from uuid import UUID

from jiqun.register.models import FirmYearRow


def names_of(roster: UUID) -> dict[str, str]:
    """Credit code → name of every firm of a roster, the latest year's name; one query."""
    rows = FirmYearRow.objects.filter(roster=roster).order_by("enterprise_id", "year")
    return dict(rows.values_list("enterprise_id", "name"))
