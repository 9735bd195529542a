"""Makes the room's table known."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Public notices, objections, announcements."""

    name = "jiqun.notices"

    def ready(self) -> None:
        """Loads the table of objections and the kinds of their papers."""
        from jiqun.notices import procedure  # noqa: F401
        from jiqun.notices.papers import objections  # noqa: F401
