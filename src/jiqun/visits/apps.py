"""Makes the room's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Visits. Their procedures are made known by the chapters, kind by kind (`visits.kinds.register`)."""

    name = "jiqun.visits"
