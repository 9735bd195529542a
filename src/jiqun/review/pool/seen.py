"""The pool as a draw sees it: codes, employers, ties, days, service. No names."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.review.draw.ties import ExpertTies
from jiqun.review.models import Expert, Panel, Sheet

COLUMNS = (
    "code",
    "employer",
    "uscc",
    "place",
    "ties",
    "advised",
    "fields",
    "periods",
    "available",
    "account__is_active",
    "file__state",
)
IN_POOL = ("active", "suspended")
SERVING = ("invited", "assigned", "declared", "submitted")
"""States of sheets that count as service; who stepped aside or was replaced did not serve."""


def ties(last_rounds: int = 0, without: UUID | None = None) -> list[ExpertTies]:
    """Everybody in the pool, the suspended too (two to four queries). With `last_rounds`, `served` is in how
    many of the latest drawn rounds each served, the round `without` left out."""
    posts: dict[int, list[str]] = defaultdict(list)
    rows = Expert.objects.filter(file__state__in=IN_POOL).order_by("code")
    offices = Account.objects.filter(person__accounts__expert__isnull=False, authority__isnull=False, is_active=True)
    for expert, path in offices.values_list("person__accounts__expert", "authority__path"):
        if expert is not None:
            posts[expert].append(path)
    service = served(last_rounds, without) if last_rounds else {}
    return [
        ExpertTies(
            row["code"],
            row["employer"],
            row["place"],
            tuple(row["ties"]),
            row["available"] and row["account__is_active"] and row["file__state"] == "active",
            row["uscc"],
            tuple(row["advised"]),
            tuple(sorted(posts[row["pk"]])),
            frozenset(row["fields"]),
            tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in row["periods"]),
            service.get(row["pk"], 0),
        )
        for row in rows.values("pk", *COLUMNS)
    ]


def served(last_rounds: int, without: UUID | None = None) -> dict[int, int]:
    """By expert, in how many of the latest rounds that were drawn (two queries)."""
    panels = Panel.objects.filter(drawn_at__isnull=False).exclude(round=without)
    latest = list(panels.order_by("-drawn_at").values_list("pk", flat=True)[:last_rounds])
    rows = Sheet.objects.filter(panel__in=latest, state__in=SERVING).values_list("expert", "panel").distinct()
    counts: dict[int, int] = defaultdict(int)
    for expert, _ in rows:
        counts[expert] += 1
    return dict(counts)
