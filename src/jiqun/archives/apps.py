"""Makes the room's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class ArchivesConfig(AppConfig):
    """Filing of closed matters, and extracts for those who ask."""

    name = "jiqun.archives"

    def ready(self) -> None:
        """Loads both tables and the search of file codes."""
        from jiqun.archives import searching  # noqa: F401
        from jiqun.archives.extract import procedure as extract  # noqa: F401
        from jiqun.archives.filing import procedure as filing  # noqa: F401
