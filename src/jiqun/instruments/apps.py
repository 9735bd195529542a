"""Makes the room's tables known."""

from __future__ import annotations

from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    """Registered bases, questions to the province and its interpretations."""

    name = "jiqun.instruments"

    def ready(self) -> None:
        """Loads the tables."""
        from jiqun.instruments.procedure import basis, question  # noqa: F401
