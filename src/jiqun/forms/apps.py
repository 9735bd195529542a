"""Makes the room's table known."""

from __future__ import annotations

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Forms as data."""

    name = "jiqun.forms"

    def ready(self) -> None:
        """Loads the table."""
        from jiqun.forms import procedure  # noqa: F401
