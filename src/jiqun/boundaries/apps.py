"""Makes the room's table known."""

from __future__ import annotations

from django.apps import AppConfig


class BoundariesConfig(AppConfig):
    """Boundaries of clusters."""

    name = "jiqun.boundaries"

    def ready(self) -> None:
        """Loads the table."""
        from jiqun.boundaries import procedure  # noqa: F401
