"""Makes the room's table and papers known."""

from __future__ import annotations

from django.apps import AppConfig


class OutgoingConfig(AppConfig):
    """Papers that go out."""

    name = "jiqun.outgoing"

    def ready(self) -> None:
        """Loads the table and the room's own papers."""
        from jiqun.outgoing import papers, procedure, searching  # noqa: F401
        from jiqun.outgoing.batches import procedure as batches  # noqa: F401
