"""Makes the room's table known."""

from __future__ import annotations

from django.apps import AppConfig


class HearingsConfig(AppConfig):
    """Hearings before adverse decisions."""

    name = "jiqun.hearings"

    def ready(self) -> None:
        """Loads the table and the kinds of paper."""
        from jiqun.hearings import papers, procedure  # noqa: F401
