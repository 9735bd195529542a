"""What is read of entries from paper."""

from __future__ import annotations

from jiqun.casework.models import Case
from jiqun.casework.procedure import Actor
from jiqun.notices.models import Announcement


def entries(by: Actor) -> list[tuple[Case, Announcement]]:
    """Entries the actor may see, the newest first; one query."""
    rows = (
        Case.objects.visible_to(by)
        .filter(procedure_name="backfill")
        .select_related("announcement")
        .order_by("-opened_at")
    )
    return [(case, case.announcement) for case in rows]
