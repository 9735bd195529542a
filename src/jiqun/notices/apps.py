"""Makes the room's table known."""

from __future__ import annotations

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    """Public notices, objections, announcements."""

    name = "jiqun.notices"

    def ready(self) -> None:
        """Loads the table of objections, the kinds of papers and the reminder of corrected calendars."""
        from jiqun.notices import procedure, reminding  # noqa: F401
        from jiqun.notices.disclosure import procedure as disclosure  # noqa: F401
        from jiqun.notices.papers import notice, objections  # noqa: F401
        from jiqun.notices.template import procedure as template  # noqa: F401
