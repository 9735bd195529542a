"""Makes the room's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class LedgersConfig(AppConfig):
    """The cluster's ledgers."""

    name = "jiqun.ledgers"

    def ready(self) -> None:
        """Loads the tables."""
        from jiqun.ledgers import procedure  # noqa: F401
