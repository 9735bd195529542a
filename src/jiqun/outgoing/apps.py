"""Makes the room's table known."""

from __future__ import annotations

from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    """Papers that go out."""

    name = "jiqun.outgoing"

    def ready(self) -> None:
        """Loads the table."""
        from jiqun.outgoing import procedure  # noqa: F401
